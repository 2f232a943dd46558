import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decider, type EventOf } from '#kernel';

/** Makes a person known. Names, telephones and addresses of people stand in these events and nowhere else. */
export type RegisterPerson = Command<'RegisterPerson', { readonly name: string; readonly telephone?: string; readonly email?: string }>;
/** How a person is reached now; what is left out is known no more. */
export type ChangePersonContact = Command<'ChangePersonContact', { readonly telephone?: string; readonly email?: string }>;

const contact = { telephone: Type.Optional(Type.String({ minLength: 3, maxLength: 30 })), email: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) };
export const PersonRegistered = eventType('PersonRegistered', Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), ...contact }, { additionalProperties: false }));
export type PersonRegistered = EventOf<typeof PersonRegistered>;
export const PersonContactChanged = eventType('PersonContactChanged', Type.Object(contact, { additionalProperties: false }));
export const personEvents = [PersonRegistered, PersonContactChanged] as const;

export type PersonRefusal = 'already-registered' | 'person-not-registered';
export const personRefusals = ['person-not-registered'] as const satisfies readonly PersonRefusal[];

/** A person as known; what the fact `person` gives. */
export type Person = PersonRegistered['data'];

/** Category `person`. The refusal does not repeat the name: it would leave the person's stream. */
export const personDecider: Decider<RegisterPerson | ChangePersonContact, EventOf<(typeof personEvents)[number]>, Person | undefined, object, PersonRefusal> = {
  category: 'person',
  initial: undefined,
  needs: () => ({}),
  decide: {
    RegisterPerson: ({ data }, registered) => (registered !== undefined ? refuse('already-registered') : [PersonRegistered.of({ ...data })]),
    ChangePersonContact: ({ data }, registered) => {
      if (registered === undefined) return refuse('person-not-registered');
      return data.telephone === registered.telephone && data.email === registered.email ? [] : [PersonContactChanged.of({ ...data })];
    },
  },
  evolve: {
    PersonRegistered: (_, { data }) => data,
    PersonContactChanged: (person, { data }) => (person === undefined ? person : { name: person.name, ...data }),
  },
};
