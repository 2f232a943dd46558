import { Type, type Static } from 'typebox';
import { evidenceFiles, idPart, type DeepReadonly, type PlainDate } from '#kernel';
import { lines, maxPath } from '#register';
import { dayOfYear, usualDuties, type RuleSet } from '#rules';

const id = Type.String({ pattern: idPart.source });

export const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** A paper by which a campaign is made known. */
export const Notice = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 200 }), documentNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), issuedOn: Type.Optional(day), files: Type.Optional(evidenceFiles) },
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

/** A federation below as a campaign called it up. */
export const CalledFederation = Type.Object(
  {
    id,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    line: Type.Enum([...lines]),
    /** What kind of federation, as the register has it; absent: not known. */
    kind: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' })),
    /** All federations above it at this moment. */
    path: Type.Array(id, { minItems: 1, maxItems: maxPath }),
    due: DutyDates,
  },
  { additionalProperties: false },
);
export type CalledFederation = Static<typeof CalledFederation>;

/** Days of the duties of an evaluated year by a rule set; where it names none at all, the usual ones. */
export function dutiesOf(ruleSet: DeepReadonly<RuleSet> | undefined, evaluatedYear: number): DutyDates {
  const named: { readonly [K in DutyName]?: string } = ruleSet?.duties ?? usualDuties;
  return Object.fromEntries(dutyNames.flatMap((name): [DutyName, PlainDate][] => (named[name] === undefined ? [] : [[name, dayOfYear(named[name], evaluatedYear) ?? '']])));
}
