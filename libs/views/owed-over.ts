import { evaluation as evaluationDecider, stateAfter, type State } from '#evaluation';
import { idOf, type StoredEvent } from '#kernel';
import type { DueRow } from '#reminders';
import { dueRowsOf } from './due-rows.js';

/** One thing that was owed at some time: as it is, or as it last was; whether it is owed still, and whether its day was put off. */
export type OwedThing = { readonly row: DueRow; readonly owed: boolean; readonly extended: boolean; /** All that is owed beside it: the longest overdue may stand for it. */ readonly beside: readonly DueRow[] };

/**
 * Everything of one step (or item) that these events of one evaluation ever made due, in the order in which it became so: what is
 * done is no longer in the view's row, and yet somebody asks why nobody was told of it.
 */
export function owedOver(events: readonly StoredEvent[], step: string): readonly OwedThing[] {
  const [first] = events;
  if (first === undefined) return [];
  const evaluation = idOf(first.stream);
  const things = new Map<string, { readonly row: DueRow; readonly firstDueOn: string }>();
  let state = stateAfter([]);
  let beside: readonly DueRow[] = [];
  for (const event of events) {
    state = after(state, event);
    beside = dueRowsOf({ state, evaluation, campaign: state.opened?.campaign ?? '' });
    for (const row of beside) if (row.step === step) things.set(row.key, { row, firstDueOn: things.get(row.key)?.firstDueOn ?? row.dueOn });
  }
  const now = new Set(beside.map(({ key }) => key));
  return [...things.values()].map(({ row, firstDueOn }) => ({ row, owed: now.has(row.key), extended: row.dueOn > firstDueOn, beside }));
}

const after = (state: State, event: StoredEvent): State => (evaluationDecider.evolve[event.type as keyof typeof evaluationDecider.evolve] as unknown as (state: State, event: StoredEvent) => State)(state, event);
