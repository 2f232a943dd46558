import {
  evaluation,
  evaluationEvents,
  firstDuty,
  heldOf,
  openDisputes,
  publishedRound,
  statusOf,
  stepReached,
  type Duty,
  type EvaluationStatus,
  type Opened,
  type Outcome,
  type State,
  type StepReached,
} from '#evaluation';
import { idOf, type DomainEvent, type SafeInteger, type StoredEvent, type View } from '#kernel';

/** One evaluation as lists and boards show it. */
export type EvaluationRow = Pick<Opened, 'campaign' | 'union' | 'unionName' | 'unionClass' | 'units' | 'superior' | 'evaluatedYear' | 'run'> & {
  readonly evaluation: string;
  /** Of its last event. */
  readonly revision: number;
  readonly status: EvaluationStatus;
  readonly step: StepReached;
  /** What is due first, and by whom; nothing where nobody owes anything. */
  readonly next: Pick<Duty, 'step' | 'office' | 'body'> | null;
  readonly dueOn: string | null;
  readonly held: { readonly on: string; readonly late: boolean } | null;
  readonly reportedLate: boolean;
  /** Of the published result, each with formula and denominator; nothing for a group under the rule set's size. */
  readonly result: { readonly round: number; readonly endorsement: Outcome['endorsement']; readonly rates: Outcome['rates']; readonly belowThreshold: boolean } | null;
  readonly openItems: number;
  /** Entries by an officer on the union's behalf (代录). */
  readonly onBehalf: number;
  /** Of those, how many the union disputes and nobody resolved yet. */
  readonly openDisputes: number;
  /** The decider's own state: the view folds as the rules do. */
  readonly state: State;
};

/** What events change; {@link complete} works out the rest. */
type Folded = Pick<EvaluationRow, 'evaluation' | 'revision' | 'onBehalf' | 'state'>;

function next(before: Folded | undefined, event: StoredEvent, key: string): EvaluationRow | undefined {
  const consequence = evaluation.evolve[event.type as keyof typeof evaluation.evolve] as (state: State, event: DomainEvent) => State;
  const state = consequence(before?.state ?? (evaluation.initial as State), event);
  if (state.opened === null) return undefined;
  const onBehalf = (before?.onBehalf ?? 0) + (event.metadata.by.onBehalfOf === undefined ? 0 : 1);
  const folded: Folded = { evaluation: key, revision: event.revision, onBehalf, state };
  return folded as EvaluationRow;
}

function complete({ evaluation, revision, onBehalf, state }: Folded): EvaluationRow {
  const { campaign, union, unionName, unionClass, units, superior, evaluatedYear, run } = state.opened as Opened;
  const duty = firstDuty(state);
  return {
    evaluation,
    revision,
    campaign,
    union,
    unionName,
    unionClass,
    units,
    superior,
    evaluatedYear,
    run,
    status: statusOf(state),
    step: stepReached(state),
    next: duty === undefined ? null : { step: duty.step, office: duty.office, body: duty.body },
    dueOn: duty?.dueOn ?? null,
    held: heldOf(state),
    reportedLate: state.report.late,
    result: resultOf(state),
    openItems: openItemsOf(state),
    onBehalf,
    openDisputes: openDisputes(state).length,
    state,
  };
}

function resultOf(state: State): EvaluationRow['result'] {
  const round = publishedRound(state);
  if (round === undefined || round.outcome === null || round.outcome.warnings.includes('small-group')) return null;
  const { endorsement, rates, belowThreshold } = round.outcome;
  return { round: round.round, endorsement, rates: rates as Outcome['rates'], belowThreshold };
}

function openItemsOf({ items }: State): number {
  let open = 0;
  for (const id in items) if (isOpen(items[id]?.stands)) open++;
  return open;
}

const isOpen = (stands: State['items'][string]['stands'] | undefined): boolean => stands === 'open' || stands === 'doing' || stands === 'done';

/**
 * What a union adds to each federation above it. A joint union counts one union and its N units. Whether something is
 * late is a question about time: `outstanding.<date>` counts unions by what they owe first, `itemsDue.<date>` items.
 */
