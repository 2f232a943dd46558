import { encodingOf } from '#adapters/text-encoding';
import { WorkbookFault } from './workbook-fault.js';

type Signature = readonly [kind: string, hex: string, at?: number];

/** What no text begins with. */
const signatures: readonly Signature[] = [
  ['pdf', '25504446'],
  ['png', '89504e47'],
  ['jpg', 'ffd8ff'],
  ['gif', '474946383761'],
  ['gif', '474946383961'],
  ['rar', '526172211a07'],
  ['7z', '377abcaf271c'],
  ['gz', '1f8b08'],
  ['tif', '49492a00'],
  ['tif', '4d4d002a'],
  ['webp', '57454250', 8],
  ['heic', '66747970', 4],
];
/** What a text may begin with, too: asked only of what is none. */
const signaturesOfNoText: readonly Signature[] = [['exe', '4d5a'], ['bmp', '424d']];
/** Tables of Excel 2 to 4, before they were compound files. */
const oldest: readonly Signature[] = [['xls', '0900040002'], ['xls', '0900040000'], ['xls', '0902060000'], ['xls', '0904060000']];
const kindIn = (bytes: Buffer, list: readonly Signature[]): string | undefined =>
  list.find(([, hex, at = 0]) => bytes.subarray(at, at + hex.length / 2).equals(Buffer.from(hex, 'hex')))?.[0];

/** @throws WorkbookFault for what is certainly something else, by how it begins: also a piece of it that might pass for text */
export function refuseOtherFiles(bytes: Buffer): void {
  if (kindIn(bytes, oldest) !== undefined) throw new WorkbookFault('workbook-of-old', { kind: 'xls' });
  const kind = kindIn(bytes, signatures);
  if (kind !== undefined) throw new WorkbookFault('workbook-not-one', { kind });
}

/** The most bytes of a character in an encoding that is read, less one: what may be left of it where a file was cut off. */
const mostLeft = 3;

/** Why something is no text, as exactly as that can be said. */
export function noText(bytes: Buffer): WorkbookFault {
  const kind = kindIn(bytes, signaturesOfNoText);
  if (kind !== undefined) return new WorkbookFault('workbook-not-one', { kind });
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    const others = bytes.filter((byte) => byte !== 0);
    if (others.length > 0 && encodingOf(Buffer.from(others)) !== undefined) return new WorkbookFault('workbook-with-nul', { at: nul + 1 });
  }
  for (let left = 1; left <= mostLeft && left < bytes.length; left++) if (encodingOf(bytes.subarray(0, -left)) !== undefined) return new WorkbookFault('workbook-damaged');
  return new WorkbookFault('workbook-not-one');
}
