import { isPlainDate } from '#kernel';
import type { Checked, Contradiction } from './contradiction.js';
import { dayOfYear, milestoneOf, milestones, type DueName } from './due-dates.js';

/** No leap year and none before one: a day that exists now and then is no due date for every year. */
const ordinaryYear = 2001;

/** Due dates and the period of facts: days that exist, milestones that are known, no due date that waits for itself. */
export function dueFaults({ facts, due, steps }: Checked): readonly Contradiction[] {
  const expressions = Object.entries(due) as [DueName, string][];
  const days = [...Object.entries(facts).map(([name, day]) => [`/facts/${name}`, day] as const), ...expressions.map(([name, day]) => [`/due/${name}`, day] as const)];
  return [
    ...days.flatMap(([path, expression]) => dayFault(path, expression)),
    ...periodFault(facts),
    ...expressions.flatMap(([name, expression]) => milestoneFault(name, expression)),
    ...expressions.flatMap(([name]) => cycleFault(name, due)),
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

/** An item's due date counts from the day the item was found; nothing else can, for an evaluation has many items. */
function milestoneFault(name: DueName, expression: string): readonly Contradiction[] {
  const milestone = milestoneOf(expression);
  const known = milestones.filter((one) => (one === 'item') === (name === 'item'));
  if (milestone === undefined || known.includes(milestone)) return [];
  return [{ code: 'milestone-unknown', path: `/due/${name}`, details: { milestone, known } }];
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
