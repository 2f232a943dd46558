import { maxNamedInCircular, type CircularFigures } from '#campaign';
import { addDays, canonicalJson, maxListLimit, StoreUnavailable, type EventReader, type FactSource, type Hashing, type PlainDate } from '#kernel';
import { groupOf, latePapers } from '#views';
import type { ViewReaders } from './open-views.js';
import { problem } from './problem.js';

/** How long the views may take to come as far as the log was, in milliseconds. */
const patienceMs = 10_000;

type Reading = { readonly views: Pick<ViewReaders, 'evaluations' | 'duties' | 'campaigns'>; readonly log: Pick<EventReader, 'end'>; readonly hashing: Hashing };
type Named = CircularFigures['named'][number] & { readonly missing: boolean };
/** What a circular rests on, and which of those it names had still not handed in. */
export type CircularRests = Omit<CircularFigures, 'named'> & { readonly named: readonly Named[] };

/**
 * What a circular of a day rests on: figures as they stood at the end of that recording day, and each federation below with the
 * papers that were late by the dates of their facts.
 * @throws StoreUnavailable where a view is behind, Problem `not-found`, `scope-too-wide` where more are late than one circular names
 */
export async function circularFiguresOf({ views, log, hashing }: Reading, campaign: string, on: PlainDate): Promise<CircularRests> {
  const position = await log.end();
  for (const view of [views.campaigns, views.duties, views.evaluations]) if (!(await view.reached(position, patienceMs))) throw new StoreUnavailable('a view is behind the log');
  const opened = await views.campaigns.get(campaign);
  if (opened === undefined) throw problem('not-found');
  const totals = await views.evaluations.totals(groupOf(campaign, opened.federation), on);
  const figures = { should: totals['should'] ?? 0, held: totals['held'] ?? 0 };
  const named = await lateBelow(views.duties, { campaign, federation: opened.federation, on });
  const figuresDigest = hashing.sha256(canonicalJson({ campaign, on, figures, named: named.map(({ federation, papers }) => ({ federation, papers })) }));
  return { figures, named, figuresDigest, position };
}

async function lateBelow(duties: ViewReaders['duties'], { campaign, federation, on }: { readonly campaign: string; readonly federation: string; readonly on: PlainDate }): Promise<readonly Named[]> {
  const named: Named[] = [];
  for (let cursor: string | undefined; ; ) {
    const { rows, next } = await duties.list({ scope: [federation], where: { campaign }, between: { lateFrom: { until: addDays(on, -1) } }, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    for (const [, row] of rows) {
      const { papers, missing } = latePapers(row, on);
      if (papers.length > 0) named.push({ federation: row.federation, name: row.name, papers: [...papers], missing });
    }
    if (named.length > maxNamedInCircular) throw problem('scope-too-wide', { federation, limit: maxNamedInCircular });
    if (next === undefined) return named;
    cursor = next;
  }
}

/** The fact `circularFigures`, by `CAMPAIGN@DAY`. */
export const circularFigures =
  (reading: Reading): FactSource =>
  async (of) => {
    const [campaign = '', on = ''] = of.split('@');
    const { named, ...rests } = await circularFiguresOf(reading, campaign, on);
    return { value: { ...rests, named: named.map(({ federation, name, papers }) => ({ federation, name, papers })) }, source: `evaluationStatus@${rests.position}` };
  };
