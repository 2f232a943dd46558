import { hasObjection, hasStep, heldOf, isCounted, publishedRound, reportOf, standingRound, type State } from '../state.js';

/** Where an evaluation stands, by the keys of the words that people see. */
export const evaluationStatuses = [
  'notStarted',
  'selfInspecting',
  'awaitAssembly',
  'awaitVote',
  'awaitPublish',
  'held',
  'awaitReport',
  'reported',
  'filed',
  'awaitVisit',
  'awaitVerdict',
  'accepted',
  'putRight',
  'notPassed',
  'publicNotice',
  'objectionUpheld',
  'granted',
  'withdrawnTitle',
  'returned',
  'roundAnnulled',
  'belowThreshold',
  'exempt',
  'backFilled',
  'closedNoTitle',
  'notHeld',
  'withdrawn',
] as const;
export type EvaluationStatus = (typeof evaluationStatuses)[number];

/** The end, if there is one; else returned > annulled > below threshold > latest step. Pure, and knows no day. */
export function statusOf(state: State): EvaluationStatus {
  const end = endOf(state);
  if (end !== undefined) return end;
  if (state.plan.stands === 'returned' || state.selfInspection.stands === 'returned' || reportOf(state).stands === 'returned') return 'returned';
  if (state.rounds.length > 0 && standingRound(state) === undefined) return 'roundAnnulled';
  if (publishedRound(state)?.outcome?.belowThreshold === true) return 'belowThreshold';
  return acceptanceStatus(state) ?? stepStatus(state);
}

function endOf(state: State): EvaluationStatus | undefined {
  if (state.ended?.how === 'withdrawn') return 'withdrawn';
  if (state.exemption?.approved === true) return 'exempt';
  if (state.backFilled !== null) return 'backFilled';
  if (state.title !== null) return state.title.kept ? 'granted' : 'withdrawnTitle';
  if (state.ended === null) return undefined;
  return heldOf(state) === null ? 'notHeld' : 'closedNoTitle';
}

/** From the application on. */
function acceptanceStatus(state: State): EvaluationStatus | undefined {
  const { notice, verdict, visits, application } = state;
  if (notice !== null) return hasObjection(state, 'upheld') ? 'objectionUpheld' : 'publicNotice';
  if (verdict !== null) return verdict.verdict;
  if (visits > 0) return 'awaitVerdict';
  return application === null ? undefined : 'awaitVisit';
}

/** Up to the report. Typed in any order: the furthest step tells. */
function stepStatus(state: State): EvaluationStatus {
  const { stands } = reportOf(state);
  if (stands === 'filed') return 'filed';
  if (stands === 'submitted') return 'reported';
  if (heldOf(state) !== null) return 'held';
  const round = standingRound(state);
  if (round !== undefined) return isCounted(round) ? 'awaitPublish' : 'awaitVote';
  if (state.assembly.held !== null) return afterAssembly(state);
  if (state.selfInspection.stands !== 'none') return afterInspection(state);
  return state.plan.stands !== 'none' || state.dates.leadingGroup !== undefined ? 'selfInspecting' : 'notStarted';
}

/** What follows the self-inspection in this rule set. */
const afterInspection = (state: State): EvaluationStatus => (state.opened === null || hasStep(state.opened, 'assembly') ? 'awaitAssembly' : afterAssembly(state));

/** What follows the assembly, or the lack of one. */
const afterAssembly = ({ opened }: State): EvaluationStatus => (opened === null || hasStep(opened, 'vote') ? 'awaitVote' : 'awaitReport');

/** How far an evaluation has come, for boards that count by step. */
export const stepsReached = ['opened', 'plan', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'publicNotice', 'granted', 'closed'] as const;
export type StepReached = (typeof stepsReached)[number];

export function stepReached(state: State): StepReached {
  if (state.ended !== null) return 'closed';
  if (state.title !== null) return 'granted';
  if (state.notice !== null) return 'publicNotice';
  if (state.visits > 0) return 'acceptance';
  if (state.application !== null) return 'application';
  if (reportOf(state).stands !== 'none') return 'report';
  if (publishedRound(state) !== undefined) return 'publish';
  if (state.dates.vote !== undefined) return 'vote';
  if (state.assembly.held !== null) return 'assembly';
  if (state.selfInspection.stands !== 'none') return 'selfInspection';
  return state.plan.stands === 'none' ? 'opened' : 'plan';
}
