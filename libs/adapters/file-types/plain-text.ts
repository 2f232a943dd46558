import type { Content } from '#kernel';

const pieceBytes = 64 * 1024;
/** The type of what is nothing that is known. */
export const unknown = 'application/octet-stream';

/** Text that a browser or shell would run, by what it begins with or holds near its beginning. */
const runnable: readonly (readonly [sign: RegExp, mediaType: string])[] = [
  [/^#!|^@echo off/, 'text/x-script'],
  [/<\?php/, 'text/x-php'],
  [/<svg[\s>]/, 'image/svg+xml'],
  [/<(!doctype html|html|head|body|script|iframe)[\s>]/, 'text/html'],
  [/^<(\?xml|!doctype)/, 'application/xml'],
  [/^\{\\rtf/, 'application/rtf'],
];

/** Whether a content is text, in UTF-8, GB18030 or, where it begins with its mark, UTF-16, from its first byte to its last and without control characters, and of what kind. */
export async function textType(content: Content): Promise<string> {
  const wide = wideEncoding(await content.read(0, 2));
  const readings = new Map((wide === undefined ? ['utf-8', 'gb18030'] : [wide]).map((encoding) => [encoding, new TextDecoder(encoding, { fatal: true })]));
  let head: string | undefined;
  for (let from = 0; from < content.bytes; ) {
    const piece = await content.read(from, pieceBytes);
    from += piece.length;
    if (piece.length === 0 || (wide === undefined && piece.some(isControl))) return unknown;
    const texts = [...readings].flatMap(([encoding, decoder]) => {
      const text = decoded(decoder, piece, from < content.bytes);
      if (text === undefined) readings.delete(encoding);
      return text === undefined ? [] : [text];
    });
    if (readings.size === 0 || (wide !== undefined && controls.test(texts[0] ?? ''))) return unknown;
    head ??= texts[0];
  }
  return kindOf(head ?? '', content.bytes > pieceBytes);
}

/** What spreadsheets save as "Unicode text" begins with a mark. */
export const wideEncoding = ([first, second]: Uint8Array): string | undefined => (first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined);

const controls = /[^\P{Cc}\t\n\f\r]/u;
const tab = 9;
const lineFeed = 10;
const formFeed = 12;
const carriageReturn = 13;
const isControl = (byte: number): boolean => (byte < 32 && byte !== tab && byte !== lineFeed && byte !== formFeed && byte !== carriageReturn) || byte === 127;

function decoded(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array, stream: boolean): string | undefined {
  try {
    return decoder.decode(piece, { stream });
  } catch {
    return undefined;
  }
}

function kindOf(head: string, cutOff: boolean): string {
  const start = head.trimStart().toLowerCase();
  return runnable.find(([sign]) => sign.test(start))?.[1] ?? (isTable(head, cutOff) ? 'text/csv' : 'text/plain');
}

/** Several lines that all have equally many commas, at least one: what is quoted does not count. */
function isTable(head: string, cutOff: boolean): boolean {
  const lines = head.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r?\n/);
  const whole = (cutOff ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== '');
  const commas = new Set(whole.map((line) => line.split(',').length - 1));
  return whole.length > 1 && commas.size === 1 && !commas.has(0);
}
