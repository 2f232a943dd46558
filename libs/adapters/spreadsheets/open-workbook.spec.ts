import { deflateRawSync } from 'node:zlib';
import { openWorkbook } from './open-workbook.js';
import { buildWorkbook, zipped } from './testing/build-workbook.js';
import { allOf } from './testing/rows-of.js';
import { WorkbookFault } from './workbook-fault.js';

const faultOf = async (bytes: Buffer) => {
  const fault = await allOf(bytes).then(() => undefined, (error: unknown) => error);
  if (!(fault instanceof WorkbookFault)) throw new Error(`no fault but ${String(fault)}`);
  return { code: fault.code, ...fault.details };
};
const declared = (type: string) => ({ '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.${type}.main+xml"/></Types>` });
const compound = (...names: readonly string[]) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), ...names.map((name) => Buffer.from(`${name}\0`, 'utf16le'))]);

describe('what is no table is told for what it is', () => {
  it.each<[name: string, bytes: () => Buffer | Promise<Buffer>, fault: object]>([
    ['nothing at all', () => Buffer.alloc(0), { code: 'workbook-empty' }],
    ['a text document renamed to .xlsx', () => zipped(declared('openxmlformats-officedocument.wordprocessingml.document')), { code: 'workbook-not-one', kind: 'docx' }],
    ['slides', () => zipped(declared('openxmlformats-officedocument.presentationml.presentation')), { code: 'workbook-not-one', kind: 'pptx' }],
    ['any other ZIP', () => zipped({ 'a.txt': 'a' }), { code: 'workbook-not-one', kind: 'zip' }],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), { code: 'workbook-not-one', kind: 'png' }],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1'), { code: 'workbook-not-one', kind: 'pdf' }],
    ['a web page that a system calls .xls', () => Buffer.from('<html><body><table><tr><td>工会名称</td></tr></table>'), { code: 'workbook-other-kind', kind: 'html' }],
    ['a table as XML of 2003', () => Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), { code: 'workbook-other-kind', kind: 'xml' }],
    ['an OpenDocument table', () => zipped({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }), { code: 'workbook-other-kind', kind: 'ods' }],
    ['a workbook of Excel 97 or WPS', () => compound('Root Entry', 'Workbook'), { code: 'workbook-of-old', kind: 'xls' }],
    ['a binary workbook', () => zipped({ ...declared('ms-excel.sheet.binary.macroEnabled'), 'xl/workbook.bin': 'x' }), { code: 'workbook-of-old', kind: 'xlsb' }],
    ['a workbook with a password', () => compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'), { code: 'workbook-encrypted' }],
    ['noise', () => Buffer.from([1, 2, 3, 0, 255]), { code: 'workbook-not-one' }],
  ])('%s', async (_, bytes, fault) => expect(await faultOf(await bytes())).toEqual(fault));
});

