import type { DeepReadonly, Json } from '#kernel';
import { fractionOf } from './fields.js';
import type { RuleSet } from './rule-set.js';

/** Ways in which a rule set that fits its schema can still contradict itself. */
export const contradictionCodes = [
  'ballot-entry-twice',
  'upper-not-a-grade',
  'upper-not-the-best',
  'subject-not-on-ballot',
  'body-without-quorum',
  'quorum-always-met',
  'share-above-one',
  'step-both-required-and-recorded',
  'held-without-its-step',
  'step-without-another',
  'date-impossible',
  'period-reversed',
  'milestone-unknown',
  'due-cycle',
  'title-twice',
  'title-unknown',
  'title-cycle',
  'item-twice',
  'criterion-twice',
  'points-not-total',
  'word-missing',
  'bands-missing',
  'bands-not-asked',
  'band-grade-unknown',
  'bands-not-contiguous',
  'denominator-absent',
  'consent-not-lower',
  'thresholds-reversed',
  'levels-reversed',
  'quota-zero',
  'step-missing',
  'due-missing',
  'due-without-step',
  'due-out-of-order',
  'due-after-cut-off',
  'item-unknown',
  'deduct-not-scored',
  'deduct-over-points',
  'uncapped-not-bonus',
  'alternative-twice',
  'alternative-shadowed',
  'size-bands-unordered',
  'escalation-reversed',
  'rule-set-too-large',
] as const;
export type ContradictionCode = (typeof contradictionCodes)[number];

/** One contradiction: what is wrong, where (JSON pointer), and the values that collide. */
export type Contradiction = { readonly code: ContradictionCode; readonly path: string; readonly details: { readonly [name: string]: Json } };

/** What each group of checks takes: the whole rule set, read-only. */
export type Checked = DeepReadonly<RuleSet>;

/** A share above one can never be reached. */
export function shareFault(share: string, path: string): readonly Contradiction[] {
  const { n, m } = fractionOf(share);
  return n > m ? [{ code: 'share-above-one', path, details: { share } }] : [];
}
