import { CodeClaimed, codeDecider, codeRefusals } from './code.js';
import { codesBorne, codesBorneByFederation } from './codes-borne.js';
import { dateRefusals } from './dates.js';
import { federationDecider, federationEvents, federationOn, federationRefusals, type FederationRefusal, type FederationState } from './federation.js';
import { hierarchyDecider, hierarchyEvents, hierarchyRefusals, type HierarchyRefusal } from './hierarchy.js';
import { honourRefusals } from './honour.js';
import { entryRefusals } from './of-union.js';
import { personDecider, personEvents, personRefusals, type Person, type PersonRefusal } from './person.js';
import { termRefusals } from './terms.js';
import { voidingRefusals } from './voiding.js';
import { changeRefusals } from './union-changes.js';
import { endingRefusals } from './union-endings.js';
import { unionOn } from './union-on.js';
import type { UnionState } from './union-state.js';
import { unionDecider, unionEvents, type UnionRefusal } from './union.js';

export { codeDecider, codeKey, codePattern, type ClaimCode } from './code.js';
export { startOf, valueOn, type Dated } from './dated.js';
export { federationDecider, federationEvents, federationKinds, federationOn, FederationClosed, FederationRegistered, FederationRenamed, levels, lines, maxSuperiors, type Federation, type FederationState, type RegisterFederation } from './federation.js';
export { federationNow, federationWasThere, type FederationHistory, type FederationNow } from './federation-now.js';
export { contactsOn, type ContactNow } from './contacts.js';
export { voidableOfFederation, type VoidableOfFederation } from './federation-records.js';
export { standsAgain, withoutMove } from './standing-again.js';
export { FederationMoved, FederationMoveVoided, hierarchyDecider, hierarchyEvents, hierarchyId, reportsOf, type MoveFederation, type Moves } from './hierarchy.js';
export { lineageAbove, loopOf, reportsWithin, type Lineage, type Loop, type ReadRung, type Rung } from './lineage.js';
export { personChannels, personDecider, PersonContactChanged, PersonRegistered, type Person, type PersonChannel, type RegisterPerson } from './person.js';
export { readerLanguages, type ReaderLanguage } from './fields.js';
export { honoursFor, maxHonours, type HeldHonour, type Honour, type RecordHonour, type WithdrawHonour } from './honour.js';
export { certificateKinds, committeeKinds, maxEntries, maxSeats } from './entries.js';
export { spansOfFederation, spansOfUnion, type Spans } from './spans.js';
export { seatsOn, termOn, termOverOn } from './terms.js';
export { maxMembers, maxUnits } from './union-changes.js';
export { maxSplit } from './union-endings.js';
export { voidable, type Voidable } from './voidable.js';
export { entriesIn, voidMarksIn, type RecordedEntry, type VoidMarks } from './voided-entries.js';
export { unionDetails, type UnionDetails } from './union-details.js';
export { reportsOfUnion, unionNow, unionOn, unitsCovered, type Union, type UnionNow, type UnionWas } from './union-on.js';
export { unionClasses, type UnionClass, type UnionState } from './union-state.js';
export { foundedSince, maxHonoursBrought, unionDecider, unionEvents, UnionRegistered, type RegisterUnion, type UnionEvent } from './union.js';
export { maxPath, pathAbove, type Superior } from './path.js';

export const registerEvents = [...federationEvents, ...hierarchyEvents, ...unionEvents, CodeClaimed, ...personEvents] as const;
export const registerDeciders = [federationDecider, hierarchyDecider, unionDecider, codeDecider, personDecider] as const;

export type RegisterRefusal = FederationRefusal | HierarchyRefusal | UnionRefusal | PersonRefusal;
export const registerRefusals = [
  ...new Set<RegisterRefusal>(['already-registered', 'superior-unknown', 'superior-not-there', 'path-too-long', ...codeRefusals, 'covers-no-units', 'fewer-units-than-known', 'person-unknown', ...federationRefusals, ...hierarchyRefusals, ...changeRefusals, ...endingRefusals, ...termRefusals, ...voidingRefusals, ...entryRefusals, ...personRefusals, ...dateRefusals, ...honourRefusals]),
] as const;

/** Facts that rules elsewhere may ask for, by id: a stream of the decider's, folded, gives the value; its revision is the source. */
export const registerFacts = {
  federation: { decider: federationDecider, read: (state: FederationState | undefined) => (state === undefined ? undefined : { value: federationOn(state) }) },
  union: { decider: unionDecider, read: (state: UnionState | undefined) => (state === undefined ? undefined : { value: unionOn(state) }) },
  unionCodes: { decider: unionDecider, read: (state: UnionState | undefined) => (state === undefined ? undefined : { value: codesBorne(state) }) },
  federationCodes: { decider: federationDecider, read: (state: FederationState | undefined) => (state === undefined ? undefined : { value: codesBorneByFederation(state) }) },
  person: { decider: personDecider, read: (state: Person | undefined) => (state === undefined ? undefined : { value: state }) },
} as const;
