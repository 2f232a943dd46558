import { KnownRegister, type KnownFederation, type KnownUnion } from '#intake';
import { maxListLimit, type ListQuery, type ViewReader } from '#kernel';
import { federationsBelow, problem, type Node } from '#platform';

/** How long an import waits for the views to have all that is recorded, in milliseconds. */
const patienceMs = 30_000;
/** The most federations one list is asked about. */
const mostInScope = 500;

/** What the register knows of a federation and all below it, up to the last event. @throws Problem `not-found`, `view-behind` */
export async function loadKnown(node: Node, federation: string): Promise<KnownRegister> {
  const { federations, unions } = node.views;
  const end = await node.log.end();
  for (const view of [federations, unions]) if (!(await view.reached(end, patienceMs))) throw problem('view-behind', { position: String(end) });
  if ((await federations.get(federation)) === undefined) throw problem('federation-not-there', { federation });
  const below = await federationsBelow(node.views, federation);
  const known: KnownFederation[] = [];
  for (const id of below) {
    const row = await federations.get(id);
    if (row !== undefined) known.push({ id, name: row.name, superiors: row.superiors });
  }
  return new KnownRegister(known, await unionsBelow(unions, below));
}

async function unionsBelow(view: Node['views']['unions'], federations: readonly string[]): Promise<readonly KnownUnion[]> {
  const found: KnownUnion[] = [];
  for (let from = 0; from < federations.length; from += mostInScope) {
    for await (const [id, { name, class: kind, superior, units, members, staff, industry, code, foundedOn, closedOn, revision }] of rowsOf(view, { scope: federations.slice(from, from + mostInScope), limit: maxListLimit })) {
      found.push({ id, name, class: kind, superior, units, members, staff, industry, code, foundedOn, closedOn, revision });
    }
  }
  return found;
}

/** All rows that a query finds, page by page. */
export async function* rowsOf<Row>(view: ViewReader<Row>, query: ListQuery): AsyncGenerator<readonly [id: string, row: Row]> {
  for (let cursor: string | undefined; ; ) {
    const page = await view.list(cursor === undefined ? query : { ...query, cursor });
    yield* page.rows;
    if (page.next === undefined) return;
    cursor = page.next;
  }
}
