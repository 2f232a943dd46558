import { readFileSync } from 'node:fs';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
export type Details = { readonly [name: string]: unknown };

const resources = new Map<Language, Readonly<Record<string, string>>>(
  languages.map((language) => [language, JSON.parse(readFileSync(new URL(`texts/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>]),
);

/** All keys of a language's resource file. */
export const textKeys = (language: Language): readonly string[] => Object.keys(resources.get(language) ?? {});

/** The text of a key as it stands in the resource file, its placeholders unfilled. */
export const textPattern = (language: Language, key: string): string => resources.get(language)?.[key] ?? key;

/**
 * The text of a key with its `{placeholders}` (or `{nested.ones}`) filled from `details`; a detail that is itself a key (`{subject}` =
 * `home`) is shown by its own text. A key without a text is shown as it is: a test makes sure that none is missing.
 */
export function textFor(language: Language, key: string, details: Details = {}): string {
  const texts = resources.get(language) ?? {};
  const pattern = texts[key] ?? key;
  return pattern.replaceAll(/\{([\w.]+)\}/g, (_, path: string) => shown(texts, at(details, path)));
}

/** The value behind `counts.present`. */
const at = (details: Details, path: string): unknown => path.split('.').reduce<unknown>((value, name) => (value as Details | undefined)?.[name], details);

function shown(texts: Readonly<Record<string, string>>, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => shown(texts, item)).join(texts['list.separator'] ?? ', ');
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  return texts[`word.${text}`] ?? text;
}

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
