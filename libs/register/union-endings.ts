import { Type } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Need, type PartialDate, type Refusal } from '#kernel';
import { startOf } from './dated.js';
import { closed, date, id, reason } from './fields.js';
import { ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';
import type { Union } from './union-on.js';
import type { Ending } from './union-state.js';

export type CloseUnion = Command<'CloseUnion', { readonly on: PartialDate; readonly reason: string }>;
/** It becomes part of another union, which goes on. */
export type MergeUnion = Command<'MergeUnion', { readonly into: string; readonly on: PartialDate; readonly reason: string }>;
/** It becomes several other unions, which are registered already. */
export type SplitUnion = Command<'SplitUnion', { readonly into: readonly string[]; readonly on: PartialDate; readonly reason: string }>;
export type EndingCommand = CloseUnion | MergeUnion | SplitUnion;

/** The most unions that one is split into. */
export const maxSplit = 50;

export const UnionClosed = eventType('UnionClosed', Type.Object({ on: date, reason }, closed));
export const UnionMerged = eventType('UnionMerged', Type.Object({ into: id, on: date, reason }, closed));
export const UnionSplit = eventType('UnionSplit', Type.Object({ into: Type.Array(id, { minItems: 2, maxItems: maxSplit }), on: date, reason }, closed));
export const endingEvents = [UnionClosed, UnionMerged, UnionSplit] as const;
export type EndingEvent = EventOf<(typeof endingEvents)[number]>;

/** The unions that go on in its place, a key each. */
export type EndingFacts = { readonly [key: `union:${string}`]: Union | undefined };
export type EndingRefusal = EntryRefusal | 'union-already-ended' | 'union-goes-on-in-itself' | 'successor-unknown' | 'successor-not-there' | 'split-into-one' | 'ends-before-what-is-recorded';
export const endingRefusals = ['union-already-ended', 'union-goes-on-in-itself', 'successor-unknown', 'successor-not-there', 'split-into-one', 'ends-before-what-is-recorded'] as const satisfies readonly EndingRefusal[];

const successors = ({ data }: EndingCommand): readonly string[] => ('into' in data ? [data.into].flat() : []);
export const endingNeeds = (command: EndingCommand): Record<string, Need> => Object.fromEntries(successors(command).map((of) => [`union:${of}`, { fact: 'union', of }]));

const ending = <C extends EndingCommand>(make: (command: C) => EndingEvent) =>
  ofUnion<C, EndingFacts, EndingRefusal>((command, union, facts, self) => {
    const { on } = command.data;
    const before = union.ending;
    if (before !== null) return refuse('union-already-ended', { on: before.closedOn });
    const no = wrongDates(command, union, { field: 'on', date: on }) ?? cutsOff(union, on) ?? aboutSuccessors(successors(command), on, { facts, self });
    if (no !== undefined) return no;
    if (command.type === 'SplitUnion' && new Set(successors(command)).size < 2) return refuse('split-into-one', { into: [...successors(command)] });
    return [make(command)];
  });

export const endingRules = {
  CloseUnion: ending<CloseUnion>(({ data }) => UnionClosed.of(data)),
  MergeUnion: ending<MergeUnion>(({ data }) => UnionMerged.of(data)),
  SplitUnion: ending<SplitUnion>(({ data }) => UnionSplit.of({ ...data, into: [...data.into] })),
};

/** What is recorded of it may not lie after its end: the end, or that, is dated wrongly. */
function cutsOff({ profile }: Known, on: PartialDate): Refusal<EndingRefusal> | undefined {
  const last = profile.at(-1);
  return last !== undefined && startOf(last.on) > startOf(on) ? refuse('ends-before-what-is-recorded', { on, recorded: last.on ?? '' }) : undefined;
}

function aboutSuccessors(into: readonly string[], on: PartialDate, { facts, self }: { readonly facts: DeepReadonly<EndingFacts>; readonly self: string }): Refusal<EndingRefusal> | undefined {
  if (into.includes(self)) return refuse('union-goes-on-in-itself', { union: self });
  for (const union of into) {
    const found = facts[`union:${union}`];
    if (found === undefined) return refuse('successor-unknown', { union });
    if (found.closedOn !== undefined || startOf(found.foundedOn) > startOf(on)) return refuse('successor-not-there', { union, on, closedOn: found.closedOn ?? null });
  }
  return undefined;
}

const ended = (how: Ending['how']) => (union: Known | undefined, { data }: { readonly data: { readonly on: PartialDate; readonly reason: string; readonly into?: string | readonly string[] } }): Known | undefined =>
  union === undefined ? union : { ...union, ending: { closedOn: data.on, how, into: [data.into ?? []].flat(), reason: data.reason } };
export const endingConsequences = { UnionClosed: ended('closed'), UnionMerged: ended('merged'), UnionSplit: ended('split') };
