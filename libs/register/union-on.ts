import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import { holdsOn, patchedOn, startOf, type Dated } from './dated.js';
import type { HeldHonour } from './honour.js';
import type { UnionClass, UnionState } from './union-state.js';

/** A union as it is, or was on a day; what the fact `union` gives. What is not known is absent. */
export type Union = {
  readonly name: string;
  readonly class: UnionClass;
  /** The one federation it reports to. */
  readonly superior: string;
  /** All federations above as they were when that superior was recorded; of a day, the fact `lineage` says. */
  readonly path: readonly string[];
  /** Units that a joint union covers. */
  readonly units?: number;
  readonly foundedOn?: PartialDate;
  readonly members?: number;
  readonly staff?: number;
  readonly women?: number;
  readonly womenStaff?: number;
  readonly industry?: string;
  readonly code?: string;
  /** Closed, merged into another or split: on that day it ended. */
  readonly closedOn?: PartialDate;
  readonly mergedInto?: string;
  readonly splitInto?: readonly string[];
  readonly honours?: readonly HeldHonour[];
};

/** A union as it was on a day: to whom it reported is not known of one that came to its first known superior only later. */
export type UnionThen = Omit<Union, 'superior'> & { readonly superior: string | null };

/** The union on a day; absent: as it stands. Nothing where it was certainly not founded yet. */
export function unionOn(state: DeepReadonly<UnionState>): Union | undefined;
export function unionOn(state: DeepReadonly<UnionState>, day: PlainDate | undefined): UnionThen | undefined;
export function unionOn(state: DeepReadonly<UnionState>, day?: PlainDate): UnionThen | undefined {
  const { foundedOn, ending } = state;
  if (day !== undefined && startOf(foundedOn) > day) return undefined;
  const { name, class: kind, superior = null, path, units, ...others } = patchedOn(state.profile, day);
  if (name === undefined || name === null || kind === undefined || kind === null) return undefined;
  const ended = ending !== null && (day === undefined || startOf(ending.closedOn) <= day) ? ending : null;
  const honours = day === undefined ? state.honours : honoursOn(state, day);
  const covering = kind === 'jointUnion' ? (unitsCovered(state, day) ?? units) : undefined;
  return {
    name,
    class: kind,
    superior,
    path: [...(path ?? [])],
    ...known({ units: covering, foundedOn, ...others }),
    ...(ended === null ? {} : { closedOn: ended.closedOn, ...(ended.how === 'merged' ? { mergedInto: ended.into[0] ?? '' } : {}), ...(ended.how === 'split' ? { splitInto: [...ended.into] } : {}) }),
    ...(honours.length === 0 ? {} : { honours }),
  };
}

/** By the dated list where there is one; a list on which nobody is left on that day says nothing. What else says how many is overruled by it. */
export function unitsCovered({ coveredUnits }: DeepReadonly<UnionState>, day?: PlainDate): number | undefined {
  const covered = coveredUnits.filter(({ joinedOn, leftOn }) => holdsOn({ from: joinedOn, until: leftOn }, day)).length;
  return covered === 0 ? undefined : covered;
}

/** The honours held on a day (absent: now); that one is withdrawn later is not known then. */
export const honoursOn = ({ honours }: DeepReadonly<UnionState>, day?: PlainDate): readonly HeldHonour[] => honours.filter(({ grantedOn, withdrawnOn }) => holdsOn({ from: grantedOn, until: withdrawnOn }, day)).map(({ withdrawnOn: _withdrawnOn, ...honour }) => honour);

/** To whom a union reports, and since when; nobody from its end. */
export const reportsOfUnion = ({ profile }: DeepReadonly<UnionState>): readonly Dated<readonly string[]>[] => profile.flatMap(({ on, value }) => (typeof value.superior === 'string' ? [{ on, value: [value.superior] }] : []));

/** Without what is not known. */
const known = <T extends object>(fields: T): { readonly [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as { readonly [K in keyof T]?: NonNullable<T[K]> };

/** A union as lists and questions show it; what is not known is null. */
export type UnionNow = {
  readonly name: string;
  readonly class: UnionClass;
  readonly superior: string;
  /** Units that it covers: one, unless it is a joint union. */
  readonly units: number;
  readonly members: number | null;
  readonly staff: number | null;
  readonly women: number | null;
  readonly womenStaff: number | null;
  readonly industry: string | null;
  readonly code: string | null;
  readonly foundedOn: PartialDate | null;
  readonly closedOn: PartialDate | null;
  readonly mergedInto: string | null;
};

/** As it was on a day; the superior may not be known then. */
export type UnionWas = Omit<UnionNow, 'superior'> & { readonly superior: string | null };

/** @throws Error for a state that no registration began */
export function unionNow(state: DeepReadonly<UnionState>): UnionNow;
export function unionNow(state: DeepReadonly<UnionState>, day: PlainDate | undefined): UnionWas;
export function unionNow(state: DeepReadonly<UnionState>, day?: PlainDate): UnionWas {
  const union: UnionThen | undefined = unionOn(state, day);
  if (union === undefined) throw new Error('the union was not there on that day');
  const { name, class: kind, superior, units = 1, members, staff, women, womenStaff, industry, code, foundedOn, closedOn, mergedInto } = union;
  const orNull = <T>(value: T | undefined): T | null => value ?? null;
  return {
    name,
    class: kind,
    superior,
    units,
    members: orNull(members),
    staff: orNull(staff),
    women: orNull(women),
    womenStaff: orNull(womenStaff),
    industry: orNull(industry),
    code: orNull(code),
    foundedOn: orNull(foundedOn),
    closedOn: orNull(closedOn),
    mergedInto: orNull(mergedInto),
  };
}
