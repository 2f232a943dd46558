import type { Checked, Contradiction } from './contradiction.js';

/** What a whole standard adds up to, bonus apart. */
const wholePoints = 100;

/** The standard: each item and criterion once, 100 points. Shorter standards of a class are rescaled when scored. */
export function standardFaults({ standard }: Checked): readonly Contradiction[] {
  const criteria = standard.items.flatMap((item, i) => item.criteria.map((criterion, j) => ({ ...criterion, path: `/standard/items/${i}/criteria/${j}` })));
  const points = criteria.reduce((sum, criterion) => sum + (criterion.scoring === 'bonus' ? 0 : criterion.points), 0);
  const itemIds = standard.items.map(({ id }) => id);
  const criterionIds = criteria.map(({ id }) => id);
  return [
    ...itemIds.flatMap((item, index): Contradiction[] => (itemIds.indexOf(item) < index ? [{ code: 'item-twice', path: `/standard/items/${index}/id`, details: { item } }] : [])),
    ...criteria.flatMap(({ id, path }, index): Contradiction[] =>
      criterionIds.indexOf(id) < index ? [{ code: 'criterion-twice', path: `${path}/id`, details: { criterion: id } }] : [],
    ),
    ...(points === wholePoints ? [] : [{ code: 'points-not-100', path: '/standard/items', details: { points } } as const]),
  ];
}
