import { KnownRegister, type KnownFederation, type KnownUnion } from '#intake';
import { maxListLimit, type ListQuery, type ViewReader } from '#kernel';
import { federationsBelow, problem, type Node } from '#platform';
import { unitsCovered } from '#register';
import type { UnionRow } from '#views';
import { awaitViews } from './await-views.js';

/** Beyond so many federations it is quicker to go through all unions than to ask for those of each. */
const mostInScope = 50;
/** After so many rows others have their turn on this thread. */
const rowsInATurn = 2_000;

/** Waits for the views to have all that is recorded. @throws Problem `federation-not-there`, `view-behind` */
export async function refuseUnknown({ log, views: { federations, unions } }: Node, federation: string): Promise<void> {
  await awaitViews(log, [federations, unions]);
  if ((await federations.get(federation)) === undefined) throw problem('federation-not-there', { federation });
}

/** What the register knows of a federation and all below it, up to the last event. @throws Problem `federation-not-there`, `view-behind` */
export async function loadKnown(node: Node, federation: string): Promise<KnownRegister> {
  const { federations, unions } = node.views;
  await refuseUnknown(node, federation);
  const below = await federationsBelow(node.views, federation);
  const known: KnownFederation[] = [];
  for (const id of below) {
    const row = await federations.get(id);
    if (row !== undefined) known.push({ id, name: row.name, superiors: row.superiors, line: row.line, kind: row.kind ?? null, level: row.level ?? null, organisationCode: row.code, from: row.from, ...formerly(row.name, [row.history.state.registered.name, ...row.history.state.names.map(({ value }) => value.name)]) });
  }
  return new KnownRegister(known, await unionsBelow(unions, below));
}

async function unionsBelow(view: Node['views']['unions'], federations: readonly string[]): Promise<readonly KnownUnion[]> {
  const found: KnownUnion[] = [];
  const wanted = new Set(federations);
  const query: ListQuery = { limit: maxListLimit, ...(federations.length > mostInScope ? {} : { scope: federations }) };
  let seen = 0;
  for await (const [id, { name, class: kind, superior, units, members, staff, women, womenStaff, industry, code, foundedOn, closedOn, revision, state }] of rowsOf(view, query)) {
    if (++seen % rowsInATurn === 0) await new Promise((resolve) => setImmediate(resolve));
    if (wanted.has(superior)) found.push({ id, name, class: kind, superior, units, members, staff, women, womenStaff, industry, code, foundedOn, closedOn, revision, certificate: certificateIn(state), unitsListed: unitsCovered(state) !== undefined, ...formerly(name, state.profile.map(({ value }) => value.name)) });
  }
  return found;
}

/** Other names than the one it bears; absent where there are none, which is the rule. */
function formerly(name: string, names: readonly (string | null | undefined)[]): { readonly formerNames?: readonly string[] } {
  const others = new Set(names.filter((one) => typeof one === 'string' && one !== name) as readonly string[]);
  return others.size === 0 ? {} : { formerNames: [...others] };
}

/** The number of the legal-person certificate it holds. */
export const certificateIn = ({ certificates }: UnionRow['state']): string | null => certificates.findLast(({ kind, withdrawnOn }) => kind === 'legalPerson' && withdrawnOn === undefined)?.number ?? null;

/** All rows that a query finds, page by page. */
export async function* rowsOf<Row>(view: ViewReader<Row>, query: ListQuery): AsyncGenerator<readonly [id: string, row: Row]> {
  for (let cursor: string | undefined; ; ) {
    const page = await view.list(cursor === undefined ? query : { ...query, cursor });
    yield* page.rows;
    if (page.next === undefined) return;
    cursor = page.next;
  }
}
