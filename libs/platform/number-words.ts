import type { Language } from './texts.js';

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A count in words as they are written before what is counted: 两次, 十二次, twice as “two”; from a hundred (eleven in English) on in digits. */
export function numberWord(language: Language, n: number): string {
  if (language === 'en') return english[n] ?? String(n);
  if (n === 2) return '两';
  if (n < 10) return digits[n] ?? String(n);
  if (n >= 100) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
}
