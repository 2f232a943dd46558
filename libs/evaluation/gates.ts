import { certainlyAfter, dayOf, isPartialDate, isPlainDate, refuse, spanOf, type Actor, type Command, type Decision, type DeepReadonly, type Instant, type PartialDate, type PlainDate, type Refusal } from '#kernel';
import type { DueName, RuleSet } from '#rules';
import { behalfRefused, behalfRefusals } from './behalf.js';
import type { Facts } from './facts.js';
import { milestones, type AnsweredDate, type Dates, type Milestone, type Running, type State } from './state.js';
import { actorRefused } from './whose-step.js';

/** Refusals of gates that every step passes. */
export const gateRefusals = [
  'not-opened',
  'evaluation-closed',
  'evaluation-withdrawn',
  'evaluation-exempt',
  'evaluation-back-filled',
  'rule-set-unknown',
  'step-not-in-rules',
  ...behalfRefusals,
  'date-impossible',
  'date-in-future',
  'date-before-founding',
  'date-before-facts',
  'date-before-term',
  'date-after-cut-off',
  'date-contradicts',
] as const;
export type GateRefusal = (typeof gateRefusals)[number];

/** What surrounds a command: who sends it, and when. */
type Envelope = { readonly at: Instant; readonly by: DeepReadonly<Actor> };
type Sent = Pick<Command, 'type' | 'data' | 'at' | 'by'>;

/** Why an evaluation takes nothing more: it ended, or is exempt. */
export function stopped(state: State): Refusal<GateRefusal> | undefined {
  if (state.opened === null || state.ended !== null) return atEnd(state);
  if (state.exemption?.approved === true) return refuse('evaluation-exempt', { reasonCode: state.exemption.reasonCode });
  return state.backFilled === null ? undefined : refuse('evaluation-back-filled');
}

const atEnd = ({ ended }: State): Refusal<GateRefusal> | undefined =>
  ended === null ? undefined : ended.how === 'withdrawn' ? refuse('evaluation-withdrawn', { on: ended.on }) : refuse('evaluation-closed', { on: ended.on });

/** A rule of an evaluation that was opened and has neither ended nor been exempted. */
export const whileRunning =
  <C extends Sent, E, Code extends string, F>(rule: (command: C, state: Running, facts: F) => Decision<E, Code>) =>
  (command: C, state: State, facts: F): Decision<E, Code | GateRefusal> => {
    const no = stopped(state);
    return no === undefined ? onceOpened(rule)(command, state, facts) : no;
  };

/** A rule that an approved exemption does not stop: closing, withdrawing, correcting. */
export const beforeEnd =
  <C extends Sent, E, Code extends string, F>(rule: (command: C, state: Running, facts: F) => Decision<E, Code>) =>
  (command: C, state: State, facts: F): Decision<E, Code | GateRefusal> => {
    const no = atEnd(state);
    return no === undefined ? onceOpened(rule)(command, state, facts) : no;
  };

/** A rule that also holds after the end: a re-check, a dispute. Whoever acts must be one whose step it is, be it on behalf. */
export const onceOpened =
  <C extends Sent, E, Code extends string, F>(rule: (command: C, state: Running, facts: F) => Decision<E, Code>) =>
  (command: C, state: State, facts: F): Decision<E, Code | GateRefusal> =>
    state.opened === null ? refuse('not-opened') : (behalfRefused(command, state as Running) ?? actorRefused(command, state as Running) ?? rule(command, state as Running, facts));

/** The facts of a rule that reads the rule set. */
export type Ruled = DeepReadonly<Facts> & { readonly ruleSet: DeepReadonly<RuleSet> };

/** {@link whileRunning}, for a rule that reads the rule set the evaluation is pinned to. */
export const underRules = <C extends Sent, E, Code extends string>(rule: (command: C, state: Running, facts: Ruled) => Decision<E, Code>) =>
  whileRunning((command: C, state, facts: DeepReadonly<Facts>): Decision<E, Code | GateRefusal> =>
    facts.ruleSet === undefined ? refuse('rule-set-unknown', { id: state.opened.ruleSet.id, version: state.opened.ruleSet.version }) : rule(command, state, facts as Ruled),
  );

/** The rule set of the evaluation has no such step. */
export const stepAbsent = ({ opened: { steps } }: Running, step: RuleSet['steps']['required'][number]): Refusal<GateRefusal> | undefined =>
  steps.required.includes(step) || steps.recorded.includes(step) ? undefined : refuse('step-not-in-rules', { step });

