import { readFileSync } from 'node:fs';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const texts = new Map<Language, Readonly<Record<string, string>>>(
  languages.map((language) => [language, JSON.parse(readFileSync(new URL(`texts/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>]),
);

/** True when the resource file has the key. */
export const hasText = (language: Language, key: string): boolean => Object.hasOwn(texts.get(language) ?? {}, key);

/** Keys of a resource file. */
export const keysOf = (language: Language): readonly string[] => Object.keys(texts.get(language) ?? {});

/** The text of a key with its `{placeholders}` filled; a key without a text is shown as it is. */
export const say = (language: Language, key: string, details: Readonly<Record<string, unknown>> = {}): string =>
  (texts.get(language)?.[key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '—'));

/** The word for a key of a group (`field.present`); the bare key where the group has no word for it. */
export const wordFor = (language: Language, group: string, key: string): string => (hasText(language, `${group}.${key}`) ? say(language, `${group}.${key}`) : key);

/** The reader's language from the environment: English where the locale says so, otherwise Chinese. */
export const languageOf = (env: NodeJS.ProcessEnv): Language => ((env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').startsWith('en') ? 'en' : 'zh-CN');

/** Columns a text takes in a terminal: Chinese characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(character) ? 2 : 1;
  return width;
}

/** The text with blanks up to a width. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
