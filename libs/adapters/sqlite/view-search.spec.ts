import { searchTokens } from '#kernel';
import { assert, constantFrom, property, string } from 'fast-check';
import { holds, searchedText } from './view-search.js';

describe('what the reader thread looks for in a name', () => {
  it('is what the index holds of it: the same letters and digits, whatever the text', () => {
    assert(property(string({ unit: 'binary' }), (text) => searchedText(text) === searchTokens(text).join('')));
    assert(property(string({ unit: constantFrom('Ａ', 'ﬀ', 'İ', '㍿', '\u0301', 'é', '永', ' ', '-', '𠮷', '①', '９') }), (text) => searchedText(text) === searchTokens(text).join('')));
  });

  it('is found within a text, not across what is left of another', () => {
    expect([holds('永兴（集团）公司', '兴集'), holds('Ｙｏｎｇ 兴', 'yong兴'), holds(null, '永'), holds('永-兴', '兴永')]).toEqual([1, 1, 0, 0]);
  });
});
