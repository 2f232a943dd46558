import { Type, type Static } from 'typebox';
import { atLeast, CountName, fractionOf, type Over } from './fields.js';
import type { Body } from './rule-set.js';

const ballots = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/**
 * A rate with what it was made of. Never stored or shown without: the same ballots are 81.6 % of the valid ones and
 * 51.7 % of those entitled.
 */
export const Rate = Type.Object(
  {
    /** Ballots in the grades of the formula. */
    n: ballots,
    m: ballots,
    /** Which count `m` is. */
    of: CountName,
    /** Grades added up, as `satisfied+basicallySatisfied`. */
    formula: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type Rate = Static<typeof Rate>;

/** Counts of one vote for one subject. A questionnaire has nobody present. */
export type BallotCounts = {
  readonly entitled: number;
  readonly present?: number | undefined;
  readonly issued: number;
  readonly returned: number;
  readonly valid: number;
  /** Ballots by grade. */
  readonly grades: { readonly [grade: string]: number };
};

/** The share of some grades, over one of the counts. A count that was not taken is 0, and 0 never suffices. */
export function rateOver(counts: BallotCounts, grades: readonly string[], of: CountName): Rate {
  const n = grades.reduce((sum, grade) => sum + (Object.hasOwn(counts.grades, grade) ? (counts.grades[grade] ?? 0) : 0), 0);
  return { n, m: counts[of] ?? 0, of, formula: grades.join('+') };
}

/** The four denominators, widest last: valid, returned, present (issued for a questionnaire), entitled. */
export function fourRates(counts: BallotCounts, grades: readonly string[]): readonly [Rate, Rate, Rate, Rate] {
  return [
    rateOver(counts, grades, 'valid'),
    rateOver(counts, grades, 'returned'),
    rateOver(counts, grades, counts.present === undefined ? 'issued' : 'present'),
    rateOver(counts, grades, 'entitled'),
  ];
}

/** What of a rule set satisfaction and combined are made from. */
export type FormulaRules = {
  readonly ballot: { readonly grades: readonly string[]; readonly kind?: 'grades' | 'propositions' | 'scores' | undefined };
  readonly endorsement: { readonly upper: readonly string[] };
  readonly rates?: { readonly satisfaction: readonly string[]; readonly combined: readonly string[] } | undefined;
};

/**
 * Grades of satisfaction (满意率: satisfied and better) and of combined (满意和基本满意率: basically satisfied as well), never mixed;
 * of grades by other names the first alone, and those of the endorsement. Nothing for
 * propositions, unless the rule set says so: who agrees has not been asked whether they are satisfied.
 */
export function formulasOf({ ballot, endorsement, rates }: FormulaRules): { readonly satisfaction: readonly string[]; readonly combined: readonly string[] } | undefined {
  if (rates !== undefined) return rates;
  if (ballot.kind === 'propositions') return undefined;
  const upTo = (grade: string) => ballot.grades.slice(0, ballot.grades.indexOf(grade) + 1);
  const [satisfaction, combined] = [upTo('satisfied'), upTo('basicallySatisfied')];
  return { satisfaction: satisfaction.length === 0 ? ballot.grades.slice(0, 1) : satisfaction, combined: combined.length === 0 ? endorsement.upper : combined };
}

/** The superior's own survey: who was asked of the staff, and how many recognise what the union claims. */
export type SurveyCounts = { readonly staff?: number | undefined; readonly issued: number; readonly returned: number; readonly valid: number; readonly recognised: number };

/** Recognition (认可率) over valid, returned, issued and, where it is known, all staff. */
export const recognitionRates = ({ staff, recognised: n, ...counts }: SurveyCounts): readonly SurveyRate[] =>
  (['valid', 'returned', 'issued', 'staff'] as const).flatMap((of) => {
    const m = of === 'staff' ? staff : counts[of];
    return m === undefined ? [] : [{ n, m, of, formula: 'recognised' }];
  });
/** Like {@link Rate}, over the staff as well. */
export const SurveyRate = Type.Object({ ...Rate.properties, of: Type.Union([CountName, Type.Literal('staff')]) }, { additionalProperties: false });
export type SurveyRate = Static<typeof SurveyRate>;

/** Recognition by its own base: the staff that was asked; over what was issued where nobody said how many that were. */
export const recognitionOver = ({ staff, issued, recognised: n }: Pick<SurveyCounts, 'staff' | 'issued' | 'recognised'>): SurveyRate =>
  staff === undefined ? { n, m: issued, of: 'issued', formula: 'recognised' } : { n, m: staff, of: 'staff', formula: 'recognised' };

/** How many more ballots would have reached the share; 0 where it is reached. Of nothing, nobody can say. */
export function missingTo({ n, m }: Pick<Rate, 'n' | 'm'>, share: string): number | undefined {
  if (m === 0) return undefined;
  const { n: part, m: whole } = fractionOf(share);
  return Math.max(0, Math.ceil((part * m) / whole) - n);
}

/** What of a rule set endorsement (认同率) is made from. */
export type EndorsementRule = { readonly endorsement: { readonly upper: readonly string[]; readonly over: Readonly<Over> } };

/** Endorsement (认同率) by the rule set's formula and denominator, from the counts for the rule set's subject. */
export const endorsementOf = (rules: EndorsementRule, body: Body, counts: BallotCounts): Rate =>
  rateOver(counts, rules.endorsement.upper, body === 'questionnaire' ? rules.endorsement.over.questionnaire : rules.endorsement.over.assembly);

/** True when the rate is at least the share, in whole numbers: 79.96 % is not 80 %. */
export const reaches = (rate: Pick<Rate, 'n' | 'm'>, share: string): boolean => atLeast(rate.n, rate.m, share);

/**
 * Per cent with one decimal, as `81.6`; nothing when there is nothing to divide by. Rounded to the nearest tenth as an
 * office's spreadsheet does, but never up to a whole per cent, for thresholds are whole: 79.96 % reads 79.9, not 80.0.
 */
export function percent({ n, m }: Pick<Rate, 'n' | 'm'>): string | undefined {
  if (m === 0) return undefined;
  const below = Number((BigInt(n) * 1000n) / BigInt(m));
  const nearest = Number((BigInt(n) * 2000n + BigInt(m)) / (BigInt(m) * 2n));
  const tenths = nearest % 10 === 0 ? below : nearest;
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** A rate in basis points (1/100 of a per cent), rounded down: what totals and histograms add up. */
export const basisPoints = ({ n, m }: Pick<Rate, 'n' | 'm'>): number => (m === 0 ? 0 : Math.floor((n * 10_000) / m));
