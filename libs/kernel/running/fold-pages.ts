import type { Catalogue } from '../vocabulary/catalogue.js';
import type { WrittenEvent } from '../vocabulary/codec.js';
import type { Json } from '../vocabulary/canonical-json.js';
import { maxPage, type EventReader, type PlacedEvent } from '../vocabulary/event-log.port.js';
import type { Instant, Metadata, Position, StoredEvent } from '../vocabulary/message.js';

/** An upcast event with the moment of its recording. Its metadata may be read only when asked for. */
export type EventToFold = { readonly event: StoredEvent; readonly at: Instant };
/** `last`: where the page ends; `undefined` when there is no more. */
export type PageToFold = { readonly events: readonly EventToFold[]; readonly read: number; readonly last: Position | undefined };

/**
 * Reads a page for a fold over the whole log: events of other types than these are passed over undecoded, and of the
 * others only what folds need is parsed, where the store can hand out events as written.
 */
export async function readToFold(log: EventReader, catalogue: Catalogue, after: Position, types: ReadonlySet<string>): Promise<PageToFold> {
  if (log.readAllWritten === undefined) {
    const page = await log.readAll(after, maxPage);
    const events = page.filter(({ type }) => types.has(type)).map((event) => ({ event: catalogue.upcast(event), at: event.metadata.at }));
    return { events, read: page.length, last: page.at(-1)?.position };
  }
  const page = await log.readAllWritten(after, maxPage);
  const events = page.filter(({ type }) => types.has(type)).map((written) => glance(written, catalogue));
  return { events, read: page.length, last: page.at(-1)?.position };
}

// Metadata is canonical JSON: its keys are sorted, `at` comes first and `schema` last.
const recorded = /^\{"at":"([^"\\]+)"/;
const numbered = /,"schema":(\d+)\}$/;

function glance(written: PlacedEvent, catalogue: Catalogue): EventToFold {
  const event = new GlancedEvent(written);
  const [at, schema] = [recorded.exec(written.metadata)?.[1], numbered.exec(written.metadata)?.[1]];
  const current = catalogue.has(event.type) && Number(schema) === catalogue.schemaNumber(event.type);
  return { event: current ? event : catalogue.upcast(event), at: at ?? event.metadata.at };
}

/** An event whose metadata is parsed when somebody asks for it. */
class GlancedEvent implements StoredEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  readonly digest: string;
  readonly #metadata: string;
  #parsed: Metadata | undefined;

  constructor({ position, stream, revision, id, type, data, metadata, digest }: WrittenEvent & { readonly position: Position }) {
    this.position = position;
    this.stream = stream;
    this.revision = revision;
    this.id = id;
    this.type = type;
    this.data = JSON.parse(data) as Json;
    this.digest = digest;
    this.#metadata = metadata;
  }

  get metadata(): Metadata {
    return (this.#parsed ??= JSON.parse(this.#metadata) as Metadata);
  }
}
