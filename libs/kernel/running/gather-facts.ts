import type { Need } from '../vocabulary/decider.js';
import type { BasedOn } from '../vocabulary/message.js';

/** A fact with the place it was read from: `stream@revision`, or a digest. `undefined` value: there is no such thing. */
export type Fact = { readonly value: unknown; readonly source: string };

/** Where a kind of fact comes from. */
export type FactSource = (of: string) => Promise<Fact> | Fact;
export type FactSources = { readonly [fact: string]: FactSource };

/** Facts by the names a rule knows them under, and where each was read. */
export type Gathered = { readonly facts: Readonly<Record<string, unknown>>; readonly basedOn: BasedOn | undefined };

const nothing: Gathered = { facts: {}, basedOn: undefined };

/**
 * Fetches the facts a rule asks for, side by side; at once where every source has its answer at hand (a rule set that is
 * pinned never changes). @throws Error for a kind of fact that has no source.
 */
export function gatherFacts(needs: { readonly [name: string]: Need | undefined }, sources: FactSources): Promise<Gathered> | Gathered {
  let found: [name: string, fact: Fact][] | undefined;
  let awaited: Promise<[name: string, fact: Fact]>[] | undefined;
  for (const name in needs) {
    const need = needs[name];
    if (need === undefined) continue;
    const source = sources[need.fact];
    if (source === undefined) throw new Error(`no source for the fact "${need.fact}"`);
    const answer = source(need.of);
    if (answer instanceof Promise) (awaited ??= []).push(answer.then((fact) => [name, fact]));
    else (found ??= []).push([name, answer]);
  }
  if (awaited !== undefined) return Promise.all(awaited).then((late) => assembled([...(found ?? []), ...late]));
  return found === undefined ? nothing : assembled(found);
}

function assembled(found: readonly (readonly [name: string, fact: Fact])[]): Gathered {
  const facts: Record<string, unknown> = {};
  const basedOn: Record<string, string> = {};
  for (const [name, { value, source }] of found) {
    facts[name] = value;
    basedOn[name] = source;
  }
  return { facts, basedOn };
}
