import { shareFault, type Checked, type Contradiction } from './contradiction.js';

/** The ladder of titles: each title once, each rung on one that exists, no ring. */
export function titleFaults({ titles }: Checked): readonly Contradiction[] {
  const ids = titles.map(({ id }) => id);
  return titles.flatMap(({ id, after, endorsement }, index): Contradiction[] => [
    ...(ids.indexOf(id) < index ? [{ code: 'title-twice', path: `/titles/${index}/id`, details: { title: id } } as const] : []),
    ...shareFault(endorsement, `/titles/${index}/endorsement`),
    ...(after !== null && !ids.includes(after) ? [{ code: 'title-unknown', path: `/titles/${index}/after`, details: { title: after, titles: ids } } as const] : []),
    ...(returnsTo(id, titles) ? [{ code: 'title-cycle', path: `/titles/${index}/after`, details: { title: id } } as const] : []),
  ]);
}

/** True when the titles to be held before lead back to the title itself. */
function returnsTo(title: string, titles: Checked['titles']): boolean {
  const before = (id: string) => titles.find((one) => one.id === id)?.after ?? undefined;
  const seen = new Set<string>();
  for (let at = before(title); at !== undefined && !seen.has(at); at = before(at)) {
    if (at === title) return true;
    seen.add(at);
  }
  return false;
}
