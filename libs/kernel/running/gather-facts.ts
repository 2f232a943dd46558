import type { Need } from '../vocabulary/decider.js';
import type { BasedOn } from '../vocabulary/message.js';

/** A fact with the place it was read from: `stream@revision`, or a digest. `undefined` value: there is no such thing. */
export type Fact = { readonly value: unknown; readonly source: string };

/** Where a kind of fact comes from. */
export type FactSource = (of: string) => Promise<Fact> | Fact;
export type FactSources = { readonly [fact: string]: FactSource };

/** Fetches the facts a rule asks for, side by side. @throws Error for a kind of fact that has no source. */
export async function gatherFacts(needs: { readonly [name: string]: Need | undefined }, sources: FactSources): Promise<{ facts: Record<string, unknown>; basedOn: BasedOn | undefined }> {
  const names = Object.keys(needs);
  if (names.length === 0) return { facts: {}, basedOn: undefined };
  const facts: Record<string, unknown> = {};
  const basedOn: Record<string, string> = {};
  await Promise.all(
    names.map(async (name) => {
      const need = needs[name];
      if (need === undefined) return;
      const source = sources[need.fact];
      if (source === undefined) throw new Error(`no source for the fact "${need.fact}"`);
      const answer = source(need.of);
      const fact = answer instanceof Promise ? await answer : answer;
      facts[name] = fact.value;
      basedOn[name] = fact.source;
    }),
  );
  return { facts, basedOn };
}
