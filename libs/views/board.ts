import { nextStepNames, stepsOfSuperiors, stepsReached, type NextStepName } from '#evaluation';
import type { DeepReadonly, PlainDate } from '#kernel';
import { formulasOf, rateOver, workingDaysBetween, type Calendar, type CountName, type Rate, type RuleSet } from '#rules';
import { whereaboutsBeside, type Whereabouts } from './evaluation-totals.js';
import { figureOf, figuresOf, measuresOf, startingWith, type Figure, type Sums } from './board-figures.js';

/** How a board is read: by which rules, and on which day what is owed is judged late. */
export type BoardReading = { readonly rules: DeepReadonly<RuleSet>; readonly on: PlainDate; readonly calendar: Calendar };

/** Unions of one kind: how many should, did, did late. */
export type BreakdownRow = { readonly key: string; readonly figures: readonly Figure[] };
export type Breakdown = { readonly by: 'class' | 'size' | 'industry'; readonly rows: readonly BreakdownRow[] };

/** Unions that owe something past its day, by how many working days; and those not late in it yet for whom it is due within five. */
type Lateness = {
  readonly unions: number;
  readonly byDays: readonly { readonly from: number; readonly to: number | null; readonly unions: number }[];
  readonly dates: readonly { readonly dueOn: PlainDate; readonly unions: number; readonly workingDaysLate: number }[];
  readonly dueSoon: number;
  /** Up to which day working days were counted. */
  readonly countedTo: PlainDate;
  /** Whether the calendar's data reached as far as the counting went. */
  readonly certain: boolean;
};
/** A step that is past its day. A union is counted under each that it owes, make-ups among them; in what a superior owes, the superior is late. */
export type LateStep = Lateness & { readonly step: NextStepName; readonly owedBy: 'union' | 'superior' };
/** Unions late with anything they owe themselves, each once, by what is longest overdue. */
export type LateUnions = Lateness & { readonly formula: string };

/** Ballots of one subject over all results that are shown; rates name grades and denominator. */
export type SubjectFigures = {
  readonly subject: string;
  readonly grades: readonly { readonly grade: string; readonly n: number }[];
  readonly points: number | null;
  readonly rates: readonly { readonly rate: 'satisfaction' | 'combined'; readonly over: readonly Rate[] }[];
};

export type Board = {
  readonly figures: readonly Figure[];
  /** How far they have come, in the order of the steps; then those that are not on the way. As many as there are evaluations. */
  readonly bySteps: readonly { readonly step: Whereabouts; readonly unions: number }[];
  readonly byStatus: readonly { readonly status: string; readonly unions: number }[];
  readonly late: readonly LateStep[];
  readonly lateUnions: LateUnions;
  readonly breakdowns: readonly Breakdown[];
  readonly subjects: readonly SubjectFigures[];
  /** Unions by whole per cent of endorsement; cells without any are left out. */
  readonly endorsements: readonly { readonly percent: number; readonly unions: number }[];
  readonly itemsOverdue: { readonly items: number; readonly formula: string };
  readonly exemptByReason: readonly { readonly reason: string; readonly unions: number }[];
  /** Other rule sets than the campaign's, and how many unions are held to each: every row is judged by its own. */
  readonly rulesBeside: readonly { readonly ruleSet: string; readonly unions: number }[];
  readonly titles: readonly { readonly title: string; readonly applied: number; readonly granted: number; readonly rechecked: number; readonly withdrawn: number }[];
};

const whereabouts: readonly Whereabouts[] = [...stepsReached, ...whereaboutsBeside];

