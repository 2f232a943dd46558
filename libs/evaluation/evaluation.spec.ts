import { aRuleSet } from '#rules/testing';
import { evaluation, evaluationEvents, evaluationFacts, type EvaluationEvent } from './evaluation.js';
import { initial, type State } from './state.js';
import { decisionOf, evolved, factsWith, officer, open, recordedAt } from './testing/a-year.js';

describe('the fact "run"', () => {
  const ended = (state: Partial<State>) => evaluationFacts.run.read({ ...opened, ...state })?.value;
  const opened = evolved(initial, (decisionOf(open, initial, factsWith(aRuleSet)) as readonly EvaluationEvent[])[0] as EvaluationEvent);

  it('is none before it is opened; then how it ended, and whether its union counts with it', () => {
    expect(evaluationFacts.run.read(initial)).toBeUndefined();
    expect(ended({})).toEqual({ ended: null, counted: true, firstYear: false, exemption: null, superior: 'bureau' });
    expect(ended({ ended: { how: 'closed', on: '2026-01-20' } })).toMatchObject({ ended: 'closed', counted: true, firstYear: false });
    expect(ended({ ended: { how: 'closed', on: '2026-01-20' }, exemption: { reasonCode: 'merging', requestedOn: '2025-03-01', approved: true } })).toMatchObject({ counted: false, exemption: 'approved' });
    expect(ended({ exemption: { reasonCode: 'merging', requestedOn: '2025-03-01', approved: false } })).toMatchObject({ counted: true, exemption: 'requested' });
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
