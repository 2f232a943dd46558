import type { DeepReadonly, PartialDate } from '#kernel';
import type { Branch, Certificate, CoveredUnit, SeatChange, StandingRules, Term, UnionCommittee } from './entries.js';
import type { Dated, Patch } from './dated.js';
import type { HeldHonour } from './honour.js';

/** Kinds of unions that boards tell apart. */
export const unionClasses = ['government', 'publicInstitution', 'stateFirm', 'privateFirm', 'socialOrganisation', 'jointUnion'] as const;
export type UnionClass = (typeof unionClasses)[number];

/** What may change about a union, each with the day since when it is so. */
export type Profile = {
  readonly name: string;
  readonly class: UnionClass;
  readonly superior: string;
  /** All federations above as they were when this superior was recorded. What they are on a day, the fact `lineage` says. */
  readonly path: readonly string[];
  readonly units: number;
  readonly industry: string;
  readonly code: string;
  readonly members: number;
  readonly staff: number;
  readonly women: number;
  readonly womenStaff: number;
};

/** How a union came to its end. */
export type Ending = { readonly closedOn: PartialDate; readonly how: 'closed' | 'merged' | 'split'; readonly into: readonly string[]; readonly reason: string };

/** An own bank account, or none. */
export type Account = { readonly own: boolean; readonly bank?: string | undefined };

/** What a union's stream is folded into: everything the register knows of it, with its dates. */
export type UnionState = DeepReadonly<{
  profile: Dated<Patch<Profile>>[];
  foundedOn?: PartialDate;
  ending: Ending | null;
  honours: HeldHonour[];
  coveredUnits: CoveredUnit[];
  branches: Branch[];
  terms: Term[];
  /** By-elections and seats that fell vacant, within terms. */
  seats: SeatChange[];
  certificates: Certificate[];
  accounts: Dated<Account>[];
  reregistrations: PartialDate[];
  committees: UnionCommittee[];
  standingRules: StandingRules[];
  /** Who is to be reached in which office; null: nobody any more. */
  contacts: { office: string; on: PartialDate; person: string | null }[];
}>;

export const newUnion: Omit<UnionState, 'profile'> = {
  ending: null,
  honours: [],
  coveredUnits: [],
  branches: [],
  terms: [],
  seats: [],
  certificates: [],
  accounts: [],
  reregistrations: [],
  committees: [],
  standingRules: [],
  contacts: [],
};
