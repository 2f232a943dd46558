import { certainlyAfter, refuse, type Actor, type DeepReadonly, type Refusal } from '#kernel';
import { sumFits, type Body } from '#rules';
import type { Counts, ReadonlyCounts } from './ballot.js';
import { firstOf, type Ruled } from '../gates.js';
import type { Round, Sheet } from './round-slice.js';
import type { State } from '../state.js';

/** The count of one box, as on the sheet that a scrutineer and two tellers signed. */
export type SheetData = {
  /** A round opened before, 1 to 99. */
  round: number;
  /** The box within the round, as `main`. */
  box: string;
  /** Default: where the box was announced to stand. */
  venue?: string;
  heldOn: string;
  /** Entitled to vote at this box. */
  entitled: number;
  /** Present at this box's sitting; 0 for a questionnaire. */
  present: number;
  issued: number;
  returned: number;
  valid: number;
  spoilt: number;
  /** Ballots by subject and grade of the rule set: `{ home: { satisfied: 40, … }, … }`. */
  subjects: { [subject: string]: { [grade: string]: number } };
  /** Front-line staff among those who took part. */
  frontLine?: number;
  /** Of score sheets: points by subject, added up over the valid sheets. */
  points?: { [subject: string]: number };
  /** Role or person id (监票人). */
  scrutineer: string;
  /** Roles or person ids of two (计票人). */
  tellers: string[];
};

export const sheetRefusals = [
  'round-not-open',
  'round-published',
  'box-already-tallied',
  'box-already-annulled',
  'box-not-announced',
  'day-not-announced',
  'ballot-mismatch',
  'points-outside-bands',
  'nobody-entitled',
  'counts-inconsistent',
  'tellers-not-three',
  'teller-is-chair',
  'consent-not-prior',
] as const;
export type SheetRefusal = (typeof sheetRefusals)[number];

/** The numbers of a sheet, without box, day and names. */
export const countsOf = ({ entitled, present, issued, returned, valid, spoilt, subjects, frontLine, points }: DeepReadonly<SheetData>): Counts => ({
  entitled,
  present,
  issued,
  returned,
  valid,
  spoilt,
  subjects: subjects as Counts['subjects'],
  ...(frontLine === undefined ? {} : { frontLine }),
  ...(points === undefined ? {} : { points }),
});

/** Whatever is wrong with a sheet by itself, whoever enters it. */
export function sheetRefused(command: { readonly data: SheetData; readonly by: Actor }, round: Round | undefined, asked: { readonly state: State; readonly rules: Pick<Ruled['ruleSet'], 'ballot'> }): Refusal<SheetRefusal> | undefined {
  const { data } = command;
  const counts = countsOf(data);
  return firstOf<SheetRefusal>(
    boxRefused(round, data),
    mismatch(counts, asked.rules),
    nobodyEntitled(counts),
    round && inconsistency(counts, round.body),
    pointsRefused(counts, asked.rules),
    data.tellers.length === 2 && new Set([data.scrutineer, ...data.tellers]).size === 3 ? undefined : refuse('tellers-not-three', { scrutineer: data.scrutineer, tellers: data.tellers }),
    tellerIsChair(command, asked.state),
  );
}

/** Numbers that contradict each other, or the ballot that the rules lay down. */
export const countsRefused = (counts: Counts, body: Body, rules: Pick<Ruled['ruleSet'], 'ballot'>): Refusal<'ballot-mismatch' | 'nobody-entitled' | 'counts-inconsistent' | 'points-outside-bands'> | undefined =>
  mismatch(counts, rules) ?? nobodyEntitled(counts) ?? inconsistency(counts, body) ?? pointsRefused(counts, rules);

function boxRefused(round: Round | undefined, { round: number, box, heldOn }: SheetData): Refusal<SheetRefusal> | undefined {
  if (round === undefined || round.annulled) return refuse('round-not-open', { round: number });
  if (round.publishedOn !== null) return refuse('round-published', { round: number, publishedOn: round.publishedOn });
  const tallied = Object.hasOwn(round.tallied, box) ? round.tallied[box] : undefined;
  // Ballots of an annulled box are void: whoever cast them votes again in a new round, not in the same box.
  if (tallied !== undefined) return refuse(tallied.annulled ? 'box-already-annulled' : 'box-already-tallied', { round: number, box });
  if (round.consentedOn !== null && certainlyAfter(round.consentedOn, heldOn)) return refuse('consent-not-prior', { consentedOn: round.consentedOn, heldOn });
  const announced = round.announced.find((one) => one.box === box);
  if (announced === undefined) return round.announced.length > 0 || Object.keys(round.tallied).length >= round.boxes ? refuse('box-not-announced', { box, boxes: round.boxes }) : undefined;
  const { from, until = from } = announced;
  return certainlyAfter(from, heldOn) || certainlyAfter(heldOn, until) ? refuse('day-not-announced', { box, heldOn, from, until }) : undefined;
}

