import { idOf, type DomainEvent, type SafeInteger, type StoredEvent, type View } from '#kernel';
import { spansOfUnion, termOverOn, unionDecider, unionEvents, unionNow, type UnionNow, type UnionState } from '#register';

/** One union as the register has it today. */
export type UnionRow = UnionNow & {
  readonly union: string;
  /** Of its last event. */
  readonly revision: number;
  /** The decider's own state, with every dated fact: what questions about a past day are answered from. */
  readonly state: UnionState;
};

function next(before: UnionRow | undefined, event: StoredEvent, key: string): UnionRow | undefined {
  const consequence = unionDecider.evolve[event.type as keyof typeof unionDecider.evolve] as (state: UnionState | undefined, event: DomainEvent) => UnionState | undefined;
  const state = consequence(before?.state, event);
  return state === undefined ? undefined : ({ union: key, revision: event.revision, state } as UnionRow);
}

/** What the row restates of its state; the state tells it all. */
const complete = ({ union, revision, state }: Pick<UnionRow, 'union' | 'revision' | 'state'>): UnionRow => ({ union, revision, ...unionNow(state), state });

/** What a union adds to the federation it reports to: itself, its units, its people. One that has ended counts apart. */
function contribution({ units, members, staff, class: kind, closedOn }: UnionRow): Record<string, SafeInteger> {
  if (closedOn !== null) return { ended: 1 };
  const sum: Record<string, SafeInteger> = { unions: 1, units, [`class.${kind}`]: 1 };
  if (members !== null) sum.members = members;
  if (staff !== null) sum.staff = staff;
  return sum;
}

/** Offices whose people hear of what is late. */
const told = ['chair', 'party'];
/** Whether the register names somebody in one of them now. */
const isContacted = ({ contacts }: UnionState): boolean => told.some((office) => (contacts.findLast((one) => one.office === office)?.person ?? null) !== null);

/**
 * The register's unions. A row counts for the federation it reports to and for no other: when a federation moves, no union
 * below it has an event of its own. Who asks for all below a federation names it and all federations below it.
 */
export const unions: View<UnionRow> = {
  name: 'unions',
  version: 6,
  keysOf: ({ stream }) => [idOf(stream)],
  on: Object.fromEntries(unionEvents.map(({ type }) => [type, next])),
  complete,
  // Two fifths of the whole row would be said twice.
  lean: { of: ({ union, revision, state }) => ({ union, revision, state }), restore: complete },
  columns: {
    name: (row) => row.name,
    class: (row) => row.class,
    superior: (row) => row.superior,
    industry: (row) => row.industry,
    code: (row) => row.code,
    units: (row) => row.units,
    members: (row) => row.members,
    staff: (row) => row.staff,
    closedOn: (row) => row.closedOn,
    contacted: (row) => (isContacted(row.state) ? 1 : null),
    // One that has ended elects nobody any more.
    termOverOn: (row) => (row.closedOn === null ? (termOverOn(row.state) ?? null) : null),
    beganOn: (row) => spansOfUnion(row.state).beganOn,
    changedOn: (row) => spansOfUnion(row.state).changedOn,
  },
  sparse: ['industry', 'code', 'staff', 'closedOn', 'contacted', 'termOverOn'],
  searched: ['name'],
  totals: { groups: (row) => [row.superior], of: contribution },
};

/** The row that these events of one union make. */
export function unionRowOf(events: readonly StoredEvent[]): UnionRow | undefined {
  const row = events.reduce<UnionRow | undefined>((before, event) => next(before, event, idOf(event.stream)), undefined);
  return row === undefined ? undefined : complete(row);
}
