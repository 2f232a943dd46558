import { maxOpenListed } from '#campaign';
import { evaluationStatuses, stepsReached } from '#evaluation';
import { maxListLimit, StoreUnavailable, type EventReader, type FactSource, type ViewReader } from '#kernel';
import { openOf, type EvaluationRow } from '#views';

/** How long the view may take to come as far as the log was, in milliseconds. */
const patienceMs = 10_000;

/** Where an evaluation that is open may stand: what is left out has ended, or owes nothing. */
const openSteps = stepsReached.filter((step) => step !== 'closed');
const openStatuses = evaluationStatuses.filter((status) => status !== 'exempt' && status !== 'backFilled' && status !== 'withdrawn');

/**
 * The fact `openEvaluations`, by `CAMPAIGN.FEDERATION`: evaluations of the round that neither ended nor left the denominator, by status,
 * from the totals, and up to 500 of them by id. Its source is the view's position, not before the log's end when it was asked for. @throws StoreUnavailable
 */
export const openEvaluations =
  (evaluations: Pick<ViewReader<EvaluationRow>, 'reached' | 'state' | 'totals' | 'list'>, log: Pick<EventReader, 'end'>): FactSource =>
  async (of) => {
    const [campaign = '', federation = ''] = of.split('.');
    if (!(await evaluations.reached(await log.end(), patienceMs))) throw new StoreUnavailable('the view evaluationStatus is behind the log');
    const { position, frozen } = await evaluations.state();
    if (frozen) throw new StoreUnavailable('the view evaluationStatus is being built');
    const byStatus = openOf(await evaluations.totals(of));
    const listed = Object.keys(byStatus).length === 0 ? [] : await listOpen(evaluations, campaign, federation);
    return { value: { byStatus, listed }, source: `evaluationStatus@${position}` };
  };

/** The first of them by id, page by page. */
async function listOpen(evaluations: Pick<ViewReader<EvaluationRow>, 'list'>, campaign: string, federation: string): Promise<readonly { readonly id: string; readonly status: string }[]> {
  const listed: { readonly id: string; readonly status: string }[] = [];
  for (let cursor: string | undefined; ; ) {
    const limit = Math.min(maxListLimit, maxOpenListed - listed.length);
    const page = await evaluations.list({ scope: [federation], where: { campaign, step: openSteps, status: openStatuses }, limit, ...(cursor === undefined ? {} : { cursor }) });
    listed.push(...page.rows.map(([id, { status }]) => ({ id, status })));
    cursor = page.next;
    if (cursor === undefined || listed.length >= maxOpenListed) return listed;
  }
}
