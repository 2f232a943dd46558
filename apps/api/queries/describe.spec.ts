import type { StoredEvent } from '#kernel';
import { domainCatalogue, languages, textPattern } from '#platform';
import { calendarNote, describeByline, describeEvent, describeStep } from './describe.js';
import { namesIn, noNames, type SpokenNames } from './spoken-names.js';

/** Sentences that people read of what happened and of what is to be done. */
type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly anyOf?: readonly Schema[]; readonly type?: string };

/** What a sentence gets beside the event's own data. */
const made = new Set(['rate', 'recognised', 'score', 'item', 'answered', 'attending', 'fact', 'changes', 'withheld', 'voided']);

type Found = 'always' | 'sometimes' | 'never';

function found(schema: Schema | undefined, [name, ...rest]: readonly string[]): Found {
  if (schema === undefined) return 'never';
  if (name === undefined) return schema.anyOf?.some(({ type }) => type === 'null') === true ? 'sometimes' : 'always';
  if (name === 'length' && schema.type === 'array') return 'always';
  const inner = found(schema.properties?.[name], rest);
  return inner === 'always' && schema.required?.includes(name) !== true ? 'sometimes' : inner;
}

const placeholders = (text: string) => [...text.matchAll(/\{(?:\w+:)?([\w.]+)\}/g)].map(([, path = '']) => path);

describe('the text of an event', () => {
  it.each(domainCatalogue.types.map(({ type, schema }) => [type, schema as Schema] as const))('asks for nothing that the event may not have: %s', (type, schema) => {
    for (const language of languages) {
      const text = textPattern(language, `event.${type}`);
      const wanted = placeholders(text).filter((path) => !made.has(path));
      expect(wanted.filter((path) => found(schema, path.split('.')) === 'never')).toEqual([]);
      const surely = placeholders(text.replaceAll(/\[[^[\]]*\]/g, '')).filter((path) => !made.has(path) || path === 'rate' || path === 'recognised');
      expect(surely.filter((path) => found(schema, path.split('.')) !== 'always')).toEqual([]);
    }
  });
});

type Event = Pick<StoredEvent, 'type' | 'data'>;
const told = (type: string, data: object, names: SpokenNames = noNames) => languages.map((language) => describeEvent({ type, data } as Event, language, names));
const named = (...events: readonly (readonly [string, object])[]) => namesIn(events.map(([type, data]) => ({ type, data }) as Event));

