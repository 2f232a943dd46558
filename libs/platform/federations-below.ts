import { maxListLimit } from '#kernel';
import type { ViewReaders } from './open-views.js';
import { problem } from './problem.js';

/** The most federations one question may reach down to; a large province has some 5,000. */
export const maxFederationsBelow = 20_000;

/**
 * A federation and all below it as the register has them now, level by level, each once. Unions count for the one they
 * report to: who asks for all unions below a federation asks for those of all of these.
 * @throws Problem `scope-too-wide`
 */
export async function federationsBelow({ federations }: Pick<ViewReaders, 'federations'>, federation: string, limit = maxFederationsBelow): Promise<readonly string[]> {
  const found = new Set([federation]);
  for (let level: readonly string[] = [federation]; level.length > 0; ) {
    const below = await childrenOf(federations, level);
    level = below.filter((id) => !found.has(id));
    for (const id of level) found.add(id);
    if (found.size > limit) throw problem('scope-too-wide', { federation, limit });
  }
  return [...found];
}

async function childrenOf(federations: ViewReaders['federations'], scope: readonly string[]): Promise<readonly string[]> {
  const children: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await federations.list({ scope, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    children.push(...page.rows.map(([id]) => id));
    if (page.next === undefined) return children;
    cursor = page.next;
  }
}
