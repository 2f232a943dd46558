import { addDays, type PlainDate } from '#kernel';
import { addWorkingDays, type Calendar, type CountedDate } from './calendar.js';
import type { RuleSet, StepName } from './rule-set.js';

/** What a rule set names a day for. */
export type DueName = keyof RuleSet['due'];

/** Where neither campaign nor rule set names a day for what federations below owe. */
export const usualDuties: Readonly<Record<keyof NonNullable<RuleSet['duties']>, string>> = { leadingGroup: 'Y-03-31', plan: 'Y-03-31', check: 'Y-11-30', recommendation: 'Y+1-01-31', summary: 'Y+1-02-15' };

/** Facts whose date a due date may be counted from: `vote + 5wd`. `item` is the day an item of rectification was found. */
export const milestones = ['plan', 'progress', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'item'] as const;
export type Milestone = (typeof milestones)[number];

/** The step that a due date, or a fact it is counted from, belongs to; nothing where every evaluation has it. */
export const stepOfDue = (name: DueName | Milestone): StepName | undefined => (name === 'publish' ? 'vote' : name === 'item' || name === 'close' ? undefined : name);

/** A due expression taken apart. */
export type DueExpression =
  | { readonly kind: 'dayOfYear'; readonly yearsLater: -1 | 0 | 1; readonly monthDay: string }
  | { readonly kind: 'after'; readonly milestone: string; readonly days: number; readonly working: boolean };

const absolute = /^Y([+-]1)?-(\d{2}-\d{2})$/;
const relative = /^([a-z]+) \+ (\d{1,3})(wd|d)$/;

/** Expressions taken apart before: rule sets share a few, and a vote asks for eleven. */
const parsedBefore = new Map<string, DueExpression>();
const maxParsed = 1_000;

/** Takes `Y+1-01-31`, `Y-1-01-01` or `vote + 5wd` apart. @throws RangeError when it is neither. */
export function parseDue(expression: string): DueExpression {
  const before = parsedBefore.get(expression);
  if (before !== undefined) return before;
  const parsed = parse(expression);
  if (parsedBefore.size < maxParsed) parsedBefore.set(expression, parsed);
  return parsed;
}

function parse(expression: string): DueExpression {
  const day = absolute.exec(expression);
  if (day !== null) return { kind: 'dayOfYear', yearsLater: Number(day[1] ?? 0) as -1 | 0 | 1, monthDay: day[2] ?? '' };
  const after = relative.exec(expression);
  if (after === null) throw new RangeError(`"${expression}" is not a due expression`);
  return { kind: 'after', milestone: after[1] ?? '', days: Number(after[2]), working: after[3] === 'wd' };
}

/** The day an absolute expression names for an evaluated year; nothing for one that waits for a fact. */
export function dayOfYear(expression: string, evaluatedYear: number): PlainDate | undefined {
  const parsed = parseDue(expression);
  return parsed.kind === 'dayOfYear' ? `${evaluatedYear + parsed.yearsLater}-${parsed.monthDay}` : undefined;
}

/** All due dates that are known when an evaluation opens. The others are counted when their fact is recorded: {@link dueAfter}. */
export function dueDates(ruleSet: { readonly due: Readonly<RuleSet['due']> }, evaluatedYear: number): { readonly [K in DueName]?: PlainDate } {
  const known: { [K in DueName]?: PlainDate } = {};
  for (const [name, expression] of Object.entries(ruleSet.due) as [DueName, string][]) {
    const day = dayOfYear(expression, evaluatedYear);
    if (day !== undefined) known[name] = day;
  }
  return known;
}

/** The fact an expression is counted from; nothing for a day of the year. */
export function milestoneOf(expression: string): Milestone | undefined {
  const parsed = parseDue(expression);
  return parsed.kind === 'after' ? (parsed.milestone as Milestone) : undefined;
}

/**
 * The due date counted from a fact's day: `vote + 5wd` in working days of the calendar, `item + 40d` in calendar days.
 * `certain` is false where the counting left the calendar's data.
 * @throws RangeError for an expression that is a day of the year.
 */
export function dueAfter(expression: string, date: PlainDate, calendar: Calendar): CountedDate {
  const parsed = parseDue(expression);
  if (parsed.kind === 'dayOfYear') throw new RangeError(`"${expression}" is not counted from a fact`);
  return parsed.working ? addWorkingDays(calendar, date, parsed.days) : { date: addDays(date, parsed.days), certain: true };
}

/** The period whose facts count for an evaluated year: its first and last day. */
export const factsPeriod = (ruleSet: { readonly facts: Readonly<RuleSet['facts']> }, evaluatedYear: number): { readonly from: PlainDate; readonly cutOff: PlainDate } => ({
  from: dayOfYear(ruleSet.facts.from, evaluatedYear) as PlainDate,
  cutOff: dayOfYear(ruleSet.facts.cutOff, evaluatedYear) as PlainDate,
});
