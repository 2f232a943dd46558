import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { atLeast, endorsementOf, fourRates, quorumCount, reaches, type Body, type RuleSet } from '#rules';
import { Counts, Outcome, sumOf, type QuorumJudged, type ReadonlyCounts } from '../ballot.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, evidence, id, line, who, type Evidence } from '../fields.js';
import { firstOf, isLate, milestoneRefused, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { changeRound, standingBoxes, type Round, type Running, type State } from '../state.js';

/** Step 4 (无记名民主测评): the count of one box, as on the sheet that a scrutineer and two tellers signed. */
export type TallyVoteData = {
  /** A round opened before, 1 to 99. */
  round: number;
  /** The box within the round, as `main`. */
  box: string;
  venue?: string;
  heldOn: string;
  /** Entitled to vote at this box. */
  entitled: number;
  /** Present at this box's sitting; 0 for a questionnaire. */
  present: number;
  issued: number;
  returned: number;
  valid: number;
  spoilt: number;
  /** Ballots by subject and grade of the rule set: `{ home: { satisfied: 40, … }, … }`. */
  subjects: { [subject: string]: { [grade: string]: number } };
  /** Role or person id (监票人). */
  scrutineer: string;
  /** Roles or person ids of two (计票人). */
  tellers: string[];
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

export const voteRefusals = ['round-not-open', 'round-published', 'box-already-tallied', 'box-not-announced', 'ballot-mismatch', 'counts-inconsistent', 'tellers-not-three', 'quorum-not-met'] as const;
type Code = (typeof voteRefusals)[number] | GateRefusal;

/** What the vote reads of a rule set. */
export type VoteRules = DeepReadonly<Pick<RuleSet, 'quorum' | 'ballot' | 'endorsement' | 'titles' | 'smallGroupBelow' | 'countEntry'>>;

/**
 * What the rules make of counts: endorsement over the rule set's denominator, quorum by body, thresholds reached.
 * Default: (satisfied + basically satisfied) ÷ present for the Home, 80 % (Meilan report: 80.0 passes) to apply for
 * 合格. Compared in whole numbers: 79.96 % is not 80 %.
 */
export function outcomeOf(counts: ReadonlyCounts, rules: VoteRules, body: Body): Outcome {
  const { subject, upper } = rules.endorsement;
  const { subjects, present, ...rest } = counts;
  const ballots = { ...rest, ...(body === 'questionnaire' ? {} : { present }), grades: subjects[subject] ?? {} };
  const endorsement = endorsementOf(rules, body, ballots);
  const reached = rules.titles.filter((title) => reaches(endorsement, title.endorsement)).map((title) => title.id);
  const quorum = quorumOf(counts, rules, body);
  return {
    subject,
    endorsement,
    rates: [...fourRates(ballots, upper)],
    quorum,
    reached,
    belowThreshold: rules.titles.length > 0 && reached.length === 0,
    warnings: [...(quorum?.met === false ? (['quorum-short'] as const) : []), ...(counts.returned < rules.smallGroupBelow ? (['small-group'] as const) : [])],
  };
}

/** Quorum by body (default: two thirds of those entitled present; a questionnaire: of those issued returned). */
function quorumOf(counts: ReadonlyCounts, { quorum }: VoteRules, body: Body): QuorumJudged | null {
  const rule = quorum[body];
  if (rule === undefined) return null;
  const count = quorumCount(body, rule);
  return { atLeast: rule.atLeast, count, n: counts[count], of: rule.of, m: counts[rule.of], met: atLeast(counts[count], counts[rule.of], rule.atLeast), else: rule.else };
}

/** The first pair of counts that cannot both be true: `left` may not exceed `right`, or must equal it. */
export function inconsistency(counts: ReadonlyCounts, body: Body): Refusal<'counts-inconsistent'> | undefined {
  const { entitled, present, issued, returned, valid, spoilt, subjects } = counts;
  const atMost = (left: string, n: number, right: string, m: number) => (n > m ? refuse('counts-inconsistent', { left, leftCount: n, must: 'notExceed', right, rightCount: m }) : undefined);
  const equal = (left: string, n: number, right: string, m: number) => (n === m ? undefined : refuse('counts-inconsistent', { left, leftCount: n, must: 'equal', right, rightCount: m }));
  return firstOf(
    atMost('present', present, 'entitled', entitled),
    body === 'questionnaire' ? atMost('issued', issued, 'entitled', entitled) : atMost('issued', issued, 'present', present),
    atMost('returned', returned, 'issued', issued),
    equal('valid+spoilt', valid + spoilt, 'returned', returned),
    ...Object.entries(subjects).map(([subject, grades]) => equal(`grades.${subject}`, Object.values(grades).reduce((sum, n) => sum + n, 0), 'valid', valid)),
  );
}

/** Subjects and grades must be those of the rule set's ballot: all subjects, no foreign one, no foreign grade. */
function mismatch(subjects: TallyVoteData['subjects'], { ballot }: VoteRules): Refusal<'ballot-mismatch'> | undefined {
  const missing = ballot.subjects.filter((subject) => !Object.hasOwn(subjects, subject));
  const foreign = Object.entries(subjects).flatMap(([subject, grades]) =>
    ballot.subjects.includes(subject) ? Object.keys(grades).filter((grade) => !ballot.grades.includes(grade)) : [subject],
  );
  return missing.length === 0 && foreign.length === 0 ? undefined : refuse('ballot-mismatch', { missing, foreign });
}

function boxRefused(round: Round | undefined, data: TallyVoteData): Refusal<Code> | undefined {
  if (round === undefined || round.annulled) return refuse('round-not-open', { round: data.round });
  if (round.publishedOn !== null) return refuse('round-published', { round: data.round, publishedOn: round.publishedOn });
  if (Object.hasOwn(round.tallied, data.box)) return refuse('box-already-tallied', { round: data.round, box: data.box });
  return Object.keys(round.tallied).length >= round.boxes ? refuse('box-not-announced', { box: data.box, boxes: round.boxes }) : undefined;
}

function tally(command: TallyVote, state: Running, facts: Ruled): Decision<VoteEvent, Code> {
  const { ruleSet } = facts;
  const { round: number, box, heldOn, venue, scrutineer, tellers, sheet, ...counts } = command.data;
  const round = state.rounds.find((known) => known.round === number);
  const no = firstOf<Code>(
    boxRefused(round, command.data),
    mismatch(counts.subjects, ruleSet),
    round && inconsistency(counts, round.body),
    tellers.length === 2 && new Set([scrutineer, ...tellers]).size === 3 ? undefined : refuse('tellers-not-three', { scrutineer, tellers }),
    milestoneRefused(command, state, { milestone: 'vote', field: 'heldOn', date: heldOn, again: number > 1 || state.dates.vote !== undefined }),
  );
  if (no !== undefined || round === undefined) return no ?? refuse('round-not-open', { round: number });
  const all = sumOf([...standingBoxes(round), counts]);
  const inAll = round.entitled ?? all.entitled;
  if (all.issued > inAll) return refuse('counts-inconsistent', { left: 'issuedInAll', leftCount: all.issued, must: 'notExceed', right: 'entitledInAll', rightCount: inAll });
  const outcome = outcomeOf({ ...all, entitled: inAll }, ruleSet, round.body);
  // A round of several boxes is judged as a whole, when its result is published.
  if (round.boxes === 1 && outcome.quorum?.met === false && outcome.quorum.else === 'stop') return refuse('quorum-not-met', { ...outcome.quorum });
  if (sheet === undefined && ruleSet.countEntry === 'signedSheet') outcome.warnings.push('sheet-missing');
  return [
    VoteTallied.of({
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
    }),
  ];
}

export const vote: Step<VoteCommand, VoteEvent, State, Facts, Code> = {
  needs: { TallyVote: pinnedRulesAndCalendar },
  decide: { TallyVote: underRules(tally) },
  evolve: {
    VoteTallied: (state, { data: { round, box, heldOn, counts, outcome, late, due } }) => ({
      ...changeRound(state, round, (known) => ({ ...known, outcome, tallied: { ...known.tallied, [box]: { on: heldOn, counts, late, annulled: false } } })),
      due: { ...state.due, ...due },
    }),
  },
};
