import type { DeepReadonly } from '#kernel';
import type { RuleSet } from './rule-set.js';

/** Where a rule set names none: what the Meilan circular gave. */
const usual = { papers: 5, makeUp: 15 } as const;

/** Working days that a circular gives for late papers, and for make-up evaluations. */
export const circularDaysOf = ({ circular }: DeepReadonly<Pick<RuleSet, 'circular'>>): NonNullable<RuleSet['circular']> => circular ?? usual;
