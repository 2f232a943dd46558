import { campaignDecider, isCalledUp, outsideBy, type CampaignState } from '#campaign';
import { maxListLimit, type ListPage, type ListQuery, type Position } from '#kernel';
import { federationsBelow, problem, type Node } from '#platform';
import { ruleSetKey, type RuleSet } from '#rules';
import type { UnionRow } from '#views';

/** Pages of the register that one request looks at: it answers within a second or two, and is sent again for the rest. */
const mostPages = 10;
/** How long views may take to come as far as the log is, in milliseconds. */
const patienceMs = 5_000;

export type OpenedCampaign = NonNullable<CampaignState['opened']>;
export type CampaignNow = { readonly opened: OpenedCampaign; readonly state: CampaignState; readonly ruleSet: RuleSet };
export type PassedOver = { alreadyCalledUp: number; closed: number; outOfScope: number };

/** @throws Problem `not-found` where no such campaign was opened, or its rules never published */
export async function campaignNow(node: Node, id: string): Promise<CampaignNow> {
  const state = (await node.commands.state(campaignDecider, id)).state as CampaignState;
  if (state.opened === null) throw problem('not-found');
  const { ruleSet } = (await node.commands.facts({ ruleSet: { fact: 'ruleSet', of: ruleSetKey(state.opened.ruleSet) } })) as { ruleSet?: RuleSet };
  if (ruleSet === undefined) throw problem('not-found');
  return { opened: state.opened, state, ruleSet };
}

/** What was recorded a moment ago is looked at too. @returns up to where @throws Problem `view-behind` */
export async function caughtUp({ log, views }: Node, names: readonly (keyof Node['views'])[]): Promise<Position> {
  const end = await log.end();
  const reached = await Promise.all(names.map((name) => views[name].reached(end, patienceMs)));
  if (reached.includes(false)) throw problem('view-behind', { position: String(end) });
  return end;
}

/** What a search through the register's view found, and where it is to go on. */
export type Found = { readonly rows: readonly UnionRow[]; readonly next: string | undefined };

/** Looks through pages of the register until so many are found. @throws Problem `query-invalid` for a cursor that is none */
export async function searchedUnions({ views }: Node, query: Pick<ListQuery, 'scope' | 'between' | 'cursor'>, { most, wanted }: { readonly most: number; readonly wanted: (row: UnionRow) => boolean | Promise<boolean> }): Promise<Found> {
  const rows: UnionRow[] = [];
  let { cursor } = query;
  for (let pages = 0; pages < mostPages && rows.length + maxListLimit <= most; pages++) {
    const page: ListPage<UnionRow> = await views.unions.list({ ...query, limit: maxListLimit, cursor } as ListQuery).catch((error: unknown) => {
      throw error instanceof RangeError ? problem('query-invalid', {}, [{ field: '/cursor', rule: 'cursor' }]) : error;
    });
    for (const [, row] of page.rows) if (await wanted(row)) rows.push(row);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return { rows, next: cursor };
}

/** The federations whose unions a campaign is for, and how each other union is passed over; counts whom it passed over. */
export async function scopeOf({ views }: Node, { opened, state, ruleSet }: CampaignNow): Promise<{ readonly below: readonly string[]; readonly passedOver: PassedOver; readonly eligible: (row: UnionRow) => boolean }> {
  const below = await federationsBelow(views, opened.federation);
  const inSubtree = opened.scope?.subtree === undefined ? undefined : new Set((await Promise.all(opened.scope.subtree.map((one) => federationsBelow(views, one)))).flat());
  const passedOver: PassedOver = { alreadyCalledUp: 0, closed: 0, outOfScope: 0 };
  const eligible = (row: UnionRow): boolean => {
    const reason = passedOverBy(row, { state, opened, ruleSet, inSubtree });
    if (reason !== undefined) passedOver[reason]++;
    return reason === undefined;
  };
  return { below, passedOver, eligible };
}

function passedOverBy(row: UnionRow, { state, opened, ruleSet, inSubtree }: CampaignNow & { readonly inSubtree: ReadonlySet<string> | undefined }): keyof PassedOver | undefined {
  if (isCalledUp(state, row.union)) return 'alreadyCalledUp';
  if (row.closedOn !== null) return 'closed';
  if (inSubtree?.has(row.superior) === false) return 'outOfScope';
  const { subtree: _subtree, ...scope } = opened.scope ?? {};
  const outside = outsideBy(scope, { id: row.union, class: row.class, path: [row.superior], ...(row.members === null ? {} : { members: row.members }) }, ruleSet);
  return outside === undefined ? undefined : 'outOfScope';
}
