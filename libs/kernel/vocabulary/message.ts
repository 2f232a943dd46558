import type { Json } from './canonical-json.js';
import type { StreamName } from './naming.js';

/** A moment, as ISO 8601 in UTC with milliseconds: when something was recorded. */
export type Instant = string;

/** Place of an event in its stream: 0, 1, 2, … without gaps. */
export type Revision = number;

/** Place of an event in the whole log. Only the order is promised: gaps are allowed, arithmetic is not. */
export type Position = number;

/** The position before the first event. */
export const beginning: Position = 0;

/**
 * Who acts: a person in an office of a body, or a process of ours. Names of people never stand here; `personId` points
 * to a `person-…` stream. `assurance` says how far the claim was checked: not at all until access control exists.
 */
export type Actor = {
  readonly kind: 'person' | 'process';
  readonly personId?: string;
  readonly office: string;
  readonly bodyId: string;
  readonly onBehalfOf?: string;
  /** What an entry on behalf rests on: `telephone`, `letter`, `visit`, or `sheet:` and the digest of the scanned sheet. */
  readonly basis?: string;
  readonly appointment?: string;
  readonly assurance: 'unverified';
};

/** A wish to have something recorded. Time and identity are data: whoever decides reads no clock. */
export type Command<T extends string = string, D = unknown> = {
  readonly type: T;
  readonly data: D;
  readonly commandId: string;
  readonly by: Actor;
  readonly at: Instant;
  /** Id of the event that made a policy send this; absent for a person's command. */
  readonly causation?: string;
  readonly correlation?: string;
};

/** Something that happened, as a decider speaks of it: no position, no clock, no identity. */
export type DomainEvent<T extends string = string, D = unknown> = { readonly type: T; readonly data: D };

/** Where a fact of another stream was read: `stream@revision`, or a digest. */
export type BasedOn = { readonly [fact: string]: string };

/** What surrounds the data of an event (ADR-0001). */
export type Metadata = {
  readonly schema: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly commandId: string;
  readonly commandHash: string;
  readonly causation?: string;
  readonly correlation: string;
  readonly basedOn?: BasedOn;
};

/** An event ready to be appended; the store adds its place, the codec its digest. */
export type NewEvent = {
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata: Metadata;
};

/** An event as read back, its digest already checked. */
export type StoredEvent<T extends string = string, D = Json> = {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly id: string;
  readonly type: T;
  readonly data: D;
  readonly metadata: Metadata;
  /** SHA-256 as 64 hex digits. */
  readonly digest: string;
};

/** A no, as a value: a stable code and the numbers behind it. The text is made where it is read. */
export type Refusal<C extends string = string> = {
  readonly refused: C;
  readonly details: { readonly [name: string]: Json };
};

export const refuse = <const C extends string>(code: C, details: Refusal['details'] = {}): Refusal<C> => ({ refused: code, details });

export const isRefusal = <E, C extends string>(decision: readonly E[] | Refusal<C>): decision is Refusal<C> => !Array.isArray(decision);
