import type { ViewedEvaluation } from './evaluations.js';
import { codeOf } from './judge.js';
import type { Played, PlayedStep } from './play.js';
import { isAwait, isPopulate, isRemind, type Scenario } from './scenario.js';

/** What `--json` prints: one document with each step's outcome, the final reads, and every evaluation's views. */
export const documentOf = (scenario: Scenario, played: Played, evaluations: readonly ViewedEvaluation[]) => ({
  scenario: scenario.scenario,
  held: played.held,
  steps: played.steps.map(stepOf),
  finally: played.finally,
  evaluations,
});

function stepOf({ number, step, verdict, answer, differences }: PlayedStep) {
  if (isAwait(step)) return { number, await: step.await.get, verdict, differences };
  if (isPopulate(step)) return { number, populate: step.populate.what, at: step.populate.at, verdict, ...(answer.body as object), differences };
  if (isRemind(step)) return { number, remind: step.remind.at, verdict, ...(answer.body as object), differences };
  const { at, by, on, do: command, invented = [] } = step;
  const { events = [], warnings = [], detail } = (answer.body ?? {}) as { events?: readonly string[]; warnings?: readonly unknown[]; detail?: string };
  const no = codeOf(answer);
  return { number, at, by, on, do: command, invented, verdict, ...(no === undefined ? { events, warnings } : { code: no, detail }), differences };
}
