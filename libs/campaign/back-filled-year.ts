import { Type } from 'typebox';
import { dayOf, eventType, evidenceFiles, idPart, refuse, withStoredEvidence, type Command, type Decider, type Decision, type DeepReadonly, type EventOf, type Evidence, type EvidenceFact, type EvidenceRefusal, type Refusal } from '#kernel';
import { EvaluatedYear } from './opening.js';

/** What was counted of a federation's year; what is not known is left out. */
export type YearTotals = {
  readonly should?: number;
  readonly held?: number;
  readonly shouldUnits?: number;
  readonly heldUnits?: number;
  readonly exempt?: number;
  readonly madeUp?: number;
  /** Unions with a result, and those of them below the threshold. */
  readonly results?: number;
  readonly belowThreshold?: number;
  readonly entitled?: number;
  readonly present?: number;
  readonly issued?: number;
  readonly returned?: number;
  readonly valid?: number;
};
/** Each count by name, in the order in which lists have them. */
export const yearTotalNames = ['should', 'held', 'shouldUnits', 'heldUnits', 'exempt', 'madeUp', 'results', 'belowThreshold', 'entitled', 'present', 'issued', 'returned', 'valid'] as const satisfies readonly (keyof YearTotals)[];
export type YearTotalName = (typeof yearTotalNames)[number];

/**
 * Back-filled (补录): a past year's results of a federation as totals, with where they come from: of a year that no campaign in the log
 * stands for. Nobody could check them, so they are compared with, marked as unverified, and count in no figure of a campaign.
 */
export type BackFillYear = Command<
  'BackFillYear',
  {
    readonly federation: string;
    readonly evaluatedYear: number;
    /** Where it comes from, as "2024年工作总结". */
    readonly source: string;
    readonly totals: YearTotals;
    /** Ballots by grade by subject. */
    readonly grades?: { readonly [subject: string]: { readonly [grade: string]: number } };
    readonly note?: string;
    readonly files?: readonly Evidence[];
  }
>;
/** They were wrong: they count no more, and stay in the history; the right ones are back-filled anew. */
export type VoidBackFilledYear = Command<'VoidBackFilledYear', { readonly reason: string; /** The document that says what is right. */ readonly basis: string }>;
export type BackFilledYearCommand = BackFillYear | VoidBackFilledYear;

/** The largest count: members of a province. */
const maxCount = 100_000_000;
const closed = { additionalProperties: false } as const;
const id = Type.String({ pattern: idPart.source });
const line = Type.String({ minLength: 1, maxLength: 200 });
const paragraph = Type.String({ minLength: 1, maxLength: 2_000 });
const count = Type.Integer({ minimum: 0, maximum: maxCount });
const known = Type.Optional(count);
const word = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' });
const totals = { should: known, held: known, shouldUnits: known, heldUnits: known, exempt: known, madeUp: known, results: known, belowThreshold: known, entitled: known, present: known, issued: known, returned: known, valid: known };

export const YearBackFilled = eventType(
  'YearBackFilled',
  Type.Object(
    {
      federation: id,
      name: line,
      evaluatedYear: EvaluatedYear,
      source: line,
      totals: Type.Object(totals, closed),
      grades: Type.Optional(Type.Record(word, Type.Record(word, count, { maxProperties: 20, ...closed }), { maxProperties: 10, ...closed })),
      note: Type.Optional(paragraph),
      files: Type.Optional(evidenceFiles),
    },
    closed,
  ),
);
export type YearBackFilled = EventOf<typeof YearBackFilled>;
export const BackFilledYearVoided = eventType('BackFilledYearVoided', Type.Object({ reason: paragraph, basis: line }, closed));
export const backFilledYearEvents = [YearBackFilled, BackFilledYearVoided] as const;
type Event = EventOf<(typeof backFilledYearEvents)[number]>;

