const digits = '〇一二三四五六七八九';
const digitOf = (sign: string): number => (sign === '零' || sign === '○' || sign === 'Ο' ? 0 : sign === '两' ? 2 : digits.indexOf(sign));
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/** Signs of numbers as Chinese writes them. */
export const numerals = '〇零○Ο一二三四五六七八九两十百千万';

/** `一百三十一` → 131, `二〇一八` → 2018, `一万二千` → 12000; nothing for what is no number so written. */
export function chineseNumber(text: string): number | undefined {
  if (text === '' || [...text].some((sign) => !numerals.includes(sign))) return undefined;
  if (!/[十百千万]/.test(text)) return Number([...text].map(digitOf).join(''));
  const [high = '', low, ...more] = text.split('万');
  if (more.length > 0) return undefined;
  if (low === undefined) return belowTenThousand(high);
  const [tens, rest] = [belowTenThousand(high), low === '' ? 0 : belowTenThousand(low)];
  return tens === undefined || rest === undefined ? undefined : tens * 10_000 + rest;
}

function belowTenThousand(text: string): number | undefined {
  let [sum, digit, least] = [0, undefined as number | undefined, Number.POSITIVE_INFINITY];
  for (const sign of text) {
    const unit = units[sign];
    if (unit === undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = digitOf(sign);
      continue;
    }
    // Of 十二 the ten has no digit before it. Units go down: 三十百 is no number.
    if (unit >= least || (digit === undefined && sum > 0)) return undefined;
    sum += (digit ?? 1) * unit;
    [digit, least] = [undefined, unit];
  }
  return text === '' ? undefined : sum + (digit ?? 0);
}

/** Digits one by one, for years: `二〇一八` → `2018`, `九七` → `97`; days and months by value: `十` → `10`. Other signs stay. */
export const withDigits = (text: string): string =>
  text.replaceAll(new RegExp(`[${numerals}]+`, 'g'), (number) => {
    const value = chineseNumber(number);
    return /[十百千万]/.test(number) ? (value === undefined ? number : String(value)) : [...number].map(digitOf).join('');
  });
