/** A value that JSON can carry without loss. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The value cannot be written as canonical JSON; `path` is a JSON pointer to the culprit. */
export class NotCanonical extends Error {
  constructor(readonly path: string, readonly reason: string) {
    super(`${path === '' ? 'the value' : path}: ${reason}`);
    this.name = 'NotCanonical';
  }
}

/** The longest text a single string of an event may hold, in UTF-16 code units. */
export const maxTextCharacters = 20_000;

const maxDepth = 32;
const plainText = /^[\x20\x21\x23-\x5b\x5d-\x7e\u00a0-\ud7ff\ue000-\ufffd]*$/;

/**
 * Writes a value as RFC 8785 canonical JSON: keys sorted by UTF-16 code unit, no white space, numbers as
 * ECMAScript prints them. The same value always gives the same bytes, so a digest over them means something.
 *
 * @throws NotCanonical for `undefined`, BigInt, functions, non-finite numbers, lone surrogates,
 *   texts over {@link maxTextCharacters}, and nesting deeper than 32.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0);
}

function write(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeText(value, path);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical(path, 'a number must be finite');
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === maxDepth) throw new NotCanonical(path, `nested deeper than ${maxDepth}`);
      return Array.isArray(value) ? writeList(value, path, depth) : writeRecord(value as Record<string, unknown>, path, depth);
    default:
      throw new NotCanonical(path, `${typeof value} has no JSON form`);
  }
}

function writeText(text: string, path: string): string {
  if (text.length > maxTextCharacters) throw new NotCanonical(path, `a text may hold ${maxTextCharacters} characters, this one has ${text.length}`);
  if (plainText.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new NotCanonical(path, 'the text holds half a character (a lone surrogate)');
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], path: string, depth: number): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + write(list[i], `${path}/${i}`, depth + 1);
  return `${text}]`;
}

function writeRecord(record: Record<string, unknown>, path: string, depth: number): string {
  const prototype = Object.getPrototypeOf(record) as unknown;
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical(path, 'only plain objects have a JSON form');
  let text = '{';
  for (const key of Object.keys(record).sort()) {
    text += `${text === '{' ? '' : ','}${writeText(key, path)}:${write(record[key], `${path}/${key}`, depth + 1)}`;
  }
  return `${text}}`;
}
