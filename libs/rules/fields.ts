import { Type, type Static } from 'typebox';

/** The small parts that a rule set is made of. */
export const closed = { additionalProperties: false } as const;
/** Texts of a certain form, by the pattern they match. */
export const forms = {
  id: '^[a-z0-9][a-z0-9_]{0,31}$',
  word: '^[a-z][A-Za-z0-9]{0,31}$',
  share: '^[0-9]{1,4}/[1-9][0-9]{0,3}$',
  day: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  dayOfYear: '^Y([+-]1)?-[0-9]{2}-[0-9]{2}$',
  due: '^(Y([+-]1)?-[0-9]{2}-[0-9]{2}|[a-z]{1,20} \\+ [0-9]{1,3}(wd|d))$',
  criterionId: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$',
  itemId: '^[0-9]{1,2}$',
} as const;
export type Form = keyof typeof forms;

export const id = Type.String({ pattern: forms.id });
export const version = Type.Integer({ minimum: 1, maximum: 999 });
/** A whole day; whether it exists is judged with the other contradictions. */
export const day = Type.String({ pattern: forms.day });
/** A word that stands for something the place names: a subject, a grade, a title, a class. Its text stands in `words`. */
export const camelWord = Type.String({ pattern: forms.word });
/** A share as a fraction of whole numbers, `2/3` or `80/100`: thresholds are never compared as floating point. */
export const fraction = Type.String({ pattern: forms.share });
/** Present and true, or absent: a switch that nobody can set to its default. */
export const switchedOn = Type.Literal(true);

/** Text that people read, in both languages. */
export const BilingualText = Type.Object({ zh: Type.String({ minLength: 1, maxLength: 2000 }), en: Type.String({ minLength: 1, maxLength: 2000 }) }, closed);
export type BilingualText = Static<typeof BilingualText>;

/** The name of something the place speaks of. */
export const Word = Type.Object({ zh: Type.String({ minLength: 1, maxLength: 100 }), en: Type.String({ minLength: 1, maxLength: 100 }) }, closed);

/** `Y-10-31`, `Y+1-01-31`, `Y-1-01-01`, or `<milestone> + 5wd` (working days) / `+ 40d` (calendar days). */
export const dueExpression = Type.String({ pattern: forms.due });
export const yearDate = Type.String({ pattern: forms.dayOfYear });

export const countNames = ['entitled', 'present', 'issued', 'returned', 'valid'] as const;
export const CountName = Type.Enum([...countNames]);
export type CountName = (typeof countNames)[number];

/** Denominator for a sitting and for a questionnaire. */
export const Over = Type.Object({ assembly: CountName, questionnaire: CountName }, closed);
export type Over = Static<typeof Over>;

/** Grades that are added up. */
export const Upper = Type.Array(camelWord, { minItems: 1, maxItems: 6 });

/** `n/m` as whole numbers. */
export function fractionOf(text: string): { readonly n: number; readonly m: number } {
  const [n = 0, m = 1] = text.split('/').map(Number);
  return { n, m };
}

/** True when `part ÷ whole ≥ fraction`, in whole numbers: 80.0 % of 41 is 33, not 32.8. A share of nothing is never enough. */
export function atLeast(part: number, whole: number, share: string): boolean {
  const { n, m } = fractionOf(share);
  return whole > 0 && part * m >= n * whole;
}

/** Below 0 when the first share is the smaller one, 0 when both are the same: `80/100` and `4/5`. */
export function compareShares(a: string, b: string): number {
  const [one, other] = [fractionOf(a), fractionOf(b)];
  return one.n * other.m - other.n * one.m;
}
