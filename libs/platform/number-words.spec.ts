import { numberWord } from './index.js';

describe('a count in words', () => {
  it.each([[0, '零'], [1, '一'], [2, '两'], [9, '九'], [10, '十'], [12, '十二'], [20, '二十'], [35, '三十五'], [99, '九十九'], [100, '100']])('%d is %s', (n, word) => expect(numberWord('zh-CN', n)).toBe(word));
  it.each([[2, 'two'], [10, 'ten'], [11, '11']])('%d is %s in English', (n, word) => expect(numberWord('en', n)).toBe(word));
});
