import { Type, type Static } from 'typebox';
import { certainlyAfter, dayOf, eventType, idPart, isPartialDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Instant, type Need, type PartialDate, type Refusal } from '#kernel';
import { levels, type Federation } from './federation.js';

/** What a union or a part of it was honoured with (荣誉): a title of a rule set's ladder, or any other, by its name. */
export const Honour = Type.Object(
  {
    /** Chosen by the sender, unique in the union. */
    honour: Type.String({ pattern: idPart.source }),
    /** Absent only for a title of the ladder, whose word says it. */
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Id of a title of a rule set, as `qualified`: what a higher title asks for first. */
    title: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' })),
    level: Type.Optional(Type.Enum([...levels])),
    /** By name; of a title that was granted before names were looked up, as `issuedBy`. */
    issuer: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** The federation of the register that granted a title, as `federation-district`. */
    issuedBy: Type.Optional(Type.String({ pattern: '^federation-[a-z0-9][a-z0-9_]{0,31}$' })),
    /** Perhaps only a year. */
    grantedOn: Type.Optional(Type.String({ maxLength: 10 })),
    /** The part of the unit that holds it; absent: the unit. */
    holder: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type Honour = Static<typeof Honour>;

export type RecordHonour = Command<'RecordHonour', DeepReadonly<Honour>>;
export type WithdrawHonour = Command<'WithdrawHonour', { readonly honour: string; readonly withdrawnOn: PartialDate; readonly reason: string }>;

export const HonourRecorded = eventType('HonourRecorded', Honour);
export const HonourWithdrawn = eventType(
  'HonourWithdrawn',
  Type.Object({ honour: Type.String({ pattern: idPart.source }), withdrawnOn: Type.String({ maxLength: 10 }), reason: Type.String({ minLength: 1, maxLength: 2_000 }) }, { additionalProperties: false }),
);
export type HonourEvent = EventOf<typeof HonourRecorded> | EventOf<typeof HonourWithdrawn>;

export const honourRefusals = [
  'union-not-registered',
  'honour-nameless',
  'honour-already-recorded',
  'honour-unknown',
  'honour-already-withdrawn',
  'too-many-honours',
  'own-union',
  'date-impossible',
  'date-in-future',
  'date-before-founding',
] as const;
export type HonourRefusal = (typeof honourRefusals)[number];

/** The most honours of one union. */
export const maxHonours = 200;

/** An honour as the register keeps it; one that was withdrawn stays, and counts no more. */
export type HeldHonour = Honour & { readonly withdrawnOn?: PartialDate };

/** What an honour is judged against. */
type Honoured = DeepReadonly<{ foundedOn?: PartialDate | undefined; honours?: readonly HeldHonour[] | undefined }>;
type Asked = { readonly at: Instant; readonly by: { readonly bodyId: string } };
/** The federation that granted a title, as the register has it. */
export type HonourFacts = { readonly issuer?: Pick<Federation, 'name' | 'level'> };

/** Who sends an issuer of the register names it by its id: the policy that makes granted titles honours. */
const issuerIn = ({ issuer }: DeepReadonly<Honour>): string | undefined => /^federation-([a-z0-9_]+)$/.exec(issuer ?? '')?.[1];

export function honourNeeds({ data }: RecordHonour): { readonly issuer?: Need } {
  const federation = issuerIn(data);
  return federation === undefined ? {} : { issuer: { fact: 'federation', of: federation } };
}

export function recordHonour(command: RecordHonour, union: Honoured | undefined, facts: DeepReadonly<HonourFacts>): Decision<HonourEvent, HonourRefusal> {
  const { data } = command;
  if (union === undefined) return refuse('union-not-registered');
  const known = union.honours ?? [];
  if (known.some(({ honour }) => honour === data.honour)) return refuse('honour-already-recorded', { honour: data.honour });
  if (known.length >= maxHonours) return refuse('too-many-honours', { limit: maxHonours });
  return honourRefused(command, union, data) ?? [HonourRecorded.of(issued(data, issuerIn(data) === undefined ? undefined : facts.issuer))];
}

/** By the name that the issuer bears, at its level, where nothing else is said of it. */
function issued(honour: DeepReadonly<Honour>, by: HonourFacts['issuer']): DeepReadonly<Honour> {
  if (by === undefined) return honour;
  const level = honour.level ?? by.level;
  return { ...honour, issuer: by.name, issuedBy: honour.issuer ?? '', ...(level === undefined ? {} : { level }) };
}

/** What is wrong with one honour by itself: nameless, dated wrongly, or a title of the ladder that a union gives itself. */
export function honourRefused({ at, by }: Asked, { foundedOn }: Honoured, { honour, name, title, grantedOn }: DeepReadonly<Honour>): Refusal<HonourRefusal> | undefined {
  if (name === undefined && title === undefined) return refuse('honour-nameless', { honour });
  if (title !== undefined && by.bodyId.startsWith('union-')) return refuse('own-union', { body: by.bodyId });
  if (grantedOn === undefined) return undefined;
  if (foundedOn !== undefined && certainlyAfter(foundedOn, grantedOn)) return refuse('date-before-founding', { field: 'grantedOn', date: grantedOn, foundedOn });
  return dateRefused(at, 'grantedOn', grantedOn);
}

export function withdrawHonour({ data, at }: WithdrawHonour, union: Honoured | undefined): Decision<HonourEvent, HonourRefusal> {
  if (union === undefined) return refuse('union-not-registered');
  const held = union.honours?.find(({ honour }) => honour === data.honour);
  if (held === undefined) return refuse('honour-unknown', { honour: data.honour });
  if (held.withdrawnOn !== undefined) return refuse('honour-already-withdrawn', { honour: data.honour, on: held.withdrawnOn });
  return dateRefused(at, 'withdrawnOn', data.withdrawnOn) ?? [HonourWithdrawn.of(data)];
}

function dateRefused(at: Instant, field: string, date: PartialDate): Refusal<HonourRefusal> | undefined {
  if (!isPartialDate(date)) return refuse('date-impossible', { field, date });
  return certainlyAfter(date, dayOf(at)) ? refuse('date-in-future', { field, date, recordedOn: dayOf(at) }) : undefined;
}

/** The honours that stand for a title of the ladder: not withdrawn, and held by the unit itself. */
export const honoursFor = ({ honours = [] }: Honoured, title: string): readonly DeepReadonly<HeldHonour>[] =>
  honours.filter((honour) => honour.title === title && honour.withdrawnOn === undefined && honour.holder === undefined);
