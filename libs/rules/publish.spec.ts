import { catalogue } from '#kernel';
import { specify } from '#kernel/testing';
import { ruleSetMisfits } from './misfits.js';
import { RuleSetPublished, ruleSetKey, ruleSetText, rulesDecider, rulesFacts } from './publish.js';
import { aRuleSet } from './testing/index.js';

const digest = 'a'.repeat(64);
const published = RuleSetPublished.of({ ruleSet: aRuleSet, digest });
const publish = (ruleSet: unknown = aRuleSet) => ({ type: 'PublishRuleSet', data: { ruleSet, digest } });
const rules = specify(rulesDecider);

describe('publishing a rule set derived from another', () => {
  const derived = { ...aRuleSet, id: 'street', derivedFrom: { id: 'district', version: 1 } };
  const below = (changes: object) => specify(rulesDecider, { base: { ...aRuleSet, mayTighten: ['publicNoticeDays'], ...changes } }).given();

  it('may tighten what that lets it, and is refused by field where it loosens', () => {
    below({}).when(publish({ ...derived, publicNoticeDays: 7 })).then(RuleSetPublished.of({ ruleSet: { ...derived, publicNoticeDays: 7 }, digest }));
    below({}).when(publish({ ...derived, publicNoticeDays: 3, countEntry: 'twoEntries' })).thenRefused('rule-set-loosens', { derivedFrom: 'district.1', fields: ['/countEntry', '/publicNoticeDays'], count: 2 });
  });

  it('is one of its own where that was not published, or says nothing of it', () => {
    below({ mayTighten: undefined }).when(publish({ ...derived, publicNoticeDays: 3 })).then(RuleSetPublished.of({ ruleSet: { ...derived, publicNoticeDays: 3 }, digest }));
    rules.given().when(publish({ ...derived, publicNoticeDays: 3 })).then(RuleSetPublished.of({ ruleSet: { ...derived, publicNoticeDays: 3 }, digest }));
  });
});

describe('publishing a rule set', () => {
  it('records it whole, with its digest', () => {
    rules.given().when(publish()).then(published);
    expect(catalogue(RuleSetPublished).misfits(published)).toEqual([]);
  });

  it('is done once: a published version never changes', () => {
    rules.given(published).when(publish({ ...aRuleSet, publicNoticeDays: 7 })).thenRefused('already-published', { digest });
  });

  it('is refused when it contradicts itself, with every contradiction', () => {
    const { plan: _plan, progress: _progress, selfInspection: _inspection, assembly: _assembly, report: _report, ...due } = aRuleSet.due;
    rules
      .given()
      .when(publish({ ...aRuleSet, due, heldWhen: 'assemblyHeld', steps: { required: ['vote'], recorded: ['application', 'acceptance'] }, titles: [{ id: 'qualified', after: 'best', endorsement: '5/4', score: 80 }] }))
      .thenRefused('rule-set-contradicts-itself', { contradictions: [{ code: 'held-without-its-step' }, { code: 'share-above-one' }, { code: 'title-unknown' }] });
  });

  it('is refused when it is no rule set, with what would be allowed', () => {
    rules
      .given()
      .when(publish({ ...aRuleSet, brokenSeal: 'ignore', version: 0, colour: 'red' }))
      .thenRefused('rule-set-misshapen', {
        misfits: [
          { path: '/colour', message: 'is not a field here' },
          { path: '/version', message: 'must be >= 1' },
          { path: '/brokenSeal', allowed: 'annulBox, annulRound' },
        ],
      });
  });

  it.each([null, undefined, 'text', 7, []])('is refused for %j', (nothing) => {
    rules.given().when({ type: 'PublishRuleSet', data: { ruleSet: nothing, digest } }).thenRefused('rule-set-misshapen');
  });
});

describe('a published rule set', () => {
  it('is a fact with its digest as source', () => {
    const state = rules.given(published).state() as Parameters<typeof rulesFacts.ruleSet.read>[0];
    expect(rulesFacts.ruleSet.read(state)).toEqual({ value: aRuleSet, source: digest });
    expect(rulesFacts.ruleSetDigest.read(state)).toEqual({ value: digest, source: digest });
    expect(rulesFacts.ruleSet.read(undefined)).toBeUndefined();
    expect(rulesFacts.ruleSetDigest.read(undefined)).toBeUndefined();
  });

  it('is named by id and version, and told by one text however its keys stand', () => {
    expect(ruleSetKey(aRuleSet)).toBe('district.1');
    const turned = Object.fromEntries(Object.entries(aRuleSet).toReversed()) as typeof aRuleSet;
    expect(ruleSetText(turned)).toBe(ruleSetText(aRuleSet));
    expect(ruleSetText({ ...aRuleSet, publicNoticeDays: 6 })).not.toBe(ruleSetText(aRuleSet));
  });

  it('has no misfits', () => expect(ruleSetMisfits(aRuleSet)).toEqual([]));
});
