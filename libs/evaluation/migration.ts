import { canonicalJson, type DeepReadonly, type Json, type PlainDate } from '#kernel';
import { differences, ruleSetKey, type DueName, type NeverHeld, type RuleSet } from '#rules';
import { duesOf, sinceOpening } from './due.js';
import { countsInAll, publishedRound, type Round, type Running, type State } from './state.js';
import type { Outcome } from './voting/ballot.js';
import { outcomeOf } from './voting/outcome.js';
import { votersOf } from './voting/round-slice.js';

/** One difference between two versions of the rules, as it is recorded: values as canonical JSON, long ones cut with `…`. */
export type RecordedDifference = { path: string; kind: 'added' | 'removed' | 'changed'; from?: string; to?: string };

/** The most differences of one event, and the most characters of a value or a path. */
export const maxDifferences = 200;
export const maxDifferenceCharacters = 500;

/** What moving an evaluation to another version changes, and what that means for it. */
export type Migration = {
  readonly differences: readonly RecordedDifference[];
  /** How many there are; more than are told where a version is all new. */
  readonly differencesInAll: number;
  /** Due dates of the calendar year as they will be, without those that were extended: what was extended stays extended. */
  readonly due: { readonly [K in DueName]?: PlainDate };
  /** Due dates that move: null where there was none, or none is left. */
  readonly moved: readonly { readonly due: DueName; readonly from: PlainDate | null; readonly to: PlainDate | null }[];
  readonly stepsAdded: readonly string[];
  readonly stepsRemoved: readonly string[];
  /** The round whose published result stands as it was judged, by the rules before: only a new round is judged by the new ones (ADR-0009). */
  readonly resultStands: number | null;
  /** The published result that was judged by a set whose adoption is void, as the new version judges its counts: nobody was ever bound by that set. */
  readonly judgedAnew: JudgedAnew | null;
  /** The title applied for is not among those of the new version. */
  readonly titleLost: string | null;
};

export type JudgedAnew = { round: number; outcome: Outcome; /** The set that never held. */ neverHeld: { id: string; version: number } };

type Moving = { readonly from: DeepReadonly<RuleSet>; readonly to: DeepReadonly<RuleSet>; readonly neverHeld?: DeepReadonly<NeverHeld> | undefined };

/** By which set the published result was judged, and in whose stead that was held: what a void adoption is asked of. Nothing where there is no such result, or it was judged by the campaign's. */
export function judgedResult(state: State): { readonly fact: 'neverHeld'; readonly of: string } | undefined {
  const round = publishedRound(state);
  const { opened } = state;
  if (opened?.campaignRuleSet === undefined || round === undefined || round.outcome === null) return undefined;
  const [by, campaigns] = [ruleSetKey(round.judgedBy ?? opened.ruleSet), ruleSetKey(opened.campaignRuleSet)];
  return by === campaigns ? undefined : { fact: 'neverHeld', of: `path.${opened.superiors.join('+')}/${by}<${campaigns}` };
}

/** The same for the dry run and for the command: what is listed beforehand is what is recorded. */
export function migrationOf(state: Running, { from, to, neverHeld }: Moving): Migration {
  const judgedAnew = anew(state, to, neverHeld);
  const all = differences(from, to);
  const due = Object.fromEntries(Object.entries(duesOf(to, state.opened.evaluatedYear, sinceOpening(state.opened))).filter(([name]) => !(state.extended as readonly string[]).includes(name)));
  const before = new Set([...from.steps.required, ...from.steps.recorded]);
  const after = new Set([...to.steps.required, ...to.steps.recorded]);
  const title = state.application?.title;
  return {
    differences: all.slice(0, maxDifferences).map((difference) => ({
      path: cut(difference.path),
      kind: difference.kind,
      ...('from' in difference ? { from: told(difference.from) } : {}),
      ...('to' in difference ? { to: told(difference.to) } : {}),
    })),
    differencesInAll: all.length,
    due,
    moved: (Object.keys(due) as DueName[]).flatMap((name) => (state.due[name] === due[name] ? [] : [{ due: name, from: state.due[name] ?? null, to: due[name] ?? null }])),
    stepsAdded: [...after].filter((step) => !before.has(step)),
    stepsRemoved: [...before].filter((step) => !after.has(step)),
    resultStands: judgedAnew === null ? (publishedRound(state)?.round ?? null) : null,
    judgedAnew,
    titleLost: title === undefined || to.titles.some(({ id }) => id === title) ? null : title,
  };
}

function anew(state: Running, to: DeepReadonly<RuleSet>, neverHeld: DeepReadonly<NeverHeld> | undefined): JudgedAnew | null {
  const round = publishedRound(state);
  if (neverHeld === undefined || round === undefined || round.outcome === null) return null;
  const { warnings, ...outcome } = outcomeOf(countsInAll(round), to, votersOf(round, state.opened.members));
  // Of the paper, not of the rules.
  const kept = round.outcome.warnings.includes('sheet-missing') ? [...warnings, 'sheet-missing' as const] : warnings;
  return { round: round.round, outcome: { ...outcome, warnings: kept }, neverHeld: { id: neverHeld.ruleSet.id, version: neverHeld.ruleSet.version } };
}

/** A published round after the rules moved: judged anew, or as it was judged, and by which set that was. */
export function afterMoving(round: Round, { from, judgedAnew }: { readonly from: DeepReadonly<{ id: string; version: number }>; readonly judgedAnew?: DeepReadonly<JudgedAnew> | undefined }): Round {
  const { judgedBy = { id: from.id, version: from.version }, ...judged } = round;
  return judgedAnew === undefined || judgedAnew.round !== round.round ? { ...judged, judgedBy } : { ...judged, outcome: judgedAnew.outcome };
}

const told = (value: Json): string => cut(canonicalJson(value));

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= maxDifferenceCharacters ? text : `${characters.slice(0, maxDifferenceCharacters - 1).join('')}…`;
}