/** A date that does not exist, or lies after the day it is recorded on. */
export function dateRefused(command: Envelope, field: string, date: PartialDate): Refusal<GateRefusal> | undefined {
  if (!isPartialDate(date) || spanOf(date) === undefined) return refuse('date-impossible', { field, date });
  const today = dayOf(command.at);
  return certainlyAfter(date, today) ? refuse('date-in-future', { field, date, recordedOn: today }) : undefined;
}

/** A date of the evaluated year: not before its first day, nor before there was a union. */
export const dateOfYearRefused = (command: Envelope, { opened }: Pick<Running, 'opened'>, entered: EnteredDate): Refusal<GateRefusal> | undefined =>
  dateRefused(command, entered.field, entered.date) ?? unfoundedRefused(opened, entered) ?? fromRefused('date-before-facts', opened.facts.from, entered);

/** A date of the evaluated year that is no milestone, as of a questionnaire: not after the cut-off either. */
export const dateWithinPeriodRefused = (command: Envelope, state: Pick<Running, 'opened'>, entered: EnteredDate): Refusal<GateRefusal> | undefined =>
  dateOfYearRefused(command, state, entered) ?? afterCutOff(state, entered);

const afterCutOff = ({ opened: { facts: { cutOff } } }: Pick<Running, 'opened'>, { field, date }: EnteredDate): Refusal<GateRefusal> | undefined =>
  certainlyAfter(date, cutOff) ? refuse('date-after-cut-off', { field, date, cutOff }) : undefined;

/** How many years a fact may lie before the evaluated year that need not be of it: the longest term of a committee. */
const yearsOfTerm = 5;

/** A date that may lie before the evaluated year, as of a problem found long ago: within a committee's term of it, and not before there was a union. */
export const dateOfTermRefused = (command: Envelope, { opened }: Pick<Running, 'opened'>, entered: EnteredDate): Refusal<GateRefusal> | undefined =>
  dateRefused(command, entered.field, entered.date) ?? unfoundedRefused(opened, entered) ?? fromRefused('date-before-term', `${opened.evaluatedYear - yearsOfTerm}-01-01`, entered);

const unfoundedRefused = ({ foundedOn }: Running['opened'], { field, date }: EnteredDate): Refusal<GateRefusal> | undefined =>
  foundedOn !== undefined && certainlyAfter(foundedOn, date) ? refuse('date-before-founding', { field, date, foundedOn }) : undefined;

const fromRefused = (code: 'date-before-facts' | 'date-before-term', from: PlainDate, { field, date }: EnteredDate): Refusal<GateRefusal> | undefined =>
  certainlyAfter(from, date) ? refuse(code, { field, date, from }) : undefined;

/** A day that something is due on, where one is given: it exists, whole; it may well lie in the future, but not before what it is set for. */
export function dueDayRefused(field: string, day: PlainDate | undefined, setFor?: Recorded): Refusal<GateRefusal> | undefined {
  if (day === undefined) return undefined;
  return isPlainDate(day) ? lyingBefore({ field, date: day }, setFor) : refuse('date-impossible', { field, date: day });
}

function lyingBefore({ field, date }: EnteredDate, fact: Recorded | undefined): Refusal<GateRefusal> | undefined {
  if (!fact?.recorded || !certainlyAfter(fact.recorded, date)) return undefined;
  return refuse('date-contradicts', { field, date, milestone: fact.milestone, recorded: fact.recorded, must: 'follow' });
}

/** The day on which a paper was received: whole, not after the day it is recorded on, and not before the paper's own date. */
export const receivedRefused = (command: Envelope, day: PlainDate, paper: Recorded): Refusal<GateRefusal> | undefined => dueDayRefused('receivedOn', day, paper) ?? dateRefused(command, 'receivedOn', day);

/** A date as somebody enters it. */
export type EnteredDate = { readonly field: string; readonly date: PartialDate };

/** A milestone's date as somebody enters it. `again`: it happens once more; default: where a date of it is on record. */
export type FactOfTheYear = EnteredDate & { readonly milestone: Milestone; readonly again?: boolean };

/** What the year's facts end with: from the panel's visit on, a superior acts in its own time. */
const lastFactOfTheYear: Milestone = 'application';

/**
 * The gate by dates of facts. Refused is what is certain: a date that does not exist or has not come, a fact before the
 * evaluated year's first day or after its cut-off, a date that contradicts one already there. The order of typing never
 * matters, and a partial date contradicts only where no reading of it fits.
 */
