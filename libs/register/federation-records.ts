import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Need, type PartialDate } from '#kernel';
import type { ContactEntry } from './contacts.js';
import type { Dated } from './dated.js';
import { datesRefused, type DateRefusal } from './dates.js';
import { maxEntries } from './entries.js';
import { closed, date, id, name, reason } from './fields.js';
import { peopleNeeds, unknownPerson, type PersonFacts, type UnknownPerson } from './people.js';
import { falseAgain, type AgainRefusal, type StandsAgain } from './standing-again.js';

/** Who is to be reached in an office of a federation; without a person: nobody any more. */
export type RecordFederationContact = Command<'RecordFederationContact', { readonly office: string; readonly person?: string; readonly on: PartialDate }>;

/** What can be void of a federation: a name, or its end. A move stands in the stream of the hierarchy, and is void there. */
export const voidableOfFederation = ['name', 'end'] as const;
export type VoidableOfFederation = (typeof voidableOfFederation)[number];
/** A fact that never was, or has the wrong day: it counts no more, as if it had not been recorded; the right one is recorded anew. */
export type VoidFederationEntry = Command<'VoidFederationEntry', { readonly fact: VoidableOfFederation; /** As it was recorded. */ readonly on: PartialDate; readonly reason: string; /** The document that says what is right. */ readonly basis: string }>;
export type FederationRecordCommand = RecordFederationContact | VoidFederationEntry;

export const FederationContactRecorded = eventType('FederationContactRecorded', Type.Object({ office: id, person: Type.Optional(id), on: date }, closed));
/** `code`: the one that it bears again, and claims again. */
export const FederationEntryVoided = eventType('FederationEntryVoided', Type.Object({ fact: Type.Enum([...voidableOfFederation]), on: date, reason, basis: name, code: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })) }, closed));
export const federationRecordEvents = [FederationContactRecorded, FederationEntryVoided] as const;

type Known = DeepReadonly<{ registered: { code?: string; from?: PartialDate }; names: Dated<{ name?: string | null }>[]; contacts: ContactEntry[]; closedOn?: PartialDate }>;
export type FederationRecordFacts = PersonFacts & { readonly standsAgain?: StandsAgain };
export type FederationRecordRefusal = 'federation-not-registered' | 'record-unknown' | 'too-many-records' | DateRefusal | UnknownPerson | AgainRefusal;
type Events = EventOf<(typeof federationRecordEvents)[number]>;

export function federationRecordNeeds(command: FederationRecordCommand, federation: string): Record<string, Need> {
  if (command.type === 'RecordFederationContact') return peopleNeeds([command.data.person]);
  return command.data.fact === 'end' ? { standsAgain: { fact: 'standsAgain', of: `end.${federation}@${command.data.on}` } } : {};
}

export const federationRecordRules = {
  RecordFederationContact: ({ data, at }: RecordFederationContact, state: Known | undefined, facts: FederationRecordFacts): Decision<Events, FederationRecordRefusal> => {
    if (state === undefined) return refuse('federation-not-registered');
    const no = datesRefused(at, { foundedOn: state.registered.from, closedOn: state.closedOn }, [{ field: 'on', date: data.on }]) ?? unknownPerson([data], facts);
    if (no !== undefined) return no;
    return state.contacts.length >= maxEntries ? refuse('too-many-records', { what: 'contact', limit: maxEntries }) : [FederationContactRecorded.of(data)];
  },
  VoidFederationEntry: ({ data }: VoidFederationEntry, state: Known | undefined, facts: FederationRecordFacts): Decision<Events, FederationRecordRefusal> => {
    if (state === undefined) return refuse('federation-not-registered');
    const isThere = data.fact === 'end' ? state.closedOn === data.on : nameIndex(state, data.on) >= 0;
    if (!isThere) return refuse('record-unknown', { what: data.fact, entry: data.on });
    const no = data.fact === 'end' ? falseAgain(facts.standsAgain, data.on) : undefined;
    const { code } = state.registered;
    return no ?? [FederationEntryVoided.of({ ...data, ...(data.fact === 'end' && code !== undefined ? { code } : {}) })];
  },
};

/** Of several names of one day the one recorded last; the first is that of its registration. */
const nameIndex = ({ names }: Pick<Known, 'names'>, on: PartialDate): number => names.findLastIndex((entry) => entry.on === on);

export const federationRecordConsequences = {
  FederationContactRecorded: <S extends Known>(state: S | undefined, { data: { office, person, on } }: EventOf<typeof FederationContactRecorded>): S | undefined => (state === undefined ? state : { ...state, contacts: [...state.contacts, { office, person: person ?? null, on }] }),
  FederationEntryVoided: <S extends Known>(state: S | undefined, { data }: EventOf<typeof FederationEntryVoided>): S | undefined => {
    if (state === undefined) return state;
    const { closedOn: _closedOn, ...open } = state;
    if (data.fact === 'end') return open as S;
    const index = nameIndex(state, data.on);
    return { ...state, names: state.names.filter((_, place) => place !== index) };
  },
};
