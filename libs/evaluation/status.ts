import { heldOf, publishedRound, reportOf, standingRound, hasStep, type State } from './state.js';

/** Where an evaluation stands, by the keys of the words that people see. */
export const evaluationStatuses = [
  'notStarted',
  'selfInspecting',
  'awaitAssembly',
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
  if (state.title !== null) return state.title.kept ? 'granted' : 'withdrawnTitle';
  if (state.ended === null) return undefined;
  return heldOf(state) === null ? 'notHeld' : 'closedNoTitle';
}

/** From the application on. */
function acceptanceStatus({ notice, verdict, visits, application }: State): EvaluationStatus | undefined {
  if (notice !== null) return Object.values(notice.objections).includes('upheld') ? 'objectionUpheld' : 'publicNotice';
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
  if (state.assembly.held !== null || state.rounds.length > 0) return 'awaitPublish';
  if (state.selfInspection.stands !== 'none') return awaited(state);
  return state.plan.stands !== 'none' || state.dates.leadingGroup !== undefined ? 'selfInspecting' : 'notStarted';
}

/** What follows the self-inspection in this rule set. */
function awaited({ opened }: State): EvaluationStatus {
  if (opened === null || hasStep(opened, 'assembly')) return 'awaitAssembly';
  return hasStep(opened, 'vote') ? 'awaitPublish' : 'awaitReport';
}

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