describe('an event is told', () => {
  const item = { item: 'library', confirmedOn: '2010-04-08', confirmedBy: 'superior', warnings: [] };

  it('with what an item is about, in short; one that opened by itself by its criterion', () => {
    expect(told('ItemConfirmed', item, named(['ItemOpened', { item: 'library', problem: '职工书屋开放时间不固定' }]))[0]).toBe('2010-04-08整改事项“职工书屋开放时间不固定”经上级工会确认销号');
    expect(told('ItemConfirmed', item, named(['ItemOpened', { item: 'library', problem: '很'.repeat(41) }]))[0]).toContain(`“${'很'.repeat(40)}…”`);
    expect(told('ItemConfirmed', item, named(['ItemOpened', { item: 'library', criterion: '1.3' }]))).toEqual(['2010-04-08整改事项“必备条目1.3得零分”经上级工会确认销号', 'Item "obligatory criterion 1.3 at 0" confirmed by the superior on 2010-04-08']);
    expect(told('ItemConfirmed', item)[1]).toBe('Item "library" confirmed by the superior on 2010-04-08');
  });

  it('with where a box stood, what an objection says, who recommends', () => {
    const annulled = { round: 1, box: 'b2', cause: 'sealBroken', reason: '封条破损', annulledOn: '2010-03-02' };
    expect(told('BoxAnnulled', annulled, named(['RoundOpened', { round: 1, announced: [{ box: 'b2', venue: '二车间' }] }]))[0]).toContain('第1轮“二车间”票箱作废');
    expect(told('BoxAnnulled', annulled, named(['VoteTallied', { round: 2, box: 'b2', venue: '二车间' }]))[0]).toContain('第1轮“b2”票箱作废');
    const decided = { objection: 'o1', upheld: false, decidedOn: '2010-03-03', reason: '已核实' };
    expect(told('ObjectionDecided', decided, named(['ObjectionRaised', { objection: 'o1', summary: '未接到通知' }]))[0]).toBe('2010-03-03异议“未接到通知”不成立：已核实');
    const names = { ...noNames, bodies: new Map([['federation-street', '某街道总工会']]) };
    expect(told('ApplicationRecommended', { federation: 'street', recommendedOn: '2010-03-03' }, names)[0]).toBe('2010-03-03某街道总工会推荐上报');
  });

  it('with what was late: the doing, or the reporting', () => {
    const inspected = { inspectedOn: '2025-10-30', receivedOn: '2025-11-05', version: 1, score: { of100: 9000 }, zeros: [], late: true };
    expect(told('SelfInspectionSubmitted', inspected)[0]).toBe('2025-10-30自检自查（第1稿），2025-11-05报送，得分90，逾期上报');
    expect(told('SelfInspectionSubmitted', { ...inspected, inspectedOn: '2025-11-04', heldLate: true })[1]).toMatch(/held late.*reported late/);
  });

  it('with roles and groups by their words, answers and attendees counted', () => {
    const asked = { group: 'delegation_4', askedOn: '2012-10-09', issued: 10, returned: 10, valid: 10, answers: { agree: 9, disagree: 1 } };
    expect(told('QuestionnaireRecorded', asked)).toEqual(['2012-10-09“代表团4”问卷：发出10份，收回10份，有效10份；同意9份、不同意1份', 'Questionnaire of delegation 4 on 2012-10-09: 10 issued, 10 returned, 10 valid; agree: 9, disagree: 1']);
    const visit = { visitedOn: '2012-11-14', presenter: 'vice_chair', attendees: { leaders: 4, members: 21 }, recognition: { n: 25, m: 25, of: 'issued' } };
    expect(told('VisitRecorded', visit)[0]).toBe('2012-11-14现场考核验收，汇报人：副主席，座谈会25人，问卷认可率100.0%（25/25，以发出计）');
  });

  it('with rates never rounded up to a threshold, and never without their counts and what they are a share of', () => {
    const result = { round: 1, publishedOn: '2010-03-03', place: '宣传栏', late: false, outcome: { endorsement: { n: 1999, m: 2500, of: 'present' } } };
    expect(told('ResultPublished', result)).toEqual(['2010-03-03公布第1轮测评结果（宣传栏）：认同率79.9%（1999/2500，以实到计）', 'Result of round 1 published on 2010-03-03 (宣传栏): endorsement 79.9% (1999/2500 present)']);
    expect(told('ResultPublished', { ...result, outcome: { endorsement: { n: 0, m: 0 } }, late: true })[0]).toBe('2010-03-03公布第1轮测评结果（宣传栏），逾期公布');
  });

  it('with dates of which a part is unknown, and people’s own words as they stand', () => {
    expect(told('PlanReturned', { version: 1, returnedOn: '2009-03', reason: 'vote' })).toEqual(['2009年3月退回建家计划，原因：vote', 'Plan returned in March 2009: vote']);
  });

  it('by yes and no in words', () => {
    const decided = { objection: 'o1', upheld: false, decidedOn: '2010-03-03', reason: '已核实' };
    expect(told('ObjectionDecided', decided)).toEqual(['2010-03-03异议“o1”不成立：已核实', 'Objection "o1" dismissed on 2010-03-03: 已核实']);
  });
});

