import { dayOfSerial, readDate } from './dates.js';

const today = '2026-11-27';
const date = (text: string) => readDate({ text }, today);
const number = (value: number, text = String(value)) => readDate({ text, number: value }, today);

describe('a date', () => {
  it.each<[typed: string, value: string]>([
    ['2018-10-05', '2018-10-05'],
    ['2018/10/5', '2018-10-05'],
    ['2018.10.5', '2018-10-05'],
    ['2018.10', '2018-10'],
    ['2018.1', '2018-01'],
    ['2018年10月', '2018-10'],
    ['２０１８年１０月', '2018-10'],
    ['2018 年 10 月 5 日', '2018-10-05'],
    ['2018年10月5号', '2018-10-05'],
    ['2018年', '2018'],
    ['2018', '2018'],
    ['20181005', '2018-10-05'],
    ['201810', '2018-10'],
    ['2018-10-05 00:00:00', '2018-10-05'],
    ['2018-10-05T08:30:00Z', '2018-10-05'],
    ['2024/3/1 0:00:00', '2024-03-01'],
    ['2024年3月1日 8:30', '2024-03-01'],
    ['97年2月', '1997-02'],
    ["'97年2月", '1997-02'],
    ['97.2', '1997-02'],
    ['97年', '1997'],
    ['九七年', '1997'],
    ['九七年二月', '1997-02'],
    ['00年3月', '2000-03'],
    ['26年3月', '2026-03'],
    ['27年3月', '1927-03'],
    ['2月', '--02'],
    ['2月份', '--02'],
    ['2月15日', '--02-15'],
    ['二月', '--02'],
    ['十二月', '--12'],
    ['3.15', '--03-15'],
    ['二〇一八年十月', '2018-10'],
    ['二○一八年十月五日', '2018-10-05'],
    ['一九九七年二月二十八日', '1997-02-28'],
    ['10/15/2018', '2018-10-15'],
    ['15/10/2018', '2018-10-15'],
    ['98-8-1', '1998-08-01'],
    ['1998年8月成立', '1998-08'],
    ['43378', '2018-10-05'],
  ])('%s is %s', (typed, value) => expect(date(typed)).toEqual({ value }));

  it.each(['', '—', '/', '无', '不详'])('"%s" says nothing', (typed) => expect(date(typed)).toBeUndefined());

  it('that may be two is neither', () => {
    expect(date('12.5')).toEqual({ fault: 'date-unclear', details: { value: '12.5', first: '2012-05', second: '--12-05' } });
    expect(date('5/6/2018')).toMatchObject({ fault: 'date-unclear', details: { first: '2018-05-06', second: '2018-06-05' } });
    // A number cell forgets that 2018.10 was typed.
    expect(number(2018.1)).toMatchObject({ fault: 'date-unclear', details: { first: '2018-01', second: '2018-10' } });
    expect(number(2018.1, '2018.10')).toEqual({ value: '2018-10' });
  });

  it.each(['2018年底', '2018年上半年', '约2018年', '2018年10月左右', '90年代', '2018-2019'])('%s is about a date, and is none', (typed) => expect(date(typed)).toMatchObject({ fault: 'date-not-exact' }));
  it.each(['建会', '2018年10月(换届)', '10', '123', 'Q3'])('%s is not read', (typed) => expect(date(typed)).toMatchObject({ fault: 'date-unreadable' }));
  it.each(['2018年13月', '2011-02-29', '2018.0', '13月', '1850'])('%s is no date there is', (typed) => expect(date(typed)).toMatchObject({ fault: 'date-impossible' }));
  it('is no formula typed as text', () => expect(date('=TODAY()')).toMatchObject({ fault: 'formula-as-text' }));

  it('is a day cell as it is shown, or a day as spreadsheets count it', () => {
    expect(readDate({ text: '2018-10', number: 43_374, date: '2018-10' }, today)).toEqual({ value: '2018-10' });
    expect(number(43_378)).toEqual({ value: '2018-10-05' });
    expect(number(2018)).toEqual({ value: '2018' });
    expect([dayOfSerial(61), dayOfSerial(60), dayOfSerial(41_916, true), dayOfSerial(0, true)]).toEqual(['1900-03-01', undefined, '2018-10-05', '1904-01-01']);
  });
});
