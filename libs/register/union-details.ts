import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import { contactsOn, latest } from './contacts.js';
import { holdsOn, startOf, valueOn } from './dated.js';
import type { Branch, Certificate, CoveredUnit, UnionCommittee } from './entries.js';
import type { HeldHonour } from './honour.js';
import { honoursOn } from './union-on.js';
import { seatsOn, termOn, termOverOn } from './terms.js';
import type { Account, Ending, UnionState } from './union-state.js';

/** All else that the register knows of a union on a day; absent: now. What ended by then is left out, and so is what comes later: an end, a small home. What is not known is null. */
export type UnionDetails = {
  readonly term: { readonly term: number; readonly electedOn: PartialDate; readonly endsOn: PartialDate | null; /** The last day that it can have; after it an election is overdue. */ readonly overOn: PlainDate | null } | null;
  readonly seats: readonly { readonly seat: string; readonly person: string | null; readonly since: PartialDate }[];
  readonly coveredUnits: readonly DeepReadonly<CoveredUnit>[];
  readonly branches: readonly DeepReadonly<Branch>[];
  readonly committees: readonly DeepReadonly<UnionCommittee>[];
  readonly certificates: readonly DeepReadonly<Certificate>[];
  readonly account: Account | null;
  readonly reregisteredOn: PartialDate | null;
  readonly standingRules: { readonly title: string; readonly adoptedOn: PartialDate } | null;
  readonly contacts: readonly { readonly office: string; readonly person: string; readonly since: PartialDate }[];
  readonly honours: readonly DeepReadonly<HeldHonour>[];
  readonly ending: DeepReadonly<Ending> | null;
};

export function unionDetails(state: DeepReadonly<UnionState>, day?: PlainDate): UnionDetails {
  const term = termOn(state, day);
  const by = (on: PartialDate) => day === undefined || startOf(on) <= day;
  const rules = latest(state.standingRules.filter(({ adoptedOn }) => by(adoptedOn)), ({ adoptedOn }) => adoptedOn);
  return {
    term: term === undefined ? null : { term: term.term, electedOn: term.electedOn, endsOn: term.endsOn ?? null, overOn: termOverOn(state, day) ?? null },
    seats: seatsOn(state, day).map(({ seat, person, since }) => ({ seat, person: person ?? null, since })),
    coveredUnits: state.coveredUnits.filter(({ joinedOn, leftOn }) => holdsOn({ from: joinedOn, until: leftOn }, day)).map(({ leftOn: _leftOn, ...unit }) => unit),
    branches: state.branches.filter(({ formedOn, endedOn }) => holdsOn({ from: formedOn, until: endedOn }, day)).map(({ endedOn: _endedOn, smallHome, ...branch }) => ({ ...branch, ...(smallHome !== undefined && by(smallHome.since) ? { smallHome } : {}) })),
    committees: state.committees.filter(({ formedOn, dissolvedOn }) => holdsOn({ from: formedOn, until: dissolvedOn }, day)).map(({ dissolvedOn: _dissolvedOn, ...committee }) => committee),
    certificates: state.certificates.filter(({ issuedOn, withdrawnOn }) => holdsOn({ from: issuedOn, until: withdrawnOn }, day)).map(({ withdrawnOn: _withdrawnOn, ...certificate }) => certificate),
    account: valueOn(state.accounts, day) ?? null,
    reregisteredOn: latest(state.reregistrations.filter(by), (on) => on) ?? null,
    standingRules: rules === undefined ? null : { title: rules.title, adoptedOn: rules.adoptedOn },
    contacts: contactsOn(state, day),
    honours: honoursOn(state, day),
    ending: state.ending !== null && by(state.ending.closedOn) ? state.ending : null,
  };
}
