import type { DeepReadonly, Json } from '#kernel';
import type { RuleSet } from './rule-set.js';

/** One change between two rule sets. In `path` an entry of a list that has ids stands by its id: `/titles/model/score`. */
export type Difference =
  | { readonly path: string; readonly kind: 'added'; readonly to: Json }
  | { readonly path: string; readonly kind: 'removed'; readonly from: Json }
  | { readonly path: string; readonly kind: 'changed'; readonly from: Json; readonly to: Json };

/**
 * What changes from one rule set to another, in the order of the first, then what is new. Titles, items, criteria and
 * alternative standards are matched by id, so that one more in the middle is one addition, and another order is one change; other lists are one value.
 */
export const differences = (from: DeepReadonly<RuleSet>, to: DeepReadonly<RuleSet>): readonly Difference[] => between('', from as Json, to as Json);

function between(path: string, from: Json | undefined, to: Json | undefined): readonly Difference[] {
  if (from === undefined) return to === undefined ? [] : [{ path, kind: 'added', to }];
  if (to === undefined) return [{ path, kind: 'removed', from }];
  const [before, after] = [partsOf(from), partsOf(to)];
  if (before === undefined || after === undefined) return same(from, to) ? [] : [{ path, kind: 'changed', from, to }];
  return [...orderChange(path, from, { before, after }), ...[...new Set([...before.keys(), ...after.keys()])].flatMap((name) => between(`${path}/${name}`, before.get(name), after.get(name)))];
}

/** Entries that stand in both lists, but in another order: told by their ids, for of alternative standards the first counts. */
function orderChange(path: string, from: Json, { before, after }: { readonly before: ReadonlyMap<string, Json>; readonly after: ReadonlyMap<string, Json> }): readonly Difference[] {
  if (!Array.isArray(from)) return [];
  const [old, now] = [[...before.keys()].filter((id) => after.has(id)), [...after.keys()].filter((id) => before.has(id))];
  return same(old, now) ? [] : [{ path, kind: 'changed', from: old, to: now }];
}

/** The fields of an object, or the entries of a list by id; nothing for any other value. */
function partsOf(value: Json): ReadonlyMap<string, Json> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value as { readonly [name: string]: Json }));
  const ids = (value as readonly Json[]).map((entry) => (typeof entry === 'object' && entry !== null ? (entry as { readonly id?: Json }).id : undefined));
  const named = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length && ids.length > 0;
  return named ? new Map(ids.map((id, index) => [id as string, (value as readonly Json[])[index] as Json])) : undefined;
}

/** Plain data, lists in their order: what is equal has equal text, for the fields of an object were compared one by one. */
const same = (a: Json, b: Json): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
