import { Type, type Static } from 'typebox';
import { certainlyAfter, type DeepReadonly, type PartialDate, type PlainDate } from '#kernel';
import { dueAfter, dueDates, milestoneOf, type DueName, type Milestone, type RuleSet } from '#rules';
import { unknownCalendar } from './facts.js';
import { closed, day } from './fields.js';
import { countedFrom, type Ruled } from './gates.js';

/** What due dates are known by: at most one each in a rule set. */
export const dueNames = ['plan', 'progress', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'item', 'close'] as const satisfies readonly DueName[];

/** Due dates by name. Absolute: whoever reads the event needs neither rule set nor calendar. */
export const Dues = Type.Partial(Type.Object(Object.fromEntries(dueNames.map((name) => [name, day])) as { [K in DueName]: typeof day }), closed);
export type Dues = Static<typeof Dues>;

/** What is known of a union whose days are asked for. */
export type Since = {
  readonly foundedOn?: PartialDate | undefined;
  /** The day on which it was called up; absent: as early as the rules count. */
  readonly calledUpOn?: PlainDate | undefined;
  /** Of a make-up: until when it is to be held, where the day had passed. */
  readonly makeUpBy?: PlainDate | undefined;
};

/**
 * The days that a rule set names, for one union: nobody is late for a day before there was a union, or before anybody asked it. What was due
 * then is due with what comes next; of a make-up it is due when the make-up is. Where nothing comes after the call-up, all is as if it had been called up in
 * time: it is made up for, or late (ADR-0021, ADR-0022). A founding that is known only in part changes what it certainly follows.
 */
export function duesOf(ruleSet: DeepReadonly<Pick<RuleSet, 'due'>>, evaluatedYear: number, { foundedOn, calledUpOn, makeUpBy }: Since): Dues {
  const named: Dues = dueDates(ruleSet, evaluatedYear);
  const isBeforeFounding = (day: PlainDate): boolean => foundedOn !== undefined && certainlyAfter(foundedOn, day);
  const isBeforeCallUp = (day: PlainDate): boolean => isBeforeFounding(day) || (calledUpOn !== undefined && calledUpOn > day);
  return movedOn(named, isBeforeCallUp, makeUpBy) ?? movedOn(named, isBeforeFounding) ?? named;
}

/** What has passed, due with what comes next; nothing where nothing does. */
function movedOn(named: Dues, isPast: (day: PlainDate) => boolean, then?: PlainDate): Dues | undefined {
  const next = then ?? Object.values(named).filter((day) => !isPast(day)).toSorted()[0];
  return next === undefined ? undefined : Object.fromEntries(Object.entries(named).map(([name, day]) => [name, isPast(day) ? next : day]));
}

/** The days that had passed when a unit was called up and are others for that: so that whoever is asked for them learns why. */
export const Deferred = Type.Object({ calledUpOn: day, until: day, due: Type.Array(Type.Enum([...dueNames]), { minItems: 1, maxItems: dueNames.length }) }, closed);
export type Deferred = Static<typeof Deferred>;

/** Absent: none had passed, or none came after. */
export function deferredBy(ruleSet: DeepReadonly<Pick<RuleSet, 'due'>>, evaluatedYear: number, since: Since): { deferred?: Deferred } {
  if (since.calledUpOn === undefined) return {};
  const [due, inTime] = [duesOf(ruleSet, evaluatedYear, since), duesOf(ruleSet, evaluatedYear, { foundedOn: since.foundedOn })];
  const moved = dueNames.filter((name) => due[name] !== inTime[name]);
  // All that had passed move to one day.
  const until = moved.map((name) => due[name])[0];
  return until === undefined ? {} : { deferred: { calledUpOn: since.calledUpOn, until, due: moved } };
}

/** As an evaluation was opened: what is moved to other rules later keeps the day of its call-up. */
export const sinceOpening = ({ foundedOn, makeUp, deferred }: { readonly foundedOn?: string; readonly makeUp: boolean; readonly deferred?: DeepReadonly<Deferred> }): Since =>
  deferred === undefined ? { foundedOn } : { foundedOn, calledUpOn: deferred.calledUpOn, ...(makeUp ? { makeUpBy: deferred.until } : {}) };

/**
 * The due dates that count from this fact, as `publish: vote + 5wd`; ready to be spread into its event. Counted from the
 * last day that a partial date can mean, in favour of whoever owes.
 */
export function duesAfter({ ruleSet, calendar = unknownCalendar }: Ruled, milestone: Milestone, date: PartialDate): { due?: Dues } {
  const due: Dues = {};
  for (const name of dueNames) {
    const expression = ruleSet.due[name];
    if (name !== 'item' && expression !== undefined && milestoneOf(expression) === milestone) due[name] = dueAfter(expression, countedFrom(date), calendar).date;
  }
  return Object.keys(due).length === 0 ? {} : { due };
}
