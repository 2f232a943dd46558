import type { Actor, DeepReadonly, Instant, PartialDate, PlainDate, Refusal } from '#kernel';
import { answerRefused, dueDayRefused, firstOf, type GateRefusal } from './gates.js';
import type { Milestone, Running } from './state.js';

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
