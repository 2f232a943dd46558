import type { Command, StoredEvent } from './message.js';

/** The most commands one event may cause. */
export const maxEffectsPerEvent = 500;

/**
 * A command that an event causes. Its `commandId` is not chosen by the policy: it derives from the causing event's id
 * and the effect's index, so doing it twice does it once.
 */
export type Effect = {
  readonly category: string;
  readonly id: string;
  readonly command: Pick<Command, 'type' | 'data'>;
  /** As a rule it begins its stream, which is then not read first: see `HandleOptions.presumedNew`. */
  readonly begins?: true;
};

/** What concerns many streams: on this event, send those commands. Pure. */
export type Policy = {
  readonly name: string;
  /** Where a policy that never ran begins: replay never acts, so whatever sends messages starts `now`. */
  readonly from: 'start' | 'now';
  // eslint-disable-next-line typescript/no-explicit-any -- each handler knows the data of its own event type
  readonly on: { readonly [type: string]: (event: StoredEvent<string, any>) => readonly Effect[] };
};
