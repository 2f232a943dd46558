import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { canonicalJson, type Json } from './canonical-json.js';
import type { DomainEvent, StoredEvent } from './message.js';

/** Turns the data of one schema number into the data of the next. Pure. */
export type Upcast = (data: Json) => Json;

/** Name, JSON schema and history of one kind of event, in one value. */
export type EventType<T extends string = string, S extends TSchema = TSchema> = {
  readonly type: T;
  readonly schema: S;
  readonly upcasts: readonly Upcast[];
  /** Number of the schema in force: 1 + upcasts. */
  readonly schemaNumber: number;
  /** Builds the event; whether the data fits is checked when it is about to be appended. */
  readonly of: (data: Static<S>) => DomainEvent<T, Static<S>>;
};

/** The event an {@link EventType} describes. */
export type EventOf<T> = T extends EventType<infer N, infer S> ? DomainEvent<N, Static<S>> : never;

/** Declares a kind of event. Objects in the schema should be closed (`additionalProperties: false`). */
export const eventType = <const T extends string, S extends TSchema>(type: T, schema: S, upcasts: readonly Upcast[] = []): EventType<T, S> => ({
  type,
  schema,
  upcasts,
  schemaNumber: 1 + upcasts.length,
  of: (data) => ({ type, data }),
});

/** One way in which data misses its schema. */
export type Misfit = { readonly path: string; readonly message: string };

/** An event in the log whose type, or whose schema number, this program does not know: it is older than the log. */
export class UnknownEvent extends Error {
  constructor(readonly event: Pick<StoredEvent, 'type' | 'stream' | 'revision'>, reason: string) {
    super(`${event.stream}@${event.revision}: ${event.type}: ${reason}`);
    this.name = 'UnknownEvent';
  }
}

/** All kinds of events a program knows. */
export type Catalogue = {
  readonly types: readonly EventType[];
  readonly has: (type: string) => boolean;
  /** Misfits of new data; empty when it may be appended. @throws Error for a type that is not in the catalogue. */
  readonly misfits: (event: DomainEvent) => readonly Misfit[];
  readonly schemaNumber: (type: string) => number;
  /** The event as today's code expects it. @throws UnknownEvent */
  readonly upcast: (event: StoredEvent) => StoredEvent;
  /** Canonical JSON of the schemas of these types: what a view's identity hashes. */
  readonly describe: (types: readonly string[]) => string;
};

/** @throws Error when two kinds bear one name. */
export function catalogue(...types: readonly EventType[]): Catalogue {
  const known = new Map(types.map((kind) => [kind.type, { kind, validator: undefined as ReturnType<typeof Compile> | undefined }]));
  if (known.size !== types.length) throw new Error('two kinds of events bear one name');
  const entry = (type: string) => {
    const found = known.get(type);
    if (found === undefined) throw new Error(`no event type "${type}" in the catalogue`);
    return found;
  };
  return {
    types,
    has: (type) => known.has(type),
    schemaNumber: (type) => entry(type).kind.schemaNumber,
    misfits: (event) => {
      const { kind, validator } = entry(event.type);
      const compiled = validator ?? (entry(event.type).validator = Compile(kind.schema));
      if (compiled.Check(event.data)) return [];
      const [, misfits] = compiled.Errors(event.data);
      return misfits.map(({ instancePath, message }) => ({ path: instancePath, message }));
    },
    upcast: (event) => upcast(known.get(event.type)?.kind, event),
    describe: (names) => canonicalJson(names.toSorted().map((name) => [name, JSON.parse(JSON.stringify(entry(name).kind.schema)) as Json])),
  };
}

function upcast(kind: EventType | undefined, event: StoredEvent): StoredEvent {
  if (kind === undefined) throw new UnknownEvent(event, 'not in the catalogue');
  const written = event.metadata.schema;
  if (written === kind.schemaNumber) return event;
  if (!(written >= 1)) throw new UnknownEvent(event, `"${written}" is no schema number`);
  if (written > kind.schemaNumber) throw new UnknownEvent(event, `schema ${written} is newer than ${kind.schemaNumber}`);
  const data = kind.upcasts.slice(written - 1).reduce((older, step) => step(older), event.data);
  return { ...event, data, metadata: { ...event.metadata, schema: kind.schemaNumber } };
}
