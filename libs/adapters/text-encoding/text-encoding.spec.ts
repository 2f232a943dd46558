import { decoded, encodingOf } from './text-encoding.js';

const hex = (text: string) => Buffer.from(text, 'hex');
/** 工会 in GB18030. */
const union = hex('b9a4bbe1');
const mark = hex('efbbbf');

describe('the encoding of a text', () => {
  it.each([
    ['UTF-8', Buffer.from('工会,1\n'), 'utf-8', '工会,1\n'],
    ['UTF-8 with its mark', Buffer.concat([mark, Buffer.from('工会')]), 'utf-8', '工会'],
    ['GB18030', union, 'gb18030', '工会'],
    ['GB18030 behind a mark of UTF-8', Buffer.concat([mark, union]), 'gb18030', '工会'],
    ['UTF-16, which begins with its mark', hex('fffee55d1a4f'), 'utf-16le', '工会'],
    ['UTF-16 the other way round', hex('feff5de54f1a'), 'utf-16be', '工会'],
  ])('is %s', (_, bytes, encoding, text) => expect([encodingOf(bytes)?.encoding, decoded(bytes)]).toEqual([encoding, text]));

  it('is none of what is no text, with a mark or without', () => {
    for (const bytes of [hex('00010203'), Buffer.concat([mark, hex('00')]), hex('ff'), Buffer.concat([mark, hex('b9ff')])]) expect([encodingOf(bytes), decoded(bytes)]).toEqual([undefined, undefined]);
  });
});
