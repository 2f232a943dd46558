import type { Table } from './table.js';
import { aSheet, across, down, linesOf, type Told } from './testing/a-sheet.js';

const table: Table = {
  name: 'little',
  named: 'name',
  needs: [['name'], ['staff', 'kind']],
  fields: [
    { name: 'no', is: { kind: 'text', most: 10 }, headed: [/^序号$/] },
    { name: 'name', is: { kind: 'name', most: 20 }, headed: [/^工会名称$/, /^单位名称$/] },
    { name: 'kind', is: { kind: 'word', words: [{ key: 'firm', shown: '企业', spelt: /企业/ }] }, headed: [/^性质$/] },
    { name: 'superior', is: { kind: 'name', most: 20, ofAnother: true }, headed: [/^上级$/] },
    { name: 'women', is: { kind: 'count', most: 1_000 }, headed: [/^职工.*女/] },
    { name: 'staff', is: { kind: 'count', most: 1_000 }, headed: [/^职工(人数)?(\/合计)?$/] },
    { name: 'on', is: { kind: 'date' }, headed: [/^成立时间$/] },
  ],
};
const read = async (...rows: readonly (readonly Told[])[]) => linesOf(table, aSheet(rows));
const values = async (...rows: readonly (readonly Told[])[]) => (await read(...rows)).lines.flatMap((line) => (line.kind === 'entry' ? [line.values] : []));
const header = ['序号', '工会名称', '性质', '上级', '职工人数'];

describe('a table in a sheet', () => {
  it('is found below titles and signatures, in whatever order its columns stand', async () => {
    const { found, lines } = await read(['某区统计表', across('某区统计表')], ['填报人：', null, '填报时间：2025.12.20'], ['职工人数', '备注', '工会名称'], [5, '无', '甲工会']);
    expect(found).toMatchObject([{ found: 'table', headerRow: 3, datedOn: '2025-12-20', columns: [{ letter: 'A', field: { name: 'staff' } }, { letter: 'B', heading: '备注', field: undefined }, { field: { name: 'name' } }] }]);
    expect(lines).toMatchObject([{ kind: 'entry', row: 4, values: { staff: 5, name: '甲工会' }, faults: [] }]);
  });

  it('has a header in one row or in several, merged or blank', async () => {
    const told = [{ name: '甲', staff: 9, women: 4 }];
    expect(await values(['工会名称', '职工人数', across('职工人数')], [down('工会名称'), '合计', '其中：女'], ['甲', 9, 4])).toEqual(told);
    expect(await values(['工会名称', '职工人数', ''], ['', '合计', '其中：女'], ['甲', 9, 4])).toEqual(told);
    expect(await values(['工会 名称', '职工人数（人）', '*职工：女'], ['甲', 9, 4])).toEqual(told);
  });

  it('of two columns for one field takes the better wording; two alike are told', async () => {
    expect(await values(['单位名称', '工会名称', '职工'], ['甲公司', '甲工会', 1])).toEqual([{ name: '甲工会', staff: 1 }]);
    expect((await read(['工会名称', '职工', '职工'], ['甲', 1, 2])).found).toMatchObject([{ found: 'headed-twice', twice: { field: 'staff', columns: [{ letter: 'B' }, { letter: 'C' }] } }]);
  });

  it('is looked for in every visible sheet', async () => {
    const { found, lines } = await linesOf(table, aSheet([['说明']], { name: '说明' }), aSheet([header, [1, '甲', '企业']], { name: '隐藏', hidden: true }), aSheet([header, [1, '乙', '企业']], { name: '一' }), aSheet([header, [1, '丙', '企业']], { name: '二' }));
    expect(found.map(({ sheet, found: what }) => [sheet, what])).toEqual([['说明', 'no-table'], ['隐藏', 'hidden'], ['一', 'table'], ['二', 'table']]);
    expect(lines.map((line) => [line.sheet, line.kind === 'entry' ? line.values['name'] : ''])).toEqual([['一', '乙'], ['二', '丙']]);
  });
});

