import type { Duty, EvaluationStatus, Opened, Outcome, State, StepReached } from '#evaluation';

/** One evaluation as lists and boards show it. */
export type EvaluationRow = Pick<Opened, 'campaign' | 'union' | 'unionName' | 'unionClass' | 'units' | 'superior' | 'evaluatedYear' | 'run' | 'ruleSet'> & {
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
