import * as fc from 'fast-check';
import { stateCalendar } from '#adapters/calendar';
import { dayOf } from '#kernel';
import { planSending } from './planner.js';
import { instantOf, isSendingTime } from './windows.js';

const { calendar } = stateCalendar();
const robot = { per: 'minute', count: 20, penaltyMs: 600_000 } as const;
const nine = instantOf('2025-11-03', 540);

describe('a plan', () => {
  it('spreads messages of a robot over the minutes and says when the last one leaves', () => {
    expect(planSending({ messages: 45, quota: robot, at: nine, calendar })).toEqual({
      minutes: [{ at: nine, messages: 20 }, { at: instantOf('2025-11-03', 541), messages: 20 }, { at: instantOf('2025-11-03', 542), messages: 5 }],
      lastAt: instantOf('2025-11-03', 542),
      left: 0,
    });
    expect(planSending({ messages: 45, quota: null, at: nine, calendar }).lastAt).toBe(nine);
    expect(planSending({ messages: 0, quota: robot, at: nine, calendar })).toEqual({ minutes: [], lastAt: null, left: 0 });
  });

  it('goes on after noon and on the next working day, beside what is taken', () => {
    expect(planSending({ messages: 30, quota: robot, at: instantOf('2025-11-03', 689), calendar, taken: { 689: 15 } }).minutes.map(({ messages }) => messages)).toEqual([5, 20, 5]);
    expect(planSending({ messages: 3, quota: { per: 'day', count: 2 }, at: nine, calendar, taken: { 541: 1 } }).lastAt).toBe(instantOf('2025-11-04', 540));
    expect(planSending({ messages: 1, quota: robot, at: instantOf('2025-09-30', 1_020), calendar }).lastAt).toBe(instantOf('2025-10-09', 540));
  });

  it('holds back what may not leave yet, and lets the others go first', () => {
    const later = [instantOf('2025-11-03', 545), instantOf('2025-11-04', 600)];
    expect(planSending({ messages: 22, later, quota: robot, at: nine, calendar }).minutes).toEqual([
      { at: nine, messages: 20 },
      { at: later[0], messages: 1 },
      { at: later[1], messages: 1 },
    ]);
  });

  it('says what finds no room', () => expect(planSending({ messages: 1_000, quota: { per: 'day', count: 1 }, at: nine, calendar }).left).toBeGreaterThan(900));

  it('never goes over the quota, nor outside the hours, and loses none', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 30 }), fc.constantFrom('minute' as const, 'day' as const), fc.integer({ min: 0, max: 1_439 }), (messages, count, per, minute) => {
        const { minutes, left } = planSending({ messages, quota: { per, count }, at: instantOf('2025-09-27', minute), calendar });
        expect(minutes.reduce((sum, one) => sum + one.messages, left)).toBe(messages);
        expect(minutes.filter((one) => one.messages > count || !isSendingTime(one.at, calendar))).toEqual([]);
        const days = new Map<string, number>();
        for (const one of minutes) days.set(dayOf(one.at), (days.get(dayOf(one.at)) ?? 0) + one.messages);
        if (per === 'day') expect([...days.values()].filter((sum) => sum > count)).toEqual([]);
      }),
      { numRuns: 60 },
    ));
});
