import type { PlainDate } from '#kernel';
import { textFor, type Language, type Node } from '#platform';
import { daysLeft, lineInWords, lineOf, type DueRow, type NoticeState } from '#reminders';
import { dueRowsOf, dutyRowsOf } from '#views';
import type { AnswerPage } from './answer-page.js';

type Issued = NonNullable<NoticeState['issued']>;
type Item = Issued['items'][number];

/** Lines of one page: what an old telephone shows without trouble. */
const linesPerPage = 100;

/** Which part of a list, for whom, on which day. */
export type Listing = { readonly page: number; readonly today: PlainDate; readonly language: Language };

/** What a notice is about, as it stands now: owed with its date, or done with. */
export async function listOf({ views, calendar }: Pick<Node, 'views' | 'calendar'>, { items, due, recipient }: Issued, { page, today, language }: Listing): Promise<NonNullable<AnswerPage['list']>> {
  const from = Math.min(page - 1, Math.floor((items.length - 1) / linesPerPage)) * linesPerPage;
  const left = daysLeft(today, calendar());
  const say = (key: string, details: object = {}) => textFor(language, key, { ...details });
  const lines = await Promise.all(
    items.slice(from, from + linesPerPage).map(async (item) => {
      const { name, rows } = await thingOf(views, item);
      const row = rows.find(({ key }) => key === item.key);
      if (row === undefined) return say('answer.done', { name, what: say(`owed.${item.step}`) });
      return lineInWords(lineOf(row, left(row.dueOn), recipient), say);
    }),
  );
  const next = from + linesPerPage < items.length ? { next: from / linesPerPage + 2 } : {};
  return { heading: say('answer.list', { count: due, ...(items.length < due ? { shown: items.length } : {}) }), lines, startsWith: from + 1, ...next };
}

async function thingOf(views: Node['views'], { evaluation, duty }: Item): Promise<{ readonly name: string; readonly rows: readonly DueRow[] }> {
  if (evaluation !== undefined) {
    const row = await views.evaluations.get(evaluation);
    return { name: row?.state.opened?.unionName ?? evaluation, rows: row === undefined ? [] : dueRowsOf(row) };
  }
  const row = await views.duties.get(duty ?? '');
  return { name: row?.name ?? duty ?? '', rows: row === undefined ? [] : dutyRowsOf(row) };
}