/** A federation's board from its totals. Pure; lateness is counted now, from what is owed by due date. */
export function boardOf(totals: Sums, reading: BoardReading): Board {
  const named = <K extends string>(prefix: `${string}.`, key: K) => [...startingWith(totals, prefix)].map(([of, unions]) => ({ [key]: of, unions }) as { [P in K]: string } & { unions: number });
  return {
    figures: figuresOf(totals),
    bySteps: whereabouts.map((step) => ({ step, unions: totals[`step.${step}`] ?? 0 })).filter(({ unions }) => unions > 0),
    byStatus: named('status.', 'status'),
    late: lateSteps(totals, reading),
    lateUnions: { ...lateness(owedBy(startingWith(totals, 'lateFrom.')), reading), formula: `Σ lateFrom.<day>, day < ${reading.on}` },
    breakdowns: breakdownsOf(totals, reading.rules),
    subjects: subjectsOf(totals, reading.rules),
    endorsements: named('endorsement.', 'percent').map(({ percent, unions }) => ({ percent: Number(percent), unions })).toSorted((a, b) => a.percent - b.percent),
    itemsOverdue: { items: sum([...startingWith(totals, 'itemsDue.')].filter(([dueOn]) => dueOn < reading.on).map(([, items]) => items)), formula: `Σ itemsDue.<day>, day < ${reading.on}` },
    exemptByReason: named('exempt.', 'reason'),
    rulesBeside: rulesBeside(totals),
    titles: titlesOf(totals),
  };
}

/** Of a group's totals: the rule sets beside the campaign's that unions are held to, as `street.1`. */
export const rulesBeside = (totals: Sums): Board['rulesBeside'] => [...startingWith(totals, 'rules.')].flatMap(([ruleSet, unions]) => (unions > 0 ? [{ ruleSet, unions }] : [])).toSorted((a, b) => (a.ruleSet < b.ruleSet ? -1 : 1));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Bands of working days past the due date. */
const bands = [
  { from: 1, to: 5 },
  { from: 6, to: 10 },
  { from: 11, to: 20 },
  { from: 21, to: null },
] as const;
/** Due within so many working days. */
const soonDays = 5;

type Dated = { readonly dueOn: PlainDate; readonly unions: number };
const owedBy = (byDay: ReadonlyMap<string, number>): readonly Dated[] => [...byDay].map(([dueOn, unions]) => ({ dueOn, unions }));

/** In the order in which steps are taken. */
function lateSteps(totals: Sums, reading: BoardReading): readonly LateStep[] {
  const steps = new Map<string, Dated[]>();
  for (const [name, unions] of startingWith(totals, 'outstanding.')) {
    const at = name.indexOf('.');
    const [step, dueOn] = [name.slice(0, at), name.slice(at + 1)];
    const owed = steps.get(step);
    if (owed === undefined) steps.set(step, [{ dueOn, unions }]);
    else owed.push({ dueOn, unions });
  }
  return nextStepNames
    .flatMap((step): LateStep[] => {
      const owed = steps.get(step);
      return owed === undefined ? [] : [{ step, owedBy: stepsOfSuperiors.has(step) ? 'superior' : 'union', ...lateness(owed, reading) }];
    })
    .filter(({ unions, dueSoon }) => unions > 0 || dueSoon > 0);
}

function lateness(owed: readonly Dated[], { on, calendar }: Pick<BoardReading, 'on' | 'calendar'>): Lateness {
  const counted = owed.filter(({ dueOn }) => dueOn < on).map(({ dueOn, unions }) => ({ dueOn, unions, late: workingDaysBetween(calendar, dueOn, on) }));
  const dates = counted.map(({ late, ...one }) => ({ ...one, workingDaysLate: late.days })).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  // A day late that was none of work is late by one: the day after it was.
  const days = (late: number) => Math.max(late, 1);
  const inBand = ({ from, to }: (typeof bands)[number]) => sum(dates.filter(({ workingDaysLate }) => days(workingDaysLate) >= from && (to === null || days(workingDaysLate) <= to)).map(({ unions }) => unions));
  const ahead = owed.filter(({ dueOn }) => dueOn >= on).map(({ dueOn, unions }) => ({ dueOn, unions, left: workingDaysBetween(calendar, on, dueOn) }));
  const dueSoon = ahead.filter(({ left }) => left.days <= soonDays);
  return {
    unions: sum(dates.map(({ unions }) => unions)),
    byDays: bands.map((band) => ({ ...band, unions: inBand(band) })),
    dates,
    dueSoon: sum(dueSoon.map(({ unions }) => unions)),
    countedTo: dueSoon.reduce((last, { dueOn }) => (dueOn > last ? dueOn : last), on),
    certain: counted.every(({ late }) => late.certain) && dueSoon.every(({ left }) => left.certain),
  };
}

