import { Type } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Need, type PartialDate } from '#kernel';
import { patchedOn, startOf } from './dated.js';
import { closed, date, name, reason } from './fields.js';
import { ofUnion, type EntryRefusal, type Known } from './of-union.js';
import { maxPath, superiorNotThere, type SuperiorFacts, type SuperiorRefusal } from './path.js';
import type { Profile, UnionState } from './union-state.js';

/** What can be void of a union: a dated fact, or its end. What its registration said holds until a later fact says otherwise. */
export const voidable = ['name', 'class', 'superior', 'headcount', 'code', 'end'] as const;
export type Voidable = (typeof voidable)[number];

/**
 * A fact that never was, or has the wrong day: it counts no more, as if it had not been recorded; the one before it holds on. The
 * right one, if there is one, is recorded anew. A wrong value of the right day needs none of this: of one day the last recorded holds.
 */
export type VoidUnionEntry = Command<'VoidUnionEntry', { readonly fact: Voidable; /** As it was recorded. */ readonly on: PartialDate; readonly reason: string; /** The document that says what is right. */ readonly basis: string }>;

/** `code`: the one that it bears again, and claims again. */
export const UnionEntryVoided = eventType(
  'UnionEntryVoided',
  Type.Object(
    {
      fact: Type.Enum([...voidable]),
      on: date,
      reason,
      basis: name,
      code: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    },
    closed,
  ),
);
export type UnionEntryVoided = EventOf<typeof UnionEntryVoided>;

export type VoidingRefusal = EntryRefusal | SuperiorRefusal;

/** By which field of the profile an entry is known. */
const fieldOf = { name: 'name', class: 'class', superior: 'superior', headcount: 'members', code: 'code' } as const satisfies { readonly [fact in Exclude<Voidable, 'end'>]: keyof Profile };

/** Where the entry stands: of several of one day the one recorded last. */
function indexOf({ profile }: Known, { fact, on }: VoidUnionEntry['data']): number {
  return fact === 'end' ? -1 : profile.findLastIndex((entry) => entry.on === on && entry.value[fieldOf[fact]] !== undefined);
}

/** The union without the entry; nothing where there is no such. */
function without(union: Known, data: VoidUnionEntry['data']): Known | undefined {
  if (data.fact === 'end') return union.ending?.closedOn === data.on ? { ...union, ending: null } : undefined;
  const index = indexOf(union, data);
  const profile = union.profile.filter((_, place) => place !== index);
  // Of the first superior that is known nothing is left to fall back on: it is moved to another, never void.
  return index < 0 || !profile.some(({ value }) => typeof value.superior === 'string') ? undefined : { ...union, profile };
}

/** To whom it reports again, and from when until when: as long as no later move says otherwise. */
function reportsAgain(union: Known, { fact, on }: VoidUnionEntry['data']): { readonly superior: string; readonly until: string | undefined } | undefined {
  const left = fact === 'superior' || fact === 'end' ? without(union, { fact, on, reason: '', basis: '' }) : undefined;
  const { superior } = left === undefined ? {} : patchedOn<Profile>(left.profile as UnionState['profile'], startOf(on));
  if (left === undefined || typeof superior !== 'string') return undefined;
  return { superior, until: left.profile.find((entry) => startOf(entry.on) > startOf(on) && entry.value.superior !== undefined)?.on ?? undefined };
}

/** The earlier superior, as it stood on the day from which it is the superior again. */
export function voidingNeeds({ data }: VoidUnionEntry, union: Known | undefined): Record<string, Need> {
  const again = union === undefined ? undefined : reportsAgain(union, data);
  return again === undefined ? {} : { [`superior:${again.superior}`]: { fact: 'lineage', of: `federation.${again.superior}@${startOf(data.on)}` } };
}

export const voidingRules = {
  VoidUnionEntry: ofUnion<VoidUnionEntry, SuperiorFacts, VoidingRefusal>(({ data }, union, facts) => {
    const left = without(union, data);
    if (left === undefined) return refuse('record-unknown', { what: data.fact, entry: data.on });
    const again = reportsAgain(union, data);
    const found = again === undefined ? undefined : facts[`superior:${again.superior}`];
    const no = again === undefined ? undefined : superiorNotThere(again.superior, found, { from: startOf(data.on), until: again.until });
    if (no !== undefined) return no;
    const above = (found?.path.length ?? 0) + 1;
    if (above > maxPath) return refuse('path-too-long', { federations: above, allowed: maxPath });
    const { code } = data.fact === 'code' || data.fact === 'end' ? patchedOn<Profile>(left.profile as UnionState['profile']) : {};
    return [UnionEntryVoided.of({ ...data, ...(typeof code === 'string' ? { code } : {}) })];
  }),
};

export const voidingConsequences = {
  UnionEntryVoided: (union: DeepReadonly<UnionState> | undefined, { data }: UnionEntryVoided): DeepReadonly<UnionState> | undefined => (union === undefined ? union : (without(union, data) ?? union)),
};
