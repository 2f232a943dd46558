import { Type, type Static } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Need, spanOf, type PartialDate, type PlainDate } from '#kernel';
import { startOf } from './dated.js';
import { maxEntries, electing, Seat, seats, TermEntry, type Term } from './entries.js';
import { closed, date, id, reason } from './fields.js';
import { cannotAdd, ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';
import { peopleNeeds, unknownPerson, type PersonFacts, type UnknownPerson } from './people.js';

/** An election begins a term (换届选举). */
export type RecordElection = Command<'RecordElection', DeepReadonly<{ term: number; electedOn: PartialDate; endsOn?: PartialDate; body?: Static<typeof electing>; seats: Static<typeof Seat>[] }>>;
/** A by-election fills seats within a term (补选). */
export type RecordByElection = Command<'RecordByElection', DeepReadonly<{ electedOn: PartialDate; body?: Static<typeof electing>; seats: Static<typeof Seat>[] }>>;
export type VacateSeat = Command<'VacateSeat', { readonly seat: string; readonly on: PartialDate; readonly reason?: string }>;
export type TermCommand = RecordElection | RecordByElection | VacateSeat;

export const ElectionRecorded = eventType('ElectionRecorded', TermEntry);
export const ByElectionRecorded = eventType('ByElectionRecorded', Type.Object({ electedOn: date, body: Type.Optional(electing), seats }, closed));
export const SeatVacated = eventType('SeatVacated', Type.Object({ seat: id, on: date, reason: Type.Optional(reason) }, closed));
export const termEvents = [ElectionRecorded, ByElectionRecorded, SeatVacated] as const;

export type TermRefusal = EntryRefusal | UnknownPerson | 'no-term-then' | 'seat-not-taken';
export const termRefusals = ['no-term-then', 'seat-not-taken'] as const satisfies readonly TermRefusal[];

export const termNeeds = (command: TermCommand): Record<string, Need> => (command.type === 'VacateSeat' ? {} : peopleNeeds(command.data.seats.map(({ person }) => person)));

export const termRules = {
  RecordElection: ofUnion<RecordElection, PersonFacts, TermRefusal>((command, union, facts) => {
    const { term, electedOn, endsOn, seats: elected } = command.data;
    const no = wrongDates(command, union, { field: 'electedOn', date: electedOn }) ?? cannotAdd('term', union.terms.map((one) => String(one.term)), [String(term)]) ?? cannotAdd('seat', [], elected.map(({ seat }) => seat)) ?? unknownPerson(elected, facts);
    if (no !== undefined) return no;
    if (endsOn !== undefined && startOf(endsOn) <= startOf(electedOn)) return refuse('ends-before-it-begins', { what: 'term', entry: String(term), from: electedOn, on: endsOn });
    return [ElectionRecorded.of({ ...command.data, seats: [...elected] })];
  }),
  RecordByElection: ofUnion<RecordByElection, PersonFacts, TermRefusal>((command, union, facts) => {
    const { electedOn, seats: elected } = command.data;
    const no = wrongDates(command, union, { field: 'electedOn', date: electedOn }) ?? cannotAdd('seat', [], elected.map(({ seat }) => seat)) ?? unknownPerson(elected, facts);
    if (no !== undefined) return no;
    if (union.seats.length + elected.length > maxEntries) return refuse('too-many-records', { what: 'seat', limit: maxEntries });
    return termOn(union, startOf(electedOn)) === undefined ? refuse('no-term-then', { on: electedOn }) : [ByElectionRecorded.of({ ...command.data, seats: [...elected] })];
  }),
  VacateSeat: ofUnion<VacateSeat, object, TermRefusal>((command, union) => {
    const { seat, on } = command.data;
    const no = wrongDates(command, union, { field: 'on', date: on });
    if (no !== undefined) return no;
    return seatsOn(union, startOf(on)).some((one) => one.seat === seat) ? [SeatVacated.of(command.data)] : refuse('seat-not-taken', { seat, on });
  }),
};

/** The term in office on a day: the last that began; absent: now. A term that is over goes on until the next election. */
export const termOn = ({ terms }: Pick<Known, 'terms'>, day?: PlainDate): DeepReadonly<Term> | undefined =>
  terms.filter(({ electedOn }) => day === undefined || startOf(electedOn) <= day).reduce<DeepReadonly<Term> | undefined>((last, one) => (last === undefined || startOf(one.electedOn) >= startOf(last.electedOn) ? one : last), undefined);

/** The last day that the term in office can have, as its election said; a month or year that has passed is over for certain. Nothing where none was elected, or its end is not known. */
export function termOverOn(union: Pick<Known, 'terms'>, day?: PlainDate): PlainDate | undefined {
  const endsOn = termOn(union, day)?.endsOn;
  return endsOn === undefined ? undefined : spanOf(endsOn)?.last;
}

/** Who sits where on a day, by the election of the term and what followed it. */
export function seatsOn(union: Pick<Known, 'terms' | 'seats'>, day?: PlainDate): readonly { readonly seat: string; readonly person?: string | undefined; readonly since: PartialDate }[] {
  const term = termOn(union, day);
  if (term === undefined) return [];
  const taken = new Map(term.seats.map((one) => [one.seat, { ...one, since: term.electedOn }]));
  const followed = union.seats.map((change, index) => ({ ...change, index, start: startOf(change.on) })).filter(({ start }) => start >= startOf(term.electedOn) && (day === undefined || start <= day));
  for (const { seat, person, on } of followed.toSorted((one, other) => (one.start === other.start ? one.index - other.index : one.start < other.start ? -1 : 1))) {
    if (person === null) taken.delete(seat);
    else taken.set(seat, { seat, ...(person === '' ? {} : { person }), since: on });
  }
  return [...taken.values()];
}

export const termConsequences = {
  ElectionRecorded: (union: Known | undefined, { data }: EventOf<typeof ElectionRecorded>): Known | undefined => (union === undefined ? union : { ...union, terms: [...union.terms, data] }),
  // A seat whose holder is not named is taken all the same: '' says so.
  ByElectionRecorded: (union: Known | undefined, { data }: EventOf<typeof ByElectionRecorded>): Known | undefined =>
    union === undefined ? union : { ...union, seats: [...union.seats, ...data.seats.map(({ seat, person = '' }) => ({ on: data.electedOn, seat, person }))] },
  SeatVacated: (union: Known | undefined, { data }: EventOf<typeof SeatVacated>): Known | undefined =>
    union === undefined ? union : { ...union, seats: [...union.seats, { on: data.on, seat: data.seat, person: null }] },
};
