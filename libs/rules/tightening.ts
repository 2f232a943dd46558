import { refuse, type DeepReadonly, type Json, type Refusal } from '#kernel';
import { differences, type Difference } from './differences.js';
import { parseDue, usualDuties } from './due-dates.js';
import { compareShares } from './fields.js';
import type { RuleSet } from './rule-set.js';
import type { TightenedPart } from './tightened-part.js';

/** A field that a derived rule set may not have as it has it: not let go by the superior's (`fixed`), or looser than there (`looser`). */
export type Loosened = { readonly field: string; readonly why: 'fixed' | 'looser' };

/** What every rule set says for itself: who it is, its words, how it groups and reminds; and days that nobody has to let go, for they may only be earlier. */
const own: ReadonlySet<string> = new Set(['id', 'version', 'issuer', 'documentNumber', 'inForce', 'derivedFrom', 'adoptBy', 'goal', 'words', 'statistics', 'duties', 'recheck', 'reminders']);

/** Words in the order in which each asks for more. Absent is the first. */
const stricter: Readonly<Record<string, readonly string[]>> = {
  planApproval: ['none', 'recorded', 'required'],
  planFiling: ['fileOnly', 'returnable'],
  chairPresides: ['allowed', 'warned'],
  countEntry: ['signedSheet', 'twoEntries'],
  brokenSeal: ['annulBox', 'annulRound'],
  zeroBlocks: ['obligatory', 'any'],
  else: ['warn', 'stop'],
};
/** What a field that may be left out means then. */
const meant: Readonly<Record<string, string>> = { planFiling: 'returnable', chairPresides: 'allowed', zeroBlocks: 'obligatory' };

/**
 * Fields in which a rule set derived from another is other than the other lets it be: the superior's rule set names what may
 * be tightened (`mayTighten`), and there only stricter counts. None where the superior's set says nothing of tightening: the
 * derived set then is one of its own.
 */
export function loosened(base: DeepReadonly<RuleSet>, derived: DeepReadonly<RuleSet>): readonly Loosened[] {
  const { mayTighten } = base;
  return mayTighten === undefined ? [] : [...differences(base, derived).flatMap((change): readonly Loosened[] => judged(change, mayTighten)), ...putOff(base, derived)];
}

/** Days by which federations below owe their papers, or a title is re-checked, that come after the superior's, or that it names and the derived set does not. */
function putOff(base: DeepReadonly<RuleSet>, derived: DeepReadonly<RuleSet>): readonly Loosened[] {
  const isLater = (from: string, to: string): boolean => from !== to && !isEarlier(from, to);
  const names = Object.keys(usualDuties) as (keyof typeof usualDuties)[];
  const papers = names.filter((name) => {
    const to = (derived.duties ?? usualDuties)[name];
    const from = (base.duties ?? usualDuties)[name];
    return from !== undefined && (to === undefined ? base.duties !== undefined : isLater(from, to));
  });
  const isRecheckLater = base.recheck !== undefined && (derived.recheck === undefined || isLater(base.recheck, derived.recheck));
  return [...papers.map((name) => `/duties/${name}`), ...(isRecheckLater ? ['/recheck'] : [])].map((field) => ({ field, why: 'looser' }));
}

/** A derived set that goes below what it derives from, naming each field; the first twenty. */
export function loosenedRefused(base: DeepReadonly<RuleSet>, derived: DeepReadonly<RuleSet>): Refusal<'rule-set-loosens'> | undefined {
  const found = loosened(base, derived);
  return found.length === 0 ? undefined : refuse('rule-set-loosens', { derivedFrom: `${base.id}.${base.version}`, fields: found.slice(0, 20).map(({ field }) => field), count: found.length });
}

function judged(change: Difference, mayTighten: readonly TightenedPart[]): readonly Loosened[] {
  const parts = change.path.split('/').slice(1);
  const [first = ''] = parts;
  if (own.has(first)) return [];
  const field = change.path;
  // Who is below may let go less than it was given, never more.
  if (first === 'mayTighten') return change.kind === 'removed' || (change.kind === 'changed' && subset(change.to, change.from)) ? [] : [{ field, why: 'looser' }];
  const part = partOf(parts);
  if (part === undefined || !mayTighten.includes(part)) return [{ field, why: 'fixed' }];
  return isStricter(parts, change) ? [] : [{ field, why: 'looser' }];
}

/** Which part of a rule set a field belongs to; nothing for what nobody below may touch. */
function partOf(parts: readonly string[]): TightenedPart | undefined {
  const [first = '', , third = ''] = parts;
  if (first === 'titles') return third === 'endorsement' || third === 'score' || third === 'requires' ? third : undefined;
  if (first === 'due' || first === 'quorum' || first === 'participation' || first === 'steps' || first === 'publicNoticeDays' || Object.hasOwn(stricter, first)) return first as TightenedPart;
  return first === 'standard' && parts.at(-1) === 'obligatory' ? 'standard' : undefined;
}

function isStricter(parts: readonly string[], change: Difference): boolean {
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  const [from, to] = [change.kind === 'added' ? undefined : change.from, change.kind === 'removed' ? undefined : change.to];
  if (Object.hasOwn(stricter, last)) return rank(last, to) >= rank(last, from);
  // One more date, quorum or requirement asks for more; one less for less.
  if (from === undefined || to === undefined) return to !== undefined && first !== 'steps';
  if (first === 'due') return isEarlier(from, to);
  if (first === 'steps') return subset(from, to);
  if (last === 'obligatory') return to === true;
  if (typeof from === 'number' && typeof to === 'number') return to > from;
  return typeof from === 'string' && typeof to === 'string' && isShare(from) && isShare(to) && compareShares(to, from) > 0;
}

const isShare = (text: string): boolean => /^\d+\/\d+$/.test(text);
const rank = (field: string, value: Json | undefined): number => (stricter[field] ?? []).indexOf(String(value ?? meant[field] ?? ''));

/** True where every entry of one list stands in the other. */
const subset = (some: Json, all: Json): boolean => Array.isArray(some) && Array.isArray(all) && (some as readonly Json[]).every((one) => (all as readonly Json[]).includes(one));

/** A day of the year before the other, or fewer days of the same kind after the same fact. */
function isEarlier(from: Json, to: Json): boolean {
  const [before, after] = [parseDue(String(from)), parseDue(String(to))];
  if (before.kind === 'dayOfYear' && after.kind === 'dayOfYear') return after.yearsLater === before.yearsLater ? after.monthDay < before.monthDay : after.yearsLater < before.yearsLater;
  return before.kind === 'after' && after.kind === 'after' && before.milestone === after.milestone && before.working === after.working && after.days < before.days;
}