describe('behind its line', () => {
  const names: SpokenNames = { ...noNames, own: 'union-centre', bodies: new Map([['union-centre', '交易中心工会'], ['federation-bureau', '某局工会']]) };
  const byline = (by: object, at: string) => languages.map((language) => describeByline({ data: { filedOn: '2010-03-17' }, metadata: { at, by } } as Parameters<typeof describeByline>[0], language, names));
  const [sameDay, later] = ['2010-03-17T01:00:00.000Z', '2010-03-17T16:30:00.000Z'];

  it('stands who recorded it: the union by office, others with their body, a process as such', () => {
    expect(byline({ kind: 'person', office: 'chair', bodyId: 'union-centre' }, sameDay)).toEqual(['〔工会主席〕', ' — chair']);
    expect(byline({ kind: 'person', office: 'officer', bodyId: 'federation-bureau' }, sameDay)).toEqual(['〔某局工会经办人〕', ' — officer of 某局工会']);
    expect(byline({ kind: 'process', office: 'policy', bodyId: 'callUp' }, sameDay)).toEqual(['〔系统自动〕', ' — the system']);
  });

  it('stands the day of recording, where that is not the day of the fact', () => {
    expect(byline({ kind: 'person', office: 'chair', bodyId: 'union-centre' }, later)).toEqual(['〔工会主席，2010-03-18记录〕', ' — chair, recorded on 2010-03-18']);
  });

  it('stands for whom and on what basis', () => {
    const officer = { kind: 'person', office: 'officer', bodyId: 'federation-bureau', onBehalfOf: 'union-centre', basis: `sheet:${'0'.repeat(64)}` };
    expect(byline(officer, sameDay)[0]).toBe('〔某局工会经办人代交易中心工会录入，依据：扫描件〕');
    expect(byline({ ...officer, basis: undefined }, later)[1]).toBe(' — officer of 某局工会, on behalf of 交易中心工会, basis: not named, recorded on 2010-03-18');
  });
});

describe('a next step', () => {
  const step = { step: 'completeItem', office: 'committee', body: 'union-centre', dueOn: '2010-04-10', item: 'library', missing: [], workingDaysLeft: 3, overdue: false } as const;

  it('names the item it is about', () => {
    expect(describeStep(step, 'zh-CN', named(['ItemOpened', { item: 'library', problem: '开放时间不固定' }])).text).toBe('请工会委员会于2010-04-10前完成整改事项“开放时间不固定”。还剩3个工作日。');
  });

  it('of a federation says of which', () => {
    const names: SpokenNames = { ...noNames, own: 'union-centre', bodies: new Map([['union-centre', '交易中心工会'], ['federation-bureau', '某局工会']]) };
    const file = { step: 'fileReport', office: 'officer', body: 'federation-bureau', dueOn: null, missing: [], workingDaysLeft: null, overdue: false } as const;
    expect(describeStep(file, 'zh-CN', names).text).toBe('请某局工会经办人审核评议情况报告。');
    expect(describeStep(step, 'en', names).text).toBe('committee: put right the item "library" by 2010-04-10. 3 working days left.');
    // Over a holiday it is overdue by no working day yet.
    expect(describeStep({ ...step, workingDaysLeft: 0, overdue: true }, 'zh-CN', names).text).toMatch(/期限2010-04-10已过，至今尚无工作日。$/);
    expect(describeStep({ ...step, workingDaysLeft: -2, overdue: true }, 'zh-CN', names).text).toMatch(/逾期2个工作日。$/);
    expect(describeStep({ ...step, calledUpOn: '2010-02-01' }, 'zh-CN', names).text).toMatch(/前完成整改事项“library”。该单位2010-02-01纳入应开展范围，原期限已过，期限顺延至此。还剩3个工作日。$/);
  });
});

describe('days counted past the published calendar', () => {
  const calendar = { knownThrough: '2026-12-24' };
  it('are told of, with the year whose notice is not there', () => {
    expect(calendarNote('2027-01-31', calendar, 'zh-CN')).toBe('（国家尚未公布2027年放假安排，2026-12-24之后暂按周一至周五计算。）');
    expect(calendarNote('2027-01-31', calendar, 'en')).toMatch(/2027/);
  });
  it('are no matter before', () => expect([calendarNote('2026-12-24', calendar, 'en'), calendarNote(null, calendar, 'en')]).toEqual(['', '']));
});
