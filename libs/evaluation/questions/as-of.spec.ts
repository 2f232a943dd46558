import * as fc from 'fast-check';
import type { EvaluationEvent } from '../evaluation.js';
import { initial, type State } from '../state.js';
import { aLife, live } from '../testing/random-years.js';
import { recordedBy, standingEvents, stateAfter } from './as-of.js';

describe('what was recorded by an instant', () => {
  const at = (...moments: readonly string[]) => moments.map((at, revision) => ({ revision, metadata: { at } as never }));
  const revisions = (events: ReturnType<typeof at>, instant: string) => recordedBy(events, instant).map(({ revision }) => revision);
  const events = at('2010-03-01T01:00:00.000Z', '2010-03-01T02:00:00.000Z', '2010-03-01T02:00:00.000Z', '2010-03-02T01:00:00.000Z');

  it('is what had been recorded then, that very moment included, whatever offset the instant is written with', () => {
    expect(revisions(events, '2010-03-01T00:59:59.999Z')).toEqual([]);
    expect(revisions(events, '2010-03-01T09:00:00+08:00')).toEqual([0]);
    expect(revisions(events, '2010-03-01T02:00:00Z')).toEqual([0, 1, 2]);
    expect(revisions(events, '2100-01-01T00:00:00Z')).toEqual([0, 1, 2, 3]);
  });

  it('never leaves out an event and keeps one that builds on it, were the clock set back between them', () => {
    expect(revisions(at('2010-03-01T01:00:00.000Z', '2010-03-01T03:00:00.000Z', '2010-03-01T02:00:00.000Z'), '2010-03-01T02:30:00Z')).toEqual([0]);
  });
});

it('questions that read texts pass over entries that are void, and no others', () => {
  const history = (voids: object) => ['EvaluationOpened', 'PlanSubmitted', 'EntryDisputed', 'DisputeResolved'].map((type, revision) => ({ type, revision, data: type === 'DisputeResolved' ? { revision: 1, ...voids } : {} }));
  expect(standingEvents(history({ voids: { event: 'PlanSubmitted' } })).map(({ type }) => type)).toEqual(['EvaluationOpened', 'EntryDisputed', 'DisputeResolved']);
  expect(standingEvents(history({}))).toHaveLength(4);
});

it('as of now is live, and as of any moment what was live then, in any year', () => {
  fc.assert(
    fc.property(aLife, (life) => {
      const told: (EvaluationEvent & { readonly metadata: never })[] = [];
      const lived: State[] = [initial];
      // Each decision is recorded a minute after the one before.
      const at = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
      live(life, (state, events) => {
        told.push(...events.map((event) => ({ ...event, metadata: { at: at(lived.length) } as never })));
        lived.push(state);
      });
      for (const [n, state] of lived.entries()) expect(stateAfter(recordedBy(told, at(n)))).toEqual(state);
    }),
    { numRuns: 100 },
  );
});
