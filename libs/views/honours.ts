import type { DeepReadonly } from '#kernel';
import type { RuleSet } from '#rules';
import type { EvaluationRow } from './evaluation-row.js';

/** Why a union is left out of honours (推优评先). */
export const honourReasons = ['notHeld', 'belowThreshold', 'withdrawn'] as const;
export type HonourReason = (typeof honourReasons)[number];

export type HonourJudged = { readonly eligible: boolean; readonly reasons: readonly HonourReason[]; readonly exempt: boolean };

/**
 * Whether a union may be put forward for honours: held and the rate of its result are the basis (Meilan report). Not having held
 * it is a veto only where the rule set says so; an approved exemption is hit by neither. A result of few ballots, which is not shown, is no reason.
 */
export function honourOf({ status, held, result, state }: EvaluationRow, { honours }: DeepReadonly<Pick<RuleSet, 'honours'>>): HonourJudged {
  if (status === 'exempt') return { eligible: true, reasons: [], exempt: true };
  const isHeld = held !== null || state.backFilled?.held === true;
  const reasons: HonourReason[] = [
    ...(status === 'withdrawn' ? (['withdrawn'] as const) : []),
    ...(honours?.vetoWhereNotHeld === true && !isHeld && status !== 'withdrawn' ? (['notHeld'] as const) : []),
    ...(result?.belowThreshold === true ? (['belowThreshold'] as const) : []),
  ];
  return { eligible: reasons.length === 0, reasons, exempt: false };
}
