import { canonicalJson, type DeepReadonly, type Json, type PlainDate } from '#kernel';
import { differences, type DueName, type RuleSet } from '#rules';
import { duesOf, sinceOpening } from './due.js';
import { publishedRound, type Running } from './state.js';

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
  /** The title applied for is not among those of the new version. */
  readonly titleLost: string | null;
};

/** The same for the dry run and for the command: what is listed beforehand is what is recorded. */
export function migrationOf(state: Running, from: DeepReadonly<RuleSet>, to: DeepReadonly<RuleSet>): Migration {
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
    resultStands: publishedRound(state)?.round ?? null,
    titleLost: title === undefined || to.titles.some(({ id }) => id === title) ? null : title,
  };
}

const told = (value: Json): string => cut(canonicalJson(value));

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= maxDifferenceCharacters ? text : `${characters.slice(0, maxDifferenceCharacters - 1).join('')}…`;
}
