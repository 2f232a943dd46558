import { Type } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Need, type PartialDate } from '#kernel';
import { withValue } from './dated.js';
import { maxEntries, StandingRulesEntry, type StandingRules } from './entries.js';
import { closed, date, id, name } from './fields.js';
import { ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';
import { peopleNeeds, unknownPerson, type PersonFacts, type UnknownPerson } from './people.js';

export type AdoptStandingRules = Command<'AdoptStandingRules', DeepReadonly<StandingRules>>;
/** Whether it has a bank account of its own (独立账户), since when. */
export type RecordAccount = Command<'RecordAccount', { readonly own: boolean; readonly bank?: string; readonly on: PartialDate }>;
/** Its registration was renewed (重新登记, 年检). */
export type ReregisterUnion = Command<'ReregisterUnion', { readonly on: PartialDate }>;
/** Who is to be reached in an office; without a person: nobody any more. */
export type RecordContact = Command<'RecordContact', { readonly office: string; readonly person?: string; readonly on: PartialDate }>;

export const StandingRulesAdopted = eventType('StandingRulesAdopted', StandingRulesEntry);
export const AccountRecorded = eventType('AccountRecorded', Type.Object({ own: Type.Boolean(), bank: Type.Optional(name), on: date }, closed));
export const UnionReregistered = eventType('UnionReregistered', Type.Object({ on: date }, closed));
export const ContactRecorded = eventType('ContactRecorded', Type.Object({ office: id, person: Type.Optional(id), on: date }, closed));
export const standingEvents = [StandingRulesAdopted, AccountRecorded, UnionReregistered, ContactRecorded] as const;

export const contactNeeds = ({ data }: RecordContact): Record<string, Need> => peopleNeeds([data.person]);

const full = (what: string, entries: readonly unknown[]) => (entries.length >= maxEntries ? refuse('too-many-records', { what, limit: maxEntries }) : undefined);

export const standingRules = {
  AdoptStandingRules: ofUnion<AdoptStandingRules, object, EntryRefusal>((command, union) => wrongDates(command, union, { field: 'adoptedOn', date: command.data.adoptedOn }) ?? full('standingRules', union.standingRules) ?? [StandingRulesAdopted.of(command.data)]),
  RecordAccount: ofUnion<RecordAccount, object, EntryRefusal>((command, union) => wrongDates(command, union, { field: 'on', date: command.data.on }) ?? full('account', union.accounts) ?? [AccountRecorded.of(command.data)]),
  ReregisterUnion: ofUnion<ReregisterUnion, object, EntryRefusal>((command, union) => {
    const { on } = command.data;
    const no = wrongDates(command, union, { field: 'on', date: on }) ?? full('reregistration', union.reregistrations);
    return no ?? (union.reregistrations.includes(on) ? [] : [UnionReregistered.of(command.data)]);
  }),
  RecordContact: ofUnion<RecordContact, PersonFacts, EntryRefusal | UnknownPerson>((command, union, facts) => wrongDates(command, union, { field: 'on', date: command.data.on }) ?? full('contact', union.contacts) ?? unknownPerson([command.data], facts) ?? [ContactRecorded.of(command.data)]),
};

export const standingConsequences = {
  StandingRulesAdopted: (union: Known | undefined, { data: { text: _text, ...rules } }: EventOf<typeof StandingRulesAdopted>): Known | undefined => (union === undefined ? union : { ...union, standingRules: [...union.standingRules, rules] }),
  AccountRecorded: (union: Known | undefined, { data: { on, ...account } }: EventOf<typeof AccountRecorded>): Known | undefined => (union === undefined ? union : { ...union, accounts: withValue(union.accounts, on, account) }),
  UnionReregistered: (union: Known | undefined, { data }: EventOf<typeof UnionReregistered>): Known | undefined => (union === undefined ? union : { ...union, reregistrations: [...union.reregistrations, data.on] }),
  ContactRecorded: (union: Known | undefined, { data: { office, person, on } }: EventOf<typeof ContactRecorded>): Known | undefined => (union === undefined ? union : { ...union, contacts: [...union.contacts, { office, person: person ?? null, on }] }),
};
