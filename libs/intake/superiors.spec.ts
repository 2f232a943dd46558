import { kindOfFederation, Superiors } from './superiors.js';

const federations = [
  { id: 'meilan', name: '美兰区总工会', superiors: [] },
  { id: 'haifu', name: '美兰区海府街道总工会', superiors: ['meilan'] },
  { id: 'education', name: '美兰区教育工会', superiors: ['meilan'] },
];
const found = (name: string, known = federations) => {
  const answer = new Superiors(known).find(name);
  return 'code' in answer ? answer.code : answer.federation.id;
};

describe('which federation a name means', () => {
  it.each([
    ['美兰区海府街道总工会', 'haifu'],
    ['海府街道', 'haifu'],
    ['海府街道办事处', 'haifu'],
    ['教育工会', 'education'],
    ['区直属', 'meilan'],
    ['本级', 'meilan'],
    ['某街道', 'superior-not-known'],
  ])('%s: %s', (name, expected) => expect(found(name)).toBe(expected));

  it('is one with the district’s name, with the 区 that stands for it, and with neither', () => {
    const own = [{ id: 'meilan', name: '美兰区总工会', superiors: [] }, { id: 'education', name: '区教育工会', superiors: ['meilan'] }];
    for (const name of ['教育工会', '区教育工会', '美兰区教育工会']) expect(found(name, own)).toBe('education');
    expect(found('区教育工会')).toBe('education');
    expect(found('市教育工会', own)).toBe('superior-not-known');
  });

  it('is also one that bore the name before, unless another bears it now', () => {
    const renamed = [...federations, { id: 'lantian', name: '蓝天国兴街道总工会', superiors: ['meilan'], formerNames: ['美兰区蓝天街道总工会'] }];
    for (const name of ['蓝天街道', '蓝天街道总工会', '美兰区蓝天街道总工会', '蓝天国兴街道']) expect(found(name, renamed)).toBe('lantian');
    expect(found('蓝天街道', [...renamed, { id: 'new', name: '蓝天街道总工会', superiors: ['meilan'] }])).toBe('new');
  });

  it('is one by its id, unless another bears that as its name', () => {
    expect(found('haifu')).toBe('haifu');
    expect(found('haifu', [...federations, { id: 'other', name: 'haifu', superiors: ['meilan'] }])).toBe('other');
  });

  it('is not guessed where it may be two, unless the whole name tells them apart', () => {
    const two = [...federations, { id: 'other', name: '海府街道工会联合会', superiors: ['meilan'] }];
    expect(new Superiors(two).find('海府街道')).toEqual({ code: 'superior-ambiguous', field: 'superior', details: { value: '海府街道', federations: ['haifu', 'other'] } });
    expect(found('海府街道工会联合会', two)).toBe('other');
  });

  it('is somebody’s: an import without a federation is a slip of the program', () => {
    expect(() => new Superiors([])).toThrow(RangeError);
  });
});

describe('what the name of a new federation tells', () => {
  it.each([
    ['海府街道总工会', { kind: 'street', line: 'territorial', level: 'town' }],
    ['灵山镇总工会', { kind: 'town', line: 'territorial', level: 'town' }],
    ['卫生系统工会', { kind: 'industrial', line: 'industrial' }],
    ['水务局工会', { kind: 'bureau', line: 'industrial' }],
    ['区直属单位工会', { kind: 'direct', line: 'territorial' }],
    ['高新区总工会', { kind: 'general', line: 'territorial' }],
  ])('%s', (name, expected) => expect(kindOfFederation(name)).toEqual(expected));
});
