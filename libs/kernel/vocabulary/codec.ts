import { canonicalJson, type Json } from './canonical-json.js';
import type { Hashing } from './hashing.port.js';
import type { Metadata, NewEvent, Position, Revision, StoredEvent } from './message.js';
import type { StreamName } from './naming.js';

/** An event as written: texts, and the digest over them. What a store keeps. */
export type WrittenEvent = {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly digest: string;
};

/** An event that was changed after it was written, or that cannot be read any more. */
export class DamagedEvent extends Error {
  constructor(readonly where: { readonly stream: string; readonly revision: number; readonly position: number }, reason: string) {
    super(`damaged event at position ${where.position} (${where.stream}@${where.revision}): ${reason}`);
    this.name = 'DamagedEvent';
  }
}

/**
 * SHA-256 over stream, revision, id, type, data and metadata as written, joined by line feeds (none of the six can hold
 * a raw one). The position is left out, so that moving a log does not change its digests (ADR-0001).
 */
export const digestOf = (event: Omit<WrittenEvent, 'digest'>, hashing: Hashing): string =>
  hashing.sha256(`${event.stream}\n${event.revision}\n${event.id}\n${event.type}\n${event.data}\n${event.metadata}`);

/** Writes an event in its stored form. @throws NotCanonical */
export function encode(stream: StreamName, revision: Revision, event: NewEvent, hashing: Hashing): WrittenEvent {
  const written = { stream, revision, id: event.id, type: event.type, data: canonicalJson(event.data), metadata: canonicalJson(event.metadata) };
  return { ...written, digest: digestOf(written, hashing) };
}

/** @throws DamagedEvent when the digest does not fit what was read. */
export function assertUndamaged(position: Position, written: WrittenEvent, hashing: Hashing): void {
  if (digestOf(written, hashing) !== written.digest) {
    throw new DamagedEvent({ stream: written.stream, revision: written.revision, position }, 'its digest does not fit its content');
  }
}

/** Reads an event back. @throws DamagedEvent when the digest does not fit what was read. */
export function decode(position: Position, written: WrittenEvent, hashing: Hashing): StoredEvent {
  assertUndamaged(position, written, hashing);
  return parsed(position, written);
}

/** Parses an event whose digest was checked already. */
export function parsed(position: Position, written: WrittenEvent): StoredEvent {
  const { stream, revision, id, type, digest } = written;
  return { position, stream, revision, id, type, data: JSON.parse(written.data) as Json, metadata: JSON.parse(written.metadata) as Metadata, digest };
}
