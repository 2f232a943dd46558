import type { NextStep } from '#evaluation';
import type { StoredEvent } from '#kernel';
import { textFor, type Language } from '#platform';

/** A status in the words officials use. */
export const describeStatus = (status: string, language: Language): string => textFor(language, `status.${status}`);

/** An event as a plain line: its text filled from its data. */
export const describeEvent = (event: StoredEvent, language: Language): string => textFor(language, `event.${event.type}`, event.data as Record<string, unknown>);

/** A next step as data and as a sentence: who, what, by when, why again, what is missing, how much time is left. */
export function describeStep(step: NextStep, language: Language) {
  const what = textFor(language, `step.${step.step}`);
  const sentences = [
    textFor(language, step.dueOn === null ? 'step.lineWithoutDate' : 'step.line', { ...step, what }),
    step.because === undefined ? '' : textFor(language, `step.because.${step.because}`),
    step.missing.length === 0 ? '' : textFor(language, 'step.missing', { missing: step.missing }),
    timeLeft(step.workingDaysLeft, language),
  ];
  return { ...step, text: sentences.filter((sentence) => sentence !== '').join(language === 'en' ? ' ' : '') };
}

function timeLeft(workingDays: number | null, language: Language): string {
  if (workingDays === null) return '';
  return workingDays < 0 ? textFor(language, 'step.overdue', { n: -workingDays }) : textFor(language, 'step.left', { n: workingDays });
}
