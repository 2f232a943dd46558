import { maxMembers } from '#register';
import { compact, type Field, type Table, type Vocabulary } from '#sheets';

/** A word of a rule set's own with the names that people call it by. */
export type Called = { readonly key: string; readonly names: readonly string[] };
/** What a rule set makes of a table of results: what is voted on, and by which criteria a union inspects itself. */
export type ResultsAsked = { readonly subjects: readonly Called[]; readonly grades: readonly Called[]; readonly endorsed: string; readonly criteria: readonly { readonly id: string; readonly most: number }[] };

export const bodyWords: Vocabulary = [
  { key: 'congress', shown: '会员代表大会', spelt: /^(工会)?会员代表大会$|^会代会$/ },
  { key: 'assembly', shown: '会员大会', spelt: /^(工会)?(全体)?会员(评议)?大会$/ },
  { key: 'combined', shown: '职工（会员）大会', spelt: /^职工\(会员\)大会$|^(职工|会员\(职工\))大会$/ },
  { key: 'delegations', shown: '职代会代表团', spelt: /^职(工)?代(表大)?会(代表团)?$/ },
  { key: 'questionnaire', shown: '问卷调查', spelt: /^(会员)?问卷(调查|测评)?$/ },
];

/** How lists call the usual subjects beside their word. */
export const subjectNames: Readonly<Record<string, readonly string[]>> = { unionWork: ['工会工作情况', '工会工作评价'], home: ['职工之家建设', '建家工作', '建家情况'], chairDuty: ['主席履职', '主席履职情况', '工会主席履职情况', '工会主席'] };

const count = { kind: 'count', most: maxMembers } as const;
const date = { kind: 'date' } as const;
const day = '(时间|日期)$';
const counted = '(测评|评议)?(选?票|票|表|问卷)?(总?数|张数|份数|票数)?$';

/** Columns of every list of results, in the order in which a blank one has them. */
export const resultsColumns = ['id', 'code', 'name', 'superior', 'leadingGroupOn', 'leadingGroup', 'planOn', 'inspectedOn', 'heldOn', 'body', 'entitled', 'present', 'issued', 'returned', 'valid', 'spoilt', 'publishedOn', 'publishedAt', 'reportedOn', 'receivedOn'] as const;

const fixed: readonly Field[] = [
  { name: 'no', is: { kind: 'text', most: 20 }, headed: [/^(序号|序|No\.?)$/i] },
  { name: 'id', is: { kind: 'text', most: 40 }, headed: [/^系统编号$/] },
  { name: 'code', is: { kind: 'text', most: 40 }, headed: [/社会信用代码|^工会(代码|编码)$|^代码$/] },
  { name: 'name', is: { kind: 'name', most: 200 }, headed: [/^(基层)?工会(组织)?(全称|名称)$/, /^(被评议|参评|评议)?(工会|单位)(名称|全称)?$/, /^名称$/] },
  { name: 'superior', is: { kind: 'name', most: 200, ofAnother: true }, headed: [/^(所属|所在)?上级工会(名称)?$/, /^(所属|所在)?(镇街|街道|乡镇|片区)(名称)?$/] },
  { name: 'leadingGroupOn', is: date, headed: [new RegExp(`^(评议|评家|建家)?(工作)?领导小组(成立)?${day}`)] },
  { name: 'leadingGroup', is: { kind: 'text', most: 400 }, headed: [/^(评议|评家|建家)?(工作)?领导小组(成员|组成|组成人员|成员职务|人员|名单)?$/] },
  { name: 'planOn', is: date, headed: [new RegExp(`^(建家)?(计划|方案|实施方案)(制定|通过|印发|报送)?${day}`)] },
  { name: 'inspectedOn', is: date, headed: [new RegExp(`^自[检查](自[检查])?${day}`)] },
  { name: 'heldOn', is: date, headed: [new RegExp(`^(民主)?(评议|测评|评家)(大会|会议)?(召开)?${day}`), new RegExp(`^(大会|会议)?(召开|开会|开展)(评议)?${day}`), new RegExp(`^(大会|会议)${day}`)] },
  { name: 'body', is: { kind: 'word', words: bodyWords }, headed: [/^(评议|测评|会议|大会|组织)(的)?(形式|方式|类型|名称)$|^(形式|方式)$/] },
  { name: 'entitled', is: count, headed: [/^应(到|参加|参评|到会)(会)?(会员|代表)?(人数|数)?$/] },
  { name: 'present', is: count, headed: [/^实(到|际到会|际参加|参加|参评|到会)(会)?(会员|代表)?(人数|数)?$/, /^(到会|参评|参加)人数$/] },
  { name: 'issued', is: count, headed: [new RegExp(`^发[出放]?${counted}`)] },
  { name: 'returned', is: count, headed: [new RegExp(`^(收回|回收)${counted}`)] },
  { name: 'valid', is: count, headed: [new RegExp(`^有效${counted}`)] },
  { name: 'spoilt', is: count, headed: [/^(废票|无效票?)(数|张数|票数)?$/] },
  { name: 'publishedOn', is: date, headed: [new RegExp(`^(测评|评议)?(结果)?(公布|公示)(结果)?${day}`)] },
  { name: 'publishedAt', is: { kind: 'text', most: 200 }, headed: [/^(结果)?公布(地点|方式|形式|场所)$/] },
  { name: 'reportedOn', is: date, headed: [new RegExp(`^(评议)?(情况)?(上报|报告|报送)(评议情况|报告|上级)?${day}`)] },
  { name: 'receivedOn', is: date, headed: [new RegExp(`^收到?(件|报告|材料)?${day}`)] },
];

/** Field of a subject's grade, and of a criterion's points. */
export const gradeField = (subject: string, grade: string): `grade.${string}` => `grade.${subject}.${grade}`;
export const pointsField = (criterion: string): string => `points.${criterion}`;

/** A list of results under a rule set: a row a union. Grades stand by subject; those of no subject are the endorsement's. */
export function resultsTable({ subjects, grades, endorsed, criteria }: ResultsAsked): Table {
  const alone = (subject: string, names: readonly string[]) => (subject === endorsed ? [exactly(names, '(票|票数|人数|张数)?')] : []);
  const graded = subjects.flatMap((subject) =>
    grades.map((grade): Field => ({ name: gradeField(subject.key, grade.key), is: count, headed: [exactly(subject.names.flatMap((one) => grade.names.map((other) => `${one}/${other}`)), '(票|票数|人数|张数)?'), ...alone(subject.key, grade.names)] })),
  );
  const scored = criteria.map(({ id, most }): Field => ({ name: pointsField(id), is: { kind: 'points', most }, headed: [exactly([id, `${id}得分`, `自查/${id}`, `自评得分/${id}`])] }));
  return { name: 'results', named: 'name', needs: [['name', 'id', 'code'], ['planOn', 'heldOn', 'entitled', 'present', 'publishedOn', 'reportedOn']], fields: [...fixed, ...graded, ...scored] };
}

const exactly = (texts: readonly string[], ending = ''): RegExp => new RegExp(`^(${texts.map((text) => compact(text).replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})${ending}$`);
