import type { DeepReadonly, DomainEvent, Instant, StoredEvent } from '#kernel';
import { evaluation } from '../evaluation.js';
import { initial, type State } from '../state.js';

/** What a question reads of a stored event: what happened, and when that was recorded. */
export type ToldEvent = Pick<StoredEvent, 'type' | 'data' | 'revision' | 'metadata'>;

/**
 * The events of one stream that were recorded at an instant. Where a clock was set back between two of them, the later one
 * counts from when the earlier does: nobody could have read it without.
 */
export function recordedBy<E extends Pick<StoredEvent, 'metadata'>>(events: readonly E[], instant: Instant): readonly E[] {
  const moment = Date.parse(instant);
  const later = events.findIndex(({ metadata }) => Date.parse(metadata.at) > moment);
  return later < 0 ? events : events.slice(0, later);
}

/** The events without the entries that are void after a dispute. */
export function standingEvents<E extends Pick<StoredEvent, 'type' | 'data' | 'revision'>>(events: readonly E[]): readonly E[] {
  const voided = new Set(events.flatMap(({ type, data }) => (type === 'DisputeResolved' && 'voids' in (data as object) ? [(data as { readonly revision: number }).revision] : [])));
  return voided.size === 0 ? events : events.filter(({ revision }) => !voided.has(revision));
}

/** The state that these events of one evaluation leave behind: the decider's own fold. */
export const stateAfter = (events: readonly DomainEvent[]): State => events.reduce<State>(consequence, initial);

function consequence(state: State, event: DeepReadonly<DomainEvent>): State {
  const evolve = evaluation.evolve[event.type as keyof typeof evaluation.evolve] as (state: State, event: DeepReadonly<DomainEvent>) => State;
  return evolve(state, event);
}
