import { dayOfSerial } from '#sheets';

/** How a number is shown: with so many decimals, or as a date with these parts. */
export type NumberFormat = { readonly decimals?: number; readonly year?: boolean; readonly month?: boolean; readonly day?: boolean };

const general: NumberFormat = {};
const whole: NumberFormat = { year: true, month: true, day: true };
const yearMonth: NumberFormat = { year: true, month: true };
const monthDay: NumberFormat = { month: true, day: true };

/** Formats that files name by number alone (ECMA-376, part 1, 18.8.30), those of Chinese systems among them. */
const builtIn: Readonly<Record<number, NumberFormat>> = {
  2: { decimals: 2 },
  4: { decimals: 2 },
  14: whole,
  15: whole,
  16: monthDay,
  17: yearMonth,
  22: whole,
  27: yearMonth,
  28: monthDay,
  29: monthDay,
  30: whole,
  31: whole,
  36: yearMonth,
  50: yearMonth,
  51: monthDay,
  52: yearMonth,
  53: monthDay,
  54: monthDay,
  57: yearMonth,
  58: monthDay,
};

/** What a format's code means: `yyyy"年"m"月"` a year and month, `0.00` two decimals. Months and minutes share a letter: minutes stand beside h or s. */
export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn[id] ?? general;
  const [first = ''] = code.split(';');
  const plain = first.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/"([^"]*)"|\\(.)|_.|\*./g, (_, quoted?: string, escaped?: string) => (/[年月日号]/.test(quoted ?? escaped ?? '') ? (quoted ?? escaped ?? '') : ''));
  const letters = plain.replaceAll(/(?<=[hs:时])m+|m+(?=[:分s])|AM\/PM|A\/P|general/gi, '');
  const date = { ...(/[ye]/i.test(letters) && !/e[+-]/i.test(letters) ? { year: true } : {}), ...(/m/i.test(letters) ? { month: true } : {}), ...(/d/i.test(letters) ? { day: true } : {}) };
  if (Object.keys(date).length > 0) return date;
  const decimals = /0\.(0+)(?!.*%)/.exec(plain)?.[1]?.length;
  return decimals === undefined ? general : { decimals };
}

/** The date a number is shown as, no finer than it is shown; nothing where it is shown as a number, or means no day. */
export function shownDate(value: number, { year, month, day }: NumberFormat, from1904: boolean): string | undefined {
  if (year !== true && month !== true && day !== true) return undefined;
  const date = dayOfSerial(value, from1904);
  if (date === undefined) return undefined;
  if (year !== true) return month === true ? `-${date.slice(4, day === true ? 10 : 7)}` : undefined;
  return day === true ? date : date.slice(0, month === true ? 7 : 4);
}
