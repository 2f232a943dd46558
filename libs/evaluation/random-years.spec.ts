import * as fc from 'fast-check';
import type { EvaluationEvent } from './evaluation.js';
import { dutiesOf, type Duty } from './next-steps.js';
import { milestones, type State } from './state.js';
import type { Wish } from './testing/a-year.js';
import { nextGranted } from './testing/following.js';
import { aLife, aLifeUnderAnyRules, factsOf, live, type Life } from './testing/random-years.js';

/** The most steps from anywhere to the end: more is going round in a circle. */
const mostSteps = 60;
/** Long after all that random years record. */
const later = { at: '2027-06-01T02:00:00.000Z', days: ['2026-12-01', '2027-02-01', '2027-05-31'] };

/** Every day that is on record, the last that counts for the year, and some later ones; the earliest first. */
const daysOf = ({ dates, opened }: State, _: Duty): readonly string[] =>
  [...new Set([...milestones.flatMap((milestone) => dates[milestone] ?? []), ...(opened === null ? [] : [opened.facts.from, opened.facts.cutOff]), ...later.days])].toSorted();

/** Follows the next steps from a state to the end; tells each state on the way. */
function follow([rules, , , next]: Life, from: State): State {
  const road = { facts: factsOf(rules, next), dates: daysOf, at: later.at };
  let state = from;
  const went: Wish['type'][] = [];
  while (state.ended === null) {
    const granted = nextGranted(state, road);
    if ('stuck' in granted) throw new Error(`stuck after ${went.join(', ')}: ${JSON.stringify(granted.stuck)}`);
    if (went.length > mostSteps) throw new Error(`going round: ${went.join(', ')}`);
    went.push(granted.wish.type);
    state = granted.state;
  }
  return state;
}

describe.each([
  ['five usual rule sets', aLife, 150],
  ['any rules that a place could write', aLifeUnderAnyRules, 150],
])('a year under %s', (_, lives: fc.Arbitrary<Life>, numRuns) => {
  it('can always be ended: whoever does what is due next comes to the end', () => {
    fc.assert(
      fc.property(lives, fc.nat(60), (life, at) => {
        const states: State[] = [];
        live(life, (state: State, _events: readonly EvaluationEvent[]) => states.push(state));
        const state = states[at % Math.max(1, states.length)];
        if (state === undefined || state.ended !== null) return;
        expect(dutiesOf(state)).not.toHaveLength(0);
        expect(follow(life, state).ended?.how).toBe('closed');
      }),
      { numRuns: 1500 },
    );
  });
});
