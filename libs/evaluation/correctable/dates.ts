import { certainlyAfter, refuse, type PartialDate } from '#kernel';
import { duesAfter } from '../due.js';
import { dateOfTermRefused, followRefused, isLate, milestoneRefused } from '../gates.js';
import { changeRounds, type Milestone, type Round, type State } from '../state.js';
import { overSitting } from '../voting/at-sitting.js';
import type { Correctable } from './fact.js';

const counted = ['plan', 'assembly', 'vote', 'publish', 'report', 'application'] as const;
/** Milestones that due dates may count from under the same name. */
const countsDues = (milestone: Milestone): milestone is (typeof counted)[number] => (counted as readonly string[]).includes(milestone);

/** The day of a milestone: with it moves the sitting, the box or the publication it belongs to. */
export const milestone: Correctable<'milestone'> = {
  standing: ({ dates }, what) => dates[what.milestone],
  judge: ({ command, state, facts, what: { milestone }, right }) => {
    const { [milestone]: _wrong, ...otherDates } = state.dates;
    const again = (milestone === 'vote' || milestone === 'publish') && state.rounds.length > 1;
    const date = right as PartialDate;
    const no = milestoneRefused(command, { ...state, dates: otherDates }, { milestone, field: 'right', date, again });
    const late = milestone === 'assembly' || milestone === 'vote' ? { late: isLate(state, milestone, date) } : {};
    // Moved onto the sitting's day, boxes have no more present than the sitting.
    const over = overSitting(withDate(state, milestone, { wrong: state.dates[milestone] ?? date, right: date, late: false }));
    return no ?? over ?? { ...late, ...(countsDues(milestone) ? duesAfter(facts, milestone, date) : {}) };
  },
  apply: (state, what, { wrong, right, late = false }) => withDate(state, what.milestone, { wrong: wrong as PartialDate, right: right as PartialDate, late }),
};

function withDate(state: State, milestone: Milestone, { wrong, right, late }: { readonly wrong: PartialDate; readonly right: PartialDate; readonly late: boolean }): State {
  if (milestone === 'vote') {
    const boxes = (tallied: Round['tallied']) => Object.fromEntries(Object.entries(tallied).map(([box, tally]) => [box, tally.on === wrong ? { ...tally, on: right, late } : tally]));
    return changeRounds(state, (known) => ({ ...known, tallied: boxes(known.tallied) }));
  }
  if (milestone === 'publish') return changeRounds(state, (known) => (known.publishedOn === wrong ? { ...known, publishedOn: right } : known));
  const { held } = state.assembly;
  const assembly = milestone === 'assembly' && held !== null ? { ...state.assembly, held: { ...held, on: right, late } } : state.assembly;
  return { ...state, dates: { ...state.dates, [milestone]: right }, assembly };
}

/** When an item was found or completed; its due date stays as it was set. */
export const item: Correctable<'item'> = {
  standing: ({ items }, { item, date }) => (Object.hasOwn(items, item) ? (items[item]?.[date] ?? undefined) : undefined),
  judge: ({ command, state, what: { item, date }, right }) => {
    const { foundOn, completedOn } = state.items[item] ?? {};
    const entered = { field: 'right', date: right as PartialDate };
    if (date === 'completedOn') return followRefused(command, entered, { milestone: 'itemFound', recorded: foundOn }) ?? {};
    const no = dateOfTermRefused(command, state, entered);
    if (no !== undefined) return no;
    const after = completedOn !== null && completedOn !== undefined && certainlyAfter(entered.date, completedOn);
    return after ? refuse('date-contradicts', { ...entered, milestone: 'itemCompleted', recorded: completedOn, must: 'precede' }) : {};
  },
  apply: (state, { item, date }, { right }) => {
    const known = state.items[item];
    return known === undefined ? state : { ...state, items: { ...state.items, [item]: { ...known, [date]: right as PartialDate } } };
  },
};
