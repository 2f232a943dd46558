import { isPlainDate } from '#kernel';
import type { Checked, Contradiction } from './contradiction.js';
import { dayOfYear, milestoneOf, milestones, stepOfDue, type DueName } from './due-dates.js';

/** No leap year and none before one: a day that exists now and then is no due date for every year. */
const ordinaryYear = 2001;

/** Due dates and the period of facts: days that exist, milestones that are known, no due date that waits for itself. */
export function dueFaults({ facts, due, duties = {}, recheck, steps }: Checked): readonly Contradiction[] {
  const expressions = Object.entries(due) as [DueName, string][];
  const days = [...Object.entries(facts).map(([name, day]) => [`/facts/${name}`, day] as const), ...expressions.map(([name, day]) => [`/due/${name}`, day] as const)];
  return [
    ...days.flatMap(([path, expression]) => dayFault(path, expression)),
    ...Object.entries(duties).flatMap(([name, expression]) => dayFault(`/duties/${name}`, expression)),
    ...(recheck === undefined ? [] : dayFault('/recheck', recheck)),
    ...periodFault(facts),
    ...expressions.flatMap(([name, expression]) => milestoneFault(name, expression)),
    ...expressions.flatMap(([name, expression]) => absentStepFault(name, expression, steps)),
    ...expressions.flatMap(([name]) => cycleFault(name, due)),
    ...orderFaults(due),
    ...cutOffFaults(due, facts),
    ...steps.required.flatMap((step): Contradiction[] => (step !== 'rectification' && due[step] === undefined ? [{ code: 'due-missing', path: '/due', details: { step } }] : [])),
  ];
}

function dayFault(path: string, expression: string): readonly Contradiction[] {
  const day = dayOfYear(expression, ordinaryYear);
  return day === undefined || isPlainDate(day) ? [] : [{ code: 'date-impossible', path, details: { date: expression } }];
}

function periodFault({ from, cutOff }: Checked['facts']): readonly Contradiction[] {
  const [first = '', last = ''] = [dayOfYear(from, ordinaryYear), dayOfYear(cutOff, ordinaryYear)];
  return last < first ? [{ code: 'period-reversed', path: '/facts', details: { from, until: cutOff } }] : [];
}

/** What is due one after the other, as far as it is due on days of the year. */
const inOrder = ['plan', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'close'] as const satisfies readonly DueName[];
type Dated = { readonly name: DueName; readonly expression: string; readonly day: string };

const dated = (due: Checked['due']): readonly Dated[] =>
  inOrder.flatMap((name) => {
    const expression = due[name];
    const day = expression === undefined ? undefined : dayOfYear(expression, ordinaryYear);
    return expression === undefined || day === undefined || !isPlainDate(day) ? [] : [{ name, expression, day }];
  });

/** A step that is due before one that must come first: whoever is in time with both contradicts the order of facts. */
const orderFaults = (due: Checked['due']): readonly Contradiction[] =>
  dated(due).flatMap(({ name, expression, day }, index, all): Contradiction[] => {
    const before = all.slice(0, index).find((one) => one.day > day);
    return before === undefined ? [] : [{ code: 'due-out-of-order', path: `/due/${name}`, details: { step: name, due: expression, before: before.name, dueBefore: before.expression } }];
  });

/** Facts up to the application count until the cut-off: what is due after it can be in time and yet be refused. */
function cutOffFaults(due: Checked['due'], { from, cutOff }: Checked['facts']): readonly Contradiction[] {
  const last = dayOfYear(cutOff, ordinaryYear) ?? '';
  // A period that is reversed is told by itself.
  if (last < (dayOfYear(from, ordinaryYear) ?? '')) return [];
  return dated(due).flatMap(({ name, expression, day }): Contradiction[] =>
    name !== 'acceptance' && name !== 'close' && day > last ? [{ code: 'due-after-cut-off', path: `/due/${name}`, details: { step: name, due: expression, cutOff } }] : [],
  );
}

/** An item's due date counts from the day the item was found; nothing else can, for an evaluation has many items. */
function milestoneFault(name: DueName, expression: string): readonly Contradiction[] {
  const milestone = milestoneOf(expression);
  const known = milestones.filter((one) => (one === 'item') === (name === 'item'));
  if (milestone === undefined || known.includes(milestone)) return [];
  return [{ code: 'milestone-unknown', path: `/due/${name}`, details: { milestone, known } }];
}

/** A due date of a step that the rules do not have, or counted from one: nobody ever owes it. */
function absentStepFault(name: DueName, expression: string, { required, recorded }: Checked['steps']): readonly Contradiction[] {
  const of = [name, milestoneOf(expression)].find((one) => {
    const step = one === undefined || (one !== name && !(milestones as readonly string[]).includes(one)) ? undefined : stepOfDue(one);
    return step !== undefined && !required.includes(step) && !recorded.includes(step);
  });
  return of === undefined ? [] : [{ code: 'due-without-step', path: `/due/${name}`, details: { of, step: stepOfDue(of) ?? '' } }];
}

/** `publish: report + 5wd` beside `report: publish + 5wd`: neither can ever be due. */
function cycleFault(name: DueName, due: Checked['due']): readonly Contradiction[] {
  if (name === 'item') return [];
  const chain: string[] = [name];
  const before = (one: DueName) => (due[one] === undefined ? undefined : milestoneOf(due[one]));
  for (let at = before(name); at !== undefined && Object.hasOwn(due, at); at = before(at)) {
    if (at === name) return [{ code: 'due-cycle', path: `/due/${name}`, details: { chain } }];
    if (chain.includes(at)) return [];
    chain.push(at);
  }
  return [];
}
