import type { Marks, NextStep } from '#evaluation';
import { dayOf, type Actor, type PlainDate, type StoredEvent } from '#kernel';
import { languageIn, textFor, type Language, type Wording } from '#platform';
import { percent, type Calendar } from '#rules';
import { noNames, type SpokenNames } from './spoken-names.js';

/** A status in the words officials use. */
export const describeStatus = (status: string, language: Language): string => textFor(language, `status.${status}`);

type Rate = { readonly n: number; readonly m: number; readonly of?: string };
type Numbers = { readonly [key: string]: number };
/** What of an event's data is not shown as it is. */
type Told = {
  readonly item?: string;
  readonly round?: number;
  readonly box?: string;
  readonly objection?: string;
  readonly federation?: string;
  readonly score?: number | { readonly of100: number };
  readonly outcome?: { readonly endorsement: Rate } | null;
  readonly endorsement?: Rate | null;
  readonly recognition?: Rate | null;
  readonly rate?: Rate;
  readonly answers?: Numbers;
  readonly attendees?: Numbers;
  readonly revision?: number;
  readonly voids?: object;
};

/** An event as a plain line: its text filled from its data, things called as people call them. */
export function describeEvent({ type, data }: Pick<StoredEvent, 'type' | 'data'>, wording: Wording, names: SpokenNames = noNames): string {
  const { item, round, box, objection, federation, score, outcome, endorsement, recognition, rate, answers, attendees, revision, voids } = data as Told;
  const text = textFor(wording, `event.${type}`, {
    ...(data as Record<string, unknown>),
    item: itemIn(wording, item, names),
    box: names.boxes.get(`${round}/${box}`) ?? box,
    objection: objection === undefined ? undefined : inShort(names.objections.get(objection) ?? objection),
    federation: names.bodies.get(`federation-${federation}`) ?? federation,
    score: typeof score === 'object' ? score.of100 / 100 : score,
    rate: rateIn(wording, outcome?.endorsement ?? endorsement ?? rate),
    recognised: rateIn(wording, recognition),
    answered: Object.entries(answers ?? {}).map(([answer, n]) => textFor(wording, 'list.answer', { answer, n })),
    attending: attendees === undefined ? undefined : Object.values(attendees).reduce((sum, n) => sum + n, 0),
    voided: voids === undefined ? undefined : revision,
    ...correctionIn(wording, data as Partial<Corrected>),
  });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Behind its line: who recorded it, in which office, for whom and on what basis where that was on behalf of another (代录), and
 * on which day, where that is not the day of the fact.
 */
export function describeByline({ data, metadata: { at, by } }: Pick<StoredEvent, 'data'> & { readonly metadata: Pick<StoredEvent['metadata'], 'at' | 'by'> }, wording: Wording, names: SpokenNames = noNames): string {
  const recordedOn = dayOf(at);
  const saysSo = Object.entries(data as Record<string, unknown>).some(([field, value]) => field.endsWith('On') && value === recordedOn);
  const { onBehalfOf, basis } = by;
  const told = { actor: actorIn(wording, by, names), recordedOn: saysSo ? undefined : recordedOn };
  if (onBehalfOf === undefined) return textFor(wording, 'byline.by', told);
  return textFor(wording, 'byline.onBehalf', { ...told, onBehalfOf: names.bodies.get(onBehalfOf) ?? onBehalfOf, basis: basis?.split(':')[0] ?? 'unnamed' });
}

/** Behind a line and who recorded it: that it was corrected or disputed later and where that stands, or which entry it corrects. */
export function describeMarks(marks: Marks | undefined, wording: Wording): string {
  if (marks === undefined) return '';
  const { corrects, correctedBy, dispute } = marks;
  return [
    corrects.length === 0 ? '' : textFor(wording, 'mark.corrects', { entries: corrects }),
    correctedBy.length === 0 ? '' : textFor(wording, 'mark.correctedBy', { entries: correctedBy }),
    dispute === null ? '' : textFor(wording, dispute.resolvedBy === null ? 'mark.disputed' : dispute.voided ? 'mark.void' : dispute.upheld === true ? 'mark.disputeUpheld' : 'mark.disputeDismissed', { entry: dispute.resolvedBy ?? dispute.disputedBy }),
  ].join('');
}

/** The union's own people by their office, all others with their body. */
function actorIn(wording: Wording, { kind, office, bodyId }: Actor, { own, bodies }: SpokenNames): string {
  if (kind === 'process') return textFor(wording, 'byline.process');
  return textFor(wording, bodyId === own ? 'byline.office' : 'byline.actor', { office, body: bodies.get(bodyId) ?? bodyId });
}

type Corrected = { readonly what: { readonly kind: string }; readonly wrong: unknown; readonly right: unknown };

/** What was corrected, and each figure from what to what. */
function correctionIn(wording: Wording, { what, wrong, right }: Partial<Corrected>) {
  if (what === undefined) return {};
  // Figures of a small group are withheld: that something was corrected is told, not what.
  if (wrong === undefined) return { fact: textFor(wording, `fact.${what.kind}`, what), changes: textFor(wording, 'withheld.smallGroup') };
  const pairs = typeof wrong === 'object' && wrong !== null ? Object.entries(wrong).map(([count, n]) => ({ count: textFor(wording, 'fact.count', { count }), wrong: n as number, right: (right as Record<string, number>)[count] })) : [{ wrong, right }];
  return { fact: textFor(wording, `fact.${what.kind}`, what), changes: pairs.map((pair) => textFor(wording, 'fact.change', pair)).join(textFor(wording, 'list.separator')) };
}

/** Never told alone: with its counts and what it is a share of. */
export function rateIn(wording: Wording, rate: Rate | null | undefined): string | undefined {
  const shown = rate === undefined || rate === null ? undefined : percent(rate);
  return shown === undefined ? undefined : textFor(wording, 'list.rate', { ...rate, percent: shown });
}

/** The longest that people's words are quoted within a line. */
const longestQuoted = 40;

function inShort(text: string): string {
  const characters = [...text];
  return characters.length <= longestQuoted ? text : `${characters.slice(0, longestQuoted).join('')}…`;
}

/** By its problem; one that opened by itself, by the criterion that was at 0. */
function itemIn(wording: Wording, id: string | undefined, { items }: SpokenNames): string | undefined {
  const { problem, criterion } = (id === undefined ? undefined : items.get(id)) ?? {};
  if (problem !== undefined) return inShort(problem);
  return criterion === undefined ? id : textFor(wording, 'list.criterion', { criterion });
}

/** A next step as data and as a sentence: who, what, by when, why again, what is missing, how much time is left. */
export function describeStep(step: NextStep, wording: Wording, names: SpokenNames = noNames) {
  const what = textFor(wording, `step.${step.step}`, { item: itemIn(wording, step.item, names) });
  const sentences = [
    textFor(wording, step.dueOn === null ? 'step.lineWithoutDate' : 'step.line', { ...step, who: debtorIn(wording, step, names), what }),
    step.calledUpOn === undefined ? '' : textFor(wording, 'step.deferred', { calledUpOn: step.calledUpOn }),
    step.because === undefined ? '' : textFor(wording, `step.because.${step.because}`),
    step.missing.length === 0 ? '' : textFor(wording, 'step.missing', { missing: step.missing }),
    timeLeft(step, wording),
  ];
  return { ...step, text: sentences.filter((sentence) => sentence !== '').join(languageIn(wording) === 'en' ? ' ' : '') };
}

/** What a reader must know of days that were counted past the published calendar, up to `last`: of which year it is not there, and from when. Nothing where it reaches. */
export function calendarNote(last: PlainDate | null, { knownThrough }: Pick<Calendar, 'knownThrough'>, wording: Wording): string {
  if (last === null || last <= knownThrough) return '';
  // The last days of December stand in the next year's notice.
  return textFor(wording, 'step.calendarEnds', { year: Number(knownThrough.slice(0, 4)) + 1, after: knownThrough });
}

/** A line, with a note behind it where there is one. */
export const withNote = (line: string, note: string): string => (note === '' ? line : `${line} ${note}`);

/** Whose duty it is: the union's own people by their office, a federation's with its name. */
function debtorIn(wording: Wording, { office, body }: NextStep, { own, bodies }: SpokenNames): string {
  const name = body === own ? undefined : bodies.get(body);
  return name === undefined ? textFor(wording, 'byline.office', { office }) : textFor(wording, 'byline.actor', { office, body: name });
}

/** What is overdue over a holiday alone is so by no working day yet: then by its day. */
function timeLeft({ workingDaysLeft, overdue, dueOn }: Pick<NextStep, 'workingDaysLeft' | 'overdue' | 'dueOn'>, wording: Wording): string {
  if (workingDaysLeft === null) return '';
  if (overdue && workingDaysLeft === 0) return textFor(wording, 'step.overdueSince', { dueOn });
  return overdue ? textFor(wording, 'step.overdue', { n: -workingDaysLeft }) : textFor(wording, 'step.left', { n: workingDaysLeft });
}
