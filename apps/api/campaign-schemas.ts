import { Type, type TSchema } from 'typebox';
import { DutyDates, Notice, Scope } from '#campaign';
import type { CampaignRow } from '#views';

type Fields<T> = { readonly [K in keyof T]-?: TSchema };
const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);

const rowFields: Fields<Omit<CampaignRow, 'campaign' | 'revision' | 'extended'>> = {
  federation: text,
  ruleSet: Type.Object({ id: text, version: Type.Integer({ minimum: 1 }), digest: text }),
  evaluatedYear: Type.Integer(),
  openedOn: day,
  cutOff: orNull(day),
  notice: orNull(Notice),
  scope: orNull(Scope),
  duties: orNull(DutyDates),
  calledUp: count,
  released: Type.Integer({ minimum: 0, description: 'Units that left.' }),
  opened: orNull(Type.Integer({ minimum: 0, description: 'Evaluations opened for those called up; the opening is done once it is as large as calledUp. Null where it is asked as of a moment, and there are more than 10,000.' })),
  federations: Type.Integer({ minimum: 0, description: 'Federations below that owe duties.' }),
  closed: orNull(Type.Object({ closedOn: day, calledUp: count, released: count, stillOpen: Type.Record(Type.String(), count), reason: Type.Optional(text) })),
};

const Campaign = Type.Object({ id: text, ...rowFields, revision: Type.String({ pattern: '^\\d+$', description: "Of the campaign's last event; also the ETag." }) });

const next = Type.Optional(Type.String({ description: 'Send it as `cursor` to go on; absent when all were looked at.' }));
const proposed = Type.Array(
  Type.Object({ union: text, unionName: text, superior: text, closedOn: text, mergedInto: orNull(text), status: Type.String({ description: 'Of its evaluation.' }), reason: Type.String({ description: 'What is recorded as the reason, in the language of Accept-Language.' }) }),
);

export const campaignSchemas = {
  Campaign,
  CampaignPage: Type.Object({ campaigns: Type.Array(Campaign), next: Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' })) }),
  ToCallUp: Type.Object({
    unions: Type.Array(Type.Object({ union: text, unionName: text, unionClass: text, superior: text, members: orNull(count) })),
    passedOver: Type.Object({ alreadyCalledUp: count, closed: count, outOfScope: count }),
    next,
  }),
  ToRelease: Type.Object({ unions: proposed, next }),
  ProposedReleased: Type.Object({ released: proposed, next }),
  ScopeCalledUp: Type.Object({
    calledUp: Type.Integer({ minimum: 0, description: 'Unions that this request called up.' }),
    passedOver: Type.Object({ alreadyCalledUp: count, closed: count, outOfScope: count }),
    unions: Type.Optional(Type.Integer({ minimum: 0, description: "Unions below the campaign's federation in all; told where no cursor was sent." })),
    next: Type.Optional(Type.String({ description: 'Send it as `cursor` to go on; absent when all were looked at.' })),
  }),
} as const;

const campaign = {
  id: 'bureau_2009',
  federation: 'bureau',
  ruleSet: { id: 'default', version: 1, digest: 'd'.repeat(64) },
  evaluatedYear: 2009,
  openedOn: '2009-02-10',
  cutOff: null,
  notice: { title: '关于开展2009年度会员评议职工之家工作的通知', documentNumber: '建工会〔2009〕3号', issuedOn: '2009-02-10' },
  scope: null,
  duties: { check: '2009-11-30' },
  calledUp: 1023,
  released: 2,
  opened: 1023,
  federations: 12,
  closed: null,
  revision: '5',
};

const proposal = { union: 'mill', unionName: '面粉厂工会', superior: 'bureau', closedOn: '2009-06-30', mergedInto: 'centre', status: 'notStarted', reason: '2009年6月30日并入中心工会：企业合并' };

export const campaignExamples = {
  Campaign: campaign,
  CampaignPage: { campaigns: [campaign] },
  ToCallUp: { unions: [{ union: 'bakery', unionName: '面包厂工会', unionClass: 'privateFirm', superior: 'bureau', members: 26 }], passedOver: { alreadyCalledUp: 1023, closed: 3, outOfScope: 12 } },
  ToRelease: { unions: [proposal] },
  ProposedReleased: { released: [proposal] },
  ScopeCalledUp: { calledUp: 500, passedOver: { alreadyCalledUp: 0, closed: 3, outOfScope: 12 }, unions: 1038, next: 'WyIiLGZhbHNlLG51bGwsImNlbnRyZSJd' },
} as const;
