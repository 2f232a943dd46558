import { refuse, type Need, type Refusal } from '#kernel';
import type { Person } from './person.js';

/** People that a fact names, a key each: names and telephones stand in their own streams. */
export type PersonFacts = { readonly [key: `person:${string}`]: Person | undefined };
export type UnknownPerson = 'person-unknown';

export const peopleNeeds = (people: readonly (string | undefined)[]): Record<string, Need> =>
  Object.fromEntries(people.flatMap((of) => (of === undefined ? [] : [[`person:${of}`, { fact: 'person', of }]])));

/** The first person that nobody registered. */
export function unknownPerson(named: readonly { readonly person?: string | undefined }[], facts: PersonFacts): Refusal<UnknownPerson> | undefined {
  const unknown = named.find(({ person }) => person !== undefined && facts[`person:${person}`] === undefined)?.person;
  return unknown === undefined ? undefined : refuse('person-unknown', { person: unknown });
}
