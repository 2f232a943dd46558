// Makes a real bomb in memory, opens it as whoever imports does, and says what became of it, a line of JSON. Arguments: the kind, megabytes it unpacks to.
// By hand: `node dist/libs/adapters/spreadsheets/testing/open-bomb.js rows 580`.
import { Readable } from 'node:stream';
import yazl from 'yazl';
import { openWorkbook } from '../open-workbook.js';
import { WorkbookFault } from '../workbook-fault.js';

const [kind = 'rows', megabytes = '580'] = process.argv.slice(2);
const space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const pieceBytes = 1_000_000;

/** What is said over and over: rows of one cell; one text without an end; elements that never close; rows of sixty cells some of which differ, which packs to less than its ratio allows and is read to the end of what is allowed. */
const repeated: Readonly<Record<string, { readonly head: string; readonly piece: (index: number) => string; readonly tail: string }>> = {
  rows: { head: `<worksheet ${space}><sheetData>`, piece: () => '<row><c><v>1</v></c></row>'.repeat(pieceBytes / 26), tail: '</sheetData></worksheet>' },
  text: { head: `<worksheet ${space}><sheetData><row><c t="inlineStr"><is><t>`, piece: () => '工'.repeat(pieceBytes / 3), tail: '</t></is></c></row></sheetData></worksheet>' },
  depth: { head: `<worksheet ${space}>`, piece: () => '<a>'.repeat(pieceBytes / 3), tail: '' },
  dense: { head: `<worksheet ${space}><sheetData>`, piece: (index) => variedRows(index) + `<row>${'<c><v>1</v></c>'.repeat(60)}</row>`.repeat(1_070), tail: '</sheetData></worksheet>' },
};

/** Twenty rows of sixty cells with numbers of their own. */
function variedRows(index: number): string {
  let rows = '';
  for (let row = 0; row < 20; row++) {
    rows += '<row>';
    for (let cell = 0; cell < 60; cell++) rows += `<c><v>${((index * 7919 + row * 104_729 + cell * 1_299_709) * 2_654_435_761) % 1_000_000_007}</v></c>`;
    rows += '</row>';
  }
  return rows;
}

const said = repeated[kind];
if (said === undefined) throw new Error(`no bomb "${kind}": ${Object.keys(repeated).join(', ')}`);
const { head, piece, tail } = said;
function* sheet() {
  yield Buffer.from(head);
  const same = kind === 'dense' ? undefined : Buffer.from(piece(0));
  for (let index = 0; index < Number(megabytes); index++) yield same ?? Buffer.from(piece(index));
  yield Buffer.from(tail);
}

const zip = new yazl.ZipFile();
const part = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name);
part('[Content_Types].xml', '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" PartName="/xl/workbook.xml"/></Types>');
part('xl/workbook.xml', `<workbook ${space} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`);
part('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>');
zip.addReadStream(Readable.from(sheet()), 'xl/worksheets/sheet1.xml', { compressionLevel: 1 });
zip.end();
const pieces: Buffer[] = [];
for await (const one of zip.outputStream as unknown as AsyncIterable<Buffer>) pieces.push(one);
const bytes = Buffer.concat(pieces);

const [before, began] = [process.memoryUsage.rss(), performance.now()];
let rows = 0;
let became: object = { read: true };
try {
  for await (const { rows: own } of (await openWorkbook(bytes)).sheets()) for await (const _ of own) rows++;
} catch (error) {
  if (!(error instanceof WorkbookFault)) throw error;
  became = { code: error.code, ...error.details };
}
const megabytesOf = (count: number) => Math.round(count / 1_000_000);
console.log(JSON.stringify({ kind, packedBytes: bytes.length, unpacksToMegabytes: Number(megabytes), rows, ...became, ms: Math.round(performance.now() - began), grownMegabytes: megabytesOf(process.memoryUsage.rss() - before), peakMegabytes: megabytesOf(process.resourceUsage().maxRSS * 1_024) }));
