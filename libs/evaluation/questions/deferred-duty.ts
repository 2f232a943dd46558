import type { PlainDate } from '#kernel';
import type { DueName } from '#rules';
import type { State } from '../state.js';

/** By which due date each step is asked for. */
const dueNameOf: { readonly [step: string]: DueName } = {
  submitPlan: 'plan',
  reportProgress: 'progress',
  recordQuestionnaire: 'selfInspection',
  summariseQuestionnaire: 'selfInspection',
  submitSelfInspection: 'selfInspection',
  holdAssembly: 'assembly',
  openRound: 'vote',
  tallyVote: 'vote',
  enterCount: 'vote',
  recordVisit: 'acceptance',
  giveVerdict: 'acceptance',
  closeEvaluation: 'close',
};

/** What was extended since, or is to be put right by a day of its own, is due by that. */
export function deferredSince({ opened, due, extended }: State, { step, dueOn }: { readonly step: string; readonly dueOn: PlainDate | null }): { calledUpOn?: PlainDate } {
  const name = dueNameOf[step];
  if (opened?.deferred === undefined || name === undefined || !opened.deferred.due.includes(name) || extended.includes(name) || due[name] !== dueOn) return {};
  return { calledUpOn: opened.deferred.calledUpOn };
}