export function milestoneRefused(command: Envelope, state: Running, fact: FactOfTheYear): Refusal<GateRefusal> | undefined {
  const { milestone, field, date, again = state.dates[milestone] !== undefined } = fact;
  const impossible = dateOfYearRefused(command, state, fact);
  if (impossible !== undefined) return impossible;
  const { cutOff } = state.opened.facts;
  if (milestones.indexOf(milestone) <= milestones.indexOf(lastFactOfTheYear) && certainlyAfter(date, cutOff)) return refuse('date-after-cut-off', { field, date, cutOff });
  const other = contradiction(state.dates, { milestone, date, again });
  return other === undefined ? undefined : refuse('date-contradicts', { field, date, ...other });
}

/** A fact on record that lies outside a period whose facts are to count: nothing that must follow or precede it could be recorded any more. */
export function outsidePeriod({ dates, questionnaires: { sample } }: Pick<State, 'dates' | 'questionnaires'>, { from, cutOff }: Running['opened']['facts']): Refusal<GateRefusal> | undefined {
  return firstOf(
    // Whoever is asked is asked after the sample was drawn, and until the cut-off.
    sample !== null && certainlyAfter(sample.drawnOn, cutOff) ? refuse('date-after-cut-off', { field: 'drawnOn', date: sample.drawnOn, cutOff }) : undefined,
    ...milestones.slice(0, milestones.indexOf(lastFactOfTheYear) + 1).map((field) => {
      const date = dates[field];
      if (date === undefined) return undefined;
      if (certainlyAfter(date, cutOff)) return refuse('date-after-cut-off', { field, date, cutOff });
      return certainlyAfter(from, date) ? refuse('date-before-facts', { field, date, from }) : undefined;
    }),
  );
}

/**
 * The milestone whose recorded date certainly contradicts this one: it should be earlier and is later, or the other way
 * round. What happens once more (a new round, a paper handed in again) may be later than what followed the first.
 */
export function contradiction(dates: Dates, { milestone, date, again }: Required<Omit<FactOfTheYear, 'field'>>): { readonly milestone: Milestone; readonly recorded: PartialDate; readonly must: 'precede' | 'follow' } | undefined {
  const place = milestones.indexOf(milestone);
  for (const [index, other] of milestones.entries()) {
    const recorded = dates[other];
    if (recorded === undefined || other === milestone) continue;
    if (index < place && certainlyAfter(recorded, date)) return { milestone: other, recorded, must: 'follow' };
    if (index > place && !again && certainlyAfter(date, recorded)) return { milestone: other, recorded, must: 'precede' };
  }
  return undefined;
}

/** What stands on record, by the key of its words, and what may not lie before it. */
export type Recorded = { readonly milestone: Milestone | AnsweredDate; readonly recorded: PartialDate | null | undefined };

/** A fact that follows others of any kind may not lie before one of them, where that is certain. The first of them is told. */
export function followRefused(command: Envelope, entered: EnteredDate, ...facts: readonly Recorded[]): Refusal<GateRefusal> | undefined {
  const impossible = dateRefused(command, entered.field, entered.date);
  if (impossible !== undefined) return impossible;
  return firstOf(...facts.map((fact) => lyingBefore(entered, fact)));
}

/** A fact that answers a milestone (filed, returned, approved, received) may not lie before it. */
export const answerRefused = (command: Envelope, { dates }: Pick<State, 'dates'>, { milestone, ...entered }: Omit<FactOfTheYear, 'again'>): Refusal<GateRefusal> | undefined =>
  followRefused(command, entered, { milestone, recorded: dates[milestone] });

/** The end of an evaluation may not lie before anything of it; the latest step is told. */
export const endRefused = (command: Envelope, { dates, exemption }: Pick<State, 'dates' | 'exemption'>, entered: EnteredDate): Refusal<GateRefusal> | undefined =>
  followRefused(command, entered, ...milestones.toReversed().map((milestone) => ({ milestone, recorded: dates[milestone] })), { milestone: 'exemptionRequested', recorded: exemption?.requestedOn });

/** Late is what is certainly late: `true` where a due date is known and every reading of the date lies after it. */
export const isLate = (state: State, due: DueName, date: PartialDate): boolean => {
  const dueOn = state.due[due];
  return dueOn !== undefined && certainlyAfter(date, dueOn);
};

/** The day from which days are counted: of a partial date the last it can mean, in favour of whoever owes. */
export const countedFrom = (date: PartialDate): PlainDate => spanOf(date)?.last ?? date;

/** The first refusal, if any: gates are asked in the order in which a reader would. */
export const firstOf = <Code extends string>(...refusals: readonly (Refusal<Code> | undefined)[]): Refusal<Code> | undefined => refusals.find((refusal) => refusal !== undefined);
