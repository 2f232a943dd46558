import type { NextStep } from '#evaluation';
import type { StoredEvent } from '#kernel';
import { textFor, type Language } from '#platform';

/** A status in the words officials use. */
export const describeStatus = (status: string, language: Language): string => textFor(language, `status.${status}`);

/** An event as a plain line: its text filled from its data. */
export const describeEvent = (event: StoredEvent, language: Language): string => textFor(language, `event.${event.type}`, event.data as Record<string, unknown>);

/** A next step as data and as a line. */
export const describeStep = (step: NextStep, language: Language) => ({ ...step, text: textFor(language, `step.${step.step}`, { ...step }) });
