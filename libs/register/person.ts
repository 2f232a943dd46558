import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decider, type EventOf } from '#kernel';

/** Makes a person known. Names and telephones of people stand in these events and nowhere else. */
export type RegisterPerson = Command<'RegisterPerson', { readonly name: string; readonly telephone?: string }>;

export const PersonRegistered = eventType(
  'PersonRegistered',
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), telephone: Type.Optional(Type.String({ minLength: 3, maxLength: 30 })) }, { additionalProperties: false }),
);
export type PersonRegistered = EventOf<typeof PersonRegistered>;

export type PersonRefusal = 'already-registered';

/** A person as registered; what the fact `person` gives. */
export type Person = PersonRegistered['data'];

/** Category `person`. The refusal does not repeat the name: it would leave the person's stream. */
export const personDecider: Decider<RegisterPerson, PersonRegistered, Person | undefined, object, PersonRefusal> = {
  category: 'person',
  initial: undefined,
  needs: () => ({}),
  decide: {
    RegisterPerson: ({ data }, registered) => (registered !== undefined ? refuse('already-registered') : [PersonRegistered.of({ ...data })]),
  },
  evolve: {
    PersonRegistered: (_, { data }) => data,
  },
};
