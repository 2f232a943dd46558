import { evaluation, type Opened, type State } from '#evaluation';
import type { EvaluationRow } from './evaluation-row.js';

/** What a row restates of its opening, and its state with all that is as it was in the beginning. */
type Restated = 'campaign' | 'union' | 'unionName' | 'unionClass' | 'units' | 'superior' | 'evaluatedYear' | 'run' | 'ruleSet';
type LeanRow = Omit<EvaluationRow, Restated | 'state'> & { readonly state: Partial<State> };

const initial = evaluation.initial as State;
const parts = Object.keys(initial) as readonly (keyof State)[];

/** A row as it is kept: most unions of a campaign are in its beginning, and two thirds of such a row say "nothing yet". */
export const leanEvaluation = {
  of: (row: EvaluationRow): LeanRow => {
    const { evaluation, revision, status, step, next, dueOn, held, reportedLate, result, openItems, onBehalf, openDisputes, state } = row;
    const changed: Partial<Record<keyof State, unknown>> = {};
    for (const part of parts) if (state[part] !== initial[part]) changed[part] = state[part];
    return { evaluation, revision, status, step, next, dueOn, held, reportedLate, result, openItems, onBehalf, openDisputes, state: changed as Partial<State> };
  },
  // Written out field by field: each late unit of a province is restored by a sweep, and copying what is left of an object
  // costs several times what naming it does.
  restore: (lean: LeanRow): EvaluationRow => {
    const state = wholeState(lean.state);
    const { campaign, union, unionName, unionClass, units, superior, evaluatedYear, run, ruleSet } = state.opened as Opened;
    const { evaluation, revision, status, step, next, dueOn, held, reportedLate, result, openItems, onBehalf, openDisputes } = lean;
    return { evaluation, revision, status, step, next, dueOn, held, reportedLate, result, openItems, onBehalf, openDisputes, campaign, union, unionName, unionClass, units, superior, evaluatedYear, run, ruleSet, state };
  },
};

/** The beginning, with what is otherwise by now. All parts are there from the start, so that setting some moves nothing. */
function wholeState(changed: Partial<State>): State {
  const state: Record<string, unknown> = { ...initial };
  for (const part in changed) state[part] = changed[part as keyof State];
  return state as State;
}
