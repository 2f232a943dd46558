import { compact, nameKey, saysAsAbove, tidyName } from './tidy.js';

describe('a name', () => {
  it('loses the blanks that fill a column, and full-width digits', () => {
    expect(tidyName('  南海 椰风第２商贸有限公司工会委员会　')).toBe('南海椰风第2商贸有限公司工会委员会');
    expect(tidyName('\u200b第一\u00a0小学\n工会')).toBe('第一小学工会');
    expect(tidyName('ＡＢＣ（海南）有限公司工会')).toBe('ABC（海南）有限公司工会');
  });
  it('keeps the blanks of Latin words', () => expect(tidyName(' Foo  Bar Ltd. 工会 ')).toBe('Foo Bar Ltd.工会'));
  it('is known by its letters, whatever their width and brackets', () => expect(nameKey('ABC(海南) “第1”小学')).toBe(nameKey('ａｂｃ（海南）第１小学')));
});

it('words are compared without blanks and width', () => expect(compact('合　计：')).toBe('合计:'));
it('"as above" is said in several ways', () => expect(['同上', '〃', '"', '甲'].map(saysAsAbove)).toEqual([true, true, true, false]));
