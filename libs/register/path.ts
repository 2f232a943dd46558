import type { Need, Needs } from '#kernel';

/** The most federations above one body: two lines of five levels, twice over. */
export const maxPath = 20;

/** What a body's path needs of each superior. */
export type Above = { readonly path: readonly string[] };

/** Facts about superiors, under the keys that {@link askFor} gives them. */
export type FederationFacts = { readonly [key: `federation:${string}`]: Above | undefined };

/** Asks for federations by id: a key each. */
export const askFor = (ids: readonly string[]): Needs<FederationFacts> =>
  Object.fromEntries(ids.map((id): [string, Need] => [`federation:${id}`, { fact: 'federation', of: id }]));

export const factOf = (facts: FederationFacts, id: string): Above | undefined => facts[`federation:${id}`];

/** The superiors with what is known of them. */
export const superiorsOf = (facts: FederationFacts, ids: readonly string[]): readonly (Above & { readonly id: string })[] =>
  ids.map((id) => ({ id, path: factOf(facts, id)?.path ?? [] }));

/** All federations above, through both lines, each once: the direct superiors first, then theirs in their order. */
export const pathAbove = (superiors: readonly (Above & { readonly id: string })[]): readonly string[] => [
  ...new Set([...superiors.map(({ id }) => id), ...superiors.flatMap(({ path }) => path)]),
];
