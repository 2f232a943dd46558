import type { AnyDecider, CommandHandling, Fact, FactSource, FactSources } from '#kernel';

/** A kind of fact that is the folded state of a stream: whose, and what of it. Without a `source` it is `stream@revision`. */
export type FoldedFact = {
  readonly decider: AnyDecider;
  // eslint-disable-next-line typescript/no-explicit-any -- each fact knows the state of its own decider
  readonly read: (state: any) => { readonly value: unknown; readonly source?: string } | undefined;
};
export type FactTable = { readonly [fact: string]: FoldedFact };

/** Sources for a table of folded facts. A thing that is not there has no value, and its source says so: `stream@none`. */
export const foldedFacts = (commands: () => CommandHandling, table: FactTable): FactSources =>
  Object.fromEntries(Object.entries(table).map(([fact, folded]) => [fact, sourceOf(commands, folded)]));

const sourceOf =
  (commands: () => CommandHandling, { decider, read }: FoldedFact): FactSource =>
  async (of): Promise<Fact> => {
    const { state, revision } = await commands().state(decider, of);
    const found = revision === 'none' ? undefined : read(state);
    return { value: found?.value, source: found?.source ?? `${decider.category}-${of}@${revision}` };
  };
