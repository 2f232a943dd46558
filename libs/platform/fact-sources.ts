import { entryIn } from '#evaluation';
import type { AnyDecider, CommandHandling, EventReader, Fact, FactSource, FactSources, Folded, StoredEvent } from '#kernel';

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
  (commands: () => CommandHandling, folded: FoldedFact): FactSource =>
  (of) => {
    const remembered = commands().remembered(folded.decider, of);
    return remembered === undefined ? commands().state(folded.decider, of).then((state) => factOf(folded, of, state)) : factOf(folded, of, remembered);
  };

function factOf({ decider, read }: FoldedFact, of: string, { state, revision }: Folded): Fact {
  const found = revision === 'none' ? undefined : read(state);
  return { value: found?.value, source: found?.source ?? `${decider.category}-${of}@${revision}` };
}

/** The most events that one page of a history holds. */
const page = 500;

/** The fact `entry`, by `stream@revision`: an event of the stream and what the history would be without it; no value where there is no such event. */
export const entryFact =
  (log: EventReader): FactSource =>
  async (of) => {
    const at = of.lastIndexOf('@');
    const stream = of.slice(0, at);
    const events: StoredEvent[] = [];
    for (let more = true; more; ) {
      const read = await log.read(stream, events.length, page);
      events.push(...read);
      more = read.length === page;
    }
    return { value: entryIn(events, Number(of.slice(at + 1))), source: `${stream}@${events.at(-1)?.revision ?? 'none'}` };
  };
