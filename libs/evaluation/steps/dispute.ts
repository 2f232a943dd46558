import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Step } from '#kernel';
import { entryOf, type Facts } from '../facts.js';
import { closed, date, paragraph } from '../fields.js';
import { dateOfYearRefused, followRefused, onceOpened, type GateRefusal } from '../gates.js';
import type { Running, State } from '../state.js';

/** 对代录提出异议: the union disputes an entry made on its behalf, also after the end; the superior resolves it. */
export type DisputeEntryData = {
  /** Revision of the disputed event in the evaluation's stream: an entry on the union's behalf (代录). */
  revision: number;
  disputedOn: string;
  reason: string;
};
export type ResolveDisputeData = { revision: number; /** The entry is wrong: what follows is its correction. */ upheld: boolean; resolvedOn: string; reason: string };

export type DisputeCommand = Command<'DisputeEntry', DisputeEntryData> | Command<'ResolveDispute', ResolveDisputeData>;
type Asked<T extends DisputeCommand['type']> = Extract<DisputeCommand, { type: T }>;

const revision = Type.Integer({ minimum: 0, maximum: 100_000 });
export const EntryDisputed = eventType('EntryDisputed', Type.Object({ revision, disputedOn: date, reason: paragraph }, closed));
export const DisputeResolved = eventType('DisputeResolved', Type.Object({ revision, upheld: Type.Boolean(), resolvedOn: date, reason: paragraph }, closed));
export const disputeEvents = [EntryDisputed, DisputeResolved] as const;
export type DisputeEvent = EventOf<(typeof disputeEvents)[number]>;

export const disputeRefusals = ['entry-unknown', 'entry-not-on-behalf', 'entry-already-disputed', 'dispute-unknown', 'dispute-already-resolved'] as const;
type Code = (typeof disputeRefusals)[number] | GateRefusal;

function dispute(command: Asked<'DisputeEntry'>, state: Running, { entry }: DeepReadonly<Facts>): Decision<DisputeEvent, Code> {
  const { revision, disputedOn } = command.data;
  if (entry === undefined) return refuse('entry-unknown', { revision });
  if (entry.onBehalfOf === undefined) return refuse('entry-not-on-behalf', { revision });
  if (Object.hasOwn(state.disputes, revision)) return refuse('entry-already-disputed', { revision });
  return dateOfYearRefused(command, state, { field: 'disputedOn', date: disputedOn }) ?? [EntryDisputed.of(command.data)];
}

function resolve(command: Asked<'ResolveDispute'>, state: Running): Decision<DisputeEvent, Code> {
  const { revision, resolvedOn } = command.data;
  const found = Object.hasOwn(state.disputes, revision) ? state.disputes[revision] : undefined;
  if (found === undefined) return refuse('dispute-unknown', { revision });
  if (found.stands !== 'open') return refuse('dispute-already-resolved', { revision, stands: found.stands });
  return followRefused(command, { field: 'resolvedOn', date: resolvedOn }, { milestone: 'entryDisputed', recorded: found.disputedOn }) ?? [DisputeResolved.of(command.data)];
}

/** The disputed entry, where the log has it. */
const disputedEntry = ({ data }: Asked<'DisputeEntry'>, { opened }: Pick<State, 'opened'>) => (opened === null ? {} : { entry: entryOf(opened, data.revision) });

export const disputes: Step<DisputeCommand, DisputeEvent, State, Facts, Code> = {
  needs: { DisputeEntry: disputedEntry },
  decide: { DisputeEntry: onceOpened(dispute), ResolveDispute: onceOpened(resolve) },
  evolve: {
    EntryDisputed: (state, { data: { revision, disputedOn } }) => ({ ...state, disputes: { ...state.disputes, [revision]: { stands: 'open', disputedOn } } }),
    DisputeResolved: (state, { data: { revision, upheld, resolvedOn } }) => ({
      ...state,
      disputes: { ...state.disputes, [revision]: { stands: upheld ? 'upheld' : 'dismissed', disputedOn: state.disputes[revision]?.disputedOn ?? resolvedOn } },
    }),
  },
};
