import { Type, type TSchema } from 'typebox';
import { federationKinds, levels, lines, maxSuperiors, unionClasses, type FederationNow, type UnionDetails, type UnionNow } from '#register';
import { actorFields } from './actor-schema.js';

/** A schema for every field, or the compiler says which is missing. */
type Fields<T> = { readonly [K in keyof T]-?: TSchema };

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);
const date = Type.String({ description: 'Perhaps only a year or month.' });
const revision = Type.String({ pattern: '^\\d+$', description: 'Of the last event; also the ETag.' });
const number = Type.String({ pattern: '^\\d+$' });
const next = Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' }));

const unionFields: Fields<UnionNow> = {
  name: text,
  class: Type.Enum([...unionClasses]),
  superior: orNull(Type.String({ description: 'null: on that day it did not yet report to the first superior that is known.' })),
  units: Type.Integer({ minimum: 1, description: 'More than one for a joint union.' }),
  members: orNull(count),
  staff: orNull(count),
  women: orNull(count),
  womenStaff: orNull(Type.Integer({ minimum: 0, description: 'Women among the staff; `women` are those among the members.' })),
  industry: orNull(text),
  code: orNull(text),
  foundedOn: orNull(date),
  closedOn: orNull(date),
  mergedInto: orNull(text),
};

const federationFields: Fields<FederationNow> = {
  name: text,
  line: Type.Enum([...lines]),
  superiors: Type.Array(text, { maxItems: maxSuperiors }),
  level: orNull(Type.Enum([...levels])),
  kind: orNull(Type.Enum([...federationKinds])),
  code: orNull(text),
  from: orNull(date),
  closedOn: orNull(date),
};

const listOf = (fields: Record<string, TSchema>) => Type.Array(Type.Object(fields));
const optional = (schema: TSchema) => Type.Optional(schema);
const detailFields: Fields<UnionDetails> = {
  term: orNull(Type.Object({ term: Type.Integer({ minimum: 1 }), electedOn: date, endsOn: orNull(date), overOn: orNull(date) })),
  seats: listOf({ seat: text, person: orNull(text), since: date }),
  coveredUnits: listOf({ unit: text, name: text, joinedOn: optional(date), staff: optional(count), leftOn: optional(date) }),
  branches: listOf({ branch: text, name: text, formedOn: optional(date), members: optional(count), endedOn: optional(date), smallHome: optional(Type.Object({ since: date, name: optional(text) })) }),
  committees: listOf({ committee: text, kind: text, name: optional(text), formedOn: optional(date), members: optional(count), dissolvedOn: optional(date) }),
  certificates: listOf({ certificate: text, kind: text, number: text, issuer: optional(text), issuedOn: optional(date), validUntil: optional(date), withdrawnOn: optional(date) }),
  account: orNull(Type.Object({ own: Type.Boolean(), bank: optional(text) })),
  reregisteredOn: orNull(date),
  standingRules: orNull(Type.Object({ title: text, adoptedOn: date })),
  contacts: listOf({ office: text, person: text, since: date }),
  honours: listOf({ honour: text, name: optional(text), title: optional(text), level: optional(text), issuer: optional(text), issuedBy: optional(text), grantedOn: optional(date), holder: optional(text), withdrawnOn: optional(date) }),
  ending: orNull(Type.Object({ closedOn: date, how: Type.Enum(['closed', 'merged', 'split']), into: Type.Array(text), reason: text })),
};
const membership = orNull(Type.Object({ n: count, m: count, percent: text }, { description: 'Members over staff, in per cent with one decimal; null where either is not known.' }));
const UnionRow = Type.Object({ id: text, ...unionFields, membership, classText: Type.String({ description: 'The class in the language of Accept-Language.' }), revision });
const Union = Type.Object({ ...UnionRow.properties, ...detailFields });
const federation = { id: text, ...federationFields, revision };
const direct = Type.Object({ federations: count, unions: count, units: count, members: count }, { description: 'What reports to it directly; of members those that are known.' });

/** What the register answers. */
export const registerSchemas = {
  Union,
  UnionPage: Type.Object({ unions: Type.Array(UnionRow), next }),
  Federation: Type.Object({ ...federation, contacts: detailFields.contacts, direct }),
  FederationPage: Type.Object({ federations: Type.Array(Type.Object(federation)), next }),
  UnionHistory: Type.Object({
    id: text,
    events: Type.Array(
      Type.Object({
        revision: number,
        position: number,
        event: text,
        text: Type.String({ description: 'What happened, as a sentence in the language of Accept-Language.' }),
        on: orNull(Type.String({ description: 'The day of the fact as it was recorded, perhaps only its month or year; null where it has none.' })),
        recordedAt: Type.String({ format: 'date-time' }),
        by: Type.Object(actorFields),
        data: Type.Object({}, { description: 'As the event catalogue says.' }),
        isVoid: Type.Boolean({ description: 'All that it recorded is void: to be struck out.' }),
        voidedBy: Type.Optional(Type.Array(number, { minItems: 1, description: 'Revisions of the entries that made it void, or some of what it recorded.' })),
        voids: Type.Optional(Type.Array(number, { minItems: 1, description: 'Of an entry that voids others: their revisions.' })),
      }),
    ),
    next,
  }),
} as const;

const union = { id: 'centre', name: '建设工程交易中心工会', class: 'publicInstitution', superior: 'bureau', units: 1, members: 60, staff: 66, women: 21, womenStaff: 24, industry: null, code: null, foundedOn: '--08', closedOn: null, mergedInto: null, membership: { n: 60, m: 66, percent: '90.9' }, classText: '事业', revision: '0' };
const aFederation = { id: 'bureau', name: '市建设局工会', line: 'industrial', superiors: [], level: 'city', kind: 'bureau', code: null, from: null, closedOn: null, revision: '0' };

export const registerExamples: { readonly [A in keyof typeof registerSchemas]: object } = {
  Union: {
    ...union,
    term: { term: 1, electedOn: '2008-06', endsOn: '2011-06', overOn: '2011-06-30' },
    seats: [{ seat: 'chair', person: null, since: '2008-06' }],
    coveredUnits: [],
    branches: [],
    committees: [],
    certificates: [],
    account: { own: true },
    reregisteredOn: null,
    standingRules: null,
    contacts: [],
    honours: [],
    ending: null,
  },
  UnionPage: { unions: [union] },
  Federation: { ...aFederation, contacts: [{ office: 'officer', person: 'p1', since: '2010-01' }], direct: { federations: 0, unions: 1, units: 1, members: 60 } },
  FederationPage: { federations: [aFederation] },
  UnionHistory: {
    id: 'centre',
    events: [{ revision: '3', position: '17', event: 'HonourRecorded', text: '登记荣誉“h1”：市级文明单位〔经办人，2010-03-02记录〕〔此条已作废，见第7条〕', on: '2007', recordedAt: '2010-03-02T01:00:00.000Z', by: { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' }, data: { honour: 'h1', name: '市级文明单位', grantedOn: '2007' }, isVoid: true, voidedBy: ['7'] }],
  },
};
