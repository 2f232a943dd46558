import { addDays, maxListLimit, StoreUnavailable, type EventReader, type Fact, type PlainDate, type ViewReader } from '#kernel';
import { reportsOf, reportsOfUnion, reportsWithin, startOf, type Dated } from '#register';
import type { FederationRow, UnionRow } from '#views';
import type { ViewReaders } from './open-views.js';

/** How long the views may take to come as far as the log was, in milliseconds. */
const patienceMs = 10_000;

/**
 * The fact `below`: how many report to a federation directly on any day from one on, by `<federation>@<day>`, by the views at the
 * log's end. Who reports to it now is in its totals; who did until a later day has changed since, and is looked at.
 * @throws StoreUnavailable when a view does not come so far: whoever still reports might be overlooked
 */
export const belowFact = ({ federations, unions }: Pick<ViewReaders, 'federations' | 'unions'>, log: Pick<EventReader, 'end'>) => async (of: string): Promise<Fact> => {
  const [, federation, from] = /^([a-z0-9_]+)@([\d-]*)$/.exec(of) ?? [];
  if (federation === undefined || from === undefined) throw new RangeError(`"${of}" names nobody below`);
  const end = await log.end();
  const came = await Promise.all([federations.reached(end, patienceMs), unions.reached(end, patienceMs)]);
  if (came.includes(false)) throw new StoreUnavailable('a view of the register is behind the log');
  const [ofFederations, ofUnions] = await Promise.all([federations.totals(federation), unions.totals(federation)]);
  const since = { federation, from };
  const [movedFederations, movedUnions] = await Promise.all([left<FederationRow>(federations, since, ofFederation), left<UnionRow>(unions, since, ofUnion)]);
  return { value: { federations: (ofFederations['federations'] ?? 0) + movedFederations, unions: (ofUnions['unions'] ?? 0) + movedUnions }, source: `views@${end}` };
};

/** To whom a row reports and reported, until when at the most, and whether it does so now: those are counted already. */
type Reports = { readonly history: readonly Dated<readonly string[]>[]; readonly until: PlainDate | undefined; readonly now: readonly string[] };

const ofFederation = ({ history, superiors, closedOn }: FederationRow): Reports => ({ history: reportsOf(history.state.registered.superiors, history.moves), ...until(closedOn), now: closedOn === null ? superiors : [] });
const ofUnion = ({ state, superior, closedOn }: UnionRow): Reports => ({ history: reportsOfUnion(state), ...until(closedOn), now: closedOn === null ? [superior] : [] });
const until = (closedOn: string | null) => ({ until: closedOn === null ? undefined : startOf(closedOn) });

/** How many report to a federation no more, but did on a day from that one on. */
async function left<Row>(reader: Pick<ViewReader<Row>, 'list'>, { federation, from }: { readonly federation: string; readonly from: PlainDate }, reportsOfRow: (row: Row) => Reports): Promise<number> {
  const changedOn = from === '' ? {} : { from: addDays(from, 1) };
  let count = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await reader.list({ between: { changedOn }, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    for (const [, row] of page.rows) {
      const { history, until, now } = reportsOfRow(row);
      if (!now.includes(federation) && reportsWithin(history, { from, until }).some(({ id }) => id === federation)) count++;
    }
    if (page.next === undefined) return count;
    cursor = page.next;
  }
}
