import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decider, type DeepReadonly, type EventOf } from '#kernel';
import { language, type ReaderLanguage } from './fields.js';

/** Makes a person known. Names, telephones and addresses of people stand in these events and nowhere else. */
export type RegisterPerson = Command<'RegisterPerson', { readonly name: string; readonly telephone?: string; readonly email?: string }>;
/** How a person is reached now; what is left out is known no more. */
export type ChangePersonContact = Command<'ChangePersonContact', { readonly telephone?: string; readonly email?: string }>;
/** The person wants no messages over these channels. What is owed stays owed: where none is left, the next level hears of it. */
export type DeclineChannels = Command<'DeclineChannels', { readonly channels: readonly PersonChannel[] }>;
/** Takes it back. */
export type AllowChannels = Command<'AllowChannels', { readonly channels: readonly PersonChannel[] }>;
/** In which language the person reads. */
export type PreferLanguage = Command<'PreferLanguage', { readonly language: ReaderLanguage }>;
export type PersonCommand = RegisterPerson | ChangePersonContact | DeclineChannels | AllowChannels | PreferLanguage;

/** Ways of reaching a person: the e-mail address and the telephone number that the register knows. */
export const personChannels = ['mail', 'sms'] as const;
export type PersonChannel = (typeof personChannels)[number];

const contact = { telephone: Type.Optional(Type.String({ minLength: 3, maxLength: 30 })), email: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) };
export const PersonRegistered = eventType('PersonRegistered', Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), ...contact }, { additionalProperties: false }));
export type PersonRegistered = EventOf<typeof PersonRegistered>;
export const PersonContactChanged = eventType('PersonContactChanged', Type.Object(contact, { additionalProperties: false }));
const channels = Type.Array(Type.Enum([...personChannels]), { minItems: 1, maxItems: personChannels.length });
export const ChannelsDeclined = eventType('ChannelsDeclined', Type.Object({ channels }, { additionalProperties: false }));
export const ChannelsAllowed = eventType('ChannelsAllowed', Type.Object({ channels }, { additionalProperties: false }));
export const LanguagePreferred = eventType('LanguagePreferred', Type.Object({ language }, { additionalProperties: false }));
export const personEvents = [PersonRegistered, PersonContactChanged, ChannelsDeclined, ChannelsAllowed, LanguagePreferred] as const;

export type PersonRefusal = 'already-registered' | 'person-not-registered';
export const personRefusals = ['person-not-registered'] as const satisfies readonly PersonRefusal[];

/** A person as known; what the fact `person` gives. */
export type Person = PersonRegistered['data'] & { readonly declined?: readonly PersonChannel[]; readonly language?: ReaderLanguage };

/** Category `person`. The refusal does not repeat the name: it would leave the person's stream. */
export const personDecider: Decider<PersonCommand, EventOf<(typeof personEvents)[number]>, Person | undefined, object, PersonRefusal> = {
  category: 'person',
  initial: undefined,
  needs: () => ({}),
  decide: {
    RegisterPerson: ({ data }, registered) => (registered !== undefined ? refuse('already-registered') : [PersonRegistered.of({ ...data })]),
    ChangePersonContact: ({ data }, registered) => {
      if (registered === undefined) return refuse('person-not-registered');
      return data.telephone === registered.telephone && data.email === registered.email ? [] : [PersonContactChanged.of({ ...data })];
    },
    DeclineChannels: ({ data }, registered) => {
      if (registered === undefined) return refuse('person-not-registered');
      const channels = personChannels.filter((channel) => data.channels.includes(channel) && registered.declined?.includes(channel) !== true);
      return channels.length === 0 ? [] : [ChannelsDeclined.of({ channels })];
    },
    AllowChannels: ({ data }, registered) => {
      if (registered === undefined) return refuse('person-not-registered');
      const channels = personChannels.filter((channel) => data.channels.includes(channel) && registered.declined?.includes(channel) === true);
      return channels.length === 0 ? [] : [ChannelsAllowed.of({ channels })];
    },
    PreferLanguage: ({ data }, registered) => {
      if (registered === undefined) return refuse('person-not-registered');
      return registered.language === data.language ? [] : [LanguagePreferred.of({ ...data })];
    },
  },
  evolve: {
    PersonRegistered: (_, { data }) => data,
    PersonContactChanged: (person, { data }) => (person === undefined ? person : { name: person.name, ...data, ...wishesOf(person) }),
    ChannelsDeclined: (person, { data }) => (person === undefined ? person : { ...person, declined: [...(person.declined ?? []), ...data.channels] }),
    ChannelsAllowed: (person, { data }) => (person === undefined ? person : { ...person, declined: (person.declined ?? []).filter((channel) => !data.channels.includes(channel)) }),
    LanguagePreferred: (person, { data }) => (person === undefined ? person : { ...person, language: data.language }),
  },
};

/** A new address changes nothing of what its owner wants. */
const wishesOf = ({ declined, language }: DeepReadonly<Person>) => ({ ...(declined === undefined ? {} : { declined: [...declined] }), ...(language === undefined ? {} : { language }) });
