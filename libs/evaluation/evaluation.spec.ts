import * as fc from 'fast-check';
import { catalogue } from '#kernel';
import { aRuleSet } from '#rules/testing';
import { evaluation, evaluationEvents, evaluationFacts, type EvaluationEvent } from './evaluation.js';
import { dutiesOf } from './next-steps.js';
import { initial, standingBoxes, type State } from './state.js';
import { statusOf } from './status.js';
import { decisionOf, evolved, factsWith, officer, open, recordedAt, type Wish } from './testing/a-year.js';
import { aLife, live } from './testing/random-years.js';

const { misfits } = catalogue(...evaluationEvents);

describe('whatever is asked of an evaluation, in any order', () => {
  it('events fit their schemas', () => {
    fc.assert(fc.property(aLife, (life) => void live(life, (_state, events) => expect(events.flatMap(misfits)).toEqual([]))), { numRuns: 300 });
  });

  it('counts stay consistent', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        live(life, ({ rounds }) => {
          for (const round of rounds) {
            for (const { present, entitled, issued, returned, valid, spoilt, subjects } of standingBoxes(round)) {
              expect([present <= entitled, returned <= issued, valid + spoilt === returned, round.body === 'questionnaire' || issued <= present]).toEqual([true, true, true, true]);
              for (const grades of Object.values(subjects)) expect(Object.values(grades).reduce((sum, n) => sum + n, 0)).toBe(valid);
            }
            if (round.entitled !== null) expect(standingBoxes(round).reduce((sum, { issued }) => sum + issued, 0)).toBeLessThanOrEqual(round.entitled);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('a replay gives the live state', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        let lived = initial;
        const log = live(life, (state) => (lived = state));
        expect((JSON.parse(JSON.stringify(log)) as EvaluationEvent[]).reduce(evolved, initial)).toEqual(lived);
      }),
      { numRuns: 200 },
    );
  });

  it('every state has a status, and can be left: it has ended, or can be withdrawn, and somebody owes something', () => {
    const withdraw: Wish = { type: 'WithdrawEvaluation', data: { withdrawnOn: '2026-11-30', reason: '合并' }, by: officer };
    fc.assert(
      fc.property(aLife, (life) => {
        live(life, (state) => {
          expect(typeof statusOf(state)).toBe('string');
          if (state.ended !== null) return;
          expect(dutiesOf(state)).not.toHaveLength(0);
          expect(decisionOf(withdraw, state, factsWith(aRuleSet))).toHaveLength(1);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('the fact "run"', () => {
  const ended = (state: Partial<State>) => evaluationFacts.run.read({ ...opened, ...state })?.value;
  const opened = evolved(initial, (decisionOf(open, initial, factsWith(aRuleSet)) as readonly EvaluationEvent[])[0] as EvaluationEvent);

  it('is none before it is opened; then how it ended, and whether its union counts with it', () => {
    expect(evaluationFacts.run.read(initial)).toBeUndefined();
    expect(ended({})).toEqual({ ended: null, counted: true, firstYear: false });
    expect(ended({ ended: { how: 'closed', on: '2026-01-20' } })).toEqual({ ended: 'closed', counted: true, firstYear: false });
    expect(ended({ ended: { how: 'closed', on: '2026-01-20' }, exemption: { reasonCode: 'merging', requestedOn: '2025-03-01', approved: true } })).toMatchObject({ counted: false });
    expect(ended({ ended: { how: 'withdrawn', on: '2026-01-20' } })).toMatchObject({ ended: 'withdrawn', counted: false });
  });
});

describe('the decider', () => {
  it('has a row for each event, and each event a type of its own', () => {
    expect(Object.keys(evaluation.evolve).toSorted()).toEqual(evaluationEvents.map(({ type }) => type).toSorted());
    expect(new Set(evaluationEvents.map(({ type }) => type)).size).toBe(evaluationEvents.length);
  });
  it('asks for no facts before it is opened, but to open', () => {
    for (const type of Object.keys(evaluation.decide)) {
      const data = { ruleSet: { id: 'district', version: 1 }, union: 'centre' };
      const needs = evaluation.needs({ type, data, at: recordedAt, by: officer, commandId: 'c' } as never, initial);
      expect(needs).not.toHaveProperty(type === 'OpenEvaluation' ? 'calendar' : 'ruleSet');
    }
  });
});

describe('the random years', () => {
  it('reach every event, so that the properties above speak of all of them', () => {
    const reached = new Set<string>();
    fc.assert(fc.property(aLife, (life) => void live(life, (_state, events) => events.forEach(({ type }) => reached.add(type)))), { numRuns: 3_000, seed: 1 });
    expect(evaluationEvents.map(({ type }) => type).filter((type) => !reached.has(type))).toEqual([]);
  });
});
