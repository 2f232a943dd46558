import { honourOf, type EvaluationRow } from '#views';
import { textFor } from '#platform';
import type { CampaignAsked } from './campaign-asked.js';
import { rateIn } from './describe.js';

/** A union in the list of honours: whether it may be put forward, and on what that rests: held and its rate, or why it is left out. */
export function describeHonour(evaluation: string, row: EvaluationRow, { rules, wording }: Pick<CampaignAsked, 'rules' | 'wording'>) {
  const { eligible, reasons, exempt } = honourOf(row, rules);
  const told = { name: row.unionName, basis: basisOf(row, exempt, wording), reasons: reasons.map((reason) => textFor(wording, `honour.${reason}`)) };
  return {
    evaluation,
    union: row.union,
    unionName: row.unionName,
    superior: row.superior,
    status: row.status,
    held: row.held,
    endorsement: row.result?.endorsement ?? null,
    eligible,
    exempt,
    reasons,
    text: textFor(wording, eligible ? 'honour.eligible' : 'honour.notEligible', told),
  };
}

/** Whoever puts a union forward must not take one that has held nothing for one with a good result. */
function basisOf({ held, result, state }: EvaluationRow, exempt: boolean, wording: CampaignAsked['wording']): string {
  if (exempt) return textFor(wording, 'honour.basisExempt');
  if (held !== null) return textFor(wording, 'honour.basisHeld', { heldOn: held.on, rate: rateIn(wording, result?.endorsement) });
  return textFor(wording, state.backFilled?.held === true ? 'honour.basisBackFilled' : 'honour.basisNone');
}
