import type { DeepReadonly } from '#kernel';
import type { Checked, Contradiction } from './contradiction.js';
import type { Criterion, Standard, Whom } from './standard.js';

/** What a standard adds up to, bonus apart, where it says nothing else. */
const wholePoints = 100;

/** All standards: each item and criterion once, points that add up; and alternatives that some union can get. */
export const standardFaults = ({ standard, standards = [] }: Checked): readonly Contradiction[] => [
  ...faultsOf(standard, '/standard'),
  ...standards.flatMap((alternative, index) => faultsOf(alternative.standard, `/standards/${index}/standard`)),
  ...standards.flatMap(({ id }, index): Contradiction[] =>
    standards.findIndex((other) => other.id === id) < index ? [{ code: 'alternative-twice', path: `/standards/${index}/id`, details: { alternative: id } }] : [],
  ),
  ...shadowed(standards),
];

function faultsOf({ items, total = wholePoints }: DeepReadonly<Standard>, path: string): readonly Contradiction[] {
  const criteria = items.flatMap((item, i) => item.criteria.map((criterion, j) => ({ criterion, at: `${path}/items/${i}/criteria/${j}` })));
  const points = criteria.reduce((sum, { criterion }) => sum + (criterion.scoring === 'bonus' ? 0 : criterion.points), 0);
  const itemIds = items.map(({ id }) => id);
  const criterionIds = criteria.map(({ criterion }) => criterion.id);
  return [
    ...itemIds.flatMap((item, index): Contradiction[] => (itemIds.indexOf(item) < index ? [{ code: 'item-twice', path: `${path}/items/${index}/id`, details: { item } }] : [])),
    ...criteria.flatMap(({ criterion: { id }, at }, index): Contradiction[] => (criterionIds.indexOf(id) < index ? [{ code: 'criterion-twice', path: `${at}/id`, details: { criterion: id } }] : [])),
    ...criteria.flatMap(({ criterion, at }) => scoringFaults(criterion, at)),
    ...(points === total ? [] : [{ code: 'points-not-total', path: `${path}/items`, details: { points, total } } as const]),
  ];
}

function scoringFaults({ id, scoring, points, deduct, uncapped }: DeepReadonly<Criterion>, path: string): readonly Contradiction[] {
  return [
    ...(deduct !== undefined && scoring !== 'deductPerStep' ? [{ code: 'deduct-not-scored', path: `${path}/deduct`, details: { criterion: id, scoring } } as const] : []),
    ...(deduct !== undefined && deduct.points > points ? [{ code: 'deduct-over-points', path: `${path}/deduct/points`, details: { criterion: id, deducted: deduct.points, points } } as const] : []),
    ...(uncapped === true && scoring !== 'bonus' ? [{ code: 'uncapped-not-bonus', path: `${path}/uncapped`, details: { criterion: id, scoring } } as const] : []),
  ];
}

/** An alternative whose unions all get an earlier one: the first that is for a union counts. */
const shadowed = (standards: NonNullable<Checked['standards']>): readonly Contradiction[] =>
  standards.flatMap(({ id, for: whom }, index): Contradiction[] => {
    const earlier = standards.slice(0, index).flatMap((other) => other.for.map((described) => ({ id: other.id, described })));
    const by = whom.map((one) => earlier.find(({ described }) => covers(described, one))?.id);
    const first = by[0];
    return first !== undefined && by.every((other) => other !== undefined) ? [{ code: 'alternative-shadowed', path: `/standards/${index}`, details: { alternative: id, by: first } }] : [];
  });

/** True when every union that `narrow` describes is described by `wide`. */
const covers = (wide: DeepReadonly<Whom>, narrow: DeepReadonly<Whom>): boolean =>
  (wide.classes === undefined || (narrow.classes?.every((one) => wide.classes?.includes(one)) ?? false)) &&
  (wide.membersBelow === undefined || (narrow.membersBelow !== undefined && narrow.membersBelow <= wide.membersBelow));
