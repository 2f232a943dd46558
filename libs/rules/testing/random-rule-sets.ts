import * as fc from 'fast-check';
import { dayOfYear, stepOfDue, type DueName } from '../due-dates.js';
import { knownWords } from '../known-words.js';
import { groupings, stepNames, type RuleSet } from '../rule-set.js';
import { aBallot, aParticipation, aQuestionnaire, bestOf, formulaOf, maybe, ownWords, someBodies, someOf } from './random-ballots.js';
import { aStandard, someAlternatives } from './random-standards.js';
import { hasStep, someTitles } from './random-titles.js';

const stepOfHeld = { resultPublished: 'vote', voteTallied: 'vote', assemblyHeld: 'assembly', reportedUpward: 'report' } as const;

/** Each step required, recorded or absent; the one that makes an evaluation held is there. */
const someSteps: fc.Arbitrary<Pick<RuleSet, 'steps' | 'heldWhen'>> = fc
  .tuple(fc.constantFrom(...(Object.keys(stepOfHeld) as (keyof typeof stepOfHeld)[])), fc.array(fc.integer({ min: 0, max: 4 }), { minLength: stepNames.length, maxLength: stepNames.length }))
  .map(([heldWhen, dice]) => {
    const where = stepNames.map((step, index) => (stepOfHeld[heldWhen] === step ? Math.min(3, dice[index] as number) : (dice[index] as number)));
    const placed = { required: stepNames.filter((_, index) => (where[index] as number) < 2), recorded: stepNames.filter((_, index) => where[index] === 2 || where[index] === 3) };
    // The panel follows an application or a report.
    const followed = ['application', 'report'].some((step) => [...placed.required, ...placed.recorded].includes(step as never));
    const left = (steps: typeof placed.required) => steps.filter((step) => followed || step !== 'acceptance');
    return { heldWhen, steps: { required: left(placed.required), recorded: left(placed.recorded) } };
  });

const aDayOfYear = fc.tuple(fc.constantFrom('Y', 'Y+1'), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
/** In this order each may count from those before: no due date waits for itself. */
const dueInOrder = ['plan', 'progress', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'close'] as const satisfies readonly DueName[];

const isThere = (name: DueName, steps: RuleSet['steps']): boolean => {
  const step = stepOfDue(name);
  return step === undefined || hasStep({ steps }, step);
};
const aDue = (name: (typeof dueInOrder)[number], steps: RuleSet['steps']): fc.Arbitrary<string> => {
  const before = dueInOrder.slice(0, dueInOrder.indexOf(name)).filter((other) => other !== 'selfInspection' && isThere(other, steps));
  return before.length === 0 ? aDayOfYear : fc.oneof(aDayOfYear, fc.tuple(fc.constantFrom(...before), fc.integer({ min: 0, max: 60 }), fc.constantFrom('d', 'wd')).map(([milestone, days, unit]) => `${milestone} + ${days}${unit}`));
};

/** Days of the year one after the other, up to the application not after the cut-off; what counts from a fact is left alone. */
function inOrder(due: RuleSet['due'], { cutOff }: RuleSet['facts']): RuleSet['due'] {
  const day = (expression: string) => dayOfYear(expression, 2001) ?? '';
  const named = dueInOrder.filter((name) => name !== 'progress' && day(due[name] ?? 'vote + 1d') !== '');
  const days = named.map((name) => due[name] as string).toSorted((a, b) => day(a).localeCompare(day(b)));
  const within = (name: DueName, expression: string) => (name !== 'acceptance' && name !== 'close' && day(expression) > day(cutOff) ? cutOff : expression);
  return { ...due, ...Object.fromEntries(named.map((name, index) => [name, within(name, days[index] as string)])) };
}

/** Required steps have a due date, recorded ones perhaps, absent ones none. */
function someDues(steps: RuleSet['steps'], facts: RuleSet['facts']): fc.Arbitrary<RuleSet['due']> {
  const { required }: { readonly required: readonly string[] } = steps;
  const there = dueInOrder.filter((name) => isThere(name, steps));
  const asked = there.map((name) => (name === 'close' || required.includes(name) ? aDue(name, steps).map((due) => ({ [name]: due })) : maybe(name, aDue(name, steps))));
  const item = fc.oneof(aDayOfYear, fc.constantFrom('item + 40d', 'item + 20wd'));
  return fc.tuple(fc.tuple(...asked), item).map(([dues, item]) => inOrder(Object.assign({ item }, ...dues) as RuleSet['due'], facts));
}

const whole: fc.Arbitrary<Pick<RuleSet, 'planApproval' | 'countEntry' | 'brokenSeal' | 'smallGroupBelow' | 'publicNoticeDays' | 'inForce' | 'derivedFrom' | 'facts'>> = fc.record({
  planApproval: fc.constantFrom('required', 'recorded', 'none'),
  countEntry: fc.constantFrom('signedSheet', 'twoEntries'),
  brokenSeal: fc.constantFrom('annulBox', 'annulRound'),
  smallGroupBelow: fc.integer({ min: 0, max: 10 }),
  publicNoticeDays: fc.integer({ min: 0, max: 10 }),
  inForce: fc.constantFrom({ from: '2025-01-01' }, { from: '2024-03-01', until: '2026-12-31' }),
  derivedFrom: fc.constantFrom(null, { id: 'default', version: 1 }),
  facts: fc.record({ from: fc.constantFrom('Y-01-01', 'Y-1-12-01'), cutOff: fc.constantFrom('Y+1-04-30', 'Y+1-12-31', 'Y-12-31') }),
});

/** What a file may leave out. */
const rare = fc
  .tuple(
    maybe('goal', fc.constant({ zh: '职工信赖', en: 'trusted by staff' })),
    maybe('cycle', fc.record({ years: fc.integer({ min: 1, max: 3 }), anchor: fc.constant(2025), orWhenApplying: fc.constant(true as const) })),
    maybe('planFiling', fc.constantFrom('returnable' as const, 'fileOnly' as const)),
    maybe('participation', aParticipation),
    maybe('zeroBlocks', fc.constantFrom('obligatory' as const, 'any' as const)),
    maybe('circular', fc.record({ papers: fc.integer({ min: 1, max: 120 }), makeUp: fc.integer({ min: 1, max: 120 }) })),
    maybe('honours', fc.record({ vetoWhereNotHeld: fc.boolean() })),
    maybe('exemptions', someOf([...knownWords.reason, 'flooded']).map((reasons) => ({ reasons }))),
    maybe('reminders', fc.record({ everyDays: fc.integer({ min: 1, max: 10 }), before: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }) }, { requiredKeys: [] })),
    maybe('statistics', fc.tuple(someOf(groupings), maybe('sizeBands', fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 4 }).map((sizes) => sizes.toSorted((a, b) => a - b)))).map(([groupBy, bands]) => ({ groupBy, ...bands }))),
    maybe('standards', someAlternatives),
  )
  .map((parts) => Object.assign({}, ...parts) as Partial<RuleSet>);

