import type { NextStep } from '#evaluation';
import type { Actor, StoredEvent } from '#kernel';
import { textFor, type Language } from '#platform';
import type { ItemProblems } from './item-problems.js';

/** A status in the words officials use. */
export const describeStatus = (status: string, language: Language): string => textFor(language, `status.${status}`);

type Rate = { readonly n: number; readonly m: number };
/** What of an event's data is not shown as it is. */
type Told = {
  readonly item?: string;
  readonly score?: number | { readonly of100: number };
  readonly outcome?: { readonly endorsement: Rate } | null;
  readonly endorsement?: Rate | null;
  readonly recognition?: Rate | null;
};

/** An event as a plain line: its text filled from its data; an item by what it is about. */
export function describeEvent({ type, data }: Pick<StoredEvent, 'type' | 'data'>, language: Language, problems: ItemProblems = new Map()): string {
  const { item, score, outcome, endorsement, recognition } = data as Told;
  const text = textFor(language, `event.${type}`, {
    ...(data as Record<string, unknown>),
    item: itemIn(language, item, problems),
    score: typeof score === 'object' ? score.of100 / 100 : score,
    rate: rateIn(language, outcome?.endorsement ?? endorsement),
    recognised: rateIn(language, recognition),
  });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An entry on behalf (代录) is marked behind its line: by whom, for whom, on what basis; nothing behind any other. */
export const describeByline = ({ office, onBehalfOf, basis }: Actor, language: Language): string =>
  onBehalfOf === undefined ? '' : textFor(language, 'byline.onBehalf', { office, onBehalfOf, basis: basis?.split(':')[0] ?? 'unnamed' });

/** Cut, not rounded: 79.96 % must not read as 80.0 %; with its counts, since a rate is never told alone. */
function rateIn(language: Language, rate: Rate | null | undefined): string | undefined {
  if (rate === undefined || rate === null || rate.m === 0) return undefined;
  return textFor(language, 'list.rate', { ...rate, percent: (Math.floor((rate.n * 1000) / rate.m) / 10).toFixed(1) });
}

/** The longest an item's problem is quoted. */
const longestQuoted = 40;

function itemIn(language: Language, id: string | undefined, problems: ItemProblems): string | undefined {
  const problem = id === undefined ? undefined : problems.get(id);
  if (problem === undefined) return id;
  const characters = [...problem];
  const about = characters.length <= longestQuoted ? problem : `${characters.slice(0, longestQuoted).join('')}…`;
  return textFor(language, 'list.item', { about, id });
}

/** A next step as data and as a sentence: who, what, by when, why again, what is missing, how much time is left. */
export function describeStep(step: NextStep, language: Language, problems: ItemProblems = new Map()) {
  const what = textFor(language, `step.${step.step}`, { item: itemIn(language, step.item, problems) });
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
