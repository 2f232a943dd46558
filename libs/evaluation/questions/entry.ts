import type { EntryFact } from '../facts.js';
import { stateAfter, type ToldEvent } from './as-of.js';

type Told = ToldEvent;

/**
 * One entry of a history by its revision, with how the evaluation stood before it, and how it would stand had it (and the items
 * that opened with it) never been made. Nothing where there is no such entry.
 */
export function entryIn(events: readonly Told[], revision: number): EntryFact | undefined {
  const entry = events.find((event) => event.revision === revision);
  if (entry === undefined) return undefined;
  const { onBehalfOf } = entry.metadata.by;
  const together = events.filter((event) => event.revision > revision && event.type === 'ItemOpened' && event.metadata.commandId === entry.metadata.commandId);
  return {
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    event: entry.type,
    data: entry.data as object,
    items: together.map(({ data }) => (data as { readonly item: string }).item),
    before: stateAfter(events.filter((event) => event.revision < revision)),
    without: stateAfter(events.filter((event) => event !== entry && !together.includes(event))),
  };
}
