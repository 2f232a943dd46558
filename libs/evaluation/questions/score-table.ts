import type { DeepReadonly, DomainEvent } from '#kernel';
import { criteriaFor, itemScoreOf, scoreOf, standardFor, type Criterion, type Points, type RuleSet, type Score } from '#rules';
import type { Evidence } from '../fields.js';
import type { Opened, State } from '../state.js';

/** Who gives points for a criterion: the union itself, its members' representatives, the superior's panel. */
export const scorers = ['own', 'members', 'superior'] as const;
export type Scorer = (typeof scorers)[number];
type ByScorer<T> = { readonly [S in Scorer]: T | null };

export type ScoreRow = DeepReadonly<{
  criterion: string;
  text: Criterion['text'];
  /** In points. */
  maximum: number;
  obligatory: boolean;
  scoring: Criterion['scoring'];
  /** How the panel checks it. */
  basis: Criterion['basis'];
  points: ByScorer<number>;
  /** By its own points nothing was earned, a bonus apart. */
  zero: boolean;
  note: string | null;
  files: Evidence[];
}>;
export type ScoreItem = DeepReadonly<{ item: string; title: Criterion['text']; rows: ScoreRow[]; totals: ByScorer<Score> }>;
/** Scores × 100; `of100` is rescaled (缺项折算). `null`: nobody of that kind has given points, or not for all criteria. */
export type ScoreTable = DeepReadonly<{ items: ScoreItem[]; totals: ByScorer<Score> }>;

/** Points by criterion of each scorer, the last that were recorded. */
export type PointsByScorer = { readonly [S in Scorer]: Points | null };

/** The score table of an evaluation under its rules: every criterion that applies, who gave how much, and the totals rescaled. */
export function scoreTable(events: readonly DomainEvent[], state: State & { readonly opened: Opened }, ruleSet: DeepReadonly<RuleSet>): ScoreTable {
  const standard = standardFor(ruleSet, state.opened);
  const entries = new Map(lastEntries(events).map((entry) => [entry.criterion, entry]));
  const points = pointsGiven(events, state);
  const each = <T>(make: (points: Points) => T | null): ByScorer<T> => ({ own: ifGiven(points.own, make), members: ifGiven(points.members, make), superior: ifGiven(points.superior, make) });
  const applies = criteriaFor(standard, state.opened);
  const items = standard.items.map(({ id, title, criteria }): ScoreItem => ({
    item: id,
    title,
    rows: criteria.filter((criterion) => applies.includes(criterion)).map((criterion) => rowOf(criterion, entries.get(criterion.id), each((given) => given[criterion.id] ?? null))),
    totals: each((given) => (criteria.every((one) => !applies.includes(one) || Object.hasOwn(given, one.id)) ? itemScoreOf(standard, id, { judged: state.opened, points: given }) : null)),
  }));
  return { items: items.filter(({ rows }) => rows.length > 0), totals: each((given) => (applies.every(({ id }) => Object.hasOwn(given, id)) ? scoreOf(standard, state.opened, given) : null)) };
}

const ifGiven = <T>(points: Points | null, make: (points: Points) => T | null): T | null => (points === null ? null : make(points));

const rowOf = ({ id, text, points: maximum, obligatory, scoring, basis }: DeepReadonly<Criterion>, entry: Entry | undefined, points: ByScorer<number>): ScoreRow => ({
  criterion: id,
  text,
  maximum,
  obligatory,
  scoring,
  basis,
  points,
  zero: scoring !== 'bonus' && points.own !== null && points.own <= 0,
  note: entry?.note ?? null,
  files: entry?.files ?? [],
});

type Entry = DeepReadonly<{ criterion: string; points: number; note?: string; files?: Evidence[] }>;

/** The scores of the last self-inspection handed in. */
function lastEntries(events: readonly DomainEvent[]): readonly Entry[] {
  const submitted = events.findLast(({ type }) => type === 'SelfInspectionSubmitted');
  return submitted === undefined ? [] : (submitted.data as { readonly scores: readonly Entry[] }).scores;
}

/** Its own points as they stand after corrections; the members' means, and the panel's of its last visit that scored. */
function pointsGiven(events: readonly DomainEvent[], { selfInspection }: State): PointsByScorer {
  const submitted = events.findLast(({ type }) => type === 'SelfInspectionSubmitted')?.data as { readonly memberScores?: { readonly criteria?: readonly { readonly criterion: string; readonly mean: number }[] } } | undefined;
  const visited = events.findLast(({ type, data }) => type === 'VisitRecorded' && 'scores' in (data as object))?.data as { readonly scores: readonly Entry[] } | undefined;
  return {
    own: selfInspection.stands === 'none' ? null : selfInspection.points,
    members: byCriterion(submitted?.memberScores?.criteria?.map(({ criterion, mean }) => [criterion, mean])),
    superior: byCriterion(visited?.scores.map(({ criterion, points }) => [criterion, points])),
  };
}

const byCriterion = (points: readonly (readonly [criterion: string, points: number])[] | undefined): Points | null => (points === undefined || points.length === 0 ? null : Object.fromEntries(points));
