import type { AnyDecider, CommandHandling, Fact, FactSource } from '#kernel';

/** A fact that is the folded state of a stream; its source is `stream@revision`, and a thing that is not there has no value. */
export const foldedFact =
  (commands: () => CommandHandling, decider: AnyDecider, valueOf: (state: unknown) => unknown = (state) => state): FactSource =>
  async (of): Promise<Fact> => {
    const { state, revision } = await commands().state(decider, of);
    const there = revision !== 'none';
    return { value: there ? valueOf(state) : undefined, source: `${decider.category}-${of}@${there ? revision : 'none'}` };
  };
