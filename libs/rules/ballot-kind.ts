import { Type, type Static } from 'typebox';
import { camelWord, closed } from './fields.js';

/** The most points on a score sheet. */
export const sheetPoints = 100;
const points = Type.Integer({ minimum: 0, maximum: sheetPoints });

/** Sheets of `from` to `to` points, both ends included, count as ballots of the grade. */
export const Band = Type.Object({ grade: camelWord, from: points, to: points }, closed);
export type Band = Static<typeof Band>;

/**
 * What is voted on: subjects, each given one of the grades. `propositions` are agreed to or not ("meets title X"); `scores`
 * are sheets of 0 to 100 whole points, counted by band.
 */
export const Ballot = Type.Object(
  {
    subjects: Type.Array(camelWord, { minItems: 1, maxItems: 10 }),
    grades: Type.Array(camelWord, { minItems: 2, maxItems: 6 }),
    /** Absent: `grades`. */
    kind: Type.Optional(Type.Enum(['grades', 'propositions', 'scores'])),
    /** For `scores`: which points make which grade; they leave no gap from 0 to 100. */
    bands: Type.Optional(Type.Array(Band, { minItems: 2, maxItems: 6 })),
  },
  closed,
);
export type Ballot = Static<typeof Ballot>;

/** The grade of a sheet with so many points; nothing outside all bands. */
export const bandOf = (bands: readonly Band[], total: number): string | undefined => bands.find(({ from, to }) => total >= from && total <= to)?.grade;

/** Sheets counted by grade. */
export type SheetsByGrade = { readonly [grade: string]: number };

/** True when so many sheets a band can add up to the sum of points: Σ from ≤ sum ≤ Σ to. */
export function sumFits(bands: readonly Band[], sheets: SheetsByGrade, sum: number): boolean {
  const added = (end: 'from' | 'to') => bands.reduce((total, band) => total + (Object.hasOwn(sheets, band.grade) ? (sheets[band.grade] ?? 0) : 0) * band[end], 0);
  return sum >= added('from') && sum <= added('to');
}

/** The mean of the sheets' points in hundredths, rounded down; nothing where there are no sheets. */
export const meanOf = (sum: number, sheets: number): number | undefined => (sheets === 0 ? undefined : Math.floor((sum * 100) / sheets));
