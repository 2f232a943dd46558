import { detail, heading, line, where, type Explained, type Sentence } from './sentence.js';

type Standard = Explained['standard'];
type Criterion = Standard['items'][number]['criteria'][number];

/** The standard with all points, then those of some unions. */
export const aboutStandards = ({ standard, standards = [] }: Explained): readonly Sentence[] => [
  ...aboutStandard(heading('standardHeading', sizeOf(standard)), standard),
  ...standards.flatMap((alternative) => [
    heading('alternativeHeading', { id: alternative.id, ...sizeOf(alternative.standard) }),
    ...alternative.for.map(({ classes, membersBelow }) =>
      line(whomKey(classes, membersBelow), { classes: { words: classes ?? [] }, membersBelow: membersBelow ?? 0 }),
    ),
    ...aboutItems(alternative.standard),
  ]),
];

const whomKey = (classes: unknown, membersBelow: unknown): string => {
  if (classes === undefined) return 'alternativeForMembersBelow';
  return membersBelow === undefined ? 'alternativeForClasses' : 'alternativeForClassesMembersBelow';
};

const sizeOf = ({ items, total = 100 }: Standard) => ({ items: items.length, criteria: items.reduce((sum, { criteria }) => sum + criteria.length, 0), total });

const aboutStandard = (first: Sentence, standard: Standard): readonly Sentence[] => [
  first,
  line('rescaled'),
  ...(standard.bonusBeyond === true ? [line('bonusBeyond')] : []),
  ...aboutItems(standard),
];

const aboutItems = ({ items }: Standard): readonly Sentence[] =>
  items.flatMap(({ id, title, criteria }) => [
    line('itemIs', { id, title: { text: title }, points: criteria.reduce((sum, { scoring, points }) => sum + (scoring === 'bonus' ? 0 : points), 0) }),
    ...criteria.flatMap(aboutCriterion),
  ]);

/** One line a criterion; marks and deductions follow only where there are any. */
function aboutCriterion(criterion: Criterion): readonly Sentence[] {
  const { id, text, points, obligatory, scoring, basis, classes, notInFirstYear, deduct, uncapped } = criterion;
  return [
    detail(obligatory ? 'criterionObligatory' : 'criterionIs', { id, text: { text }, points, scoring: { word: `scoring-${uncapped === true ? 'uncapped' : scoring}` }, basis: { words: basis.map((one) => `basis-${one}`) } }),
    ...where(deduct, ({ direction, steps, points: off, each, unit, from }) => detail(`deduct-${direction}-${steps}`, { off, each, unit: { word: `unit-${unit}` }, from, at: { word: `from-${unit}` } })),
    ...where(classes, (words) => detail('onlyForClasses', { classes: { words } })),
    ...(notInFirstYear === true ? [detail('notAskedInFirstYear')] : []),
  ];
}
