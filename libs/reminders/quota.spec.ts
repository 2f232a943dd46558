import * as fc from 'fast-check';
import { isRefusal } from '#kernel';
import { someone, specify } from '#kernel/testing';
import { quotaDecider, SlotsTaken, type QuotaState } from './quota.js';

const quotas = specify(quotaDecider);
const take = (messages: readonly string[], others: object = {}) => ({ type: 'TakeSlots', data: { messages, earliest: 0, perMinute: 2, ...others } });
const named = (count: number, prefix = 'n') => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}/1`);

describe('slots of a robot', () => {
  it('are taken from nine o\'clock on, so many a minute', () => {
    quotas.given().when(take(named(3))).then(SlotsTaken.of({ slots: [{ minute: 540, messages: ['n1/1', 'n2/1'] }, { minute: 541, messages: ['n3/1'] }] }));
    quotas.given(SlotsTaken.of({ slots: [{ minute: 540, messages: ['x/1'] }] })).when(take(named(2))).then(SlotsTaken.of({ slots: [{ minute: 540, messages: ['n1/1'] }, { minute: 541, messages: ['n2/1'] }] }));
  });

  it('go on after noon, never within it', () => {
    quotas.given().when(take(named(3), { earliest: 689 })).then(SlotsTaken.of({ slots: [{ minute: 689, messages: ['n1/1', 'n2/1'] }, { minute: 870, messages: ['n3/1'] }] }));
  });

  it('are one a message, however often it is asked for', () => {
    quotas.given(SlotsTaken.of({ slots: [{ minute: 600, messages: ['n1/1'] }] })).when(take(['n1/1', 'n1/1'])).thenNothing();
  });

  it('count for their own minute: one that was missed is taken anew, beside those whose minute it is, and counts once in the day', () => {
    const taken = SlotsTaken.of({ slots: [{ minute: 600, messages: ['n1/1', 'n2/1'] }, { minute: 610, messages: ['n3/1'] }] });
    quotas.given(taken).when(take(['n1/1', 'n2/1', 'n3/1'], { earliest: 610, perDay: 3 })).then(SlotsTaken.of({ slots: [{ minute: 610, messages: ['n1/1'] }, { minute: 611, messages: ['n2/1'] }] }));
    quotas.given(taken).when(take(['n1/1'], { earliest: 600 })).thenNothing();
  });

  it('are as many as the day holds; the rest waits, and where none is left it is a no', () => {
    quotas.given().when(take(named(3), { perDay: 2 })).then(SlotsTaken.of({ slots: [{ minute: 540, messages: ['n1/1', 'n2/1'] }] }));
    quotas.given(SlotsTaken.of({ slots: [{ minute: 540, messages: ['a/1', 'b/1'] }] })).when(take(named(1), { perDay: 2 })).thenRefused('quota-exhausted', { messages: 1 });
    quotas.given().when(take(named(1), { earliest: 1_020 })).thenRefused('quota-exhausted');
  });

  it('are asked for sensibly', () => {
    quotas.given().when(take([])).thenRefused('slots-empty');
    quotas.given().when(take(named(501))).thenRefused('too-many-messages', { messages: 501, allowed: 500 });
    quotas.given().when(take(named(1), { perMinute: 0 })).thenRefused('quota-impossible');
  });

  it('never go over the quota of a minute or day, whoever asks in whatever order', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ count: fc.integer({ min: 1, max: 60 }), earliest: fc.integer({ min: 0, max: 1_100 }) }), { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 300 }), (asks, perMinute, perDay) => {
        let state = quotaDecider.initial as QuotaState;
        asks.forEach(({ count, earliest }, index) => {
          const command = { type: 'TakeSlots', data: { messages: named(count, `${index % 3}-`), earliest, perMinute, perDay }, at: '2025-11-03T01:00:00.000Z', by: someone, commandId: 'c' } as const;
          const decision = quotaDecider.decide.TakeSlots(command, state, {});
          if (!isRefusal(decision)) for (const event of decision) state = quotaDecider.evolve.SlotsTaken(state, event) as QuotaState;
        });
        const counts = Object.values(state.taken);
        expect(Math.max(0, ...counts)).toBeLessThanOrEqual(perMinute);
        const sum = counts.reduce((one, other) => one + other, 0);
        expect(sum).toBeLessThanOrEqual(perDay);
        expect(Object.keys(state.minuteOf)).toHaveLength(sum);
      }),
    ));
});
