import * as fc from 'fast-check';
import { knownWords } from '../known-words.js';
import type { AlternativeStandard, Criterion, Deduction, Standard } from '../standard.js';
import { maybe, someOf } from './random-ballots.js';

const text = (words: string) => ({ zh: words, en: words });
const classes = someOf([...knownWords.class, 'ship']);

const aDeduction = (points: number): fc.Arbitrary<Deduction> =>
  fc.record({
    points: fc.integer({ min: 1, max: points * 100 }).map((hundredths) => hundredths / 100),
    each: fc.integer({ min: 1, max: 1_000 }).map((hundredths) => hundredths / 100),
    unit: fc.constantFrom('percent', 'case', 'day', 'person'),
    from: fc.integer({ min: 0, max: 100 }),
    steps: fc.constantFrom('full', 'started'),
    direction: fc.constantFrom('below', 'above'),
  });

/** A criterion of so many points in one of the four scorings; a bonus does not count towards the total. */
function aCriterionOf(id: string, points: number): fc.Arbitrary<Criterion> {
  const scoring = points === 0 ? fc.constant('bonus' as const) : fc.constantFrom('points' as const, 'deductPerStep' as const, 'allOrNothing' as const);
  const basis = someOf(['ledger', 'interview', 'visit', 'file'] as const);
  return fc.tuple(scoring, fc.boolean(), basis, maybe('notInFirstYear', fc.boolean()), maybe('classes', classes), aDeduction(Math.max(1, points)), fc.integer({ min: 0, max: 10 }), fc.boolean()).map(
    ([scoring, flag, basis, firstYear, whom, deduct, bonus, more]) => ({
      id,
      text: text(`criterion ${id}`),
      points: scoring === 'bonus' ? bonus : points,
      obligatory: scoring !== 'bonus' && flag,
      scoring,
      evidence: text('paper'),
      basis,
      ...firstYear,
      ...(flag ? {} : whom),
      ...(scoring === 'deductPerStep' && more ? { deduct } : {}),
      ...(scoring === 'bonus' && more ? { uncapped: true as const } : {}),
    }),
  );
}

/** One to four items with one to three criteria each that add up to the total, a bonus among them perhaps. */
export const aStandard: fc.Arbitrary<Standard> = fc
  .tuple(fc.array(fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), maybe('bonusBeyond', fc.constant(true as const)))
  .filter(([items]) => items.flat().some((points) => points > 0))
  .chain(([items, beyond]) => {
    const total = items.flat().reduce((sum, points) => sum + points, 0);
    const made = items.map((criteria, i) =>
      fc.tuple(...criteria.map((points, j) => aCriterionOf(`${i + 1}.${j + 1}`, points))).map((criteria) => ({ id: String(i + 1), title: text(`item ${i + 1}`), criteria })),
    );
    return fc.tuple(...made).map((items) => ({ items, ...(total === 100 ? {} : { total }), ...beyond }));
  });

/** For joint unions, for the small ones: none is hidden by another. */
export const someAlternatives: fc.Arbitrary<AlternativeStandard[]> = fc.tuple(aStandard, aStandard, fc.boolean(), fc.integer({ min: 1, max: 100 })).map(([one, other, both, membersBelow]) => [
  { id: 'short', for: [{ classes: ['jointUnion'] }], standard: one },
  ...(both ? [{ id: 'small', for: [{ membersBelow }, { classes: ['privateFirm', 'ship'], membersBelow: membersBelow + 10 }], standard: other }] : []),
]);