function contribution(row: EvaluationRow): Record<string, SafeInteger> {
  const { state, units, status } = row;
  const sum: Record<string, SafeInteger> = { evaluations: 1, [`status.${status}`]: 1, [`step.${row.step}`]: 1 };
  if (status === 'withdrawn') return sum;
  if (status === 'exempt') return { ...sum, exempt: 1, exemptUnits: units };
  // Nobody could check it: beside the coverage, never in it.
  if (status === 'backFilled') return { ...sum, backFilled: 1, backFilledUnits: units, ...(state.backFilled?.held === true ? { backFilledHeld: 1, backFilledHeldUnits: units } : {}) };
  const makeUp = state.opened?.makeUp === true;
  // A make-up (补评) is counted apart: its union is already in the denominator with the run that was missed.
  if (!makeUp) sum.should = 1;
  if (!makeUp) sum.shouldUnits = units;
  if (row.held !== null) {
    sum[makeUp ? 'madeUp' : 'held'] = 1;
    sum[makeUp ? 'madeUpUnits' : 'heldUnits'] = units;
    if (row.held.late) sum.heldLate = 1;
  }
  if (row.reportedLate) sum.reportedLate = 1;
  if (status === 'belowThreshold') sum.belowThreshold = 1;
  if (row.dueOn !== null) sum[`outstanding.${row.dueOn}`] = 1;
  if (row.onBehalf > 0) sum.entriesOnBehalf = row.onBehalf;
  if (row.openDisputes > 0) sum.openDisputes = row.openDisputes;
  if (state.corrections > 0) sum.corrections = state.corrections;
  addItems(sum, state);
  addBallots(sum, state);
  return sum;
}

function addItems(sum: Record<string, SafeInteger>, { items }: State): void {
  for (const id in items) {
    const item = items[id];
    if (item === undefined) continue;
    const measure = isOpen(item.stands) ? 'openItems' : item.stands === 'confirmed' ? 'confirmedItems' : 'carriedOverItems';
    sum[measure] = (sum[measure] ?? 0) + 1;
    if (isOpen(item.stands)) sum[`itemsDue.${item.dueOn}`] = (sum[`itemsDue.${item.dueOn}`] ?? 0) + 1;
  }
}

/** Ballots of the published result, and the endorsement as a cell of a histogram, one a per cent. */
function addBallots(sum: Record<string, SafeInteger>, state: State): void {
  const round = publishedRound(state);
  if (round === undefined || round.outcome === null) return;
  for (const { counts, annulled } of Object.values(round.tallied)) {
    if (annulled) continue;
    sum.ballotsIssued = (sum.ballotsIssued ?? 0) + counts.issued;
    sum.ballotsReturned = (sum.ballotsReturned ?? 0) + counts.returned;
    sum.ballotsValid = (sum.ballotsValid ?? 0) + counts.valid;
  }
  const { n, m } = round.outcome.endorsement;
  // A cell of one would tell how few ballots fell.
  if (m > 0 && !round.outcome.warnings.includes('small-group')) sum[`endorsement.${Math.floor((n * 100) / m)}`] = 1;
}

/** Where each evaluation stands; what lists of unions and coverage are made from. */
export const evaluationStatus: View<EvaluationRow> = {
  name: 'evaluationStatus',
  version: 2,
  keysOf: ({ stream }) => [idOf(stream)],
  on: Object.fromEntries(evaluationEvents.map(({ type }) => [type, next])),
  complete,
  columns: {
    status: (row) => row.status,
    step: (row) => row.step,
    campaign: (row) => row.campaign,
    union: (row) => row.union,
    unionName: (row) => row.unionName,
    unionClass: (row) => row.unionClass,
    superior: (row) => row.superior,
    evaluatedYear: (row) => row.evaluatedYear,
    dueOn: (row) => row.dueOn,
    openItems: (row) => row.openItems,
    heldLate: (row) => (row.held?.late === true ? 1 : 0),
  },
  searched: ['unionName'],
  totals: { groups: (row) => row.state.opened?.superiors ?? [], of: contribution },
};

/** The row that these events of one evaluation make: what the view holds once it has come so far. */
export function evaluationRowOf(events: readonly StoredEvent[]): EvaluationRow | undefined {
  const row = events.reduce<EvaluationRow | undefined>((before, event) => next(before, event, idOf(event.stream)), undefined);
  return row === undefined ? undefined : complete(row);
}
