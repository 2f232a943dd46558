import { maxListLimit, type PlainDate } from '#kernel';
import { federationNow, federationWasThere } from '#register';
import type { FederationRow } from '#views';
import { changedSince } from './on-a-day.js';
import type { ViewReaders } from './open-views.js';
import { problem } from './problem.js';

/** The most federations one question may reach down to; a large province has some 5,000. */
export const maxFederationsBelow = 20_000;

/** A federation as it was on a day; nothing where it was not there yet. */
export const federationWas = (row: FederationRow, on: PlainDate): FederationRow | undefined => (federationWasThere(row.history, on) ? { ...row, ...federationNow(row.history, on) } : undefined);

/**
 * A federation and all below it as the register has them now, level by level, each once. Unions count for the one they
 * report to: who asks for all unions below a federation asks for those of all of these.
 * @throws Problem `scope-too-wide`
 */
export async function federationsBelow({ federations }: Pick<ViewReaders, 'federations'>, federation: string, { limit = maxFederationsBelow, on }: { readonly limit?: number; /** As the tree was on a day; absent: as it stands. */ readonly on?: PlainDate | undefined } = {}): Promise<readonly string[]> {
  const found = new Set([federation]);
  const moved = on === undefined ? [] : await changedSince<FederationRow>({ reader: federations, on, was: (row) => federationWas(row, on) });
  for (let level: readonly string[] = [federation]; level.length > 0; ) {
    const reporting = moved.filter(([, { superiors }]) => superiors.some((superior) => level.includes(superior))).map(([id]) => id);
    const below = [...(await childrenOf(federations, level, on)), ...reporting];
    level = [...new Set(below)].filter((id) => !found.has(id));
    for (const id of level) found.add(id);
    if (found.size > limit) throw problem('scope-too-wide', { federation, limit });
  }
  return [...found];
}

async function childrenOf(federations: ViewReaders['federations'], scope: readonly string[], on: PlainDate | undefined): Promise<readonly string[]> {
  const between = on === undefined ? {} : { between: { changedOn: { until: on }, beganOn: { until: on } } };
  const children: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await federations.list({ scope, ...between, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    children.push(...page.rows.map(([id]) => id));
    if (page.next === undefined) return children;
    cursor = page.next;
  }
}
