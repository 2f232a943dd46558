import type { Catalogue } from '../vocabulary/catalogue.js';
import { maxPage, type EventReader } from '../vocabulary/event-log.port.js';
import type { DomainEvent, Revision, StoredEvent } from '../vocabulary/message.js';
import type { StreamName } from '../vocabulary/naming.js';
import { commandKey } from './load.js';

/** Most commands write one event or two; one look back of so many finds them. */
const glance = 16;

/**
 * The events that one command wrote: the run of its own that ends at the revision it was answered. They are read back, not
 * remembered, because repetitions are rare and states are many.
 */
export async function eventsOfCommand(reader: EventReader, catalogue: Catalogue, stream: StreamName, { key, revision }: { readonly key: string; readonly revision: Revision }): Promise<readonly DomainEvent[]> {
  const its = ({ metadata }: StoredEvent) => commandKey(metadata.by, metadata.commandId) === key;
  let run: readonly StoredEvent[] = [];
  for (let end = revision, length = glance; end >= 0; length = maxPage) {
    const from = Math.max(0, end - length + 1);
    const page = await reader.read(stream, from, end - from + 1);
    const before = page.findLastIndex((event) => !its(event));
    run = [...page.slice(before + 1), ...run];
    if (before >= 0 || page.length === 0) break;
    end = from - 1;
  }
  return run.map((event) => {
    const { type, data } = catalogue.upcast(event);
    return { type, data };
  });
}
