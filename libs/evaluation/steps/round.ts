import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Counts, Outcome } from '../voting/ballot.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRules, pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, id, line, paragraph } from '../fields.js';
import { firstOf, followRefused, isLate, milestoneRefused, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { outcomeOf } from '../voting/outcome.js';
import { annulmentCauses, votersOf, type Annulment } from '../voting/round-slice.js';
import { boxesOutstanding, changeRound, countsInAll, standingBoxes, type Round, type Running, type State } from '../state.js';
import { tooFew, warnedWhenWhole } from './vote.js';

/** Step 4, after the count: boxes and rounds are annulled, a round's result is published. */
export type AnnulBoxData = { round: number; box: string; cause: Cause; reason: string; annulledOn: string };
export type AnnulRoundData = { round: number; cause: Cause; reason: string; annulledOn: string };
export type PublishResultData = { round: number; publishedOn: string; /** Board, intranet, meeting. */ place: string };

type Cause = Annulment['cause'];

export type RoundCommand =
  | Command<'AnnulBox', AnnulBoxData>
  | Command<'AnnulRound', AnnulRoundData>
  | Command<'PublishResult', PublishResultData>;
type Asked<T extends RoundCommand['type']> = Extract<RoundCommand, { type: T }>;

const round = Type.Integer({ minimum: 1, maximum: 99 });
const annulled = { round, cause: Type.Enum([...annulmentCauses]), reason: paragraph, annulledOn: date };
/** `outcome`: of the boxes that are left; null when there is none. */
export const BoxAnnulled = eventType('BoxAnnulled', Type.Object({ ...annulled, box: id, outcome: Type.Union([Outcome, Type.Null()]) }, closed));
export const RoundAnnulled = eventType('RoundAnnulled', Type.Object(annulled, closed));
/** With this the evaluation is held (已开展), unless the rule set names another step. */
export const ResultPublished = eventType(
  'ResultPublished',
  Type.Object({ round, publishedOn: date, place: line, counts: Counts, outcome: Outcome, late: Type.Boolean(), due: Type.Optional(Dues) }, closed),
);
export const roundEvents = [BoxAnnulled, RoundAnnulled, ResultPublished] as const;
export type RoundEvent = EventOf<(typeof roundEvents)[number]>;

export const roundRefusals = [
  'round-unknown',
  'round-already-annulled',
  'round-published',
  'box-unknown',
  'box-already-annulled',
  'result-already-published',
  'no-votes-tallied',
  'boxes-outstanding',
  'nobody-voted',
  'quorum-not-met',
  'participation-short',
  'title-already-granted',
] as const;
type Code = (typeof roundRefusals)[number] | GateRefusal;
type Decided = Decision<RoundEvent, Code>;

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
  const left = without(found, box, annulmentOf(data));
  const outcome = standingBoxes(left).length === 0 ? null : warnedWhenWhole(outcomeOf(countsInAll(left), ruleSet, votersOf(found, state.opened.members)), boxesOutstanding(left) === 0);
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
  const counts = countsInAll(found);
  const { warnings, ...outcome } = outcomeOf(counts, facts.ruleSet, votersOf(found, state.opened.members));
  const no = nobodyVoted(found.round, counts) ?? tooFew({ ...outcome, warnings }) ?? published(command, state, found);
  if (no !== undefined) return no;
  const kept = found.outcome.warnings.includes('sheet-missing') ? [...warnings, 'sheet-missing' as const] : warnings;
  return [ResultPublished.of({ ...data, counts, outcome: { ...outcome, warnings: kept }, late: isLate(state, 'publish', data.publishedOn), ...duesAfter(facts, 'publish', data.publishedOn) })];
}

/** No ballot came back: there is no result to publish, whatever the rules ask of quorum. */
export const nobodyVoted = (round: number, { returned }: Pick<Counts, 'returned'>): Refusal<'nobody-voted'> | undefined => (returned === 0 ? refuse('nobody-voted', { round }) : undefined);

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

const annulmentOf = ({ cause, annulledOn }: Pick<AnnulBoxData, 'cause' | 'annulledOn'>): Annulment => ({ cause, on: annulledOn });

const without = (round: Round, box: string, annulment: Annulment): Round => ({
  ...round,
  tallied: Object.fromEntries(Object.entries(round.tallied).map(([name, tally]) => [name, name === box ? { ...tally, annulled: true, annulment } : tally])),
});

export const rounds: Step<RoundCommand, RoundEvent, State, Facts, Code> = {
  needs: { AnnulBox: pinnedRules, PublishResult: pinnedRulesAndCalendar },
  decide: { AnnulBox: underRules(annulBox), AnnulRound: whileRunning(annulRound), PublishResult: underRules(publish) },
  evolve: {
    BoxAnnulled: (state, { data }) => changeRound(state, data.round, (round) => ({ ...without(round, data.box, annulmentOf(data)), outcome: data.outcome })),
    RoundAnnulled: (state, { data }) => changeRound(state, data.round, (round) => ({ ...round, annulled: true, annulment: annulmentOf(data) })),
    ResultPublished: (state, { data: { round, publishedOn, outcome, due } }) => ({
      ...changeRound(state, round, (known) => ({ ...known, publishedOn, outcome })),
      due: { ...state.due, ...due },
    }),
  },
};
