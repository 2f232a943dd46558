import { countsInAll, owedOf, publishedRound, type NextStepName, type Opened, type State } from '#evaluation';
import type { FederationId, GroupId, SafeInteger } from '#kernel';
import { ruleSetKey } from '#rules';
import type { EvaluationRow } from './evaluation-row.js';

type Sums = Record<string, SafeInteger>;

/** What a union's opening fixes for good: worked out once for all steps of its year that are folded together. */
type Standing = { readonly scopes: readonly FederationId[]; readonly groups: readonly GroupId[]; readonly places: readonly string[]; readonly breakdowns: readonly string[] };
const standings = new WeakMap<object, Standing>();

/** A row's place below federations, as at opening: a later re-organisation changes no old report. */
export function standingOf({ state: { opened } }: Pick<EvaluationRow, 'state'>): Standing {
  if (opened === null) return { scopes: [], groups: [], places: [], breakdowns: [] };
  let standing = standings.get(opened);
  if (standing === undefined) standings.set(opened, (standing = standingFrom(opened)));
  return standing;
}

function standingFrom({ campaign, superiors, unionClass, sizeBand, industry }: Opened): Standing {
  return {
    scopes: superiors,
    groups: superiors.map((federation) => groupOf(campaign, federation)),
    // The federation named just before is the one through which the union stands below this one.
    places: superiors.map((_, index) => (index === 0 ? 'direct' : `child.${superiors[index - 1]}`)),
    breakdowns: [`class.${unionClass}`, ...(sizeBand === undefined ? [] : [`size.${sizeBand}`]), ...(industry === undefined ? [] : [`industry.${industry}`])],
  };
}

/** Totals are kept for a federation in a campaign: another year's are others. */
export const groupOf = (campaign: string, federation: FederationId): GroupId => `${campaign}.${federation}`;

/**
 * What a union adds to each federation above it. A joint union counts one union and its N units. Whether something is
 * late is a question about time: `outstanding.<step>.<date>` counts unions by each step they owe, `lateFrom.<date>` each union once, by
 * the first day set for anything it owes itself, `itemsDue.<date>` items.
 */
export function contributionOfRow(row: EvaluationRow): Sums {
  const { state, units, status } = row;
  const sum: Sums = { evaluations: 1, [`status.${status}`]: 1, [`step.${stoodAt(row)}`]: 1 };
  addOwed(sum, state);
  if (isOpen(state)) sum[`open.${status}`] = 1;
  if (status === 'withdrawn') return sum;
  // Nobody could check what was back-filled: beside the coverage, never in it.
  if (status === 'backFilled') return Object.assign(sum, { backFilled: 1, backFilledUnits: units }, state.backFilled?.held === true ? { backFilledHeld: 1, backFilledHeldUnits: units } : {});
  addEntries(sum, row);
  addRuleSet(sum, state);
  if (status === 'exempt') return Object.assign(sum, { exempt: 1, exemptUnits: units, [`exempt.${state.exemption?.reasonCode}`]: 1 });
  addCoverage(sum, row);
  if (state.exemption !== null) sum.exemptionsAsked = 1;
  addItems(sum, state);
  addBallots(sum, state);
  addTitles(sum, state);
  return sum;
}

/** How far a unit has come; who was released, is exempt or was back-filled stands nowhere on the way. */
export const whereaboutsBeside = ['released', 'exempt', 'backFilled'] as const;
export type Whereabouts = EvaluationRow['step'] | (typeof whereaboutsBeside)[number];
export const stoodAt = ({ status, step }: Pick<EvaluationRow, 'status' | 'step'>): Whereabouts => (status === 'withdrawn' ? 'released' : status === 'exempt' || status === 'backFilled' ? status : step);

function addOwed(sum: Sums, state: State): void {
  const { dueBy, lateFrom } = owedOf(state);
  for (const step in dueBy) {
    const dueOn = dueBy[step as NextStepName];
    if (dueOn !== null) sum[`outstanding.${step}.${dueOn}`] = 1;
  }
  if (lateFrom !== null) sum[`lateFrom.${lateFrom}`] = 1;
}

/** Neither ended, nor exempt, nor back-filled: what is left over when a round is closed. */
const isOpen = ({ ended, exemption, backFilled }: State): boolean => ended === null && exemption?.approved !== true && backFilled === null;
const openPrefix = 'open.';

/** Of a group's totals: its open evaluations, by status. */
export const openOf = (totals: Sums): Sums => Object.fromEntries(Object.entries(totals).flatMap(([measure, n]) => (measure.startsWith(openPrefix) && n > 0 ? [[measure.slice(openPrefix.length), n]] : [])));