/** Subjects and grades must be those of the rule set's ballot: all subjects, no foreign one, no foreign grade; points where, and only where, sheets are scored. */
function mismatch({ subjects, points }: Counts, { ballot }: Pick<Ruled['ruleSet'], 'ballot'>): Refusal<'ballot-mismatch'> | undefined {
  const scored = ballot.kind === 'scores' ? ballot.subjects : [];
  const missing = [...ballot.subjects.filter((subject) => !Object.hasOwn(subjects, subject)), ...scored.filter((subject) => !Object.hasOwn(points ?? {}, subject)).map(ofPoints)];
  const foreign = Object.entries(subjects).flatMap(([subject, grades]) =>
    ballot.subjects.includes(subject) ? Object.keys(grades).filter((grade) => !ballot.grades.includes(grade)) : [subject],
  );
  const foreignPoints = Object.keys(points ?? {}).filter((subject) => !scored.includes(subject));
  const all = [...foreign, ...foreignPoints.map(ofPoints)];
  return missing.length === 0 && all.length === 0 ? undefined : refuse('ballot-mismatch', { missing, foreign: all });
}

const ofPoints = (subject: string): string => `points.${subject}`;

/** The sum of points must be one that so many sheets in each band can have. */
function pointsRefused({ subjects, points = {} }: Counts, { ballot: { bands = [] } }: Pick<Ruled['ruleSet'], 'ballot'>): Refusal<'points-outside-bands'> | undefined {
  const wrong = Object.entries(points).find(([subject, sum]) => !sumFits(bands, subjects[subject] ?? {}, sum));
  if (wrong === undefined) return undefined;
  const [subject, sum] = wrong;
  const added = (end: 'from' | 'to') => bands.reduce((total, band) => total + (subjects[subject]?.[band.grade] ?? 0) * band[end], 0);
  return refuse('points-outside-bands', { subject, sum, least: added('from'), most: added('to') });
}

/** Where nobody is entitled nobody votes: neither a round, a sitting nor a box is for nobody. */
export const nobodyEntitled = ({ entitled }: { readonly entitled?: number | undefined }): Refusal<'nobody-entitled'> | undefined => (entitled === 0 ? refuse('nobody-entitled') : undefined);

/** The first pair of counts that cannot both be true: `left` may not exceed `right`, or must equal it. */
export function inconsistency(counts: ReadonlyCounts, body: Body): Refusal<'counts-inconsistent'> | undefined {
  const { entitled, present, issued, returned, valid, spoilt, subjects, frontLine = 0 } = counts;
  const atMost = (left: string, n: number, right: string, m: number) => (n > m ? refuse('counts-inconsistent', { left, leftCount: n, must: 'notExceed', right, rightCount: m }) : undefined);
  const equal = (left: string, n: number, right: string, m: number) => (n === m ? undefined : refuse('counts-inconsistent', { left, leftCount: n, must: 'equal', right, rightCount: m }));
  return firstOf(
    atMost('present', present, 'entitled', entitled),
    body === 'questionnaire' ? atMost('issued', issued, 'entitled', entitled) : atMost('issued', issued, 'present', present),
    atMost('returned', returned, 'issued', issued),
    equal('valid+spoilt', valid + spoilt, 'returned', returned),
    ...Object.entries(subjects).map(([subject, grades]) => equal(`grades.${subject}`, Object.values(grades).reduce((sum, n) => sum + n, 0), 'valid', valid)),
    body === 'questionnaire' ? atMost('frontLine', frontLine, 'returned', returned) : atMost('frontLine', frontLine, 'present', present),
  );
}

/** The chair is judged in the vote: neither the chair nor whoever presides over the sitting counts the ballots. */
function tellerIsChair({ data: { scrutineer, tellers }, by }: { readonly data: SheetData; readonly by: Actor }, { assembly }: State): Refusal<'teller-is-chair'> | undefined {
  const chairs = ['chair', ...(by.office === 'chair' && by.personId !== undefined ? [by.personId] : []), ...(assembly.held?.presidedBy === undefined ? [] : [assembly.held.presidedBy])];
  const found = [scrutineer, ...tellers].find((who) => chairs.includes(who));
  return found === undefined ? undefined : refuse('teller-is-chair', { teller: found, as: found === scrutineer ? 'scrutineer' : 'teller' });
}

/** In what two entries of one box differ: the day, who signed, each number by its name. */
export function differencesOf(one: DeepReadonly<Sheet>, other: DeepReadonly<Sheet>): readonly string[] {
  const [left, right] = [fieldsOf(one), fieldsOf(other)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((field) => left[field] !== right[field]);
}

/** All that is compared, by name. A grade nobody gave and one that was left out are the same. */
function fieldsOf({ heldOn, scrutineer, tellers, counts: { subjects, points = {}, ...counts } }: DeepReadonly<Sheet>): Readonly<Record<string, unknown>> {
  const grades = Object.entries(subjects).flatMap(([subject, given]) => Object.entries(given).flatMap(([grade, n]) => (n === 0 ? [] : [[`${subject}.${grade}`, n] as const])));
  const sums = Object.entries(points).map(([subject, sum]) => [ofPoints(subject), sum] as const);
  return { heldOn, scrutineer, tellers: tellers.toSorted().join(' '), ...counts, ...Object.fromEntries([...grades, ...sums]) };
}
