import { refuse, type Command, type Decision, type DeepReadonly, type DomainEvent, type PartialDate, type Refusal } from '#kernel';
import { datesRefused, type DateOf, type DateRefusal } from './dates.js';
import { startOf } from './dated.js';
import { maxEntries } from './entries.js';
import type { UnionState } from './union-state.js';

/** Refusals of whatever is recorded of a registered union. */
export type EntryRefusal = DateRefusal | 'union-not-registered' | 'entry-already-recorded' | 'record-unknown' | 'entry-already-ended' | 'entry-twice' | 'too-many-records' | 'ends-before-it-begins';
export const entryRefusals = ['union-not-registered', 'entry-already-recorded', 'record-unknown', 'entry-already-ended', 'entry-twice', 'too-many-records', 'ends-before-it-begins'] as const satisfies readonly EntryRefusal[];

export type Known = DeepReadonly<UnionState>;
type Answer<Code extends string> = Decision<DomainEvent, Code>;

/** A rule about a union that must be registered. */
export const ofUnion =
  <C extends Command, Facts, Code extends string>(judge: (command: C, union: Known, facts: DeepReadonly<Facts>, id: string) => Answer<Code>) =>
  (command: C, union: Known | undefined, facts: DeepReadonly<Facts>, id = ''): Answer<Code | 'union-not-registered'> =>
    union === undefined ? refuse('union-not-registered') : judge(command, union, facts, id);

/** What is wrong with the dates of a fact about a union. */
export const wrongDates = ({ at }: Pick<Command, 'at'>, { foundedOn, ending }: Known, ...dates: readonly DateOf[]): Refusal<DateRefusal> | undefined =>
  datesRefused(at, { foundedOn, closedOn: ending?.closedOn }, dates);

/** An id that is taken among the entries of a kind, or one entry too many. `what`: word of the kind. */
export function cannotAdd(what: string, entries: readonly string[], added: readonly string[]): Refusal<EntryRefusal> | undefined {
  const twice = added.find((entry, index) => added.indexOf(entry) < index);
  if (twice !== undefined) return refuse('entry-twice', { what, entry: twice });
  const taken = added.find((entry) => entries.includes(entry));
  if (taken !== undefined) return refuse('entry-already-recorded', { what, entry: taken });
  return entries.length + added.length > maxEntries ? refuse('too-many-records', { what, limit: maxEntries }) : undefined;
}

/** An entry that is to end: there, not ended, and not before it began. */
export type Ends = { readonly what: string; readonly entry: string; readonly on: PartialDate };
export function cannotEnd({ what, entry, on }: Ends, found: { readonly from?: PartialDate | null | undefined; readonly until?: PartialDate | null | undefined } | undefined): Refusal<EntryRefusal> | undefined {
  if (found === undefined) return refuse('record-unknown', { what, entry });
  if (found.until !== undefined && found.until !== null) return refuse('entry-already-ended', { what, entry, on: found.until });
  return startOf(found.from) > startOf(on) ? refuse('ends-before-it-begins', { what, entry, from: found.from ?? '', on }) : undefined;
}
