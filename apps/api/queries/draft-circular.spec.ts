import { scopeOf } from './draft-circular.js';

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
