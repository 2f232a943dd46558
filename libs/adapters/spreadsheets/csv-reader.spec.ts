import { allOf, textsOf } from './testing/rows-of.js';

const utf16 = (text: string) => Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text, 'utf16le')]);

describe('a CSV file', () => {
  it.each<[encoding: string, bytes: Buffer]>([
    ['UTF-8', Buffer.from('工会,1\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeff工会,1\n')],
    ['GB18030', Buffer.concat([Buffer.from('b9a4bbe1', 'hex'), Buffer.from(',1\n')])],
    ['GB18030 behind a mark of UTF-8', Buffer.concat([Buffer.from('efbbbfb9a4bbe1', 'hex'), Buffer.from(',1\n')])],
    ['UTF-16, with tabs, as a spreadsheet saves "Unicode text"', utf16('工会\t1\r\n')],
  ])('is read in %s', async (_, bytes) => expect(await textsOf(bytes)).toEqual([['工会', '1']]));

  it('may have commas and lines within quotes, blank lines, lines of unequal length', async () => {
    expect((await allOf(Buffer.from('a,"b,\nc"\r\n\r\n"d ""e"""\r\n,,f\r\n')))[0]?.rows).toEqual({ 1: [{ text: 'a' }, { text: 'b,\nc' }], 2: [undefined], 3: [{ text: 'd "e"' }], 4: [undefined, undefined, { text: 'f' }] });
  });

  it('may be divided by semicolons, tabs or full-width commas', async () => {
    for (const sign of [';', '\t', '，']) expect(await textsOf(Buffer.from(`甲${sign}乙\n1${sign}2\n`))).toEqual([['甲', '乙'], ['1', '2']]);
  });

  it('holds formulas as texts, and what our own files put before one is taken off', async () => {
    expect(await textsOf(Buffer.from(`"=HYPERLINK(""http://x"")",'=1+1,'@甲,'乙\n`))).toEqual([['=HYPERLINK("http://x")', '=1+1', '@甲', "'乙"]]);
  });
});
