import {
  evaluation,
  evaluationEvents,
  heldOf,
  nextStepNames,
  openDisputes,
  owedOf,
  publishedRound,
  statusOf,
  stepReached,
  type NextStepName,
  type Opened,
  type Outcome,
  type State,
} from '#evaluation';
import { idOf, type DomainEvent, type StoredEvent, type View } from '#kernel';
import { basisPoints, ruleSetKey } from '#rules';
import type { EvaluationRow } from './evaluation-row.js';
import { leanEvaluation } from './lean-evaluation.js';
import { contributionOfRow, standingOf, stoodAt } from './evaluation-totals.js';

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
  const { campaign, union, unionName, unionClass, units, superior, evaluatedYear, run, ruleSet } = state.opened as Opened;
  const { first: duty } = owedOf(state);
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
    ruleSet,
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

/** The column that says by when a step is owed: nothing where it is not, {@link noDay} where no day is set. */
export const owesColumn = (step: NextStepName): string => `owes${step.charAt(0).toUpperCase()}${step.slice(1)}`;

/** After every day: what has no day is never late. */
export const noDay = '~';

function dueByOf({ state }: EvaluationRow, step: NextStepName): string | null {
  const dueOn = owedOf(state).dueBy[step];
  return dueOn === undefined ? null : (dueOn ?? noDay);
}

const isOpen = (stands: State['items'][string]['stands'] | undefined): boolean => stands === 'open' || stands === 'doing' || stands === 'done';

/** Where each evaluation stands; what lists of unions and coverage are made from. */
export const evaluationStatus: View<EvaluationRow> = {
  name: 'evaluationStatus',
  version: 9,
  keysOf: ({ stream }) => [idOf(stream)],
  on: Object.fromEntries(evaluationEvents.map(({ type }) => [type, next])),
  complete,
  lean: leanEvaluation,
  columns: {
    status: (row) => row.status,
    step: stoodAt,
    campaign: (row) => row.campaign,
    union: (row) => row.union,
    unionName: (row) => row.unionName,
    unionClass: (row) => row.unionClass,
    superior: (row) => row.superior,
    evaluatedYear: (row) => row.evaluatedYear,
    dueOn: (row) => row.dueOn,
    heldLate: (row) => (row.held?.late === true ? 1 : null),
    reportedLate: (row) => (row.reportedLate ? 1 : null),
    industry: (row) => row.state.opened?.industry ?? null,
    sizeBand: (row) => row.state.opened?.sizeBand ?? null,
    makeUp: (row) => (row.state.opened?.makeUp === true ? 1 : null),
    lateFrom: (row) => owedOf(row.state).lateFrom,
    ruleSet: (row) => ruleSetKey(row.ruleSet),
    // In basis points: what a threshold in whole per cent is compared with.
    endorsement: (row) => (row.result === null || row.result.endorsement.m === 0 ? null : basisPoints(row.result.endorsement)),
    ...Object.fromEntries(nextStepNames.map((step) => [owesColumn(step), (row: EvaluationRow) => dueByOf(row, step)])),
  },
  sparse: ['heldLate', 'reportedLate', 'industry', 'sizeBand', 'makeUp', ...nextStepNames.map(owesColumn)],
  searched: ['unionName'],
  scopes: (row) => standingOf(row).scopes,
  totals: { groups: (row) => standingOf(row).groups, of: contributionOfRow, places: (row) => standingOf(row).places },
};

/** The row that these events of one evaluation make: what the view holds once it has come so far. */
export function evaluationRowOf(events: readonly StoredEvent[]): EvaluationRow | undefined {
  const row = events.reduce<EvaluationRow | undefined>((before, event) => next(before, event, idOf(event.stream)), undefined);
  return row === undefined ? undefined : complete(row);
}