/** What the ballot decides: endorsement, other rates, a questionnaire with the ballot's words or its own. */
const asked = aBallot.chain((ballot) =>
  fc
    .tuple(formulaOf(ballot), maybe('rates', fc.record({ satisfaction: bestOf(ballot.grades), combined: bestOf(ballot.grades) })), maybe('questionnaire', aQuestionnaire(ballot)))
    .map(([endorsement, rates, questionnaire]) => ({ ballot, endorsement, ...rates, ...questionnaire })),
);

/** Those present are no measure of taking part where a questionnaire may be asked. */
const countable = ({ participation }: Pick<Partial<RuleSet>, 'participation'>, { bodies }: Pick<RuleSet, 'bodies'>): Pick<Partial<RuleSet>, 'participation'> =>
  participation?.count === 'present' && bodies.includes('questionnaire') ? { participation: { ...participation, count: 'returned' } } : {};

/** Questionnaires belong to a self-inspection. */
function askable<T extends Pick<Partial<RuleSet>, 'questionnaire'>>(asked: T, steps: Pick<RuleSet, 'steps'>): T {
  const { questionnaire: _unasked, ...others } = asked;
  return hasStep(steps, 'selfInspection') ? asked : (others as T);
}

/** Any rule set that a place could write and that agrees with itself: every enumeration, every optional part, there or not. */
export const aRandomRuleSet: fc.Arbitrary<RuleSet> = fc.tuple(whole, rare, someSteps, someBodies, asked, aStandard).chain(([whole, rare, steps, bodies, said, standard]) => {
  const asked = askable(said, steps);
  return fc.tuple(someTitles({ ...steps, ...asked, standard }), someDues(steps.steps, whole.facts)).map(([titles, due]) => ({
    id: 'district',
    version: 1,
    issuer: 'meilan',
    documentNumber: 'none',
    words: ownWords,
    ...whole,
    planApproval: whole.planApproval === 'required' && !hasStep(steps, 'plan') ? ('recorded' as const) : whole.planApproval,
    ...rare,
    ...countable(rare, bodies),
    ...steps,
    ...bodies,
    ...asked,
    standard,
    titles,
    due,
  }));
});

