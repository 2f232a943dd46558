import { federationDecider, FederationRegistered, type Federation, type FederationRefusal } from './federation.js';
import { HonourRecorded, honourRefusals, HonourWithdrawn } from './honour.js';
import { personDecider, PersonRegistered, type Person, type PersonRefusal } from './person.js';
import { unionDecider, UnionRegistered, type Union, type UnionRefusal } from './union.js';

export { federationDecider, federationNow, FederationRegistered, levels, lines, maxSuperiors, type Federation, type FederationNow, type FederationState, type RegisterFederation } from './federation.js';
export { personDecider, PersonRegistered, type Person, type RegisterPerson } from './person.js';
export { honoursFor, maxHonours, type HeldHonour, type Honour, type RecordHonour, type WithdrawHonour } from './honour.js';
export { foundedSince, maxHonoursBrought, maxMembers, maxUnits, unionClasses, unionDecider, unionNow, UnionRegistered, type RegisterUnion, type Union, type UnionClass, type UnionNow, type UnionState } from './union.js';
export { maxPath, pathAbove } from './path.js';

export const federationEvents = [FederationRegistered] as const;
export const unionEvents = [UnionRegistered, HonourRecorded, HonourWithdrawn] as const;
export const registerEvents = [...federationEvents, ...unionEvents, PersonRegistered] as const;
export const registerDeciders = [federationDecider, unionDecider, personDecider] as const;

export type RegisterRefusal = FederationRefusal | UnionRefusal | PersonRefusal;
export const registerRefusals = [
  'already-registered',
  'superior-unknown',
  'superior-twice',
  'superiors-too-many',
  'path-too-long',
  'units-missing',
  'units-only-for-joint-union',
  'units-out-of-range',
  'date-impossible',
  ...honourRefusals.filter((code) => code !== 'date-impossible'),
] as const satisfies readonly RegisterRefusal[];

/** Facts that rules elsewhere may ask for, by id: a stream of the decider's, folded, gives the value; its revision is the source. */
export const registerFacts = {
  federation: { decider: federationDecider, read: (state: Federation | undefined) => (state === undefined ? undefined : { value: state }) },
  union: { decider: unionDecider, read: (state: Union | undefined) => (state === undefined ? undefined : { value: state }) },
  person: { decider: personDecider, read: (state: Person | undefined) => (state === undefined ? undefined : { value: state }) },
} as const;