describe('rows between entries', () => {
  it('are passed over, each for its reason', async () => {
    const { lines } = await read(header, ['一、海府街道总工会'], [1, '甲', '企业', '', 5], ['', '小　计', '', '', 5], [2], [], ['（二）某镇：'], [3, '乙', '企业', '', 6], header, ['', '合计', '', '', 11], ['', '海府街道小计', '', '', 11], ['注：请如实填写。'], ['单位负责人：', '', '审核人：', '', '电话：']);
    expect(lines.map((line) => (line.kind === 'entry' ? line.values['name'] : line.why))).toEqual(['section', '甲', 'subtotal', 'blank', 'blank', 'section', '乙', 'header-again', 'subtotal', 'subtotal', 'note', 'signature']);
    expect(lines.flatMap((line) => (line.kind === 'entry' ? [line.section] : []))).toEqual(['海府街道总工会', '某镇']);
  });

  it('do not swallow an entry whose name begins as a note does', async () => {
    const names = ['*ST海马公司工会', '※重点工会', '注(某)工会', '(注)某工会'];
    expect((await values(header, ...names.map((name, index): Told[] => [index + 1, name, '企业', '蓝天街道', 5]))).map(({ name }) => name)).toEqual(names);
    expect((await read(header, ['注：', '请如实填写'], ['*企业填写全称'])).lines.map((line) => line.kind === 'passed-over' && line.why)).toEqual(['note', 'note']);
  });

  it('are totals also where no word says so', async () => {
    const { lines } = await read([...header, '职工：女', '其他'], ['', '', '', '', 90, 80, 3], [1, '甲', '企业', '', 90, 80], ['', '', '', '', 90, ''], [2, '', '', '', 90, 80]);
    expect(lines.map((line) => (line.kind === 'entry' ? 'entry' : line.why))).toEqual(['subtotal', 'entry', 'subtotal', 'entry']);
  });

  it('do not swallow an entry of which only the name is there', async () => {
    expect(await values(header, ['', '甲商贸有限公司工会委员会'])).toEqual([{ name: '甲商贸有限公司工会委员会' }]);
  });
});

describe('an entry', () => {
  it('takes over what is merged down or said to be as above, but no number and no name', async () => {
    const { lines } = await read(header, [1, '甲', '企业', '海府街道', 5], [2, '乙', '同上', '〃', 6], [3, '丙', '企业', down('海府街道'), down('6')]);
    expect(lines).toMatchObject([
      { values: { superior: '海府街道' } },
      { values: { kind: 'firm', superior: '海府街道', staff: 6 } },
      { values: { name: '丙', superior: '海府街道' }, faults: [{ code: 'cell-over-rows', field: 'staff', column: 'E' }] },
    ]);
  });

  it('names every cell that cannot be read, with its column', async () => {
    const { lines } = await read(['工会名称', '性质', '职工', '成立时间'], [{ text: '=1+1' }, '海外', '约5', '12.5'], [{ text: '#REF!', error: true }, '企业', { text: '', formula: true }, '2018'], ['长'.repeat(21), '企业', 1, '']);
    expect(lines.map((line) => (line.kind === 'entry' ? line.faults.map(({ code, column }) => `${column} ${code}`) : []))).toEqual([
      ['A formula-as-text', 'B word-unknown', 'C number-not-exact', 'D date-unclear'],
      ['A cell-error', 'C formula-without-value'],
      ['A text-too-long'],
    ]);
    expect(lines[0]).toMatchObject({ faults: [{}, { details: { value: '海外', allowed: ['企业'] } }, {}, {}] });
  });

  it('tells a text that is a number of more digits than a spreadsheet keeps as the rounded number it is', async () => {
    const coded: Table = { ...table, fields: [...table.fields, { name: 'code', is: { kind: 'text', most: 40 }, headed: [/^代码$/] }] };
    const { lines } = await linesOf(coded, aSheet([['工会名称', '职工', '代码'], ['甲', 1, { text: '123456789012346000', number: 1.23456789012346e17 }], ['乙', 1, 12345]]));
    expect(lines.map((line) => line.kind === 'entry' && line.values['code'])).toEqual(['1.23456789012346e+17', '12345']);
  });

  it('in a hidden row is told to be so', async () => {
    const { lines } = await linesOf(table, aSheet([header, [1, '甲', '企业']], { hiddenRows: [2] }));
    expect(lines).toMatchObject([{ faults: [{ code: 'row-hidden' }] }]);
  });
});
