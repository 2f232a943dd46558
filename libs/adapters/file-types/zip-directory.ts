import { inflateRawSync } from 'node:zlib';
import type { Content } from '#kernel';

/** A file in an archive, as the archive's directory at its end tells. */
type Entry = { readonly name: string; readonly method: number; readonly encrypted: boolean; readonly compressedBytes: number; readonly from: number };

const signature = { end: 0x06054b50, entry: 0x02014b50 };
const fixed = { end: 22, entry: 46, local: 30 };
const longestComment = 65_535;
/** The largest directory, and the largest text inside, that is looked at. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The directory of a ZIP that is one from its first byte to its last: nothing before it, behind it or in between that
 * another program would take for something else. `undefined` where it is not, or too large (ZIP64 included).
 */
export async function zipDirectory(content: Content): Promise<readonly Entry[] | undefined> {
  const tailBytes = Math.min(content.bytes, fixed.end + longestComment);
  const tail = Buffer.from(await content.read(content.bytes - tailBytes, tailBytes));
  for (let at = tail.length - fixed.end; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== signature.end || at + fixed.end + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const [count, bytes, from] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    if (bytes > mostBytes || from + bytes !== content.bytes - tail.length + at) return undefined;
    return entriesOf(Buffer.from(await content.read(from, bytes)), count);
  }
  return undefined;
}

function entriesOf(directory: Buffer, count: number): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  for (let at = 0; at + fixed.entry <= directory.length; ) {
    if (directory.readUInt32LE(at) !== signature.entry) return undefined;
    const nameEnd = at + fixed.entry + directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + fixed.entry, nameEnd),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      compressedBytes: directory.readUInt32LE(at + 20),
      from: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries.length === count ? entries : undefined;
}

/** The text of one file in the archive; empty where it cannot be unpacked or is larger than any honest one. */
export async function zippedText(content: Content, entry: Entry): Promise<string> {
  if (entry.encrypted || entry.compressedBytes > mostBytes) return '';
  const local = Buffer.from(await content.read(entry.from, fixed.local));
  if (local.length < fixed.local) return '';
  const from = entry.from + fixed.local + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await content.read(from, entry.compressedBytes);
  if (entry.method === 0) return Buffer.from(packed).toString('utf8');
  try {
    return inflateRawSync(packed, { maxOutputLength: mostBytes }).toString('utf8');
  } catch {
    return '';
  }
}
