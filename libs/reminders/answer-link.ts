import { addDays, type PlainDate } from '#kernel';
import { maxQuietDays } from './answering.js';

/** Path below which the link of a notice is answered: `/answer/NOTICE/SIGNATURE`. */
export const answerPath = '/answer';

/** What the signature of a link is made over: of what kind it is, so that no other signature by the same key can stand in for it. */
export const signedOfLink = (notice: string): string => `answer ${notice}`;

/** The day of a notice, the last part of its id; undefined where there is none. */
export function dayOfNotice(notice: string): PlainDate | undefined {
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})$/.exec(notice) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

/** The last day on which the link of a notice of this day is answered: as long as a promise may keep reminders away. */
export const linkEndsOn = (day: PlainDate): PlainDate => addDays(day, maxQuietDays);

/** A day as people type it: `2025-12-26`, `2025/12/26`, `2025.12.26`, `20251226`, `2025年12月26日`; undefined where it is none. */
export function typedDay(text: string): PlainDate | undefined {
  const [, year, month, day] = /^\s*(\d{4})\s*(?:[-/.年]\s*(?=\d{1,2}\s*[-/.月])|(?=\d{4}\s*$))(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?\s*$/.exec(text) ?? [];
  return year === undefined || month === undefined || day === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
