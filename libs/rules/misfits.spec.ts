import { misfitCodes, ruleSetMisfits } from './misfits.js';
import { aRuleSet } from './testing/index.js';

const title = aRuleSet.titles[0] ?? {};
const goal = (zh: string) => ({ goal: { zh, en: 'x' } });
const [item] = aRuleSet.standard.items;
const criterion = (changed: object) => ({ standard: { items: [{ ...item, criteria: [{ ...item?.criteria[0], ...changed }] }] } });

type Case = readonly [code: string, path: string, changed: object, details: object];
const cases: readonly Case[] = [
  ['field-unknown', '/honours/veto', { honours: { vetoWhereNotHeld: true, veto: true } }, { field: 'veto', fields: ['vetoWhereNotHeld'] }],
  ['field-unknown', '/titles/0/requires/rate', { titles: [{ ...title, requires: { noZero: true, rate: 1 } }] }, { field: 'rate' }],
  ['field-unknown', '/words/Bad-Key', { words: { 'Bad-Key': { zh: 'x', en: 'x' } } }, { field: 'Bad-Key' }],
  ['field-missing', '/cycle/anchor', { cycle: { years: 2 } }, { field: 'anchor' }],
  ['not-one-of', '/brokenSeal', { brokenSeal: 'ignore' }, { allowed: ['annulBox', 'annulRound'] }],
  ['not-one-of', '/titles/0/off', { titles: [{ ...title, off: false }] }, { allowed: [true] }],
  ['wrong-form', '/facts/from', { facts: { from: '1 January', cutOff: 'Y-12-31' } }, { form: 'dayOfYear' }],
  ['wrong-form', '/due/plan', { due: { ...aRuleSet.due, plan: 'soon' } }, { form: 'due' }],
  ['wrong-form', '/titles/0/endorsement', { titles: [{ ...title, endorsement: '80%' }] }, { form: 'share' }],
  ['wrong-form', '/issuer', { issuer: 'Meilan District' }, { form: 'id' }],
  ['wrong-form', '/inForce/from', { inForce: { from: '2025' } }, { form: 'day' }],
  ['wrong-form', '/titles/0/after', { titles: [{ ...title, after: 'A title' }] }, { form: 'word' }],
  ['wrong-form', '/standard/items/0/criteria/0/id', criterion({ id: '1.1.1.1' }), { form: 'criterionId' }],
  ['wrong-type', '/version', { version: '1' }, { type: 'integer' }],
  ['wrong-type', '/derivedFrom', { derivedFrom: 'default' }, { type: 'object' }],
  ['wrong-type', '/titles/0/after', { titles: [{ ...title, after: 7 }] }, { type: 'string' }],
  ['too-small', '/version', { version: 0 }, { limit: 1 }],
  ['too-large', '/smallGroupBelow', { smallGroupBelow: 101 }, { limit: 100 }],
  ['too-short', '/goal/zh', goal(''), { limit: 1 }],
  ['too-long', '/goal/zh', goal('x'.repeat(2001)), { limit: 2000 }],
  ['too-few', '/bodies', { bodies: [] }, { limit: 1 }],
  ['too-few', '/titles/0/requires', { titles: [{ ...title, requires: {} }] }, { limit: 1 }],
  ['too-many', '/ballot/grades', { ballot: { subjects: ['home'], grades: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] } }, { limit: 6 }],
  ['too-many', '/words', { words: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`w${index}`, { zh: 'x', en: 'x' }])) }, { limit: 200 }],
];

describe('a field of a rule set', () => {
  it.each(cases)('%s at %s', (code, path, changed, details) => {
    expect(ruleSetMisfits({ ...aRuleSet, ...changed })).toEqual([expect.objectContaining({ code, path, details: expect.objectContaining(details) as object })]);
  });

  it('may be misshapen in every way that has a code, but for one that no schema of ours knows', () => {
    expect([...new Set(cases.map(([code]) => code)), 'misfit'].toSorted()).toEqual([...misfitCodes].toSorted());
  });

  it('is told with the next twenty that are wrong, not eight', () => {
    const due = Object.fromEntries(Object.keys(aRuleSet.due).map((name) => [name, 'soon']));
    expect(ruleSetMisfits({ ...aRuleSet, due, bodies: [], titles: [{ ...title, score: 101, after: 7 }] })).toHaveLength(14);
  });

  it('is missing in nothing at all', () => {
    expect(ruleSetMisfits({}).map(({ code, path }) => [code, path])).toContainEqual(['field-missing', '/standard']);
    expect(ruleSetMisfits([])).toEqual([expect.objectContaining({ code: 'wrong-type', path: '' })]);
  });
});
