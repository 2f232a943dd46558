import { binaryEvent, type BinaryEventData, type RecordedEvent, type ResolvedEvent } from '@eventstore/db-client';
import { canonicalJson, DamagedEvent, decode, encode, isStreamName, type Hashing, type Json, type NewEvent, type Position, type Revision, type StoredEvent, type StreamName, type WrittenEvent } from '#kernel';

/**
 * How an event stands in EventStoreDB (ADR-0001): data as the bytes of its canonical JSON, metadata likewise with the
 * digest added as one more key, which is left out again when hashing.
 *
 * The event is declared as binary although it holds JSON. For events declared as JSON the client writes and parses the
 * data itself, and in an object's own order of keys ("9" before "10", which canonical JSON is not): the stored bytes
 * would not be those that were hashed. Metadata is parsed on reading whatever it is declared as, so it is written
 * canonically again before the digest is checked.
 */
export function toBeAppended(stream: StreamName, first: Revision, events: readonly NewEvent[], hashing: Hashing): readonly { readonly written: WrittenEvent; readonly form: BinaryEventData }[] {
  return events.map((event, index) => {
    const written = encode(stream, first + index, event, hashing);
    const metadata = Buffer.from(canonicalJson({ ...event.metadata, digest: written.digest }));
    return { written, form: binaryEvent({ id: written.id, type: written.type, data: Buffer.from(written.data), metadata }) };
  });
}

type Read = Pick<ResolvedEvent, 'commitPosition'> & { readonly event?: RecordedEvent };

const digestPattern = /^[0-9a-f]{64}$/;

/**
 * The event as the port gives it; `undefined` for what other programs, or the server itself, wrote on the same server.
 * @throws DamagedEvent when it is one of ours and its digest does not fit; RangeError for a position beyond 2^53 − 1.
 */
export function fromStore(read: Read, hashing: Hashing): StoredEvent | undefined {
  const { event } = read;
  if (event === undefined || event.isJson || !isStreamName(event.streamId)) return undefined;
  const metadata = metadataOf(event);
  if (metadata === undefined) return undefined;
  const { digest, ...rest } = metadata;
  const { streamId: stream, id, type } = event;
  const revision = safeInteger(event.revision);
  const position = positionOf(read);
  return decode(position, { stream, revision, id, type, data: Buffer.from(event.data as Uint8Array).toString('utf8'), metadata: rewritten(rest, { stream, revision, position }), digest }, hashing);
}

/** Where an event stands in the whole log. @throws RangeError beyond 2^53 − 1; Error for a server before 22.6. */
export function positionOf({ commitPosition, event }: Read): Position {
  const position = commitPosition ?? event?.position?.commit;
  if (position === undefined) throw new Error('the server gives no positions: it is older than 22.6');
  return safeInteger(position);
}

/** @throws RangeError for what a number cannot hold exactly: rather no answer than a wrong one. */
export function safeInteger(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`${value} is no safe integer`);
  return Number(value);
}

function metadataOf(event: RecordedEvent): ({ readonly digest: string } & { readonly [key: string]: Json }) | undefined {
  const metadata = event.metadata as unknown;
  if (typeof metadata !== 'object' || metadata === null || !('digest' in metadata)) return undefined;
  return typeof metadata.digest === 'string' && digestPattern.test(metadata.digest) ? (metadata as { readonly digest: string }) : undefined;
}

function rewritten(metadata: object, where: DamagedEvent['where']): string {
  try {
    return canonicalJson(metadata);
  } catch (error) {
    throw new DamagedEvent(where, `its metadata is not ours any more (${String(error)})`);
  }
}
