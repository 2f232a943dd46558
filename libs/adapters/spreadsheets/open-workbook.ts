import { encodingOf, type TextEncoding } from '#adapters/text-encoding';
import type { Sheet, SheetRow } from '#sheets';
import { csvRows } from './csv-reader.js';
import { maxRows } from './limits.js';
import { noText, refuseOtherFiles } from './not-a-table.js';
import { WorkbookFault } from './workbook-fault.js';
import { readWorkbook } from './xlsx-parts.js';
import { rowsOf } from './xlsx-rows.js';
import { ZipParts } from './zip-parts.js';

export type OpenedWorkbook = { readonly kind: 'xlsx' | 'csv'; readonly encoding?: string; readonly sheets: () => AsyncIterable<Sheet> };

const zip = Buffer.from('PK\x03\x04', 'latin1');
const emptyZip = Buffer.from('PK\x05\x06', 'latin1');
const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const begins = (bytes: Buffer, signature: Buffer): boolean => bytes.subarray(0, signature.length).equals(signature);

/**
 * Opens what people send as a table, by its content: XLSX, or CSV in UTF-8, UTF-16 or GB18030. Formulas are never worked out.
 * Rows come one by one. @throws WorkbookFault saying what the file is instead; the sheets throw it where they turn out damaged
 */
export async function openWorkbook(bytes: Buffer): Promise<OpenedWorkbook> {
  if (bytes.length === 0) throw new WorkbookFault('workbook-empty');
  if (begins(bytes, zip) || begins(bytes, emptyZip)) return openZip(bytes);
  if (begins(bytes, compoundFile)) throw ofCompoundFile(bytes);
  refuseOtherFiles(bytes);
  const encoding = encodingOf(bytes);
  if (encoding === undefined) throw noText(bytes);
  if (isBlank(bytes, encoding)) throw new WorkbookFault('workbook-empty');
  refuseMarkup(bytes, encoding);
  return { kind: 'csv', encoding: encoding.encoding, sheets: async function* () { yield { name: '', hidden: false, rows: limited({ rows: 0 }, csvRows(bytes, encoding)) }; } };
}

async function openZip(bytes: Buffer): Promise<OpenedWorkbook> {
  const parts = await ZipParts.open(bytes);
  const declared = (await parts.text('[Content_Types].xml')) ?? '';
  const main = mainPart(parts, declared);
  if (main === undefined) throw otherKind(parts, declared);
  const workbook = await readWorkbook(parts, main);
  const counted = { rows: 0 };
  return {
    kind: 'xlsx',
    sheets: async function* () {
      for (const { name, hidden, part } of workbook.sheets) yield { name, hidden, rows: limited(counted, rowsOf(parts, part, workbook)) };
    },
  };
}

/** Where the list of sheets stands: the part that is declared to be a workbook. */
function mainPart(parts: ZipParts, declared: string): string | undefined {
  for (const [tag] of declared.matchAll(/<(?:\w+:)?Override\s[^>]{0,2000}>/g)) {
    const [, name = ''] = /PartName="\/?([^"]+)"/.exec(tag) ?? [];
    if (/ContentType="[^"]*(spreadsheetml\.(sheet|template)|ms-excel\.(sheet|template)\.macroEnabled)\.main\+xml"/.test(tag) && parts.has(name)) return name;
  }
  return undefined;
}

function otherKind(parts: ZipParts, declared: string): WorkbookFault {
  if (/wordprocessingml/.test(declared)) return new WorkbookFault('workbook-not-one', { kind: 'docx' });
  if (/presentationml/.test(declared)) return new WorkbookFault('workbook-not-one', { kind: 'pptx' });
  if (/sheet\.binary/.test(declared) || parts.has('xl/workbook.bin')) return new WorkbookFault('workbook-of-old', { kind: 'xlsb' });
  if (parts.has('content.xml') && parts.has('mimetype')) return new WorkbookFault('workbook-other-kind', { kind: 'ods' });
  return new WorkbookFault('workbook-not-one', { kind: parts.has('OFD.xml') ? 'ofd' : 'zip' });
}

/** Old Office, or a new workbook with a password: both are compound files. Names inside are UTF-16. */
function ofCompoundFile(bytes: Buffer): WorkbookFault {
  const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return new WorkbookFault('workbook-encrypted');
  if (has('Workbook') || has('Book')) return new WorkbookFault('workbook-of-old', { kind: 'xls' });
  return new WorkbookFault('workbook-not-one', has('WordDocument') ? { kind: 'doc' } : {});
}

/** The most bytes of a file in which somebody looks for something that is not blank. */
const mostBlankBytes = 100_000;
const isBlank = (bytes: Buffer, { encoding, markBytes }: TextEncoding): boolean => bytes.length <= mostBlankBytes && new TextDecoder(encoding).decode(bytes.subarray(markBytes)).trim() === '';

/** Web pages and old XML that bear the name of a workbook: systems export them so. */
function refuseMarkup(bytes: Buffer, { encoding, markBytes }: TextEncoding): void {
  const head = new TextDecoder(encoding).decode(bytes.subarray(markBytes, 4_096)).replace(/^\s*(<!--[\s\S]*?(-->|$)\s*)*/, '').toLowerCase();
  if (/^<(!doctype html|html|head|body|table|meta|style|div)\b/.test(head) || /<html[\s>]/.test(head)) throw new WorkbookFault('workbook-other-kind', { kind: 'html' });
  if (head.startsWith('<?xml')) throw new WorkbookFault('workbook-other-kind', { kind: 'xml' });
  if (/^%pdf-|^\{\\rtf/.test(head)) throw new WorkbookFault('workbook-not-one', { kind: head.startsWith('%') ? 'pdf' : 'rtf' });
}

/** The same rows, up to the most a workbook may have over all its sheets. */
async function* limited(counted: { rows: number }, rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  for await (const row of rows) {
    if (row.cells.some((cell) => cell !== undefined) && ++counted.rows > maxRows) throw new WorkbookFault('workbook-too-many-rows', { most: maxRows });
    yield row;
  }
}
