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
const unusual = /[^\x20\x21\x23-\x5b\x5d-\x7e\u00a0-\ud7ff\ue000-\ufffd]/;

/** A list or record and its place in the one above: from it an error's path is made, so that paths cost nothing until then. */
type Place = { readonly above: Place | undefined; readonly key: string | number; readonly depth: number };

/**
 * Writes a value as RFC 8785 canonical JSON: keys sorted by UTF-16 code unit, no white space, numbers as
 * ECMAScript prints them. The same value always gives the same bytes, so a digest over them means something.
 *
 * @throws NotCanonical for `undefined`, BigInt, functions, non-finite numbers, lone surrogates,
 *   texts over {@link maxTextCharacters}, and nesting deeper than 32.
 */
export function canonicalJson(value: unknown): string {
  return write(value, undefined, '');
}

function write(value: unknown, above: Place | undefined, key: string | number): string {
  switch (typeof value) {
    case 'string':
      return writeText(value, above, key);
    case 'number':
      if (!Number.isFinite(value)) throw refusal(above, key, 'a number must be finite');
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object': {
      if (value === null) return 'null';
      const depth = above === undefined ? 1 : above.depth + 1;
      if (depth > maxDepth) throw refusal(above, key, `nested deeper than ${maxDepth}`);
      const place = { above, key, depth };
      return Array.isArray(value) ? writeList(value, place) : writeRecord(value as Record<string, unknown>, place);
    }
    default:
      throw refusal(above, key, `${typeof value} has no JSON form`);
  }
}

function writeText(text: string, above: Place | undefined, key: string | number): string {
  if (text.length > maxTextCharacters) throw refusal(above, key, `a text may hold ${maxTextCharacters} characters, this one has ${text.length}`);
  if (!unusual.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw refusal(above, key, 'the text holds half a character (a lone surrogate)');
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], place: Place): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + write(list[i], place, i);
  return `${text}]`;
}

function writeRecord(record: Record<string, unknown>, place: Place): string {
  const prototype = Object.getPrototypeOf(record) as unknown;
  if (prototype !== Object.prototype && prototype !== null) throw refusal(place.above, place.key, 'only plain objects have a JSON form');
  let text = '{';
  for (const key of sorted(Object.keys(record))) text += (text === '{' ? '' : ',') + writeKey(key, place) + write(record[key], place, key);
  return `${text}}`;
}

/** By UTF-16 code unit, in place: by insertion as long as that is faster than the engine's sort. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > 24) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let j = i;
    for (; j > 0 && (keys[j - 1] as string) > key; j--) keys[j] = keys[j - 1] as string;
    keys[j] = key;
  }
  return keys;
}

/** Keys as written: nearly all are names of fields, so the same few come again and again. */
const knownKeys = new Map<string, string>();
const maxKnownKeys = 2_000;
const longestKnownKey = 40;

function writeKey(key: string, place: Place): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const text = `${writeText(key, place, key)}:`;
  if (key.length <= longestKnownKey && knownKeys.size < maxKnownKeys) knownKeys.set(key, text);
  return text;
}

const refusal = (above: Place | undefined, key: string | number, reason: string) => new NotCanonical(pointer(above, key), reason);

/** JSON pointer (RFC 6901) to what stands at `key`. */
function pointer(above: Place | undefined, key: string | number): string {
  if (above === undefined) return '';
  return `${pointer(above.above, above.key)}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
