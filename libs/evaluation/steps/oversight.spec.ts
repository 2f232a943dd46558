import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { evaluation } from '../evaluation.js';
import { dutiesOf } from '../questions/next-steps.js';
import { maxItems } from './rectification.js';
import { after, digest, factsWith, officer, open, yearUnder, type Wish } from '../testing/a-year.js';

describe('a spot-check', () => {
  const check = (drawn: number): Wish => ({ type: 'SpotCheck', data: { checkedOn: '2025-12-01', seed: '20251201', drawnFrom: 62, drawn, confirmed: true }, by: officer });
  it('records the seed of its sample', () => {
    expect(after(open).when(check(7)).decision()).toMatchObject([{ type: 'SpotChecked', data: { seed: '20251201', drawnFrom: 62, drawn: 7 } }]);
    expect(after(open).when(check(62)).decision()).toHaveLength(1);
    after(open).when(check(63)).thenRefused('drawn-over-sample', { drawn: 63, drawnFrom: 62 });
    after(open).when({ type: 'SpotCheck', data: { checkedOn: '2024-12-31', seed: '20251201', drawnFrom: 62, drawn: 7, confirmed: true }, by: officer }).thenRefused('date-before-facts', { field: 'checkedOn' });
    expect(after(open, check(7)).state().spotChecks).toBe(1);
  });

  it('that is not confirmed opens an item from what was found, due by the rules, and to be put right', () => {
    const found = (findings?: string): Wish => ({ type: 'SpotCheck', data: { checkedOn: '2025-12-01', seed: '7', drawnFrom: 62, drawn: 7, confirmed: false, ...(findings === undefined ? {} : { findings }) }, by: officer });
    expect(after(open).when(found('台账缺一季度')).decision()).toMatchObject([{ type: 'SpotChecked', data: { confirmed: false } }, { type: 'ItemOpened', data: { item: 'check_1', source: 'spotCheck', problem: '台账缺一季度', owner: 'committee', foundOn: '2025-12-01', dueOn: '2026-01-10' } }]);
    const year = after(open, found('台账缺一季度'), found('票样未存'));
    expect(dutiesOf(year.state()).filter(({ step }) => step === 'completeItem').map(({ item, body, dueOn }) => [item, body, dueOn])).toEqual([['check_1', 'union-centre', '2026-01-10'], ['check_2', 'union-centre', '2026-01-10']]);
    after(open).when(found()).thenRefused('findings-missing');
    const full = Array.from({ length: maxItems }, (_, n): Wish => ({ type: 'OpenItem', data: { item: `i${n}`, source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } }));
    after(open, ...full).when(found('台账缺一季度')).thenRefused('too-many-items', { limit: maxItems });
    expect(after(open, { type: 'OpenItem', data: { item: 'check_1', source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } }).when(found('台账缺一季度')).decision()).toMatchObject([{}, { data: { item: 'check_2' } }]);
  });

  it('keeps what was found, where anything was', () => {
    const found = { checkedOn: '2025-12-01', seed: '20251201', drawnFrom: 62, drawn: 7, confirmed: true, findings: '计票单齐全' };
    after(open).when({ type: 'SpotCheck', data: found, by: officer }).then({ type: 'SpotChecked', data: found });
  });

  const spring = { seed: '03 11 17', drawnFrom: 62, drawn: ['centre', 'depot'] };
  const drawn = yearUnder(factsWith(aRuleSet, { samples: { spring, autumn: { ...spring, drawn: ['depot'] } } })).after(open);
  const ofSample = (sample: string, others: object = {}): Wish => ({ type: 'SpotCheck', data: { checkedOn: '2025-12-01', sample, confirmed: true, ...others }, by: officer });
  it('names a sample that its campaign has drawn, and says of it what was recorded', () => {
    expect(drawn.when(ofSample('spring')).decision()).toEqual([{ type: 'SpotChecked', data: { checkedOn: '2025-12-01', confirmed: true, sample: 'spring', seed: '03 11 17', drawnFrom: 62, drawn: 2 } }]);
    expect(drawn.when(ofSample('spring', { drawn: 2 })).decision()).toHaveLength(1);
    drawn.when(ofSample('winter')).thenRefused('sample-unknown', { sample: 'winter', campaign: 'bureau2025' });
    drawn.when(ofSample('constructor')).thenRefused('sample-unknown');
    drawn.when(ofSample('autumn')).thenRefused('union-not-drawn', { sample: 'autumn', union: 'centre' });
    drawn.when(ofSample('spring', { seed: '1' })).thenRefused('sample-differs', { field: 'seed', said: '1', recorded: '03 11 17' });
  });
  it.each(['seed', 'drawnFrom', 'drawn'])('says of a sample drawn elsewhere all that redrawing takes: not without %s', (missing) => {
    const { [missing]: _, ...told }: Record<string, unknown> = { checkedOn: '2025-12-01', seed: '7', drawnFrom: 62, drawn: 1, confirmed: true };
    drawn.when({ type: 'SpotCheck', data: told, by: officer } as Wish).thenRefused('sample-missing');
  });
});

