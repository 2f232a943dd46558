import { Type, type Static } from 'typebox';

export const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** A paper by which a campaign is made known. */
export const Notice = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 200 }), documentNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), issuedOn: Type.Optional(day) },
  { additionalProperties: false },
);
export type Notice = Static<typeof Notice>;

/** What a federation below owes its superior: a leading group, its own plan (方案), check (检查), recommendation (推荐), summary and selection (总结评选). */
export const dutyNames = ['leadingGroup', 'plan', 'check', 'recommendation', 'summary'] as const;
export type DutyName = (typeof dutyNames)[number];

/** Due days by duty; what is left out is owed until no day in particular. */
export const DutyDates = Type.Object(
  { leadingGroup: Type.Optional(day), plan: Type.Optional(day), check: Type.Optional(day), recommendation: Type.Optional(day), summary: Type.Optional(day) },
  { additionalProperties: false },
);
export type DutyDates = Static<typeof DutyDates>;
