import { beginning, idOf, readToFold, type Catalogue, type DeepReadonly, type DomainEvent, type EventReader, type Instant, type Position } from '#kernel';
import { noticeDecider, noticeEvents, type NoticeJob, type NoticeState } from '#reminders';
import type { Calendar } from '#rules';
import { jobOf } from './waiting.js';

export type ReadingLog = {
  readonly log: EventReader;
  readonly catalogue: Catalogue;
  readonly at: Instant;
  readonly calendar: Calendar;
  /** Told after each page. */
  readonly progress: (position: Position, end: Position) => void;
};

type Folded = DeepReadonly<NoticeState>;
const types: ReadonlySet<string> = new Set(noticeEvents.map(({ type }) => type));
const initial = noticeDecider.initial as Folded;
const evolve = noticeDecider.evolve as unknown as { readonly [type: string]: (state: Folded, event: DomainEvent) => Folded };

/** What waits to be sent by the log alone, whatever became of views and queue: how many notices there are, and a job each for those that wait, the earliest first. */
export async function waitingInLog({ log, catalogue, at, calendar, progress }: ReadingLog): Promise<{ readonly notices: number; readonly jobs: readonly NoticeJob[] }> {
  const end = await log.end();
  const states = new Map<string, Folded>();
  for (let after: Position = beginning; ; ) {
    const { last } = await readToFold({ log, catalogue }, { after, types }, (event) => {
      const id = idOf(event.stream);
      states.set(id, evolve[event.type]?.(states.get(id) ?? initial, event) ?? initial);
    });
    if (last === undefined) break;
    progress((after = last), end);
  }
  const jobs = [...states].flatMap(([id, state]) => jobOf([id, state], { at, calendar }) ?? []);
  return { notices: states.size, jobs: jobs.toSorted((one, other) => (one.runAt === other.runAt ? 0 : one.runAt < other.runAt ? -1 : 1)) };
}
