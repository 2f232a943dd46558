import { classWords } from '#intake';
import type { Population } from './population.js';

const heading = ['序号', '工会全称', '单位性质', '所属上级工会', '职工人数', '会员人数', '其中：女会员', '涵盖单位数', '成立时间', '统一社会信用代码', '法人资格证书号'];
const classOf = new Map(classWords.map(({ key, shown }) => [key, shown]));
const federation = classOf.get('federation') ?? '';
/** One union in so many has a certificate as a legal person. */
const certifiedOneIn = 4;

/**
 * The register of a made-up country as one table, row by row: its federations but the root, which imports it, then its unions. Every
 * union has a code, staff beside its members, and every fourth a certificate.
 */
export function* registerRows({ tree, unions }: Population): Generator<readonly string[]> {
  const names = new Map(tree.federations.map(({ id, data: { name } }) => [id, name]));
  yield heading;
  let no = 0;
  for (const { id, data } of tree.federations) if (id !== tree.root) yield [String(++no), data.name, federation, names.get(data.superiors[0] ?? '') ?? '', '', '', '', '', '', '', ''];
  for (const [index, { data }] of unions.entries()) {
    const { name, members, units, foundedOn = '', superior } = data;
    const staff = members + Math.floor(members / 8);
    yield [String(++no), name, classOf.get(data.class) ?? '', names.get(superior) ?? '', String(staff), String(members), String(Math.floor(members / 3)), units === undefined ? '' : String(units), foundedOn, `81${String(460_000_000_000_000 + index)}`, index % certifiedOneIn === 0 ? `法证字第${index}号` : ''];
  }
}

/** A row as a line of CSV; nothing a population holds needs quotes. */
export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
