import * as fc from 'fast-check';
import { stateCalendar } from '#adapters/calendar';
import { addDays } from '#kernel';
import { workingDaysBetween, type WholeReminderRules } from '#rules';
import { dueBetween, overdueGrades } from './due-between.js';
import { gradeOf } from './due.js';

const { calendar } = stateCalendar();

it('the dates of a grade are those that the rules give this grade', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 90 }), fc.constantFrom(3, 5, 20), fc.constantFrom(4, 20, 60), (day, ago, party, circular) => {
      const today = addDays('2025-01-06', day);
      const rules = { before: [5], everyDays: 5, escalateAfter: { party, superior: 10, issuer: 15, circular } } as WholeReminderRules;
      const dueOn = addDays(today, -ago);
      const left = workingDaysBetween(calendar, today, dueOn).days;
      const within = overdueGrades.filter((grade) => {
        const { from = '0000', until } = dueBetween(grade, rules, { today, calendar });
        return dueOn >= from && dueOn <= until;
      });
      expect(within).toEqual(left < 0 ? [gradeOf(left, rules)] : []);
    }),
    { numRuns: 300 },
  ));
