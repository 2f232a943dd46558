import type { StoredEvent } from '#kernel';
import { domainCatalogue, languages, textPattern } from '#platform';
import { describeEvent, describeStep } from './describe.js';

/** Sentences that people read of what happened and of what is to be done. */
type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly anyOf?: readonly Schema[]; readonly type?: string };

/** What a sentence gets beside the event's own data. */
const made = new Set(['rate', 'recognised', 'score', 'item']);

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

const told = (type: string, data: object, problems = new Map<string, string>()) => languages.map((language) => describeEvent({ type, data } as Pick<StoredEvent, 'type' | 'data'>, language, problems));

describe('an event is told', () => {
  const item = { item: 'library', confirmedOn: '2010-04-08', confirmedBy: 'superior', warnings: [] };

  it('with what an item is about, in short, and its id', () => {
    expect(told('ItemConfirmed', item, new Map([['library', '职工书屋开放时间不固定']]))[0]).toBe('2010-04-08整改事项“职工书屋开放时间不固定（library）”经上级工会确认销号');
    expect(told('ItemConfirmed', item, new Map([['library', '很'.repeat(41)]]))[0]).toContain(`“${'很'.repeat(40)}…（library）”`);
    expect(told('ItemConfirmed', item)[1]).toBe('Item "library" confirmed by the superior on 2010-04-08');
  });

  it('with rates cut, not rounded, and never without their counts', () => {
    const result = { round: 1, publishedOn: '2010-03-03', place: '宣传栏', late: false, outcome: { endorsement: { n: 1999, m: 2500 } } };
    expect(told('ResultPublished', result)).toEqual(['2010-03-03公布第1轮测评结果（宣传栏）：认同率79.9%（1999/2500）', 'Result of round 1 published on 2010-03-03 (宣传栏): endorsement 79.9% (1999/2500)']);
    expect(told('ResultPublished', { ...result, outcome: { endorsement: { n: 0, m: 0 } }, late: true })[0]).toBe('2010-03-03公布第1轮测评结果（宣传栏），逾期');
  });

  it('with dates of which a part is unknown, and people’s own words as they stand', () => {
    expect(told('PlanReturned', { version: 1, returnedOn: '2009-03', reason: 'vote' })).toEqual(['2009年3月退回建家计划，原因：vote', 'Plan returned in March 2009: vote']);
  });

  it('by yes and no in words', () => {
    const decided = { objection: 'o1', upheld: false, decidedOn: '2010-03-03', reason: '已核实' };
    expect(told('ObjectionDecided', decided)).toEqual(['2010-03-03异议“o1”不成立：已核实', 'Objection "o1" dismissed on 2010-03-03: 已核实']);
  });
});

it('a next step names the item it is about', () => {
  const step = { step: 'completeItem', office: 'committee', body: 'union-centre', dueOn: '2010-04-10', item: 'library', missing: [], workingDaysLeft: 3 } as const;
  expect(describeStep(step, 'zh-CN', new Map([['library', '开放时间不固定']])).text).toBe('请工会委员会于2010-04-10前完成整改事项“开放时间不固定（library）”。还剩3个工作日。');
});
