import { checkedQuery, cursorOf, maxListLimit, type PlainDate } from '#kernel';
import type { Node } from '#platform';
import type { DueRow, DueRows } from '#reminders';
import { dueRowsOf, evaluationStatus } from '#views';

const sort = { column: 'dueOn' } as const;
/** Before every date, after those that owe nothing: a list begins with those. */
const firstDate = cursorOf(checkedQuery(evaluationStatus, { sort, limit: 1 }), { value: '', key: '' });

/** What is due, from the view of evaluations, in the order of what each owes first. */
export class ViewDueRows implements DueRows {
  constructor(private readonly views: Pick<Node['views'], 'evaluations'>) {}

  async due(campaign: string, through: PlainDate, cursor?: string): Promise<{ readonly rows: readonly DueRow[]; readonly next?: string }> {
    const { rows, next } = await this.views.evaluations.list({ where: { campaign }, sort, cursor: cursor ?? firstDate, limit: maxListLimit });
    const within = rows.filter(([, { dueOn }]) => dueOn !== null && dueOn <= through);
    const due = within.flatMap(([, row]) => dueRowsOf(row)).filter(({ dueOn }) => dueOn <= through);
    // The first that is not due yet ends it: those after it are due later still.
    return { rows: due, ...(next === undefined || within.length < rows.length ? {} : { next }) };
  }

  async now(ids: readonly string[]): Promise<readonly DueRow[]> {
    const rows = await Promise.all(ids.map((id) => this.views.evaluations.get(id)));
    return rows.flatMap((row) => (row === undefined ? [] : dueRowsOf(row)));
  }
}
