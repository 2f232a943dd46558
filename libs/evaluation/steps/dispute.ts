import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { entryOf, type Facts } from '../facts.js';
import { closed, date, paragraph } from '../fields.js';
import { dateOfYearRefused, followRefused, onceOpened, type GateRefusal } from '../gates.js';
import { boxesOutstanding, standingBoxes, type Running, type State } from '../state.js';
import { isSuperseded, putRightBy, voidables, withVoid } from '../voidable/voidable.js';
import { namesIn, VoidedEntry } from '../voidable/voided-entry.js';

/** 对代录提出异议: the union disputes an entry made on its behalf, also after the end; the superior resolves it. */
export type DisputeEntryData = {
  /** Revision of the disputed event in the evaluation's stream: an entry on the union's behalf (代录). */
  revision: number;
  disputedOn: string;
  reason: string;
};
export type ResolveDisputeData = { revision: number; /** The entry is wrong: it is void, and its step open again. */ upheld: boolean; resolvedOn: string; reason: string };

export type DisputeCommand = Command<'DisputeEntry', DisputeEntryData> | Command<'ResolveDispute', ResolveDisputeData>;
type Asked<T extends DisputeCommand['type']> = Extract<DisputeCommand, { type: T }>;

const revision = Type.Integer({ minimum: 0, maximum: 100_000 });
export const EntryDisputed = eventType('EntryDisputed', Type.Object({ revision, disputedOn: date, reason: paragraph }, closed));
/** `voids`: the entry that is void where the dispute is upheld. Absent: dismissed, or recorded before a dispute had this consequence. */
export const DisputeResolved = eventType('DisputeResolved', Type.Object({ revision, upheld: Type.Boolean(), resolvedOn: date, reason: paragraph, voids: Type.Optional(VoidedEntry) }, closed));
export const disputeEvents = [EntryDisputed, DisputeResolved] as const;
export type DisputeEvent = EventOf<(typeof disputeEvents)[number]>;

export const disputeRefusals = ['entry-unknown', 'entry-not-on-behalf', 'entry-already-disputed', 'dispute-unknown', 'dispute-already-resolved', 'entry-not-voidable', 'entry-built-on'] as const;
type Code = (typeof disputeRefusals)[number] | GateRefusal;

function dispute(command: Asked<'DisputeEntry'>, state: Running, { entry }: DeepReadonly<Facts>): Decision<DisputeEvent, Code> {
  const { revision, disputedOn } = command.data;
  if (entry === undefined) return refuse('entry-unknown', { revision });
  if (entry.onBehalfOf === undefined) return refuse('entry-not-on-behalf', { revision });
  if (Object.hasOwn(state.disputes, revision)) return refuse('entry-already-disputed', { revision });
  return notVoidable(revision, entry) ?? dateOfYearRefused(command, state, { field: 'disputedOn', date: disputedOn }) ?? [EntryDisputed.of(command.data)];
}

function resolve(command: Asked<'ResolveDispute'>, state: Running, facts: DeepReadonly<Facts>): Decision<DisputeEvent, Code> {
  const { revision, resolvedOn, upheld } = command.data;
  const found = Object.hasOwn(state.disputes, revision) ? state.disputes[revision] : undefined;
  if (found === undefined) return refuse('dispute-unknown', { revision });
  if (found.stands !== 'open') return refuse('dispute-already-resolved', { revision, stands: found.stands });
  const no = followRefused(command, { field: 'resolvedOn', date: resolvedOn }, { milestone: 'entryDisputed', recorded: found.disputedOn });
  if (no !== undefined || !upheld) return no ?? [DisputeResolved.of(command.data)];
  const { entry } = facts;
  if (entry === undefined) return refuse('entry-unknown', { revision });
  return notVoidable(revision, entry) ?? builtOn(revision, entry, state) ?? [DisputeResolved.of({ ...command.data, voids: voidedBy(entry, state) })];
}

