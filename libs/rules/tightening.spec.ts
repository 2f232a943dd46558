import { loosened, tightenedParts, type RuleSet } from './index.js';
import { aCriterion, aRuleSet, aRuleSetWith } from './testing/index.js';

const base = aRuleSetWith({ mayTighten: [...tightenedParts] });
const derived = (changes: Partial<RuleSet>): RuleSet => ({ ...base, id: 'street', derivedFrom: { id: base.id, version: base.version }, ...changes });
const title = (changes: object) => derived({ titles: base.titles.map((one) => (one.id === 'qualified' ? { ...one, ...changes } : one)) });
const fields = (changed: RuleSet, above: RuleSet = base) => loosened(above, changed).map(({ field, why }) => `${field} ${why}`);

describe('a derived rule set', () => {
  it('says for itself who it is, its words and how it groups', () => {
    expect(fields(derived({ issuer: 'haifu', documentNumber: '海工〔2025〕1号', inForce: { from: '2025-02-01' }, goal: { zh: '好', en: 'good' }, statistics: { groupBy: ['town'] }, duties: { check: 'Y-11-20' } }))).toEqual([]);
  });

  it.each([
    ['an earlier date', derived({ due: { ...base.due, plan: 'Y-03-15' } }), derived({ due: { ...base.due, plan: 'Y-04-15' } }), '/due/plan'],
    ['a date of the year before', derived({ due: { ...base.due, close: 'Y-12-31' } }), derived({ due: { ...base.due, close: 'Y+1-05-01' } }), '/due/close'],
    ['a higher quorum', derived({ quorum: { ...base.quorum, congress: { atLeast: '3/4', of: 'entitled', else: 'stop' } } }), derived({ quorum: { ...base.quorum, congress: { atLeast: '1/2', of: 'entitled', else: 'stop' } } }), '/quorum/congress/atLeast'],
    ['a quorum that stops', derived({ quorum: { ...base.quorum, assembly: { atLeast: '2/3', of: 'entitled', else: 'stop' } } }), derived({ quorum: { ...base.quorum, congress: { atLeast: '2/3', of: 'entitled', else: 'warn' } } }), '/quorum/congress/else'],
    ['a higher endorsement', title({ endorsement: '85/100' }), title({ endorsement: '79/100' }), '/titles/qualified/endorsement'],
    ['a higher score', title({ score: 85 }), title({ score: 79 }), '/titles/qualified/score'],
    ['a longer notice', derived({ publicNoticeDays: 7 }), derived({ publicNoticeDays: 3 }), '/publicNoticeDays'],
    ['approval that is required', derived({ planApproval: 'required' }), derived({ planApproval: 'none' }), '/planApproval'],
    ['any zero blocking', derived({ zeroBlocks: 'any' }), undefined, ''],
    ['one more step that is required', derived({ steps: { ...base.steps, required: [...base.steps.required, 'rectification'] } }), derived({ steps: { ...base.steps, required: ['vote'] } }), '/steps/required'],
    ['less let go', derived({ mayTighten: ['due'] }), undefined, ''],
  ])('may ask for %s, not for less', (_, tighter, looser, field) => {
    expect(fields(tighter)).toEqual([]);
    if (looser !== undefined) expect(fields(looser)).toEqual([`${field} looser`]);
  });

  it('may make a criterion obligatory, nothing else of the standard', () => {
    const withCriterion = (changes: object) => derived({ standard: { ...base.standard, items: base.standard.items.map((item, index) => (index > 0 ? item : { ...item, criteria: item.criteria.map((one, at) => (at > 0 ? one : { ...aCriterion(one.id), ...one, ...changes })) })) } });
    expect(fields(withCriterion({ obligatory: true }))).toEqual([]);
    expect(fields(withCriterion({ points: 39 }))).toEqual([expect.stringMatching(/points fixed$/)]);
  });

  it('puts off no paper of federations below and no re-check, whatever is let go', () => {
    const above = aRuleSetWith({ mayTighten: ['endorsement', 'due'], recheck: 'Y-03-31', duties: { check: 'Y-11-15', summary: 'Y+1-01-20' } });
    const below = (changes: { readonly [K in keyof RuleSet]?: RuleSet[K] | undefined }) => fields({ ...above, id: 'street', derivedFrom: { id: above.id, version: above.version }, ...changes } as RuleSet, above);
    expect(below({ recheck: 'Y-12-31' })).toEqual(['/recheck looser']);
    expect(below({ recheck: undefined })).toEqual(['/recheck looser']);
    expect(below({ recheck: 'Y-03-15', duties: { check: 'Y-11-15', summary: 'Y-12-31', plan: 'Y-12-31' } })).toEqual([]);
    expect(below({ duties: { check: 'Y-11-16' } })).toEqual(['/duties/check looser', '/duties/summary looser']);
    // Left out they are the usual ones, here and above.
    expect(below({ duties: undefined })).toEqual(['/duties/check looser', '/duties/summary looser']);
    expect(fields(derived({ duties: { check: 'Y-12-01' } }))).toEqual(['/duties/check looser']);
  });

  it('lets go no date and no more than it was given', () => {
    const { plan: _plan, ...due } = base.due;
    expect(fields(derived({ due }))).toEqual(['/due/plan looser']);
    const given = aRuleSetWith({ mayTighten: ['due'] });
    expect(fields({ ...given, id: 'street', mayTighten: ['due', 'quorum'] }, given)).toEqual(['/mayTighten looser']);
  });

  it('touches nothing that was not let go', () => {
    const given = aRuleSetWith({ mayTighten: ['due'] });
    expect(fields({ ...given, id: 'street', publicNoticeDays: 7, countEntry: 'twoEntries' }, given)).toEqual(['/countEntry fixed', '/publicNoticeDays fixed']);
    expect(fields(derived({ heldWhen: 'voteTallied' }))).toEqual(['/heldWhen fixed']);
  });

  it('is one of its own where the superior\'s says nothing of tightening', () => expect(fields({ ...aRuleSet, id: 'street', publicNoticeDays: 1 }, aRuleSet)).toEqual([]));
});
