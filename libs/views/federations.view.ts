import { idOf, type DomainEvent, type StoredEvent, type View } from '#kernel';
import { federationDecider, federationEvents, federationNow, type FederationNow, type FederationState } from '#register';

/** One federation as the register has it today. */
export type FederationRow = FederationNow & {
  readonly federation: string;
  /** Of its last event. */
  readonly revision: number;
  /** The decider's own state, with every dated fact. */
  readonly state: FederationState;
};

function next(before: FederationRow | undefined, event: StoredEvent, key: string): FederationRow | undefined {
  const consequence = federationDecider.evolve[event.type as keyof typeof federationDecider.evolve] as (state: FederationState | undefined, event: DomainEvent) => FederationState | undefined;
  const state = consequence(before?.state, event);
  return state === undefined ? undefined : ({ federation: key, revision: event.revision, state } as FederationRow);
}

/** The register's federations. A row counts for those it reports to directly, through either line. */
export const federations: View<FederationRow> = {
  name: 'federations',
  version: 1,
  keysOf: ({ stream }) => [idOf(stream)],
  on: Object.fromEntries(federationEvents.map(({ type }) => [type, next])),
  complete: ({ federation, revision, state }) => ({ federation, revision, ...federationNow(state), state }),
  columns: {
    name: (row) => row.name,
    line: (row) => row.line,
    level: (row) => row.level,
  },
  searched: ['name'],
  totals: { groups: (row) => row.superiors, of: () => ({ federations: 1 }) },
};

/** The row that these events of one federation make. */
export function federationRowOf(events: readonly StoredEvent[]): FederationRow | undefined {
  const row = events.reduce<FederationRow | undefined>((before, event) => next(before, event, idOf(event.stream)), undefined);
  return row === undefined ? undefined : federations.complete?.(row);
}