type Entry = DeepReadonly<NonNullable<Facts['entry']>>;
const voidableOf = ({ event }: Entry) => (Object.hasOwn(voidables, event) ? voidables[event] : undefined);

/** Some entries cannot be as if they had never been: what was withdrawn is applied for again, what was corrected corrected again. */
function notVoidable(revision: number, entry: Entry): Refusal<Code> | undefined {
  return voidableOf(entry) === undefined ? refuse('entry-not-voidable', { revision, instead: putRightBy[entry.event] ?? 'correctFact' }) : undefined;
}

/** What others have built on an entry is taken back first: a title, an application, boxes counted in a round. */
function builtOn(revision: number, entry: Entry, state: Running): Refusal<Code> | undefined {
  const no = ofRoundRefused(revision, entry, state);
  if (no !== undefined) return no;
  const isOfTitle = voidableOf(entry)?.ofResult === true || entry.event === 'ReportedUpward' || entry.event === 'TitleAppliedFor';
  if (isOfTitle && state.title?.kept === true) return refuse('entry-built-on', { revision, first: 'recheckTitle' });
  const isBefore = isOfTitle && entry.event !== 'TitleAppliedFor';
  return isBefore && state.application !== null && state.title === null && state.ended === null ? refuse('entry-built-on', { revision, first: 'withdrawApplication' }) : undefined;
}

/** A round goes as a whole only: with boxes counted in it, or another after it, it is annulled; one that lost its boxes stays annulled. */
function ofRoundRefused(revision: number, { event, data }: Entry, { rounds }: Running): Refusal<Code> | undefined {
  const round = rounds.find((known) => known.round === (data as { readonly round?: number }).round);
  if (round === undefined) return undefined;
  if (event === 'RoundAnnulled' && standingBoxes(round).length === 0 && boxesOutstanding(round) <= 0) return refuse('entry-not-voidable', { revision, instead: 'openRound' });
  const isBuiltOn = event === 'RoundOpened' && !round.annulled && (round !== rounds.at(-1) || Object.keys({ ...round.tallied, ...round.entries }).length > 0);
  return isBuiltOn ? refuse('entry-built-on', { revision, first: 'annulRound' }) : undefined;
}

function voidedBy(entry: Entry, state: Running): VoidedEntry {
  const { event, data, items } = entry;
  const stood = { now: state, before: entry.before as State, without: entry.without as State };
  const voidable = voidableOf(entry);
  const left = voidable !== undefined && isSuperseded(voidable, stood) ? { superseded: true as const } : voidable?.left?.({ data, ...stood });
  return { event, ...namesIn(data), ...(items.length === 0 ? {} : { items: [...items] }), ...(left === undefined ? {} : { left }) };
}

/** The disputed entry, where the log has it. */
const disputedEntry = ({ data }: DisputeCommand, { opened }: Pick<State, 'opened'>) => (opened === null ? {} : { entry: entryOf(opened, data.revision) });

export const disputes: Step<DisputeCommand, DisputeEvent, State, Facts, Code> = {
  needs: { DisputeEntry: disputedEntry, ResolveDispute: (command, state) => (command.data.upheld ? disputedEntry(command, state) : {}) },
  decide: { DisputeEntry: onceOpened(dispute), ResolveDispute: onceOpened(resolve) },
  evolve: {
    EntryDisputed: (state, { data: { revision, disputedOn } }) => ({ ...state, disputes: { ...state.disputes, [revision]: { stands: 'open', disputedOn } } }),
    DisputeResolved: (state, { data: { revision, upheld, resolvedOn, voids } }) => {
      const resolved: State = { ...state, disputes: { ...state.disputes, [revision]: { stands: upheld ? 'upheld' : 'dismissed', disputedOn: state.disputes[revision]?.disputedOn ?? resolvedOn, ...(voids?.event === 'QuestionnaireSummarised' ? { sumOf: voids.round ?? 1 } : {}) } } };
      return voids === undefined ? resolved : withVoid(resolved, voids);
    },
  },
};
