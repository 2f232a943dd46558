import { openWorkbook } from '#adapters/spreadsheets';
import { readTable, type Sheet } from '#sheets';
import { across, aSheet, down } from '#sheets/testing';
import { registerEntry } from './register-entry.js';
import { registerTable } from './register-table.js';

const today = '2026-11-28';

/** What a careful reader finds: name, superior, staff, members, founding of each union, and what is wrong with it. */
async function readFrom(sheets: AsyncIterable<Sheet>) {
  const found: (readonly unknown[])[] = [];
  let namesSuperiors = true;
  for await (const line of readTable(sheets, registerTable, { today, found: (sheet) => void (namesSuperiors = sheet.found === 'table' && sheet.columns.some(({ field }) => field?.name === 'superior')) })) {
    if (line.kind !== 'entry') continue;
    const { name, superior, staff, members, foundedOn, faults } = registerEntry(line, { today, namesSuperiors });
    found.push([name, superior, staff, members, foundedOn, ...faults.map(({ code }) => code)]);
  }
  return found;
}
const all = async function* (...sheets: readonly Sheet[]) {
  yield* sheets;
};

describe('a register as some office keeps it', () => {
  it('with titles in several rows, a header in two, numbered headings of streets, sub-totals and notes', async () => {
    const sheet = aSheet([
      ['附件2'],
      ['某市河口区基层工会组织统计台账', across('x'), across('x'), across('x')],
      ['（二〇二五年度）', across('x'), across('x')],
      ['填报单位：河口区总工会（盖章）', '', '', '', '填报日期：二〇二五年三月五日'],
      ['序号', '基层工会名称', '单位性质', '职工情况', across('职工情况'), '会员情况', across('会员情况'), '建会时间', '备注'],
      [down('序号'), down('基层工会名称'), down('单位性质'), '总数', '其中：女', '总数', '其中：女', down('建会时间'), down('备注')],
      ['一', '江边街道总工会'],
      [1, '江边造船厂工会委员会', '国有企业', '１２０', '30', 118, 29, { text: '2018年10月', date: '2018-10' }, ''],
      [2, '江边小学工会', '事业单位', 45, 30, 45, 30, '2025.3.1', ''],
      ['', '小  计', '', 165, 60, 163, 59],
      ['二', '河东镇总工会'],
      [3, '河东鞋厂工会', '民营企业', '80人', '50人', '60人', '40人', '二〇二五年三月', '新建'],
      ['', '合计', '', 245, 110, 223, 99],
      ['注：1.本表每年3月底前报区总工会。'],
      ['2.会员数含农民工会员。'],
      ['单位负责人：王某', '', '', '填表人：李某'],
    ]);
    expect(await readFrom(all(sheet))).toEqual([
      ['江边造船厂工会委员会', '江边街道总工会', 120, 118, '2018-10'],
      ['江边小学工会', '江边街道总工会', 45, 45, '2025-03-01'],
      ['河东鞋厂工会', '河东镇总工会', 80, 60, '2025-03'],
    ]);
  });

  it('with codes that became numbers, and days as a spreadsheet counts or times them', async () => {
    const sheet = aSheet([
      ['单位名称', '工会统一社会信用代码', '企业类型', '上级工会', '在职职工数', '会员数', '成立日期'],
      ['甲纺织公司工会', { text: '1.2E+17', number: 1.2e17 }, '私营企业', '江边街道', 56, 50, 45_717],
      ['乙商店工会', { text: '460108001', number: 460_108_001 }, '个体', '江边街道', '56', '50', '2024/3/1 0:00:00'],
      ['丙酒楼工会', '　８１４６０１０８ＭＣ００１２３４５Ｘ　', '民营', '江边街道', '五十六', '50', '２０２４．３．１'],
    ]);
    expect(await readFrom(all(sheet))).toEqual([
      ['甲纺织公司工会', '江边街道', 56, 50, '2025-03-01', 'code-rounded'],
      ['乙商店工会', '江边街道', 56, 50, '2024-03-01'],
      ['丙酒楼工会', '江边街道', 56, 50, '2024-03-01'],
    ]);
  });

  it('with a sheet for each town behind an instruction and a list of contents', async () => {
    const town = (name: string, union: string) => aSheet([[`${name}基层工会名册`], ['序号', '工会名称', '类别', '职工数', '会员数'], [1, union, '非公', 20, 10]], { name });
    const sheets = all(
      aSheet([['填表说明'], ['1.请如实填写']], { name: '填表说明' }),
      aSheet([['目录'], ['序号', '镇街', '页码'], [1, '江边街道', 2]], { name: '目录' }),
      town('江边街道', '江边一厂工会'),
      town('河东镇', '河东一厂工会'),
      town('各镇', '区属一厂工会'),
      aSheet([['汇总'], ['序号', '镇街', '工会数', '会员数'], [1, '江边街道', 1, 10]], { name: '汇总' }),
    );
    expect(await readFrom(sheets)).toEqual([
      ['江边一厂工会', '江边街道', 20, 10, undefined],
      ['河东一厂工会', '河东镇', 20, 10, undefined],
      ['区属一厂工会', undefined, 20, 10, undefined],
    ]);
  });

  it('as CSV with ditto marks, sums of a page, and a line for whoever made it', async () => {
    const text = '河口区工会组织花名册,,,,,\n统计截止日期：2025年12月31日,,,,,\n序号,所属镇（街道）,基层工会全称,工会类型,涵盖企业数,会员总数,首次建会时间\n1,江边街道,江边商圈工会联合会,区域性联合工会,23家,４１０名,2012.07\n2,〃,江边物业联合工会,行业联合工会,"12",96,2015-6\n3,同上,江边医院工会,事业,,210,1998年\n本页小计,,,,35,716,\n制表：张三,,审核：李四,,,,\n';
    const { sheets } = await openWorkbook(Buffer.from(text));
    expect(await readFrom(sheets())).toEqual([
      ['江边商圈工会联合会', '江边街道', undefined, 410, '2012-07'],
      ['江边物业联合工会', '江边街道', undefined, 96, '2015-06'],
      ['江边医院工会', '江边街道', undefined, 210, '1998'],
    ]);
  });

  it('with a street merged over its rows, before the numbers of the lines', async () => {
    const sheet = aSheet([
      ['所属街道', '序号', '单位名称', '单位类别', '职工人数', '会员人数', '工会主席', '联系电话'],
      ['江边街道', '1', '海港物流有限公司', '非公企业', 30, 28, '王五', '13800000000'],
      [down('江边街道'), '2', '海港卫生院', '事业单位', '40（含退休5）', '38', '钱七', ''],
      ['河东镇', '3', '河东社区联合工会', '联合工会', 300, '二百八十', '', ''],
    ]);
    expect(await readFrom(all(sheet))).toEqual([
      ['海港物流有限公司', '江边街道', 30, 28, undefined],
      ['海港卫生院', '江边街道', undefined, 38, undefined, 'number-unreadable'],
      ['河东社区联合工会', '河东镇', 300, 280, undefined, 'joint-units-missing'],
    ]);
  });
});