describe('what is broken or meant to break', () => {
  it('a file cut short', async () => {
    const whole = await buildWorkbook([{ name: 'a', rows: [['甲']] }]);
    expect((await faultOf(whole.subarray(0, whole.length - 30))).code).toBe('workbook-damaged');
  });

  it('rows that are no XML, or end too soon', async () => {
    for (const sheet of ['<worksheet><sheetData><row r="1"><c', '<worksheet><sheetData></worksheet>', 'nothing']) {
      expect((await faultOf(await buildWorkbook([{ name: 'a', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': sheet } }))).code).toBe('workbook-damaged');
    }
  });

  it('a quote that never ends', async () => expect((await faultOf(Buffer.from('a,"b\nc,d\n'))).code).toBe('workbook-quote-open'));

  it('a ZIP that unpacks to more than any honest one is refused before it is unpacked', async () => {
    const bomb = await zipped({ ...declared('openxmlformats-officedocument.spreadsheetml.sheet'), 'xl/worksheets/sheet1.xml': 'x' });
    const directory = bomb.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bomb.writeUInt32LE(4_000_000_000, directory + 24);
    expect(await faultOf(bomb)).toMatchObject({ code: 'workbook-too-large-inside', mostMegabytes: 600 });
  });

  it('a ZIP that lies about what it unpacks to is stopped there', async () => {
    const sheet = `<worksheet><sheetData>${' '.repeat(5_000_000)}</sheetData></worksheet>`;
    const bytes = await buildWorkbook([{ name: 'a', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': sheet } });
    const packed = deflateRawSync(sheet).length;
    for (let at = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')); at > 0; at = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'), at + 1)) if (bytes.readUInt32LE(at + 24) === sheet.length) bytes.writeUInt32LE(1_000, at + 24);
    expect(packed).toBeLessThan(100_000);
    expect((await faultOf(bytes)).code).toBe('workbook-damaged');
  });

  it.each<[name: string, sheet: string, limit: object]>([
    ['a comment that goes on and on', `<worksheet><!--${' '.repeat(3_000_000)}--><sheetData/></worksheet>`, { characters: 1_000_000 }],
    ['a cell that goes on and on', `<worksheet><sheetData><row><c t="inlineStr"><is><t>${'a'.repeat(3_000_000)}</t></is></c></row></sheetData></worksheet>`, { characters: 1_000_000 }],
    ['a tag with more and more attributes', `<worksheet><sheetData><row ${Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(' ')}/></sheetData></worksheet>`, { characters: 1_000_000 }],
    ['elements within elements within elements', `<worksheet>${'<a>'.repeat(1_000_000)}`, { depth: 100 }],
    ['a row of more cells than there are columns', `<worksheet><sheetData><row>${'<c/>'.repeat(1_000_000)}</row></sheetData></worksheet>`, { cellsInRow: 16_384 }],
    ['merged cells over each other', `<worksheet><sheetData><row r="2"/></sheetData><mergeCells>${'<mergeCell ref="A1:IV9"/>'.repeat(20_000)}</mergeCells></worksheet>`, { elements: 8_192 }],
    ['nothing but the same over and over', `<worksheet><sheetData>${'<row/>'.repeat(2_000_000)}</sheetData></worksheet>`, { ratio: 100 }],
  ])('%s: reading stops there, long before memory ends', async (_, sheet, limit) => {
    const bytes = await buildWorkbook([{ name: 'a', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': sheet } });
    expect(await faultOf(bytes)).toMatchObject({ code: 'workbook-beyond-limits', ...limit });
  });

  it('elements without end in a part that is kept whole', async () => {
    const parts = { 'xl/workbook.xml': `<workbook>${'<a/>'.repeat(200_001)}</workbook>` };
    expect(await faultOf(await buildWorkbook([{ name: 'a', rows: [] }], { parts }))).toEqual({ code: 'workbook-beyond-limits', part: 'xl/workbook.xml', elements: 200_000 });
  });

  it('while a large sheet is read, others have their turn', async () => {
    const bytes = await buildWorkbook([{ name: 'a', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<row/>'.repeat(400_000)}</sheetData></worksheet>` } });
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await allOf(bytes);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it('entities of its own are not expanded', async () => {
    const sheet = '<!DOCTYPE a [<!ENTITY b "boom">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
    expect((await faultOf(await buildWorkbook([{ name: 'a', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': sheet } }))).code).toBe('workbook-damaged');
  });

  it('more rows than a workbook may have', async () => {
    const bytes = Buffer.from('甲,1\n'.repeat(300_001));
    expect(await faultOf(bytes)).toEqual({ code: 'workbook-too-many-rows', most: 300_000 });
  });
});

it('a workbook with macros is read as any: they are never run', async () => {
  const parts = { '[Content_Types].xml': '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>', 'xl/vbaProject.bin': 'x' };
  expect((await openWorkbook(await buildWorkbook([{ name: 'a', rows: [] }], { parts }))).kind).toBe('xlsx');
});
