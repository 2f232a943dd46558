import type { Actor, DeepReadonly, Instant, PartialDate, PlainDate, Refusal } from '#kernel';
import { answerRefused, dueDayRefused, firstOf, type GateRefusal } from './gates.js';
import { reportOf, type Milestone, type Running, type State } from './state.js';

/** A paper that the superior sends back: on which day, and by when it is to be put right. */
type Return = {
  readonly at: Instant;
  readonly by: DeepReadonly<Actor>;
  readonly data: { readonly returnedOn: PartialDate; readonly dueOn?: PlainDate };
};

/** Why a paper is not sent back, be it a plan, a self-inspection or a report: not before the paper's own date, and leaves time to put it right. */
export const returnRefused = (command: Return, state: Running, paper: Milestone): Refusal<GateRefusal> | undefined =>
  firstOf(
    answerRefused(command, state, { milestone: paper, field: 'returnedOn', date: command.data.returnedOn }),
    dueDayRefused('dueOn', command.data.dueOn, { milestone: 'paperReturned', recorded: command.data.returnedOn }),
  );

/** A report that was handed in on what no longer stands is to be handed in again; one on a round without a published result reports nothing anyway. */
export function withReportReturned(state: State): State {
  const { stands } = reportOf(state);
  return stands === 'submitted' || stands === 'filed' ? { ...state, report: { ...state.report, stands: 'returned', dueOn: null } } : state;
}