/** A make-up (补评) is counted apart: its union is already in the denominator with the run that was missed. */
function addCoverage(sum: Sums, { state, units, held, reportedLate }: EvaluationRow): void {
  const makeUp = state.opened?.makeUp === true;
  sum[makeUp ? 'makeUp' : 'should'] = 1;
  sum[makeUp ? 'makeUpUnits' : 'shouldUnits'] = units;
  if (held !== null) {
    sum[makeUp ? 'madeUp' : 'held'] = 1;
    sum[makeUp ? 'madeUpUnits' : 'heldUnits'] = units;
  }
  // Whoever makes up is late by definition.
  if (makeUp) return;
  if (reportedLate) sum.reportedLate = 1;
  if (held?.late === true) sum.heldLate = 1;
  for (const breakdown of standingOf({ state }).breakdowns) {
    sum[`should.${breakdown}`] = 1;
    if (held !== null) sum[`held.${breakdown}`] = 1;
    if (held?.late === true) sum[`heldLate.${breakdown}`] = 1;
    if (reportedLate) sum[`reportedLate.${breakdown}`] = 1;
  }
}

/** Who is held to another rule set than the campaign's: to a stricter one from above, or to one that it moved to. */
function addRuleSet(sum: Sums, { opened }: State): void {
  if (opened?.campaignRuleSet === undefined || ruleSetKey(opened.campaignRuleSet) === ruleSetKey(opened.ruleSet)) return;
  sum[`rules.${ruleSetKey(opened.ruleSet)}`] = 1;
}

function addEntries(sum: Sums, { onBehalf, openDisputes: disputes, state: { corrections } }: EvaluationRow): void {
  if (onBehalf > 0) Object.assign(sum, { entriesOnBehalf: onBehalf, unionsOnBehalf: 1 });
  if (disputes > 0) sum.openDisputes = disputes;
  if (corrections > 0) Object.assign(sum, { corrections, unionsCorrected: 1 });
}

const measureOfItem = { open: 'itemsOpen', doing: 'itemsDoing', done: 'itemsDone', confirmed: 'itemsConfirmed', carriedOver: 'itemsCarriedOver' } as const;

/** Past its due date is overdue only what is not done: what is done waits for the superior. */
function addItems(sum: Sums, { items }: State): void {
  for (const id in items) {
    const item = items[id];
    if (item === undefined) continue;
    add(sum, measureOfItem[item.stands], 1);
    if (item.stands === 'open' || item.stands === 'doing') add(sum, `itemsDue.${item.dueOn}`, 1);
  }
}

/**
 * Of the published result: turnout, which is no result; ballots by subject and grade, and the endorsement as a cell of a
 * histogram, one a per cent. A result of few ballots adds no ballots: what is summed up is only what each union shows by
 * itself, so that no sum, no difference of two federations and none of two days tells more than the lists do.
 */
function addBallots(sum: Sums, state: State): void {
  const round = publishedRound(state);
  if (round === undefined || round.outcome === null) return;
  const counts = countsInAll(round);
  const { endorsement, belowThreshold, warnings } = round.outcome;
  Object.assign(sum, { results: 1, entitled: counts.entitled, present: counts.present, issued: counts.issued, returned: counts.returned });
  if (warnings.includes('small-group')) {
    return void Object.assign(sum, { resultsWithheld: 1, 'withheld.entitled': counts.entitled, 'withheld.present': counts.present, 'withheld.issued': counts.issued, 'withheld.returned': counts.returned });
  }
  sum.valid = counts.valid;
  if (belowThreshold) sum.belowThreshold = 1;
  for (const subject in counts.subjects) {
    const grades = counts.subjects[subject];
    for (const grade in grades) add(sum, `ballots.${subject}.${grade}`, grades[grade] ?? 0);
  }
  for (const subject in counts.points) add(sum, `points.${subject}`, counts.points[subject] ?? 0);
  Object.assign(sum, { endorsed: endorsement.n, endorsedOf: endorsement.m });
  if (endorsement.m > 0) sum[`endorsement.${Math.floor((endorsement.n * 100) / endorsement.m)}`] = 1;
}

function addTitles(sum: Sums, { application, title }: State): void {
  if (application !== null) sum[`applied.${application.title}`] = 1;
  if (title === null) return;
  sum[`${title.kept ? 'granted' : 'titleWithdrawn'}.${title.title}`] = 1;
  // Kept at its last re-check; what is owed by when stands in the outstanding steps.
  if (title.kept && title.recheck.years.length > 0) sum[`titleKept.${title.title}`] = 1;
}

function add(sum: Sums, measure: string, by: number): void {
  sum[measure] = (sum[measure] ?? 0) + by;
}
