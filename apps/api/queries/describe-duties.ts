import { dutyNames, type DutyName } from '#campaign';
import type { PlainDate } from '#kernel';
import { textFor, type Wording } from '#platform';
import { ruleSetKey, workingDaysBetween, type Calendar } from '#rules';
import { lateOn, type AdoptionFigures, type AdoptionRow, type DutiesBelow, type DutyRow, type DutyStood, type ReminderFigures } from '#views';
import { calendarNote, withNote } from './describe.js';

/** On which day lateness is judged, by which calendar, told in whose words. */
export type DutyReading = { readonly on: PlainDate; readonly calendar: Calendar; readonly wording: Wording };

/** What federations below owe, on a board. */
export function describeDuties({ papers, ...below }: DutiesBelow, wording: Wording) {
  return { ...below, text: textFor(wording, 'dutyLate.federations', below), papers: papers.map((one) => ({ ...one, dutyText: textFor(wording, `duty.${one.duty}`), text: textFor(wording, 'dutyLate.counts', { ...one }) })) };
}

export const describeAdoption = (figures: AdoptionFigures, wording: Wording) => ({ ...figures, text: textFor(wording, 'dutyLate.adoption', { ...figures }) });

/** What was told, in a line and channel by channel. */
export const describeReminders = ({ byChannel, ...figures }: ReminderFigures, wording: Wording) => ({ ...figures, text: textFor(wording, 'board.reminders', figures), byChannel: byChannel.map((one) => ({ ...one, text: textFor(wording, `channel.${one.channel}`) })) });

/** A federation with each of its duties: how it stands, until when it was owed, by how many working days it is or came late. */
export function describeDutyRow(id: string, row: DutyRow, reading: DutyReading) {
  const { wording, on } = reading;
  const duties = dutyNames.map((duty) => describeDuty(duty, row.duties[duty], reading));
  const late = duties.flatMap(({ isLate, text }) => (isLate ? [text] : []));
  // Once behind all of them: up to that day what is missing was counted.
  const note = duties.some(({ isMissing }) => isMissing) ? calendarNote(on, reading.calendar, wording) : '';
  const text = late.length === 0 ? textFor(wording, 'dutyLate.none', { name: row.name }) : withNote(textFor(wording, 'dutyLate.line', { name: row.name, late }), note);
  const { federation, name, line, kind, path, lateFrom } = row;
  return { duty: id, federation, name, line, kind, path, isLate: lateFrom !== null && lateFrom < on, duties, text };
}

function describeDuty(duty: DutyName, stood: DutyStood, { on, calendar, wording }: DutyReading) {
  const { stands, dueOn, on: receivedOn } = stood;
  const late = lateOn(stood, on);
  const days = late === undefined ? 0 : workingDaysBetween(calendar, late.since, late.as === 'missing' ? on : (receivedOn ?? on)).days;
  const form = duty === 'leadingGroup' ? 'group' : 'paper';
  const standsText = textFor(wording, `dutyStands.${form}.${stands}`);
  const text = textFor(wording, `dutyLate.${late === undefined ? 'stands' : stands === 'handedIn' || stands === 'accepted' ? 'late' : 'missing'}`, { duty, days: days || undefined, stands: standsText });
  return { duty, dutyText: textFor(wording, `duty.${duty}`), stands, standsText, dueOn, receivedOn, isMissing: late?.as === 'missing', isLate: late !== undefined, workingDaysLate: days, text };
}

/** Unions of a federation in a campaign, by whose rule set they are held. */
export type UnionsHeld = { readonly all: number; readonly byOwn: number; readonly byCampaigns: number; /** By sets of adoptions that are void, or that derive from such a set; and by which, how many each. */ readonly byVoid: number; readonly voidSets: readonly { readonly id: string; readonly version: number; readonly unions: number }[]; /** By any other. */ readonly byOthers: number };

/** A stricter set that holds above a federation in the stead of the campaign's, and who adopted it so. */
export type HoldsAbove = { readonly ruleSet: { readonly id: string; readonly version: number }; readonly by: string; readonly byName: string };
type AdoptionReading = Pick<DutyReading, 'on' | 'wording'> & { readonly dueOn: PlainDate; readonly unions: UnionsHeld | null; readonly holdsAbove: HoldsAbove | null };

/** A federation with the adoption of the campaign's rule set, if it has come; late by the campaign's day, not by another's. */
export function describeAdoptionRow({ federation, name, ruleSet, adopted: done, voided }: AdoptionRow, { on, dueOn, wording, unions, holdsAbove }: AdoptionReading) {
  const adopted = done === null ? null : { ...done, dueOn, late: done.on > dueOn };
  const isOverdue = adopted === null && dueOn < on;
  const key = adopted === null ? (isOverdue ? 'overdue' : 'notYet') : adopted.late ? 'late' : 'done';
  const own = adopted?.own ?? null;
  // It derives from what it adopted: where something else holds above it, it changes nothing.
  const holds = holdsAbove?.ruleSet ?? ruleSet;
  const isOfAnother = adopted !== null && ruleSetKey(adopted.ruleSet) !== ruleSetKey(holds);
  const isWithoutEffect = isOfAnother && own !== null;
  let text = textFor(wording, `adoption.${key}`, { name, adoptedOn: adopted?.on, dueOn });
  if (own !== null && unions !== null) text = textFor(wording, 'adoption.tightened', { text, id: own.id, version: own.version, ...unions });
  if (isWithoutEffect) text = textFor(wording, `adoption.${holdsAbove === null ? 'lapsed' : 'superseded'}`, { text, by: holdsAbove?.byName, ...holds });
  if (adopted === null && voided !== null) text = textFor(wording, 'adoption.voided', { text, adoptedOn: voided.on, reason: voided.reason });
  // Adopted as it was: by what was recorded above it then.
  if (isOfAnother && own === null && holdsAbove === null) text = textFor(wording, 'adoption.holdsNoMore', { text, ...holds });
  if ((adopted === null || (isOfAnother && own === null)) && holdsAbove !== null) text = textFor(wording, 'adoption.toAdopt', { text, by: holdsAbove.byName, ...holds });
  for (const one of unions?.voidSets ?? []) text = textFor(wording, 'adoption.stillHeld', { text, ...one });
  return { federation, name, adopted, voided, holdsAbove, toAdopt: adopted === null || isOfAnother ? { id: holds.id, version: holds.version } : null, isWithoutEffect, unions, isOverdue, text };
}
