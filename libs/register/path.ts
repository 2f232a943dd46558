import { dayOf, refuse, type DeepReadonly, type Instant, type Need, type PartialDate, type PlainDate, type Refusal } from '#kernel';
import { isThere, type Lineage } from './lineage.js';

/** The most federations above one body: two lines of five levels, twice over. */
export const maxPath = 20;

/** A superior on a day, as the fact `lineage` gives it: all above it, and since and until when it is there itself. */
export type Superior = Lineage & { readonly from?: PartialDate; readonly closedOn?: PartialDate };
export type SuperiorFacts = { readonly [key: `superior:${string}`]: Superior | undefined };

export type SuperiorRefusal = 'superior-unknown' | 'superior-not-there' | 'path-too-long';

/** Asks for superiors by id as they stand on a day: a key each. */
export const askFor = (ids: readonly string[], day: PlainDate): { readonly [key: `superior:${string}`]: Need } =>
  Object.fromEntries(ids.map((id): [string, Need] => [`superior:${id}`, { fact: 'lineage', of: `federation.${id}@${day}` }]));

/** A superior must be known, and there from the first day to the last (absent: to this day). */
export function superiorNotThere(superior: string, found: DeepReadonly<Superior> | undefined, { from, until }: { readonly from: PlainDate; readonly until?: PlainDate | undefined }): Refusal<'superior-unknown' | 'superior-not-there'> | undefined {
  if (found === undefined) return refuse('superior-unknown', { superior });
  if (isThere(found, from, until)) return undefined;
  return refuse('superior-not-there', { superior, on: from, from: found.from ?? null, closedOn: found.closedOn ?? null });
}

/** The superiors of a new body as of its registration; the first that is wrong is named. */
export function registrationPath(superiors: readonly string[], facts: DeepReadonly<SuperiorFacts>, at: Instant): readonly string[] | Refusal<SuperiorRefusal> {
  for (const superior of superiors) {
    const no = superiorNotThere(superior, facts[`superior:${superior}`], { from: dayOf(at) });
    if (no !== undefined) return no;
  }
  const path = pathAbove(superiors.map((id) => ({ id, path: facts[`superior:${id}`]?.path ?? [] })));
  return path.length > maxPath ? refuse('path-too-long', { federations: path.length, allowed: maxPath }) : path;
}

/** All federations above, through both lines, each once: the direct superiors first, then theirs in their order. */
export const pathAbove = (superiors: readonly { readonly id: string; readonly path: readonly string[] }[]): readonly string[] => [
  ...new Set([...superiors.map(({ id }) => id), ...superiors.flatMap(({ path }) => path)]),
];
