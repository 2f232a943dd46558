import { yearTotalNames, type YearTotalName } from '#campaign';
import type { Fault, Field, Line, Table } from '#sheets';
import { given } from './register-entry.js';
import { gradeField, subjectNames, type Called } from './results-table.js';

/** Columns of a list of a past year's totals, a row a federation, in the order in which a blank one has them. */
export const yearTotalsColumns = ['id', 'name', ...yearTotalNames, 'source'] as const;
/** What is voted on everywhere, and the grades of it: a past year's rule set may be in no log. */
export const usualSubjects: readonly Called[] = [
  { key: 'unionWork', names: ['工会工作', ...(subjectNames['unionWork'] ?? [])] },
  { key: 'home', names: ['职工之家', ...(subjectNames['home'] ?? [])] },
  { key: 'chairDuty', names: ['主席履职', ...(subjectNames['chairDuty'] ?? [])] },
];
export const usualGrades: readonly Called[] = [
  { key: 'satisfied', names: ['满意'] },
  { key: 'basicallySatisfied', names: ['基本满意'] },
  { key: 'dissatisfied', names: ['不满意'] },
];

/** The largest count of a list: members of a province. */
const most = 100_000_000;
const spelt: { readonly [name in YearTotalName]: readonly RegExp[] } = {
  should: [/^(应开展|应评议?|应建)(的?(单位|工会|基层工会))?(家)?(数|总数)?$/],
  held: [/^(已|实际?)?(开展|评议)(的?(单位|工会|基层工会))?(家)?(数|总数)?$/, /^(已评|实评)(单位|工会|家)?数?$/],
  shouldUnits: [/^应(开展|评议?)(涵盖|覆盖)(单位|企业)(数)?$/],
  heldUnits: [/^已(开展|评议?)(涵盖|覆盖)(单位|企业)(数)?$/],
  exempt: [/^(已批准)?免评(单位|工会|家)?(数)?$/],
  madeUp: [/^(已)?补评(单位|工会|家)?(数)?$/],
  results: [/^(已)?公布(测评)?结果(单位|工会|家)?(数)?$/],
  belowThreshold: [/^(未达|低于|不足)(申报)?(比例|标准|80%)(的?(单位|工会|家))?(数)?$/],
  entitled: [/^应(到|参加|参评)(会)?(会员|代表)?(人数|数)?$/],
  present: [/^(实|实际)(到|参加|参评)(会)?(会员|代表)?(人数|数)?$/, /^参评(会员)?人数$/],
  issued: [/^发[出放]?(测评)?(选?票|票|表|问卷)?(总?数|张数|份数|票数)?$/],
  returned: [/^(收回|回收)(测评)?(选?票|票|表|问卷)?(总?数|张数|份数|票数)?$/],
  valid: [/^有效(测评)?(选?票|票|表|问卷)?(总?数|张数|份数|票数)?$/],
};

const graded: readonly Field[] = usualSubjects.flatMap((subject) =>
  usualGrades.map((grade): Field => ({ name: gradeField(subject.key, grade.key), is: { kind: 'count', most }, headed: [new RegExp(`^(${subject.names.flatMap((one) => grade.names.map((other) => `${one}/${other}`)).join('|')})(票|票数|人数)?$`)] })),
);

export const yearTotalsTable: Table = {
  name: 'yearTotals',
  named: 'name',
  needs: [['name', 'id'], ['should', 'held', 'entitled', 'issued']],
  fields: [
    { name: 'no', is: { kind: 'text', most: 20 }, headed: [/^(序号|序|No\.?)$/i] },
    { name: 'id', is: { kind: 'text', most: 40 }, headed: [/^系统编号$/] },
    { name: 'name', is: { kind: 'name', most: 200 }, headed: [/^(总|产业)?工会(组织)?(名称|全称)?$/, /^(镇街|街道|乡镇|单位|上级工会)(名称)?$/, /^名称$/] },
    ...yearTotalNames.map((name): Field => ({ name, is: { kind: 'count', most }, headed: spelt[name] })),
    { name: 'source', is: { kind: 'text', most: 200 }, headed: [/^(数据|资料)?(来源|出处|依据)$/] },
    ...graded,
  ],
};

/** A row of a past year's totals as it was read. */
export type YearTotalsEntry = {
  readonly sheet: string;
  readonly row: number;
  readonly id?: string;
  readonly name?: string;
  readonly source?: string;
  readonly totals: { readonly [name in YearTotalName]?: number };
  readonly grades: { readonly [subject: string]: { readonly [grade: string]: number } };
  readonly faults: readonly Fault[];
};

export function yearTotalsEntry({ sheet, row, values, faults }: Extract<Line, { kind: 'entry' }>): YearTotalsEntry {
  const numbers = (names: readonly string[], fieldOf: (name: string) => string): Record<string, number> => Object.fromEntries(names.flatMap((name) => (typeof values[fieldOf(name)] === 'number' ? [[name, values[fieldOf(name)] as number]] : [])));
  const grades = usualSubjects.map(({ key }) => [key, numbers(usualGrades.map((grade) => grade.key), (grade) => gradeField(key, grade))] as const).filter(([, of]) => Object.keys(of).length > 0);
  const fields = given(Object.fromEntries((['id', 'name', 'source'] as const).map((column) => [column, values[column]])));
  return { ...fields, sheet, row, totals: numbers(yearTotalNames, (name) => name), grades: Object.fromEntries(grades), faults: [...faults, ...(values['id'] === undefined && values['name'] === undefined ? [{ code: 'cell-missing' as const, field: 'name' }] : [])] };
}

/** Faults of such a row, by itself and beside the register. */
export const yearTotalsFaultCodes = ['cell-missing', 'federation-not-below', 'federation-ambiguous', 'federation-twice', 'totals-unverified'] as const;
