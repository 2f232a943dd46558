import { dutyNames } from '#campaign';
import { idOf, type StoredEvent } from '#kernel';
import type { DueRow } from '#reminders';
import { duties, type DutyRow } from './duties.view.js';
import type { OwedThing } from './owed-over.js';

/** What one federation owes itself by a day in a campaign: leading group, plan, check, recommendation, summary. What has no date is never late. */
export function dutyRowsOf(row: Pick<DutyRow, 'campaign' | 'federation' | 'name' | 'path' | 'duties'>): readonly DueRow[] {
  const { campaign, federation, name, path } = row;
  const duty = `${federation}.${campaign}`;
  const body = { kind: 'federation', id: federation } as const;
  return dutyNames.flatMap((step): DueRow[] => {
    const { stands, dueOn } = row.duties[step];
    if (dueOn === null || (stands !== 'owed' && stands !== 'returned')) return [];
    return [{ key: `${duty}/${step}`, campaign, duty, unit: { ...body, name }, owner: body, superiors: path.filter((id) => id !== federation), step, dueOn, state: stands === 'returned' ? 'returned' : 'due' }];
  });
}

/** As `owedOver` of an evaluation: one duty as these events of the federation's stream leave it, owed still or as it last was. */
export function dutyOwedOver(events: readonly StoredEvent[], step: string): readonly OwedThing[] {
  let row: DutyRow | undefined;
  let last: { readonly row: DueRow; readonly firstDueOn: string } | undefined;
  let beside: readonly DueRow[] = [];
  for (const event of events) {
    row = duties.on[event.type]?.(row, event, idOf(event.stream));
    beside = row === undefined ? [] : dutyRowsOf(row);
    const now = beside.find((one) => one.step === step);
    if (now !== undefined) last = { row: now, firstDueOn: last?.firstDueOn ?? now.dueOn };
  }
  return last === undefined ? [] : [{ row: last.row, owed: beside.some(({ step: one }) => one === step), extended: last.row.dueOn > last.firstDueOn, beside }];
}
