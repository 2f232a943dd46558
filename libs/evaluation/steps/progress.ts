import { Type } from 'typebox';
import { eventType, type Command, type Decision, type EventOf, type Step } from '#kernel';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, essay, files, paragraph, type Evidence } from '../fields.js';
import { dateOfYearRefused, isLate, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import type { Running, State } from '../state.js';

/**
 * Progress reports (建家进展情况报告, gate 2 of [A]): the union reports to its members, as often as it likes. They are no
 * milestone: one may be dated before the plan, as of work that went on from last year's, anywhere from the year's first day.
 */
export type ReportProgressData = {
  reportedOn: string;
  report?: string;
  /** What members said, up to 50. */
  opinions?: string[];
  files?: Evidence[];
};
export type ProgressCommand = Command<'ReportProgress', ReportProgressData>;

export const ProgressReported = eventType(
  'ProgressReported',
  Type.Object({ reportedOn: date, late: Type.Boolean(), due: Type.Optional(Dues), report: Type.Optional(essay), opinions: Type.Optional(Type.Array(paragraph, { maxItems: 50 })), files: Type.Optional(files) }, closed),
);
export const progressEvents = [ProgressReported] as const;
export type ProgressEvent = EventOf<typeof ProgressReported>;

export const progressRefusals = [] as const;

function report(command: ProgressCommand, state: Running, facts: Ruled): Decision<ProgressEvent, GateRefusal> {
  const { data } = command;
  const no = stepAbsent(state, 'progress') ?? dateOfYearRefused(command, state, { field: 'reportedOn', date: data.reportedOn });
  return no ?? [ProgressReported.of({ ...data, late: state.progressReports === 0 && isLate(state, 'progress', data.reportedOn), ...duesAfter(facts, 'progress', data.reportedOn) })];
}

export const progress: Step<ProgressCommand, ProgressEvent, State, Facts, GateRefusal> = {
  needs: { ReportProgress: pinnedRulesAndCalendar },
  decide: { ReportProgress: underRules(report) },
  evolve: { ProgressReported: (state, { data }) => ({ ...state, due: { ...state.due, ...data.due }, progressReports: state.progressReports + 1 }) },
};
