import type { PartialDate } from '#kernel';
import type { Known } from './of-union.js';
import type { Profile } from './union-state.js';

/** Fields of the profile, and by which of them an entry is known. */
const fields = { name: 'name', class: 'class', superior: 'superior', headcount: 'members', code: 'code' } as const satisfies { readonly [fact: string]: keyof Profile };

/** Entries that have an id and may end: where they stand, what names them, when they begin and end. */
const lists = {
  certificate: { list: 'certificates', id: 'certificate', from: 'issuedOn', until: 'withdrawnOn' },
  honour: { list: 'honours', id: 'honour', from: 'grantedOn', until: 'withdrawnOn' },
  unionCommittee: { list: 'committees', id: 'committee', from: 'formedOn', until: 'dissolvedOn' },
  branch: { list: 'branches', id: 'branch', from: 'formedOn', until: 'endedOn' },
  coveredUnit: { list: 'coveredUnits', id: 'unit', from: 'joinedOn', until: 'leftOn' },
} as const satisfies { readonly [fact: string]: { readonly list: keyof Known; readonly id: string; readonly from: string; readonly until: string } };

/** What can be void of a union: a dated fact, an entry with an id, the end of either, or the union's own. What its registration said holds until a later fact says otherwise; honours it brought along are entries. */
export const voidable = [
  'name', 'class', 'superior', 'headcount', 'code', 'end',
  'election', 'byElection', 'vacancy',
  'certificate', 'certificateEnd', 'honour', 'honourEnd', 'unionCommittee', 'unionCommitteeEnd', 'branch', 'branchEnd', 'coveredUnit', 'coveredUnitEnd', 'smallHome',
  'account', 'reregistration', 'standingRules', 'contact',
] as const;
export type Voidable = (typeof voidable)[number];

/** Which entry: by its day as it was recorded, by its id, or by both; what is said must fit. Of several the one recorded last. */
export type Named = { readonly on?: PartialDate | undefined; readonly entry?: string | undefined };

/** How an entry is void: by what it must be named, and the union without it; nothing where there is no such entry. */
export type Voiding = { readonly by: readonly (keyof Named)[]; readonly without: (union: Known, named: Named) => Known | undefined };

const ofField = (field: keyof Profile): Voiding => ({
  by: ['on'],
  without: (union, { on }) => {
    const profile = withoutLast(union.profile, (entry) => entry.on === on && entry.value[field] !== undefined);
    // Of the first superior that is known nothing is left to fall back on: it is moved to another, never void.
    return profile?.some(({ value }) => typeof value.superior === 'string') === true ? { ...union, profile } : undefined;
  },
});

type Entry = { readonly [field: string]: unknown };

/** The entry with its end, or its end alone. */
function ofList({ list, id, from, until }: (typeof lists)[keyof typeof lists], part: 'entry' | 'end'): Voiding {
  const day = part === 'entry' ? from : until;
  const fits = (one: Entry, { on, entry }: Named) => one[id] === entry && (on === undefined || one[day] === on) && (part === 'entry' || one[until] !== undefined);
  return {
    by: ['entry'],
    without: (union, named) => {
      const entries = union[list] as readonly Entry[];
      const left = part === 'entry' ? withoutLast(entries, (one) => fits(one, named)) : changedLast(entries, (one) => fits(one, named), ({ [until]: _end, ...one }) => one);
      return left === undefined ? undefined : { ...union, [list]: left };
    },
  };
}

/** An entry of a list that is known by its day, and perhaps by what it is about. */
const ofDay = (list: 'terms' | 'accounts' | 'standingRules' | 'contacts' | 'seats', fits: (one: Entry, named: Named) => boolean, by: Voiding['by'] = ['on']): Voiding => ({
  by,
  without: (union, named) => {
    const left = withoutLast(union[list] as readonly Entry[], (one) => fits(one, named));
    return left === undefined ? undefined : { ...union, [list]: left };
  },
});

export const voidings: { readonly [fact in Voidable]: Voiding } = {
  ...(Object.fromEntries(Object.entries(fields).map(([fact, field]) => [fact, ofField(field)])) as { readonly [fact in keyof typeof fields]: Voiding }),
  end: { by: ['on'], without: (union, { on }) => (union.ending !== null && union.ending.closedOn === on ? { ...union, ending: null } : undefined) },
  ...(Object.fromEntries(Object.entries(lists).flatMap(([fact, list]) => [[fact, ofList(list, 'entry')], [`${fact}End`, ofList(list, 'end')]])) as { readonly [fact in keyof typeof lists | `${keyof typeof lists}End`]: Voiding }),
  /** `entry`: the number of its term. */
  election: ofDay('terms', ({ electedOn, term }, { on, entry }) => electedOn === on && (entry === undefined || String(term) === entry)),
  /** All that was elected on that day, or one seat of it: `entry`. */
  byElection: {
    by: ['on'],
    without: (union, { on, entry }) => {
      const seats = union.seats.filter((one) => one.on !== on || one.person === null || (entry !== undefined && one.seat !== entry));
      return seats.length === union.seats.length ? undefined : { ...union, seats };
    },
  },
  /** `entry`: the seat. */
  vacancy: ofDay('seats', (one, { on, entry }) => one['on'] === on && one['seat'] === entry && one['person'] === null, ['on', 'entry']),
  /** `entry`: the branch. */
  smallHome: {
    by: ['entry'],
    without: (union, { on, entry }) => {
      const branches = changedLast(union.branches, ({ branch, smallHome }) => branch === entry && smallHome !== undefined && (on === undefined || smallHome.since === on), ({ smallHome: _home, ...branch }) => branch);
      return branches === undefined ? undefined : { ...union, branches };
    },
  },
  account: ofDay('accounts', (one, { on }) => one['on'] === on),
  reregistration: {
    by: ['on'],
    without: (union, { on }) => {
      const reregistrations = withoutLast(union.reregistrations, (one) => one === on);
      return reregistrations === undefined ? undefined : { ...union, reregistrations };
    },
  },
  standingRules: ofDay('standingRules', ({ adoptedOn }, { on }) => adoptedOn === on),
  /** `entry`: the office. */
  contact: ofDay('contacts', (one, { on, entry }) => one['on'] === on && one['office'] === entry, ['on', 'entry']),
};

/** A list without the last of those that fit; nothing where none does. */
function withoutLast<T>(list: readonly T[], fits: (one: T) => boolean): readonly T[] | undefined {
  const index = list.findLastIndex(fits);
  return index < 0 ? undefined : list.filter((_, place) => place !== index);
}

function changedLast<T>(list: readonly T[], fits: (one: T) => boolean, change: (one: T) => T): readonly T[] | undefined {
  const index = list.findLastIndex(fits);
  return index < 0 ? undefined : list.map((one, place) => (place === index ? change(one) : one));
}