describe('a migration to newer rules', () => {
  const next = aRuleSetWith({ version: 2, publicNoticeDays: 7, due: { ...aRuleSet.due, vote: 'Y-12-31', plan: 'Y-04-30' } });
  const facts = factsWith(aRuleSet, { nextRuleSet: next, nextRuleSetDigest: 'e'.repeat(64) });
  const migrate = (others: object = {}): Wish => ({ type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2, ...others }, reason: '执行新办法' }, by: officer });

  it('lists what changes, and leaves extensions alone', () => {
    const extended: Wish = { type: 'ExtendDeadline', data: { due: 'vote', until: '2026-01-31', reason: '生产任务紧', approvedOn: '2025-12-01' }, by: officer };
    const year = yearUnder(facts).after(open, extended);
    expect(year.when(migrate()).decision()).toMatchObject([{ type: 'RulesMigrated', data: { from: { version: 1, digest }, to: { version: 2, digest: 'e'.repeat(64) }, changed: ['due', 'publicNoticeDays', 'version'] } }]);
    const { opened, due } = yearUnder(facts).after(open, extended, migrate()).state();
    expect(opened?.steps).toEqual(next.steps);
    expect([opened?.ruleSet.version, due.plan, due.vote]).toEqual([2, '2025-04-30', '2026-01-31']);
  });
  it('does not lead past what a federation above has tightened, as it stood when it was opened', () => {
    const held = { ruleSet: { id: 'street', version: 1, digest: 'f'.repeat(64) }, by: 'bureau' };
    const tightened = yearUnder(facts).after(open).state();
    expect(evaluation.needs({ ...migrate(), at: '2026-12-01T02:00:00.000Z', by: officer, commandId: 'c' } as never, tightened)).toMatchObject({ held: { fact: 'held', of: 'path.bureau+city@2026-12-01/district.2' } });
    // The rules of an opening see none: it is asked of the migration's version.
    const policy = { kind: 'process', office: 'callUp', bodyId: 'callUp', assurance: 'unverified' } as const;
    yearUnder({ ...facts, held }).after({ ...open, by: policy }).when(migrate()).thenRefused('rule-set-tightened', { id: 'district', version: 2, holds: 'street.1', by: 'bureau' });
  });
  it('leaves alone where the campaign ends its year earlier than the rules do', () => {
    const own: Wish = { ...(open as Extract<Wish, { type: 'OpenEvaluation' }>), data: { ...(open as Extract<Wish, { type: 'OpenEvaluation' }>).data, cutOff: '2026-02-15' } };
    expect(yearUnder(facts).after(own, migrate()).state().opened?.facts.cutOff).toBe('2026-02-15');
    expect(yearUnder(facts).after(open, migrate()).state().opened?.facts.cutOff).toBe('2026-04-30');
  });
  it('remembers which rule set is the campaign’s', () => {
    expect(yearUnder(facts).after(open, migrate()).state().opened?.campaignRuleSet).toEqual({ id: 'district', version: 1 });
  });
  it('leads to rules that are published, others than before, the ones that were meant', () => {
    after(open).when(migrate()).thenRefused('rule-set-unknown', { version: 2 });
    yearUnder(facts).after(open).when(migrate({ digest })).thenRefused('rule-set-differs', { id: 'district', version: 2, asked: digest, published: 'e'.repeat(64) });
    expect(yearUnder(facts).after(open).when(migrate({ digest: 'e'.repeat(64) })).decision()).toHaveLength(1);
    yearUnder({ ...facts, nextRuleSetDigest: digest }).after(open).when(migrate()).thenRefused('rules-unchanged', { id: 'district', version: 2 });
  });
});