export const backFilledYearRefusals = ['year-already-back-filled', 'year-not-back-filled', 'year-not-over', 'federation-unknown', 'not-the-federation', 'totals-empty', 'totals-inconsistent'] as const;
export type BackFilledYearRefusal = (typeof backFilledYearRefusals)[number];
/** What stands; null: nothing, or it is void. */
export type BackFilledYear = YearBackFilled['data'] | null;
/** `lineage`: all federations above it on the day of the command. */
export type BackFilledYearFacts = { federation?: { name: string }; lineage?: { path: string[] } };

/** The federation itself, or one above it. */
function actorRefused({ by }: Pick<Command, 'by'>, federation: string, path: readonly string[]): Refusal<BackFilledYearRefusal> | undefined {
  const may = by.kind !== 'person' || [federation, ...path].some((one) => by.bodyId === `federation-${one}`);
  return may ? undefined : refuse('not-the-federation', { body: by.bodyId, federation });
}

/** No more than: pairs of which the first is part of the second. */
const within: readonly (readonly [part: YearTotalName, whole: YearTotalName])[] = [['held', 'should'], ['heldUnits', 'shouldUnits'], ['belowThreshold', 'results'], ['present', 'entitled'], ['returned', 'issued'], ['valid', 'returned']];

function totalsRefused({ totals: given, grades = {} }: BackFillYear['data']): Refusal<BackFilledYearRefusal> | undefined {
  if (Object.keys(given).length === 0 && Object.keys(grades).length === 0) return refuse('totals-empty');
  for (const [part, whole] of within) {
    const [n, m] = [given[part], given[whole]];
    if (n !== undefined && m !== undefined && n > m) return refuse('totals-inconsistent', { part, n, whole, m });
  }
  for (const [subject, of] of Object.entries(grades)) {
    const n = Object.values(of).reduce((sum, one) => sum + one, 0);
    if (given.valid !== undefined && n > given.valid) return refuse('totals-inconsistent', { part: subject, n, whole: 'valid', m: given.valid });
  }
  return undefined;
}

function backFill(command: BackFillYear, year: DeepReadonly<BackFilledYear>, facts: DeepReadonly<BackFilledYearFacts>): Decision<Event, BackFilledYearRefusal> {
  const { data, at } = command;
  const { federation, evaluatedYear } = data;
  if (year !== null) return refuse('year-already-back-filled', { federation, evaluatedYear });
  if (facts.federation === undefined) return refuse('federation-unknown', { federation });
  const no = actorRefused(command, federation, facts.lineage?.path ?? []);
  if (no !== undefined) return no;
  const cutOff = `${evaluatedYear}-12-31`;
  if (dayOf(at) <= cutOff) return refuse('year-not-over', { evaluatedYear, cutOff });
  return totalsRefused(data) ?? [YearBackFilled.of({ ...data, name: facts.federation.name } as YearBackFilled['data'])];
}

/** Category `backfilledyear`, id FEDERATION.YEAR. */
export const backFilledYearDecider: Decider<BackFilledYearCommand, Event, BackFilledYear, BackFilledYearFacts & EvidenceFact, BackFilledYearRefusal | EvidenceRefusal> = withStoredEvidence<BackFilledYearCommand, Event, BackFilledYear, BackFilledYearFacts & EvidenceFact, BackFilledYearRefusal>({
  category: 'backfilledyear',
  initial: null,
  needs: (command, year) => {
    const federation = command.type === 'BackFillYear' ? command.data.federation : year?.federation;
    return federation === undefined ? {} : { federation: { fact: 'federation', of: federation }, lineage: { fact: 'lineage', of: `federation.${federation}@${dayOf(command.at)}` } };
  },
  decide: {
    BackFillYear: backFill,
    VoidBackFilledYear: (command, year, facts) => {
      if (year === null) return refuse('year-not-back-filled');
      return actorRefused(command, year.federation, facts.lineage?.path ?? []) ?? [BackFilledYearVoided.of({ ...command.data })];
    },
  },
  evolve: { YearBackFilled: (_, { data }) => data, BackFilledYearVoided: () => null },
});

/** The stream's id of a federation's year. */
export const backFilledYearId = (federation: string, evaluatedYear: number): string => `${federation}.${evaluatedYear}`;
