import { dayOfNotice, linkEndsOn, typedDay } from './answer-link.js';

describe('the link of a notice', () => {
  it('ends with the longest that an answer keeps reminders away', () => {
    expect(dayOfNotice('chair.centre.bureau_2009.20100301')).toBe('2010-03-01');
    expect(linkEndsOn('2010-03-01')).toBe('2010-03-31');
    expect(['centre', 'call_1', 'a.2010', 'a.b.201003011'].map(dayOfNotice)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('a day as people type it', () => {
  it.each(['2025-12-06', '2025/12/6', '2025.12.06', '20251206', '2025年12月6日', ' 2025 年 12 月 06 日 ', '2025-12-6'])('%s', (text) => expect(typedDay(text)).toBe('2025-12-06'));
  it.each(['', '12月6日', '6.12.2025', '2025', '2025-12', 'next week', '2025126', '202512061'])('is none: %j', (text) => expect(typedDay(text)).toBeUndefined());
});
