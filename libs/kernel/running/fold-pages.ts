import type { Catalogue } from '../vocabulary/catalogue.js';
import type { Json } from '../vocabulary/canonical-json.js';
import { maxPage, type EventReader } from '../vocabulary/event-log.port.js';
import type { Instant, Metadata, Position, StoredEvent } from '../vocabulary/message.js';
import { glance } from './glance.js';

/**
 * Reads a page for a fold over the whole log and hands on its upcast events with the moments of their recording. Events
 * of other types than these are passed over undecoded; of the others only what folds need is parsed, where the store can
 * hand out events as written. Resolves with how many events the page had and where it ends; no `last`: there is no more.
 */
export async function readToFold(
  { log, catalogue }: { readonly log: EventReader; readonly catalogue: Catalogue },
  { after, types }: { readonly after: Position; readonly types: ReadonlySet<string> },
  each: (event: StoredEvent, at: Instant) => void,
): Promise<{ readonly read: number; readonly last: Position | undefined }> {
  if (log.readAllWritten === undefined) {
    const page = await log.readAll(after, maxPage);
    for (const event of page) if (types.has(event.type)) each(catalogue.upcast(event), event.metadata.at);
    return { read: page.length, last: page.at(-1)?.position };
  }
  const page = await log.readAllWritten(after, maxPage);
  for (const written of page) {
    if (!types.has(written.type)) continue;
    const metadata = glance(written.metadata);
    const event = { ...written, data: JSON.parse(written.data) as Json, metadata };
    const current = catalogue.has(event.type) && metadata.schema === catalogue.schemaNumber(event.type);
    each(current ? event : catalogue.upcast({ ...event, metadata: JSON.parse(written.metadata) as Metadata }), metadata.at);
  }
  return { read: page.length, last: page.at(-1)?.position };
}
