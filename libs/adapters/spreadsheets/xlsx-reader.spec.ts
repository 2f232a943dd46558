import { allOf, textsOf } from './testing/rows-of.js';
import { buildWorkbook } from './testing/build-workbook.js';

describe('a workbook', () => {
  it('is read cell by cell: texts, numbers, errors, truth values', async () => {
    const bytes = await buildWorkbook([{ name: '登记表', rows: [['工会名称', 131, { value: '#REF!', kind: 'e' }], [null, { value: 1, kind: 'n' }, { value: '2018-10-05T00:00:00', kind: 'd' }]] }]);
    expect(await allOf(bytes)).toEqual([
      { name: '登记表', hidden: false, hiddenRows: [], rows: { 1: [{ text: '工会名称' }, { text: '131', number: 131 }, { text: '#REF!', error: true }], 2: [undefined, { text: '1', number: 1 }, { text: '2018-10-05', date: '2018-10-05' }] } },
    ]);
  });

  it('never works a formula out: what counts is the value saved with it, if any', async () => {
    const bytes = await buildWorkbook([{ name: 'a', rows: [[{ value: 68, formula: 'E9*1' }, { formula: 'WEBSERVICE("http://x")' }, { value: '点我', formula: 'HYPERLINK("http://x","点我")' }]] }]);
    expect((await allOf(bytes))[0]?.rows[1]).toEqual([{ text: '68', number: 68, formula: true }, { text: '', formula: true }, { text: '点我', formula: true }]);
  });

  it('shows a day as far as its format does, counted from 1900 or 1904', async () => {
    const formats = [14, 'yyyy"年"m"月"', 58, 'yyyy', '[$-804]yyyy/m/d;@', 'm/d/yy h:mm', 'h:mm', '0.00', '#,##0', 'General', 57];
    const rows = [formats.map((_, index) => ({ value: 43378, style: index + 1 }))];
    expect(await textsOf(await buildWorkbook([{ name: 'a', rows }], { formats }))).toEqual([['2018-10-05', '2018-10', '--10-05', '2018', '2018-10-05', '2018-10-05', '43378', '43378.00', '43378', '43378', '2018-10']]);
    expect(await textsOf(await buildWorkbook([{ name: 'a', rows: [[{ value: 41916, style: 1 }]] }], { formats: [14], from1904: true }))).toEqual([['2018-10-05']]);
  });

  it('spreads what a merged cell says over the rows it covers', async () => {
    const bytes = await buildWorkbook([{ name: 'a', rows: [['标题', null, null], ['海府街道', '甲', 1], [null, '乙', 2]], merged: ['A1:C1', 'A2:A3'] }]);
    const rows = (await allOf(bytes))[0]?.rows;
    expect(rows?.[1]).toEqual([{ text: '标题' }, { text: '标题', continues: 'across' }, { text: '标题', continues: 'across' }]);
    expect(rows?.[3]?.[0]).toEqual({ text: '海府街道', continues: 'down' });
  });

  it('tells hidden sheets and rows', async () => {
    const bytes = await buildWorkbook([{ name: 'a', rows: [['1'], ['2']], hiddenRows: [2] }, { name: 'b', rows: [], state: 'hidden' }, { name: 'c', rows: [], state: 'veryHidden' }]);
    expect((await allOf(bytes)).map(({ name, hidden, hiddenRows }) => ({ name, hidden, hiddenRows }))).toEqual([{ name: 'a', hidden: false, hiddenRows: [2] }, { name: 'b', hidden: true, hiddenRows: [] }, { name: 'c', hidden: true, hiddenRows: [] }]);
  });

  it('may be written by any program: with prefixes, or without places', async () => {
    const sheets = [{ name: 'a', rows: [['甲', 1], ['乙', 2]], merged: ['A1:A1'] }];
    for (const building of [{ prefix: 'x' }, { placeless: true }]) expect(await textsOf(await buildWorkbook(sheets, building))).toEqual([['甲', '1'], ['乙', '2']]);
  });

  it('leaves out how a text is to be read aloud, and joins its parts', async () => {
    const parts = { 'xl/sharedStrings.xml': '<sst><si><r><t>工</t></r><r><t>会</t></r><rPh sb="0" eb="1"><t>gong</t></rPh></si></sst>' };
    expect(await textsOf(await buildWorkbook([{ name: 'a', rows: [[{ value: 0, kind: 's' }]] }], { parts }))).toEqual([['工会']]);
  });
});
