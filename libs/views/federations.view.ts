import { idOf, type DomainEvent, type SafeInteger, type StoredEvent, type View } from '#kernel';
import { federationDecider, federationEvents, type FederationMoved, federationNow, hierarchyDecider, hierarchyEvents, spansOfFederation, type FederationHistory, type FederationNow, type FederationState, type Moves } from '#register';

/** One federation as the register has it today. */
export type FederationRow = FederationNow & {
  readonly federation: string;
  /** Of the last event of its own stream. */
  readonly revision: number;
  /** Its own stream folded, and its moves, with every date: what questions about a past day are answered from. */
  readonly history: FederationHistory;
};

function next(before: FederationRow | undefined, event: StoredEvent, key: string): FederationRow | undefined {
  const consequence = federationDecider.evolve[event.type as keyof typeof federationDecider.evolve] as (state: FederationState | undefined, event: DomainEvent) => FederationState | undefined;
  const state = consequence(before?.history.state, event);
  return state === undefined ? undefined : ({ federation: key, revision: event.revision, history: { state, moves: before?.history.moves ?? [] } } as unknown as FederationRow);
}

/** A move stands in the stream of the hierarchy, and is void there: of its own federation alone. */
function moved(before: FederationRow | undefined, event: StoredEvent<string, FederationMoved['data']>, key: string): FederationRow | undefined {
  if (before === undefined) return before;
  const consequence = hierarchyDecider.evolve[event.type as keyof typeof hierarchyDecider.evolve] as (moves: Moves, event: DomainEvent) => Moves;
  const moves = consequence({ [key]: before.history.moves }, event)[key] ?? [];
  return { federation: key, revision: before.revision, history: { ...before.history, moves } } as unknown as FederationRow;
}

const isOfHierarchy = (type: string): boolean => hierarchyEvents.some((event) => event.type === type);

/** One that was closed counts apart. */
const contribution = ({ closedOn }: FederationRow): Record<string, SafeInteger> => (closedOn === null ? { federations: 1 } : { ended: 1 });

/** The register's federations. A row counts for those it reports to directly, through either line. */
export const federations: View<FederationRow> = {
  name: 'federations',
  version: 3,
  keysOf: ({ stream, type, data }) => [isOfHierarchy(type) ? (data as FederationMoved['data']).federation : idOf(stream)],
  on: { ...Object.fromEntries(federationEvents.map(({ type }) => [type, next])), ...Object.fromEntries(hierarchyEvents.map(({ type }) => [type, moved])) } as View<FederationRow>['on'],
  complete: ({ federation, revision, history }) => ({ federation, revision, ...federationNow(history), history }),
  columns: {
    name: (row) => row.name,
    line: (row) => row.line,
    level: (row) => row.level ?? null,
    kind: (row) => row.kind ?? null,
    code: (row) => row.code,
    closedOn: (row) => row.closedOn,
    beganOn: (row) => spansOfFederation(row.history).beganOn,
    changedOn: (row) => spansOfFederation(row.history).changedOn,
  },
  searched: ['name'],
  totals: { groups: (row) => row.superiors, of: contribution },
};

/** The row that these events of one federation, and of its moves, make. */
export function federationRowOf(events: readonly StoredEvent[]): FederationRow | undefined {
  const row = events.reduce<FederationRow | undefined>((before, event) => federations.on[event.type]?.(before, event, federations.keysOf(event)[0] ?? ''), undefined);
  return row === undefined ? undefined : federations.complete?.(row);
}
