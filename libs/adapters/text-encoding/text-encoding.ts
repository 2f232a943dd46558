import { isUtf8 } from 'node:buffer';

/** In which encoding a text is, and how many bytes its mark takes. */
export type TextEncoding = { readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'; readonly markBytes: number };

const marks: readonly (readonly [mark: Buffer, encoding: TextEncoding['encoding']])[] = [
  [Buffer.from('efbbbf', 'hex'), 'utf-8'],
  [Buffer.from('fffe', 'hex'), 'utf-16le'],
  [Buffer.from('feff', 'hex'), 'utf-16be'],
];
const pieceBytes = 256 * 1024;

/**
 * By its mark, else UTF-8 where it is that, else GB18030 where it is that. A mark of UTF-8 before what is GB18030, as some programs
 * write it, is no more than a mark. Nothing for what is no text.
 */
export function encodingOf(bytes: Buffer): TextEncoding | undefined {
  const [mark, marked] = marks.find(([one]) => bytes.subarray(0, one.length).equals(one)) ?? [];
  const markBytes = mark?.length ?? 0;
  if (marked !== undefined && marked !== 'utf-8') return { encoding: marked, markBytes };
  const text = bytes.subarray(markBytes);
  if (text.some(isControl)) return undefined;
  if (isUtf8(text)) return { encoding: 'utf-8', markBytes };
  return isGb18030(text) ? { encoding: 'gb18030', markBytes } : undefined;
}

/** A whole text without its mark; nothing for what is no text. */
export function decoded(bytes: Buffer): string | undefined {
  const found = encodingOf(bytes);
  return found === undefined ? undefined : new TextDecoder(found.encoding).decode(bytes.subarray(found.markBytes));
}

/** Piece by piece, its mark taken off. */
export function* textOf(bytes: Buffer, { encoding, markBytes }: TextEncoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let from = markBytes; from < bytes.length; from += pieceBytes) {
    const text = decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: from + pieceBytes < bytes.length });
    if (text !== '') yield text;
  }
}

function isGb18030(bytes: Buffer): boolean {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes) decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: from + pieceBytes < bytes.length });
    return true;
  } catch {
    return false;
  }
}

const isControl = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26;
