import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { allOf, textsOf } from './testing/rows-of.js';
import { writeCsv } from './write-csv.js';
import { writeXlsx } from './write-xlsx.js';
import { ZipParts } from './zip-parts.js';

const all = async (stream: AsyncIterable<Buffer | string>): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as string));
  return Buffer.concat(pieces);
};
const risky = ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', "=HYPERLINK(\"http://x\",\"y\")", '＝1', "'=1", "''=1", '911100001234567890', '0012', "'0012"];

describe('a workbook that is written', () => {
  it('is read again as it was, sheet by sheet', async () => {
    const bytes = await all(writeXlsx([{ name: '登记册', headed: true, widths: [20, 8], choices: [{ column: 0, allowed: ['机关', '国有企业'] }], rows: [['名称', '人数'], ['甲 & <乙>"工会"', 12], [null, 0], ['行一\n行二', 3.5]] }, { name: '说明', rows: [['请逐行填写']] }]));
    const [register, explained] = await allOf(bytes);
    expect(register?.name).toBe('登记册');
    expect(Object.values(register?.rows ?? {}).map((cells) => Array.from(cells, (cell) => cell?.number ?? cell?.text ?? null))).toEqual([['名称', '人数'], ['甲 & <乙>"工会"', 12], [null, 0], ['行一\n行二', 3.5]]);
    expect([explained?.name, explained?.rows[1]?.[0]?.text]).toEqual(['说明', '请逐行填写']);
  });

  it('holds no formula: what begins like one is typed, formatted and marked as text', async () => {
    const bytes = await all(writeXlsx([{ name: 'x', rows: risky.map((text) => [text]) }]));
    expect(await textsOf(bytes)).toEqual(risky.map((text) => [text]));
    const parts = await ZipParts.open(bytes);
    const sheet = (await parts.text('xl/worksheets/sheet1.xml')) ?? '';
    expect(sheet).not.toMatch(/<f[ >]/);
    expect([...sheet.matchAll(/<c [^>]*>/g)].map(([cell]) => / s="1" t="inlineStr"/.test(cell))).toEqual(risky.map(() => true));
    expect(await parts.text('xl/styles.xml')).toContain('numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"');
  });

  it('is broken off, not ended, when a row cannot be had', async () => {
    const rows = async function* () {
      yield ['名称'];
      throw new Error('the view is away');
    };
    await expect(all(writeXlsx([{ name: 'x', rows: rows() }]))).rejects.toThrow('the view is away');
    await expect(all(writeCsv(rows()))).rejects.toThrow('the view is away');
  });

  it('leaves out what XML cannot hold', async () => {
    expect(await textsOf(await all(writeXlsx([{ name: 'x', rows: [['a\u0000b\ud800c😀']] }])))).toEqual([['abc😀']]);
  });
});

describe('a CSV file that is written', () => {
  it('begins no cell with what a spreadsheet would run or round, and is read again as it was', async () => {
    const bytes = await all(writeCsv([['名称', '备注'], ...risky.map((text) => ['甲工会', text])]));
    const cells = bytes.toString('utf8').split('\r\n').slice(1, -1).map((line) => line.slice(line.indexOf(',') + 1).replace(/^"/, ''));
    expect(cells.filter((cell) => !cell.startsWith("'"))).toEqual([]);
    expect((await textsOf(bytes)).slice(1)).toEqual(risky.map((text) => ['甲工会', text]));
  });

  it('gives back any text', async () => {
    await assert(
      asyncProperty(array(oneof(string({ unit: constantFrom("'", '=', '+', '-', '@', '\t', ',', '"', '\n', '0', '9', '甲', ';', ' ') }), constantFrom(...risky)), { minLength: 1, maxLength: 5 }), async (texts) => {
        const rows = [['名称', ...texts.map((_, index) => `列${index}`)], ['甲', ...texts]];
        expect((await textsOf(await all(writeCsv(rows))))[1]).toEqual(['甲', ...texts.map((text) => text)]);
      }),
      { numRuns: 100 },
    );
  });
});