/** Figures of a breakdown row, and of a child. */
const breakdownFigures = ['should', 'held', 'coverage', 'heldLate', 'reportedLate'] as const;

/** As the rule set groups its statistics: by class, unless it says otherwise; towns are the children of the federation. */
function breakdownsOf(totals: Sums, { statistics }: BoardReading['rules']): readonly Breakdown[] {
  const wanted = statistics?.groupBy ?? ['class'];
  return (['class', 'size', 'industry'] as const).filter((by) => wanted.includes(by)).map((by) => ({ by, rows: breakdownRows(totals, by) }));
}

function breakdownRows(totals: Sums, by: string): readonly BreakdownRow[] {
  const keys = [...startingWith(totals, `should.${by}.`).keys()].toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
  const of = (key: string): Sums => Object.fromEntries(['should', 'held', 'heldLate', 'reportedLate'].map((measure) => [measure, totals[`${measure}.${by}.${key}`] ?? 0]));
  const known = keys.map((key) => ({ key, figures: breakdownFigures.map((figure) => figureOf(figure, of(key))) }));
  const rest: Sums = Object.fromEntries(['should', 'held', 'heldLate', 'reportedLate'].map((measure) => [measure, (totals[measure] ?? 0) - sum(keys.map((key) => of(key)[measure] ?? 0))]));
  return rest['should'] === 0 ? known : [...known, { key: 'unknown', figures: breakdownFigures.map((figure) => figureOf(figure, rest)) }];
}

/** What a child shows in its superior's board. */
export const childFigures = (totals: Sums): readonly Figure[] => figuresOfChild.map((figure) => figureOf(figure, totals));
const figuresOfChild = [...breakdownFigures, 'exempt', 'madeUp', 'belowThreshold', 'returnRate'] as const;
/** All that a child's figures are made of, and whether it has evaluations at all. */
export const childMeasures: readonly string[] = ['evaluations', ...measuresOf(figuresOfChild)];

/**
 * Satisfaction and combined by the rule set's grades, over valid, returned, present and entitled ballots of the results that are
 * shown. Where a subject was not voted on in all of them, only its valid ballots are a denominator: the others counted more.
 */
function subjectsOf(totals: Sums, { ballot, endorsement, rates }: BoardReading['rules']): readonly SubjectFigures[] {
  const shown = (count: CountName) => (totals[count] ?? 0) - (totals[`withheld.${count}`] ?? 0);
  const formulas = formulasOf({ ballot, endorsement, ...(rates === undefined ? {} : { rates }) });
  return ballot.subjects.map((subject) => {
    const grades = Object.fromEntries(startingWith(totals, `ballots.${subject}.`));
    const valid = sum(Object.values(grades));
    const counts = { entitled: shown('entitled'), present: shown('present'), issued: shown('issued'), returned: shown('returned'), valid, grades };
    const over: readonly CountName[] = valid === (totals['valid'] ?? 0) ? ['valid', 'returned', 'present', 'entitled'] : ['valid'];
    return {
      subject,
      grades: ballot.grades.map((grade) => ({ grade, n: grades[grade] ?? 0 })),
      points: totals[`points.${subject}`] ?? null,
      rates: Object.entries(formulas ?? {}).map(([rate, of]) => ({ rate: rate as 'satisfaction' | 'combined', over: over.map((count) => rateOver(counts, of, count)) })),
    };
  });
}

/** What was granted stays granted: of those, what was withdrawn at a re-check is counted beside. */
function titlesOf(totals: Sums): Board['titles'] {
  const [applied, granted, withdrawn] = [startingWith(totals, 'applied.'), startingWith(totals, 'granted.'), startingWith(totals, 'titleWithdrawn.')];
  const kept = startingWith(totals, 'titleKept.');
  const titles = [...new Set([...applied.keys(), ...granted.keys(), ...withdrawn.keys()])].toSorted();
  return titles.map((title) => ({ title, applied: applied.get(title) ?? 0, granted: (granted.get(title) ?? 0) + (withdrawn.get(title) ?? 0), rechecked: kept.get(title) ?? 0, withdrawn: withdrawn.get(title) ?? 0 }));
}
