import { readFileSync } from 'node:fs';
import { openWorkbook } from '#adapters/spreadsheets';
import { readTable, type Line } from '#sheets';
import { registerEntry } from './register-entry.js';
import { registerTable } from './register-table.js';

type Expected = { readonly no: number; readonly name: string; readonly class: string; readonly superior: string; readonly staff: number; readonly members: number; readonly units: number; readonly founded: string | null };
const file = (name: string) => readFileSync(new URL(`../../test/samples/${name}`, import.meta.url));
const { rows: expected, refused } = JSON.parse(file('register-7.expected.json').toString()) as { readonly rows: readonly Expected[]; readonly refused: readonly { readonly no: number }[] };

async function entriesOf(name: string) {
  const entries: Extract<Line, { kind: 'entry' }>[] = [];
  const { sheets } = await openWorkbook(file(name));
  for await (const line of readTable(sheets(), registerTable, { today: '2026-11-27', found: () => {} })) if (line.kind === 'entry') entries.push(line);
  return entries;
}

describe.each(['register-7.xlsx', 'register-7.csv'])('%s', (name) => {
  it('holds the rows that a careful reader finds, and says of each what such a reader says', async () => {
    const entries = await entriesOf(name);
    expect(entries.map(({ values }) => Number(values['no']))).toEqual([...expected, ...refused].map(({ no }) => no).toSorted((a, b) => a - b));
    const told = (no: number) => entries.find(({ values }) => values['no'] === String(no));
    const found = expected.map(({ no }) => {
      const { name: called, superior, staff, members, units = 1, foundedOn = null } = told(no)?.values ?? {};
      return { no, name: called, class: told(no)?.told['class']?.trim(), superior, staff, members, units, founded: foundedOn };
    });
    expect(found).toEqual(expected);
    expect(entries.filter(({ faults }) => faults.length > 0)).toMatchObject([{ values: { no: '52' }, faults: [{ code: 'number-not-exact', column: 'E', details: { value: '约120' } }] }]);
  });
});

async function linesOf(csv: string) {
  const lines: Line[] = [];
  const { sheets } = await openWorkbook(Buffer.from(csv));
  for await (const line of readTable(sheets(), registerTable, { today: '2026-11-27', found: () => {} })) lines.push(line);
  return lines;
}

describe('the header of a register', () => {
  it.each([
    ['人数', '职工', '会员'],
    ['职工队伍', '职工总数', '工会会员'],
    ['人数情况', '职工数', '会员数'],
    ['职工情况', '职工人数', '其中：会员'],
  ])('may stand in two rows: %s over %s and %s', async (above, staff, members) => {
    expect(await linesOf(`工会名称,单位性质,${above},\n,,${staff},${members}\n庚一工会,机关,50,40\n`)).toMatchObject([{ kind: 'entry', row: 3, values: { name: '庚一工会', class: 'government', staff: 50, members: 40 }, faults: [] }]);
  });
});

describe('a column of a register', () => {
  it.each([
    ['上级', 'superior', '海府街道', '海府街道'],
    ['上级组织', 'superior', '海府街道', '海府街道'],
    ['隶属', 'superior', '海府街道', '海府街道'],
    ['归口管理单位', 'superior', '海府街道', '海府街道'],
    ['社会统一信用代码', 'code', '81460108MC', '81460108MC'],
    ['统一代码', 'code', '81460108MC', '81460108MC'],
    ['建会单位性质', 'class', '机关', 'government'],
    ['单位类型（机关/事业/企业/社会组织）', 'class', '机关', 'government'],
    ['批准建会时间', 'foundedOn', '2018年10月', '2018-10'],
    ['成立日期（年/月/日）', 'foundedOn', '2018/10/5', '2018-10-05'],
    ['所辖单位数', 'units', '3', 3],
    ['入会人数', 'members', '40', 40],
  ])('headed %s is read as %s', async (heading, field, cell, value) => {
    expect(await linesOf(`工会名称,职工人数,${heading}\n庚一工会,50,${cell}\n`)).toMatchObject([{ kind: 'entry', values: { name: '庚一工会', staff: 50, [field]: value }, faults: [] }]);
  });

  it('of names may say where the seal goes', async () => {
    expect(await linesOf('单位名称（公章）,单位性质\n庚一工会,机关\n')).toMatchObject([{ values: { name: '庚一工会', class: 'government' } }]);
  });

  it('of better wording is read where several might be', async () => {
    expect(await linesOf('工会名称,职工人数,隶属,上级工会\n庚一工会,50,省直,海府街道总工会\n')).toMatchObject([{ values: { superior: '海府街道总工会' } }]);
  });
});

it('a code of which a spreadsheet kept a rounded number is told to be so', () => {
  const codeOf = (code: string) => registerEntry({ kind: 'entry', sheet: '', row: 2, values: { name: '辛一工会', class: 'government', code }, told: {}, faults: [], section: undefined }, { today: '2026-11-27', namesSuperiors: false });
  expect(codeOf('1.23456789012346e+17').faults).toMatchObject([{ code: 'code-rounded' }]);
  expect(codeOf('123456789012346000')).toMatchObject({ code: '123456789012346000', faults: [] });
});
