import { campaignRefusals } from '#campaign';
import { allotmentRefusals, evaluationRefusals } from '#evaluation';
import { registerRefusals } from '#register';
import { reminderRefusals } from '#reminders';
import { rulesRefusals } from '#rules';

/** Every code with which a rule may say no. */
export const refusalCodes: readonly string[] = [...new Set<string>([...registerRefusals, ...rulesRefusals, ...campaignRefusals, ...evaluationRefusals, ...allotmentRefusals, ...reminderRefusals])].toSorted();

/** Refusals that speak of the thing in the path: it is not there. What the body names and is not there is refused like any other. */
const notThere: ReadonlySet<string> = new Set(['not-opened', 'campaign-not-open', 'union-not-registered', 'federation-not-registered', 'person-not-registered', 'notice-not-issued']);

/** The HTTP status of a rule's no: 404 where the address names nothing, otherwise 422. */
export const statusOfRefusal = (code: string): 404 | 422 => (notThere.has(code) ? 404 : 422);
