import { Type } from 'typebox';
import { eventType, refuse, type Actor, type Command, type Decision, type DeepReadonly, type EventOf, type Instant, type Step } from '#kernel';
import { overSitting } from '../voting/at-sitting.js';
import { Counts, Outcome, sumOf, type VoteWarning } from '../voting/ballot.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, evidence, id, line, who, type Evidence } from '../fields.js';
import { isLate, milestoneRefused, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { outcomeOf } from '../voting/outcome.js';
import { votersOf } from '../voting/round-slice.js';
import { countsOf, sheetRefused, sheetRefusals, type SheetData } from '../voting/sheet.js';
import { changeRound, standingBoxes, type Round, type Running, type State } from '../state.js';

/** Step 4 (无记名民主测评): one operator enters the sheet of one box that a scrutineer and two tellers signed. */
export type TallyVoteData = SheetData & {
  /** Picture of the signed sheet. */
  sheet?: Evidence;
};
export type TallyVote = Command<'TallyVote', TallyVoteData>;
export type VoteCommand = TallyVote;

export const VoteTallied = eventType(
  'VoteTallied',
  Type.Object(
    {
      round: Type.Integer({ minimum: 1, maximum: 99 }),
      box: id,
      venue: Type.Optional(line),
      heldOn: date,
      counts: Counts,
      /** Of the round so far: all boxes that stand, this one among them. */
      outcome: Outcome,
      late: Type.Boolean(),
      /** What is due from here on: by default the result's publication, 5 working days after the vote. */
      due: Type.Optional(Dues),
      scrutineer: who,
      tellers: Type.Array(who, { minItems: 2, maxItems: 2 }),
      sheet: Type.Optional(evidence),
    },
    closed,
  ),
);
export const voteEvents = [VoteTallied] as const;
export type VoteEvent = EventOf<typeof VoteTallied>;

export const voteRefusals = [...sheetRefusals, 'two-entries-needed', 'quorum-not-met', 'participation-short'] as const;
export type VoteRefusal = (typeof voteRefusals)[number];
type Code = VoteRefusal | GateRefusal;

function tally(command: TallyVote, state: Running, facts: Ruled): Decision<VoteEvent, Code> {
  const round = state.rounds.find((known) => known.round === command.data.round);
  if (round?.countEntry === 'twoEntries') return refuse('two-entries-needed', { round: round.round });
  const tallied = taken(command, state, facts);
  if ('refused' in tallied) return tallied;
  if (command.data.sheet === undefined) tallied.data.outcome.warnings.push('sheet-missing');
  return [tallied];
}

type Entered = { readonly data: SheetData & { readonly sheet?: Evidence }; readonly by: Actor; readonly at: Instant };

/** The count of a box as it is taken: from the signed sheet, or from the second of two entries that agree. */
export function taken(command: Entered, state: Running, facts: Ruled): VoteEvent | ReturnType<typeof refuse<Code>> {
  const { data } = command;
  const { round: number, box, heldOn, scrutineer, tellers, sheet } = data;
  const round = state.rounds.find((known) => known.round === number);
  const no = sheetRefused(command, round, { state, rules: facts.ruleSet }) ?? milestoneRefused(command, state, { milestone: 'vote', field: 'heldOn', date: heldOn, again: number > 1 || state.dates.vote !== undefined });
  if (no !== undefined || round === undefined) return no ?? refuse('round-not-open', { round: number });
  const counts = countsOf(data);
  const over = overSitting(withBox(state, { round: number, box, on: heldOn, counts }));
  if (over !== undefined) return over;
  const outcome = outcomeSoFar(round, counts, { facts, state });
  if ('refused' in outcome) return outcome;
  const venue = data.venue ?? round.announced.find((one) => one.box === box)?.venue;
  return VoteTallied.of({
    round: number,
    box,
    heldOn,
    counts,
    outcome,
    late: isLate(state, 'vote', heldOn),
    ...duesAfter(facts, 'vote', heldOn),
    scrutineer,
    tellers,
    ...(venue === undefined ? {} : { venue }),
    ...(sheet === undefined ? {} : { sheet }),
  });
}

/** With the count of one more box. */
const withBox = (state: State, { round, box, ...counted }: { readonly round: number; readonly box: string; readonly on: string; readonly counts: Counts }): State =>
  changeRound(state, round, (known) => ({ ...known, tallied: { ...known.tallied, [box]: { ...counted, venue: null, late: false, annulled: false, annulment: null } } }));

function outcomeSoFar(round: Round, counts: Counts, { facts, state }: { readonly facts: Ruled; readonly state: Running }): Outcome | ReturnType<typeof refuse<Code>> {
  const all = sumOf([...standingBoxes(round), counts]);
  const inAll = round.entitled ?? all.entitled;
  if (all.issued > inAll) return refuse('counts-inconsistent', { left: 'issuedInAll', leftCount: all.issued, must: 'notExceed', right: 'entitledInAll', rightCount: inAll });
  const outcome = outcomeOf({ ...all, entitled: inAll }, facts.ruleSet, votersOf(round, state.opened.members));
  // A round of several boxes is judged as a whole, when its result is published.
  return (round.boxes === 1 ? tooFew(outcome) : undefined) ?? warnedWhenWhole(outcome, Object.keys(round.tallied).length + 1 >= round.boxes);
}

/** With boxes outstanding nobody can say yet whether enough came: that is warned of with the last one. */
export const warnedWhenWhole = (outcome: Outcome, whole: boolean): Outcome => (whole ? outcome : { ...outcome, warnings: outcome.warnings.filter((warning) => !ofTurnout.includes(warning)) });
const ofTurnout: readonly VoteWarning[] = ['quorum-short', 'participation-short', 'participation-unknown'];

/** Too few were there, or took part, and the rules stop it. */
export function tooFew({ quorum, participation }: DeepReadonly<Outcome>): ReturnType<typeof refuse<'quorum-not-met' | 'participation-short'>> | undefined {
  if (quorum?.met === false && quorum.else === 'stop') return refuse('quorum-not-met', { ...quorum });
  if (participation?.met === false && participation.else === 'stop') return refuse('participation-short', { ...participation });
  return undefined;
}

export const vote: Step<VoteCommand, VoteEvent, State, Facts, Code> = {
  needs: { TallyVote: pinnedRulesAndCalendar },
  decide: { TallyVote: underRules(tally) },
  evolve: {
    VoteTallied: (state, { data: { round, box, venue, heldOn, counts, outcome, late, due } }) => ({
      ...changeRound(state, round, (known) => ({ ...known, outcome, tallied: { ...known.tallied, [box]: { on: heldOn, venue: venue ?? null, counts, late, annulled: false, annulment: null } } })),
      due: { ...state.due, ...due },
    }),
  },
};
