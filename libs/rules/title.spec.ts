import { aRuleSet } from './testing/index.js';
import { endorsementRuleOf, quotaOf, requirementsOf } from './title.js';

describe('what a title requires', () => {
  it('is told one by one, lists taken apart', () => {
    const satisfaction = { upper: ['satisfied'], over: { assembly: 'present', questionnaire: 'issued' }, atLeast: '9/10' } as const;
    expect(
      requirementsOf({
        requires: { membershipRate: { atLeast: '9/10' }, satisfaction: [{ ...satisfaction, subject: 'home' }, { ...satisfaction, subject: 'chairDuty' }], partyOpinion: true, heldFor: { title: 'model', years: 3 } },
      }),
    ).toEqual([
      { kind: 'membershipRate', atLeast: '9/10' },
      { kind: 'satisfaction', subject: 'home', ...satisfaction },
      { kind: 'satisfaction', subject: 'chairDuty', ...satisfaction },
      { kind: 'partyOpinion' },
      { kind: 'heldFor', title: 'model', years: 3 },
    ]);
    expect(requirementsOf({})).toEqual([]);
  });
});

describe("a title's endorsement", () => {
  it('is counted as the rule set says, but for what the title says itself', () => {
    expect(endorsementRuleOf(aRuleSet, {})).toEqual(aRuleSet.endorsement);
    const over = { assembly: 'entitled', questionnaire: 'issued' } as const;
    expect(endorsementRuleOf(aRuleSet, { subject: 'unionWork', upper: ['satisfied'], over })).toEqual({ subject: 'unionWork', upper: ['satisfied'], over });
  });
});

describe('a quota', () => {
  it.each([
    [undefined, 100, undefined],
    [{ atMost: 3 }, 100, 3],
    [{ oneIn: 10 }, 99, 9],
    [{ oneIn: 10 }, 9, 0],
    [{ oneIn: 10, atMost: 5 }, 99, 5],
    [{ oneIn: 10, atMost: 50 }, 99, 9],
  ])('%j of %d held: %s', (quota, held, most) => expect(quotaOf(quota, held)).toBe(most));
});
