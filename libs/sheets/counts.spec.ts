import { readCount, readDecimal } from './counts.js';

const most = 10_000;
const count = (text: string) => readCount({ text }, { most });
const number = (value: number, more = {}) => readCount({ text: String(value), number: value, ...more }, { most });

describe('a count', () => {
  it.each<[typed: string, value: number]>([
    ['131', 131],
    ['１３１', 131],
    ['131人', 131],
    [' 131 人　', 131],
    ['1,310', 1310],
    ['１，３１０人', 1310],
    ['131.0', 131],
    ["'131", 131],
    ['="0131"', 131],
    ['一百三十一', 131],
    ['二十三家', 23],
    ['十二', 12],
    ['一千零五', 1005],
    ['0', 0],
    ['〇', 0],
  ])('%s is %i', (typed, value) => expect(count(typed)).toEqual({ value }));

  it.each(['', ' ', '-', '—', '/', '无', '不详'])('"%s" says nothing', (typed) => expect(count(typed)).toBeUndefined());

  it.each(['约120', '120左右', '120余人', '100多', '不足25', '25以下', '近百', '120-130', '120～130人', '>100', '至少20', '一百多'])('%s is about a number, and is none', (typed) =>
    expect(count(typed)).toEqual({ fault: 'number-not-exact', details: { value: typed } }),
  );

  it.each(['131人(女36人)', '12人3户', '1.5', 'abc', '1,31', '三十百', '131 120'.replace(' ', '/'), '-5', '1e3'])('%s is not read', (typed) => expect(count(typed)).toMatchObject({ fault: 'number-unreadable' }));

  it('is a number cell as well, whole and within bounds', () => {
    expect(number(131)).toEqual({ value: 131 });
    expect(number(131, { formula: true })).toEqual({ value: 131 });
    expect(number(1.5)).toMatchObject({ fault: 'number-unreadable' });
    expect(number(-1)).toMatchObject({ fault: 'number-out-of-range', details: { least: 0, most } });
    expect(count('10001')).toMatchObject({ fault: 'number-out-of-range' });
  });

  it('is no day, and no formula typed as text', () => {
    expect(number(43_378, { date: '2018-10-05' })).toMatchObject({ fault: 'date-for-number' });
    expect(count('=1+1')).toMatchObject({ fault: 'formula-as-text' });
  });
});

describe('points', () => {
  const points = (text: string) => readDecimal({ text }, { most: 100 });
  it('may have decimals', () => {
    expect(points('92.5分')).toEqual({ value: 92.5 });
    expect(readDecimal({ text: '92.5', number: 92.5 }, { most: 100 })).toEqual({ value: 92.5 });
    expect(points('—')).toBeUndefined();
  });
  it('have bounds, and are exact', () => {
    expect(points('101')).toMatchObject({ fault: 'number-out-of-range' });
    expect(points('约90')).toMatchObject({ fault: 'number-not-exact' });
    expect(points('优')).toMatchObject({ fault: 'number-unreadable' });
    expect(readDecimal({ text: '2018-10-05', number: 43_378, date: '2018-10-05' }, { most: 100 })).toMatchObject({ fault: 'date-for-number' });
  });
});
