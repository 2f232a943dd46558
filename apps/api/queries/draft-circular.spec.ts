import { aRuleSet } from '#rules/testing';
import { draftCircular, scopeOf, type CircularAsked } from './draft-circular.js';

describe('the days that a circular gives', () => {
  const calendar = { knownFrom: '2024-01-01', knownThrough: '2026-12-31', holidays: [], workdays: [] };
  const campaign = { opened: { evaluatedYear: 2025 }, rules: aRuleSet, wording: { language: 'zh-CN', ruleSet: aRuleSet } } as unknown as CircularAsked['campaign'];
  const given = (on: string) => draftCircular({ figures: { should: 3, held: 2 }, named: [], figuresDigest: '', position: 1 } as unknown as Parameters<typeof draftCircular>[0], { campaign, on, calendar, issuer: undefined, reminded: 0 });

  it('are said to be counted past the published calendar, beside the text that is signed', () => {
    const { note, certain, text } = given('2026-12-20');
    expect({ note, certain }).toEqual({ note: '（国家尚未公布2027年放假安排，2026-12-31之后暂按周一至周五计算。）', certain: false });
    expect(text).not.toContain('放假安排');
    expect(given('2026-11-01')).toMatchObject({ note: null, certain: true });
  });
});


describe('the place that a circular speaks of', () => {
  it.each([
    ['美兰区总工会', 'district'],
    ['澄迈县总工会', 'county'],
    ['海口市总工会', 'city'],
    ['海南省总工会', 'province'],
    ['广西壮族自治区总工会', 'region'],
    ['鄂温克族自治旗总工会', 'banner'],
    ['演丰镇总工会', 'township'],
    ['海府街道总工会', 'street'],
    ['大致坡镇工会委员会', 'township'],
  ])('is called after the federation: %s', (name, scope) => expect(scopeOf({ name, line: 'territorial', level: 'district' })).toBe(scope));

  it('is the level where the name tells none, and the system of an industrial federation', () => {
    expect(scopeOf({ name: '江东新区管委会总工会', line: 'territorial', level: 'town' })).toBe('town');
    expect(scopeOf({ name: '某直属工会', line: 'territorial', level: null })).toBe('system');
    expect(scopeOf({ name: '海滨区教育工会', line: 'industrial', level: 'district' })).toBe('system');
    expect(scopeOf(undefined)).toBe('system');
  });
});
