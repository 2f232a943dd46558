import { checkedQuery, cursorOf, maxListLimit, type PlainDate } from '#kernel';
import type { Node } from '#platform';
import type { DueRow, DueRows } from '#reminders';
import { dueRowsOf, dutyRowsOf, evaluationStatus } from '#views';

const sort = { column: 'dueOn' } as const;
/** Before every date, after those that owe nothing: a list begins with those. */
const firstDate = cursorOf(checkedQuery(evaluationStatus, { sort, limit: 1 }), { value: '', key: '' });
/** Cursors of the second source begin so; those of the views are Base64. */
const ofDuties = '~';

type Page = { readonly rows: readonly DueRow[]; readonly next?: string };

/** What is due: from the view of evaluations, in the order of what each owes first, then from that of federations' own duties. */
export class ViewDueRows implements DueRows {
  constructor(private readonly views: Pick<Node['views'], 'evaluations' | 'duties'>) {}

  async due(campaign: string, through: PlainDate, cursor?: string): Promise<Page> {
    if (cursor?.startsWith(ofDuties) === true) return this.#duties(campaign, through, cursor.slice(ofDuties.length));
    const { rows, next } = await this.views.evaluations.list({ where: { campaign }, sort, cursor: cursor ?? firstDate, limit: maxListLimit });
    const within = rows.filter(([, { dueOn }]) => dueOn !== null && dueOn <= through);
    const due = within.flatMap(([, row]) => dueRowsOf(row, through));
    // The first that is not due yet ends it: those after it are due later still.
    return { rows: due, next: next === undefined || within.length < rows.length ? ofDuties : next };
  }

  async now(ids: readonly string[]): Promise<readonly DueRow[]> {
    const rows = await Promise.all(ids.map(async (id) => (isDuty(id) ? { duty: await this.views.duties.get(id) } : { evaluation: await this.views.evaluations.get(id) })));
    return rows.flatMap(({ evaluation, duty }) => [...(evaluation === undefined ? [] : dueRowsOf(evaluation)), ...(duty === undefined ? [] : dutyRowsOf(duty))]);
  }

  async #duties(campaign: string, through: PlainDate, cursor: string): Promise<Page> {
    const { rows, next } = await this.views.duties.list({ where: { campaign }, limit: maxListLimit, ...(cursor === '' ? {} : { cursor }) });
    const due = rows.flatMap(([, row]) => dutyRowsOf(row)).filter(({ dueOn }) => dueOn <= through);
    return { rows: due, ...(next === undefined ? {} : { next: `${ofDuties}${next}` }) };
  }
}

/** `street.district2025` is a federation's duties, `market.2025.1` an evaluation. */
const isDuty = (id: string): boolean => id.split('.').length === 2;
