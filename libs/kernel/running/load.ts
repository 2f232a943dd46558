import type { Catalogue } from '../vocabulary/catalogue.js';
import type { AnyDecider } from '../vocabulary/decider.js';
import { maxPage, type EventReader } from '../vocabulary/event-log.port.js';
import type { Actor, DomainEvent, Position, Revision, StoredEvent } from '../vocabulary/message.js';
import type { StreamName } from '../vocabulary/naming.js';

/** What is known of a command that already wrote events: enough to answer it again. */
export type Answered = { readonly commandHash: string; readonly revision: Revision; readonly position: Position };

/** A stream folded up to its revision. */
export type Folded<S = unknown> = {
  readonly state: S;
  readonly revision: Revision | 'none';
  readonly position: Position;
  /**
   * By {@link commandKey}. Successive states of a stream share one map that only grows, since what it says stays true:
   * a copy for each state would make every command as dear as its stream is long.
   */
  readonly answered: Map<string, Answered>;
};

/** Command ids are scoped by actor (and by stream: the map is one stream's). */
export const commandKey = (by: Actor, commandId: string): string => `${by.bodyId}/${by.office}/${by.personId ?? ''}/${commandId}`;

export const nothingFolded = (decider: AnyDecider): Folded => ({ state: decider.initial, revision: 'none', position: 0, answered: new Map() });

/** Folds further events of the log onto what is there. The events must be upcast already. */
export function fold(decider: AnyDecider, before: Folded, events: readonly StoredEvent[]): Folded {
  if (events.length === 0) return before;
  let { state, revision, position } = before;
  const { answered } = before;
  for (const event of events) {
    state = evolve(decider, state, event);
    ({ revision, position } = event);
    answered.set(commandKey(event.metadata.by, event.metadata.commandId), { commandHash: event.metadata.commandHash, revision, position });
  }
  return { state, revision, position, answered };
}

/** Folds the events of one command that were just appended. They were not read back: the last of them stands at `place`. */
export function foldRecorded(decider: AnyDecider, before: Folded, events: readonly DomainEvent[], place: Answered & { readonly key: string }): Folded {
  const { key, commandHash, revision, position } = place;
  const state = events.reduce((state, event) => evolve(decider, state, event), before.state);
  before.answered.set(key, { commandHash, revision, position });
  return { state, revision, position, answered: before.answered };
}

/** One event's consequence. @throws Error when the decider has no row for the event. */
export function evolve(decider: AnyDecider, state: unknown, event: DomainEvent): unknown {
  const consequence = decider.evolve[event.type] as ((state: unknown, event: DomainEvent) => unknown) | undefined;
  if (consequence === undefined) throw new Error(`${decider.category}: nothing evolves "${event.type}"`);
  return consequence(state, event);
}

/** Reads what follows `before` by pages and folds it. */
export async function load(decider: AnyDecider, stream: StreamName, reader: EventReader, catalogue: Catalogue, before = nothingFolded(decider)): Promise<Folded> {
  let folded = before;
  for (;;) {
    const from = folded.revision === 'none' ? 0 : folded.revision + 1;
    const page = await reader.read(stream, from, maxPage);
    folded = fold(decider, folded, page.map((event) => catalogue.upcast(event)));
    if (page.length < maxPage) return folded;
  }
}
