import { readFileSync } from 'node:fs';
import { isPartialDate, isPlainDate, type DeepReadonly } from '#kernel';
import { percent, type RuleSet } from '#rules';
import { patternParts, type DetailPath, type PatternPart } from './text-pattern.js';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
/** A language, or that and whose words come first: a place names its own subjects, grades and titles, and may call ours by its own. */
export type Wording = Language | { readonly language: Language; readonly ruleSet: DeepReadonly<Pick<RuleSet, 'words'>> };
/** In which language. */
export const languageIn = (wording: Wording): Language => (typeof wording === 'string' ? wording : wording.language);
export type Details = { readonly [name: string]: unknown };

const resources = new Map<Language, Readonly<Record<string, string>>>(
  languages.map((language) => [language, JSON.parse(readFileSync(new URL(`texts/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>]),
);

/** `{days|day|days}`: the word that goes with one, and with any other number. */
const counted = /\{([\w.]+)\|([^|{}]*)\|([^|{}]*)\}/g;

/** All keys of a language's resource file. */
export const textKeys = (language: Language): readonly string[] => Object.keys(resources.get(language) ?? {});

/** The text of a key as it stands in the resource file, its placeholders unfilled. */
export const textPattern = (language: Language, key: string): string => resources.get(language)?.[key] ?? key;

/** Taken apart when they are first told. */
const partsOfKeys = new Map<Language, Map<string, readonly PatternPart[]>>(languages.map((language) => [language, new Map()]));

function partsOf(language: Language, key: string): readonly PatternPart[] {
  const known = partsOfKeys.get(language)?.get(key);
  if (known !== undefined) return known;
  const parts = patternParts(textPattern(language, key));
  // Of texts that are there: what is asked for without one may be anything.
  if (textKeysHave(language, key)) partsOfKeys.get(language)?.set(key, parts);
  return parts;
}

/**
 * The text of a key with its placeholders filled from `details`. `{subject}`, `{counts.present}`: a detail that is a key (`home`) is
 * shown by its word, a date with a part unknown in words, an empty list as such. `{literal:reason}`: as it was typed, were it
 * a key or a date. `{typed:allowed}`: as it is to be typed, its word in brackets. `{named:allowed}`: so too, names of fields: what a word means there comes first. `{on:heldOn}`: a date with the
 * preposition it takes. `{milestone:milestone}`: by the texts of that group (`milestone.…`), which may have placeholders of their
 * own; a key without one is shown by its word, or spelt out. `[, {reason}]`: left out where there is no such detail.
 * `{n} working {n|day|days}`: the word goes by the number. `{percent:.}`, `{share:threshold}`: what has `n` and `m` (the details themselves, a threshold) as per cent.
 * A key without a text is shown as it is: a test makes sure that none is missing.
 */
export function textFor(wording: Wording, key: string, details: Details = {}): string {
  return told(partsOf(languageIn(wording), key), { wording, details });
}

type Telling = { readonly wording: Wording; readonly details: Details };

function told(parts: readonly PatternPart[], telling: Telling): string {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else if (part.kind === 'filled') text += filled(part, telling);
    else if (part.kind === 'counted') text += String(at(telling.details, part.path)) === '1' ? part.one : part.others;
    else if (part.needs.every((path) => isTold(at(telling.details, path)))) text += told(part.parts, telling);
  }
  return text;
}

function filled({ way, name, path }: Extract<PatternPart, { readonly kind: 'filled' }>, { wording, details }: Telling): string {
  const value = at(details, path);
  if (value === undefined || value === null) return '';
  const whose = way === undefined && !named.has(name) ? languageIn(wording) : wording;
  return listed(wording, value, (one) => shown(whose, one, { way, details }));
}

/** What is not there, is no, or has nothing in it leaves out the part in square brackets that it stands in. */
const isTold = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);

/** A pattern in which each word that goes by a number is chosen by it. */
export const byNumber = (pattern: string, value: (path: string) => unknown): string =>
  pattern.replaceAll(counted, (_, path: string, one: string, others: string) => (String(value(path)) === '1' ? one : others));

/** Details that a rule set has words for. Its subject `committee` is no name for the office of that key. */
const named: ReadonlySet<string> = new Set(['subject', 'title', 'after', 'first', 'answer', 'left', 'right', 'count', 'differsIn', 'departments', 'department', 'reasonCode']);

/** The value behind a path. */
function at(details: Details, path: DetailPath): unknown {
  let value: unknown = details;
  for (const name of path) value = (value as Details | undefined)?.[name];
  return value;
}

function listed(wording: Wording, value: unknown, show: (one: unknown) => string): string {
  if (!Array.isArray(value)) return show(value);
  return value.length === 0 ? textPattern(languageIn(wording), 'list.empty') : value.map(show).join(textPattern(languageIn(wording), 'list.separator'));
}

type Showing = { readonly way: string | undefined; readonly details: Details };

function shown(wording: Wording, value: unknown, { way, details }: Showing): string {
  if (typeof value === 'object') return (way === 'percent' || way === 'share' ? perCent(value as Share, way) : undefined) ?? JSON.stringify(value);
  const text = String(value);
  if (way === 'literal') return text;
  if (way === 'on') return textPattern(languageIn(wording), isPlainDate(text) ? 'date.on' : 'date.in').replace('{date}', () => dateInWords(languageIn(wording), text));
  if (way === 'named') return typed(wording, text, wordOf(wording, text, way) === undefined ? 'word' : way);
  if (way === 'typed') return typed(wording, text, String(details['words'] ?? 'word'));
  if (way !== undefined) return inGroup(wording, `${way}.${text}`, { text, details });
  return wordOf(wording, text) ?? numbered(wording, text) ?? dotted(wording, text) ?? (typeof value === 'string' && isPartialDate(value) ? dateInWords(languageIn(wording), value) : text);
}

type Share = { readonly n: number; readonly m: number };

/** A rate with its one decimal; a share that rules ask for as it is written, `80%`, or `2/3` where no whole per cent says it. */
const perCent = ({ n, m }: Share, way: 'percent' | 'share'): string => (way === 'percent' ? `${percent({ n, m }) ?? '—'}%` : (n * 100) % m === 0 ? `${(n * 100) / m}%` : `${n}/${m}`);

function wordOf(wording: Wording, text: string, group = 'word'): string | undefined {
  const language = languageIn(wording);
  const own = typeof wording === 'string' || group !== 'word' ? {} : (wording.ruleSet.words ?? {});
  if (Object.hasOwn(own, text)) return language === 'en' ? own[text]?.en : own[text]?.zh;
  return resources.get(language)?.[`${group}.${text}`];
}

/** `teller_2`, `delegation_4`: a word and its number. */
function numbered(wording: Wording, text: string): string | undefined {
  const [, base = '', n = ''] = /^([a-z][a-z_]*)_(\d{1,4})$/.exec(text) ?? [];
  const word = wordOf(wording, base);
  return word === undefined ? undefined : textFor(wording, 'list.numbered', { word, n });
}

/** `home.satisfied`, `grades.home`, `points.home`, `answers.agree`: one count among those of a subject, or over all of it. */
function dotted(wording: Wording, text: string): string | undefined {
  const [, first = '', second = ''] = /^([a-zA-Z]{1,32})\.([a-zA-Z]\w{0,31})$/.exec(text) ?? [];
  const [whole, part] = [wordOf(wording, first), wordOf(wording, second) ?? second];
  if (textKeysHave(languageIn(wording), `count.${first}`)) return textFor(wording, `count.${first}`, { of: part });
  return whole === undefined || wordOf(wording, second) === undefined ? undefined : textFor(wording, 'list.within', { whole, part });
}

function typed(wording: Wording, text: string, group: string): string {
  const word = wordOf(wording, text, group);
  return word === undefined || word === text ? text : textPattern(languageIn(wording), 'list.typed').replace('{key}', () => text).replace('{word}', () => word);
}

const inGroup = (wording: Wording, key: string, { text, details }: { readonly text: string; readonly details: Details }): string =>
  textKeysHave(languageIn(wording), key) ? textFor(wording, key, details) : (wordOf(wording, text) ?? spelt(text));

const textKeysHave = (language: Language, key: string): boolean => Object.hasOwn(resources.get(language) ?? {}, key);

/** `boxTallied` → “box tallied”. */
const spelt = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A whole date stays as it is; of a partial one that is said which is known, and that the year is not. */
export function dateInWords(language: Language, date: string): string {
  const [, year, month, day] = /^(\d{4})?-*(\d{2})?-?(\d{2})?$/.exec(date) ?? [];
  if (year !== undefined && day !== undefined) return date;
  const form = year !== undefined ? (month === undefined ? 'date.yearOnly' : 'date.yearMonth') : day === undefined ? 'date.monthOnly' : 'date.monthDay';
  const parts: Readonly<Record<string, string>> = { year: year ?? '', month: month === undefined ? '' : monthName(language, Number(month)), day: String(Number(day)) };
  return textPattern(language, form).replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}

const monthName = (language: Language, month: number): string =>
  new Intl.DateTimeFormat(language, { month: language === 'en' ? 'long' : 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, month - 1, 1)));

/** The language a reader asks for by `Accept-Language`; zh-CN unless English is preferred. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'zh-CN';
  const wished = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => quality > 0 && /^(zh|en|\*)(-|$)/.test(tag))
    .toSorted((a, b) => b.quality - a.quality);
  return wished[0]?.tag.startsWith('en') === true ? 'en' : 'zh-CN';
}
