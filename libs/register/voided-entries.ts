import type { DomainEvent, PartialDate } from '#kernel';
import type { Voidable } from './voidable.js';
import type { UnionEntryVoided } from './voiding.js';

/** An entry that an event records, as it would be named to be void. */
export type RecordedEntry = { readonly fact: Voidable; readonly on?: PartialDate | undefined; readonly entry?: string | undefined };

type Data = { readonly [field: string]: string | undefined };

const atDay = (fact: Voidable, day = 'on', entry?: string) => (data: Data): readonly RecordedEntry[] => [{ fact, on: data[day], ...(entry === undefined ? {} : { entry: String(data[entry]) }) }];

/** What each event of a union records. */
const recorded: { readonly [type: string]: (data: Data) => readonly RecordedEntry[] } = {
  UnionRenamed: atDay('name'),
  UnionReclassified: atDay('class'),
  UnionMoved: atDay('superior'),
  HeadcountRecorded: atDay('headcount'),
  CodeRecorded: atDay('code'),
  UnionClosed: atDay('end'),
  UnionMerged: atDay('end'),
  UnionSplit: atDay('end'),
  ElectionRecorded: atDay('election', 'electedOn', 'term'),
  ByElectionRecorded: ({ electedOn, seats }) => (seats as unknown as readonly { readonly seat: string }[]).map(({ seat }) => ({ fact: 'byElection', on: electedOn, entry: seat })),
  SeatVacated: atDay('vacancy', 'on', 'seat'),
  CertificateRecorded: atDay('certificate', 'issuedOn', 'certificate'),
  CertificateWithdrawn: atDay('certificateEnd', 'withdrawnOn', 'certificate'),
  HonourRecorded: atDay('honour', 'grantedOn', 'honour'),
  HonourWithdrawn: atDay('honourEnd', 'withdrawnOn', 'honour'),
  CommitteeFormed: atDay('unionCommittee', 'formedOn', 'committee'),
  CommitteeDissolved: atDay('unionCommitteeEnd', 'dissolvedOn', 'committee'),
  BranchAdded: atDay('branch', 'formedOn', 'branch'),
  BranchEnded: atDay('branchEnd', 'endedOn', 'branch'),
  SmallHomeRecorded: atDay('smallHome', 'since', 'branch'),
  CoveredUnitsAdded: ({ units }) => (units as unknown as readonly { readonly unit: string; readonly joinedOn?: string }[]).map(({ unit, joinedOn }) => ({ fact: 'coveredUnit', on: joinedOn, entry: unit })),
  CoveredUnitRemoved: atDay('coveredUnitEnd', 'leftOn', 'unit'),
  AccountRecorded: atDay('account'),
  UnionReregistered: atDay('reregistration'),
  StandingRulesAdopted: atDay('standingRules', 'adoptedOn'),
  ContactRecorded: atDay('contact', 'on', 'office'),
};

/** The entries that an event of a union's stream records; none where it records nothing that can be void. */
export const entriesIn = ({ type, data }: Pick<DomainEvent, 'type' | 'data'>): readonly RecordedEntry[] => (Object.hasOwn(recorded, type) ? (recorded[type]?.(data as Data) ?? []) : []);

/** Of an event: the revisions of those that made it, or one of its entries, void; of one that voids: those it voids. */
export type VoidMarks = { readonly voidedBy: readonly number[]; readonly voids: readonly number[]; /** All that it recorded is void: to be struck out. */ readonly isVoid: boolean };

/** Which events of a union's history are void and by which others, by revision; those it does not concern are left out. */
export function voidMarksIn(events: readonly (Pick<DomainEvent, 'type' | 'data'> & { readonly revision: number })[]): ReadonlyMap<number, VoidMarks> {
  const open: { readonly revision: number; readonly entry: RecordedEntry; by?: number }[] = [];
  const voids = new Map<number, readonly number[]>();
  for (const event of events) {
    if (event.type === 'UnionEntryVoided') {
      const found = voidedBy(event.data as UnionEntryVoided['data'], open);
      for (const one of found) one.by = event.revision;
      voids.set(event.revision, [...new Set(found.map(({ revision }) => revision))]);
    } else open.push(...entriesIn(event).map((entry) => ({ revision: event.revision, entry })));
  }
  const marks = new Map<number, VoidMarks>([...voids].map(([revision, others]) => [revision, { voidedBy: [], voids: others, isVoid: false }]));
  for (const revision of new Set(open.flatMap((one) => (one.by === undefined ? [] : [one.revision])))) {
    const entries = open.filter((one) => one.revision === revision);
    marks.set(revision, { voidedBy: [...new Set(entries.flatMap(({ by }) => by ?? []))], voids: [], isVoid: entries.every(({ by }) => by !== undefined) });
  }
  return marks;
}

/** The one recorded last, with its end where it had one; of a by-election all of its day. */
function voidedBy<T extends { readonly entry: RecordedEntry; readonly by?: number }>({ fact, on, entry }: UnionEntryVoided['data'], open: readonly T[]): readonly T[] {
  const standing = open.filter(({ by }) => by === undefined);
  const fits = standing.filter(({ entry: one }) => one.fact === fact && (on === undefined || one.on === on) && (entry === undefined || one.entry === entry));
  if (fact === 'byElection') return fits;
  const [last] = fits.slice(-1);
  if (last === undefined) return [];
  const withIt = standing.filter(({ entry: one }) => one.entry === last.entry.entry && (one.fact === `${fact}End` || (fact === 'branch' && one.fact === 'smallHome')));
  return [last, ...withIt];
}
