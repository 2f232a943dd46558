import { Type } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Need, type PartialDate, type Refusal } from '#kernel';
import { patchedOn, startOf } from './dated.js';
import { closed, date, name, reason } from './fields.js';
import { ofUnion, type EntryRefusal, type Known } from './of-union.js';
import { maxPath, superiorNotThere, type SuperiorFacts, type SuperiorRefusal } from './path.js';
import { termOn } from './terms.js';
import type { Profile, UnionState } from './union-state.js';
import { voidable, voidings, type Named, type Voidable } from './voidable.js';

/**
 * An entry that never was, or has the wrong day: it counts no more, as if it had not been recorded; the one before it holds on. The
 * right one, if there is one, is recorded anew, under the same id if it likes. A wrong value of the right day needs none of this: of one day the last recorded holds.
 */
export type VoidUnionEntry = Command<
  'VoidUnionEntry',
  {
    readonly fact: Voidable;
    /** As it was recorded. */
    readonly on?: PartialDate;
    /** The id of a certificate, an honour, a committee, a branch or a covered unit; the number of a term; a seat; an office. */
    readonly entry?: string;
    readonly reason: string;
    /** The document that says what is right. */
    readonly basis: string;
  }
>;

/** `code`: the one that it bears again, and claims again. */
export const UnionEntryVoided = eventType(
  'UnionEntryVoided',
  Type.Object(
    {
      fact: Type.Enum([...voidable]),
      /** Absent: the entry is named by its id alone. */
      on: Type.Optional(date),
      /** Absent: the entry is named by its day alone. */
      entry: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
      reason,
      basis: name,
      code: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    },
    closed,
  ),
);
export type UnionEntryVoided = EventOf<typeof UnionEntryVoided>;

export type VoidingRefusal = EntryRefusal | SuperiorRefusal | 'entry-not-named' | 'honour-of-a-title' | 'no-term-then' | 'own-union';
export const voidingRefusals = ['entry-not-named', 'honour-of-a-title'] as const satisfies readonly VoidingRefusal[];

type Asked = Named & { readonly fact: Voidable };
const without = (union: Known, { fact, ...named }: Asked): Known | undefined => voidings[fact].without(union, named);

/** To whom it reports again, and from when until when: as long as no later move says otherwise. */
function reportsAgain(union: Known, { fact, on }: Asked): { readonly superior: string; readonly until: string | undefined } | undefined {
  const left = fact === 'superior' || fact === 'end' ? without(union, { fact, on }) : undefined;
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
  VoidUnionEntry: ofUnion<VoidUnionEntry, SuperiorFacts, VoidingRefusal>((command, union, facts) => {
    const { data } = command;
    const { by } = voidings[data.fact];
    const unnamed = by.filter((field) => data[field] === undefined);
    if (unnamed.length > 0) return refuse('entry-not-named', { fact: data.fact, by: unnamed });
    const left = without(union, data);
    if (left === undefined) return refuse('record-unknown', { what: data.fact, entry: data.entry ?? data.on ?? '' });
    const no = honourRefused(command, union) ?? (data.fact === 'election' ? termMissing(left) : undefined) ?? superiorRefused(union, data, facts);
    if (no !== undefined) return no;
    const { code } = data.fact === 'code' || data.fact === 'end' ? patchedOn<Profile>(left.profile as UnionState['profile']) : {};
    return [UnionEntryVoided.of({ ...data, ...(typeof code === 'string' ? { code } : {}) })];
  }),
};

/** A title that was granted is taken back where it was granted, at a re-check; and nobody gives itself back a title of the ladder that it lost. */
function honourRefused({ by, data: { fact, entry = '' } }: VoidUnionEntry, { honours }: Known): Refusal<VoidingRefusal> | undefined {
  if (fact !== 'honour' && fact !== 'honourEnd') return undefined;
  const title = honours.findLast(({ honour }) => honour === entry)?.title;
  if (title === undefined) return undefined;
  if (/^e\d{4}_\d+$/.test(entry)) return refuse('honour-of-a-title', { honour: entry, title });
  return fact === 'honourEnd' && by.bodyId.startsWith('union-') ? refuse('own-union', { body: by.bodyId }) : undefined;
}

/** Whoever was elected later within a term would have nothing to be elected into: that is void first. */
function termMissing(left: Known): Refusal<VoidingRefusal> | undefined {
  const homeless = left.seats.find(({ on }) => termOn(left, startOf(on)) === undefined);
  return homeless === undefined ? undefined : refuse('no-term-then', { on: homeless.on });
}

function superiorRefused(union: Known, data: VoidUnionEntry['data'], facts: DeepReadonly<SuperiorFacts>): Refusal<VoidingRefusal> | undefined {
  const again = reportsAgain(union, data);
  const found = again === undefined ? undefined : facts[`superior:${again.superior}`];
  const no = again === undefined ? undefined : superiorNotThere(again.superior, found, { from: startOf(data.on), until: again.until });
  if (no !== undefined) return no;
  const above = (found?.path.length ?? 0) + 1;
  return above > maxPath ? refuse('path-too-long', { federations: above, allowed: maxPath }) : undefined;
}

export const voidingConsequences = {
  UnionEntryVoided: (union: DeepReadonly<UnionState> | undefined, { data }: UnionEntryVoided): DeepReadonly<UnionState> | undefined => (union === undefined ? union : (without(union, data) ?? union)),
};
