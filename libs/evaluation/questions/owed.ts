import type { PlainDate } from '#kernel';
import type { State } from '../state.js';
import { dutiesOf, type Duty, type NextStepName } from './next-steps.js';

/** What one evaluation owes, step by step; the latest step and the first day are said of what is owed, never of what is done. */
export type Owed = {
  /** The duty that is due first, whoever owes it: what lists show. */
  readonly first: Duty | undefined;
  /** Each step that is owed, by when: of several duties of one step (items of rectification) the earliest; null where no day is set. */
  readonly dueBy: { readonly [step in NextStepName]?: PlainDate | null };
  /** The day after which the union is late with anything that it owes itself; null where no such day is set. What a superior owes makes no union late. */
  readonly lateFrom: PlainDate | null;
};

const known = new WeakMap<State, Owed>();

/** Worked out once a state: columns of lists and measures of totals ask for the same. */
export function owedOf(state: State): Owed {
  let owed = known.get(state);
  if (owed === undefined) known.set(state, (owed = owedFrom(dutiesOf(state))));
  return owed;
}

function owedFrom(duties: readonly Duty[]): Owed {
  let first: Duty | undefined;
  let lateFrom: PlainDate | null = null;
  const dueBy: { [step in NextStepName]?: PlainDate | null } = {};
  for (const duty of duties) {
    const { step, dueOn } = duty;
    if (first === undefined || isEarlier(dueOn, first.dueOn)) first = duty;
    const before = dueBy[step];
    if (before === undefined || isEarlier(dueOn, before)) dueBy[step] = dueOn;
    if (isUnions(duty) && isEarlier(dueOn, lateFrom)) lateFrom = dueOn;
  }
  return { first, dueBy, lateFrom };
}

/** What has no day comes last. */
const isEarlier = (one: PlainDate | null, other: PlainDate | null): boolean => one !== null && (other === null || one < other);

/** Whether the union owes it itself, and not a superior. */
const isUnions = ({ body }: Duty): boolean => body.startsWith('union-');

/** Steps that a superior owes: late in these is the superior, not the union. */
export const stepsOfSuperiors: ReadonlySet<NextStepName> = new Set(['fileReport', 'recommendApplication', 'recordVisit', 'giveVerdict', 'openNotice', 'decideObjection', 'grantTitle', 'confirmItem', 'approveExemption', 'resolveDispute', 'closeEvaluation', 'recheckTitle']);
