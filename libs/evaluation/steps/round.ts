import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Body } from '#rules';
import { Counts, Outcome, sumOf } from '../ballot.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRules, pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, id, line, paragraph } from '../fields.js';
import { firstOf, followRefused, isLate, milestoneRefused, stepAbsent, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { boxesOutstanding, changeRound, standingBoxes, standingRound, type Round, type Running, type State } from '../state.js';
import { outcomeOf } from './vote.js';

/** Step 4, around the count: rounds are opened, annulled and published. A later round leaves the earlier visible. */
export type OpenRoundData = {
  /** 1, or one more than the round before. */
  round: number;
  body: Body;
  /** How the ballots are cast; a secret online ballot comes later. */
  mode: 'paper';
  runBy: 'union' | 'superior';
  /** Boxes in the round, 1 to 200; default 1. */
  boxes?: number;
  /** The roll of the whole round; default: the boxes' added up. */
  entitled?: number;
};
export type AnnulBoxData = { round: number; box: string; cause: Cause; reason: string; annulledOn: string };
export type AnnulRoundData = { round: number; cause: Cause; reason: string; annulledOn: string };
export type PublishResultData = { round: number; publishedOn: string; /** Board, intranet, meeting. */ place: string };

const causes = ['sealBroken', 'countsInconsistent', 'procedure'] as const;
type Cause = (typeof causes)[number];

export type RoundCommand =
  | Command<'OpenRound', OpenRoundData>
  | Command<'AnnulBox', AnnulBoxData>
  | Command<'AnnulRound', AnnulRoundData>
  | Command<'PublishResult', PublishResultData>;
type Asked<T extends RoundCommand['type']> = Extract<RoundCommand, { type: T }>;

const round = Type.Integer({ minimum: 1, maximum: 99 });
const annulled = { round, cause: Type.Enum([...causes]), reason: paragraph, annulledOn: date };
export const RoundOpened = eventType(
  'RoundOpened',
  Type.Object({ round, body: Body, mode: Type.Enum(['paper']), runBy: Type.Enum(['union', 'superior']), boxes: Type.Integer({ minimum: 1, maximum: 200 }), entitled: Type.Optional(count) }, closed),
);
/** `outcome`: of the boxes that are left; null when there is none. */
export const BoxAnnulled = eventType('BoxAnnulled', Type.Object({ ...annulled, box: id, outcome: Type.Union([Outcome, Type.Null()]) }, closed));
export const RoundAnnulled = eventType('RoundAnnulled', Type.Object(annulled, closed));
/** With this the evaluation is held (已开展), unless the rule set names another step. */
export const ResultPublished = eventType(
  'ResultPublished',
  Type.Object({ round, publishedOn: date, place: line, counts: Counts, outcome: Outcome, late: Type.Boolean(), due: Type.Optional(Dues) }, closed),
);
export const roundEvents = [RoundOpened, BoxAnnulled, RoundAnnulled, ResultPublished] as const;
export type RoundEvent = EventOf<(typeof roundEvents)[number]>;

export const roundRefusals = [
  'round-out-of-order',
  'round-still-open',
  'result-stands',
  'body-not-allowed',
  'round-unknown',
  'round-already-annulled',
  'round-published',
  'box-unknown',
  'box-already-annulled',
  'result-already-published',
  'no-votes-tallied',
  'boxes-outstanding',
  'quorum-not-met',
  'title-already-granted',
] as const;
type Code = (typeof roundRefusals)[number] | GateRefusal;
type Decided = Decision<RoundEvent, Code>;

function open({ data }: Asked<'OpenRound'>, state: Running, { ruleSet }: Ruled): Decided {
  const absent = stepAbsent(state, 'vote');
  if (absent !== undefined) return absent;
  const last = standingRound(state);
  if (last !== undefined && last.publishedOn === null) return refuse('round-still-open', { round: last.round });
  if (last !== undefined && last.outcome?.belowThreshold !== true) return refuse('result-stands', { round: last.round });
  if (data.round !== state.rounds.length + 1) return refuse('round-out-of-order', { round: data.round, next: state.rounds.length + 1 });
  if (!ruleSet.bodies.includes(data.body) && state.methods.vote !== data.body) return refuse('body-not-allowed', { body: data.body, allowed: ruleSet.bodies });
  return [RoundOpened.of({ ...data, boxes: data.boxes ?? 1 })];
}

function annulBox(command: Asked<'AnnulBox'>, state: Running, { ruleSet }: Ruled): Decided {
  const { data } = command;
  const { box, ...annulment } = data;
  const found = roundAt(state, data.round);
  if ('refused' in found) return found;
  if (found.publishedOn !== null) return refuse('round-published', { round: found.round });
  const tallied = Object.hasOwn(found.tallied, box) ? found.tallied[box] : undefined;
  if (tallied === undefined) return refuse('box-unknown', { round: found.round, box });
  if (tallied.annulled) return refuse('box-already-annulled', { round: found.round, box });
  const no = followRefused(command, { field: 'annulledOn', date: data.annulledOn }, { milestone: 'vote', recorded: tallied.on });
  if (no !== undefined) return no;
  const left = without(found, box);
  const outcome = standingBoxes(left).length === 0 ? null : outcomeOf(inAll(left), ruleSet, found.body);
  const boxAnnulled = BoxAnnulled.of({ ...data, outcome });
  // Some places annul the whole round for one broken seal; the default annuls the box, and the round with its last.
  const takesTheRound = (data.cause === 'sealBroken' && ruleSet.brokenSeal === 'annulRound') || (outcome === null && boxesOutstanding(left) === 0);
  return takesTheRound ? [boxAnnulled, RoundAnnulled.of(annulment)] : [boxAnnulled];
}

function annulRound(command: Asked<'AnnulRound'>, state: Running): Decided {
  const found = roundAt(state, command.data.round);
  if ('refused' in found) return found;
  if (state.title !== null) return refuse('title-already-granted', { title: state.title.title });
  const firstBox = Object.values(found.tallied).map(({ on }) => on).toSorted()[0];
  return followRefused(command, { field: 'annulledOn', date: command.data.annulledOn }, { milestone: 'vote', recorded: firstBox }) ?? [RoundAnnulled.of(command.data)];
}

function publish(command: Asked<'PublishResult'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const found = roundAt(state, data.round);
  if ('refused' in found) return found;
  if (found.publishedOn !== null) return refuse('result-already-published', { round: found.round, publishedOn: found.publishedOn });
  if (standingBoxes(found).length === 0 || found.outcome === null) return refuse('no-votes-tallied', { round: found.round });
  const outstanding = boxesOutstanding(found);
  if (outstanding > 0) return refuse('boxes-outstanding', { round: found.round, outstanding });
  const counts = inAll(found);
  const { warnings, ...outcome } = outcomeOf(counts, facts.ruleSet, found.body);
  if (outcome.quorum?.met === false && outcome.quorum.else === 'stop') return refuse('quorum-not-met', { ...outcome.quorum });
  const no = published(command, state, found);
  if (no !== undefined) return no;
  const kept = found.outcome.warnings.includes('sheet-missing') ? [...warnings, 'sheet-missing' as const] : warnings;
  return [ResultPublished.of({ ...data, counts, outcome: { ...outcome, warnings: kept }, late: isLate(state, 'publish', data.publishedOn), ...duesAfter(facts, 'publish', data.publishedOn) })];
}

/** Published after the count of each of the round's own boxes. */
function published(command: Asked<'PublishResult'>, state: Running, { tallied }: Round): Refusal<GateRefusal> | undefined {
  // A new round may be published after what followed the one before.
  const fact = { milestone: 'publish', field: 'publishedOn', date: command.data.publishedOn, again: command.data.round > 1 } as const;
  return firstOf(...Object.values(tallied).map(({ on }) => milestoneRefused(command, { ...state, dates: { ...state.dates, vote: on } }, fact)));
}

const roundAt = (state: Running, number: number) => {
  const found = state.rounds.find((known) => known.round === number);
  if (found === undefined) return refuse('round-unknown', { round: number });
  return found.annulled ? refuse('round-already-annulled', { round: number }) : found;
};

const without = (round: Round, box: string): Round => ({
  ...round,
  tallied: Object.fromEntries(Object.entries(round.tallied).map(([name, tally]) => [name, name === box ? { ...tally, annulled: true } : tally])),
});

/** The round's counts in all; its roll, where given, is who was entitled. */
const inAll = (round: Round): Counts => {
  const sum = sumOf(standingBoxes(round));
  return { ...sum, entitled: round.entitled ?? sum.entitled };
};

export const rounds: Step<RoundCommand, RoundEvent, State, Facts, Code> = {
  needs: { OpenRound: pinnedRules, AnnulBox: pinnedRules, PublishResult: pinnedRulesAndCalendar },
  decide: { OpenRound: underRules(open), AnnulBox: underRules(annulBox), AnnulRound: whileRunning(annulRound), PublishResult: underRules(publish) },
  evolve: {
    RoundOpened: (state, { data: { round, body, boxes, entitled } }) => ({
      ...state,
      rounds: [...state.rounds, { round, body, boxes, entitled: entitled ?? null, tallied: {}, outcome: null, annulled: false, publishedOn: null }],
    }),
    BoxAnnulled: (state, { data }) => changeRound(state, data.round, (round) => ({ ...without(round, data.box), outcome: data.outcome })),
    RoundAnnulled: (state, { data }) => changeRound(state, data.round, (round) => ({ ...round, annulled: true })),
    ResultPublished: (state, { data: { round, publishedOn, outcome, due } }) => ({
      ...changeRound(state, round, (known) => ({ ...known, publishedOn, outcome })),
      due: { ...state.due, ...due },
    }),
  },
};
