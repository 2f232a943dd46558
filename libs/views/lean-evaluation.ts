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
  restore: ({ state: changed, ...rest }: LeanRow): EvaluationRow => {
    const state = { ...initial, ...changed };
    const { campaign, union, unionName, unionClass, units, superior, evaluatedYear, run, ruleSet } = state.opened as Opened;
    return { ...rest, campaign, union, unionName, unionClass, units, superior, evaluatedYear, run, ruleSet, state };
  },
};
