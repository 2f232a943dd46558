import { textFor, type Language } from '#platform';

/** Where a command writes. */
export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/** Exit codes: all in order; the file is no rule set, contradicts itself or was refused; arguments, file or server are no good. */
export const exitCodes = { good: 0, faulty: 1, unusable: 2 } as const;

/** What was asked for, taken apart. */
export type Asked = { readonly files: readonly string[]; readonly languages: readonly Language[]; readonly options: { readonly [name: string]: string } };

/** Says a message in each language that is wanted. */
export const say = (write: (text: string) => void, wanted: readonly Language[], key: string, details: { readonly [name: string]: unknown }): void => {
  for (const language of wanted) write(textFor(language, `rulesCommand.${key}`, details));
};
