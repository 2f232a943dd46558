import type { DeepReadonly, DomainEvent, PartialDate, PlainDate } from '#kernel';
import { workingDaysBetween, type Calendar } from '#rules';
import type { Item, State } from '../state.js';
import type { RectificationEvent } from '../steps/rectification.js';

/** One line of the rectification ledger (整改台账). Dates as they stand now, after corrections; texts as they were recorded. */
export type LedgerItem = Pick<Item, 'stands' | 'foundOn' | 'dueOn' | 'criterion'> & {
  readonly item: string;
  readonly source: string;
  /** Null where the criterion alone says what is wrong. */
  readonly problem: string | null;
  readonly measure: string | null;
  readonly owner: string;
  /** Working days past the due date, counted to the day it was done, or to the day of asking while it is not; 0 in time. */
  readonly workingDaysLate: number;
  /** Whether the calendar's data reached as far as these were counted. */
  readonly certain: boolean;
  /** Not done, and late. */
  readonly overdue: boolean;
  readonly progress: readonly { readonly on: PartialDate; readonly text: string }[];
  readonly result: { readonly on: PartialDate; readonly text: string } | null;
  readonly told: { readonly on: PartialDate; readonly how: string | null } | null;
  readonly confirmed: { readonly on: PartialDate; readonly by: string } | null;
  readonly carriedOver: { readonly on: PartialDate; readonly by: string; readonly toYear: number; readonly reason: string } | null;
};

type Texts = Omit<LedgerItem, 'stands' | 'foundOn' | 'dueOn' | 'criterion' | 'workingDaysLate' | 'certain' | 'overdue'>;
type Line = DeepReadonly<Texts>;

/** The ledger in the order in which items were opened, as of a day. */
export function rectificationLedger(events: readonly DomainEvent[], { items }: State, { today, calendar }: { readonly today: PlainDate; readonly calendar: Calendar }): readonly LedgerItem[] {
  const lines = new Map<string, Line>();
  for (const event of events as readonly RectificationEvent[]) {
    const line = lineAfter(lines.get(itemOf(event)), event);
    if (line !== undefined) lines.set(line.item, line);
  }
  return [...lines.values()].flatMap((line): LedgerItem[] => {
    const item = items[line.item];
    if (item === undefined) return [];
    const { stands, foundOn, dueOn, criterion } = item;
    const open = stands === 'open' || stands === 'doing';
    // A long one that was carried over has a new year for it; of a partial day of completion the first counts.
    const until = open ? today : stands === 'carriedOver' ? dueOn : (item.completedOn ?? dueOn);
    const late = until.length === today.length && until > dueOn ? workingDaysBetween(calendar, dueOn, until) : { days: 0, certain: true };
    // What answered an entry that is void fell with it.
    const { told, confirmed, carriedOver } = { told: item.told ? line.told : null, confirmed: stands === 'confirmed' ? line.confirmed : null, carriedOver: stands === 'carriedOver' ? line.carriedOver : null };
    return [{ ...line, told, confirmed, carriedOver, stands, foundOn, dueOn, criterion, workingDaysLate: late.days, certain: late.certain, overdue: open && today > dueOn, result: item.completedOn === null || line.result === null ? null : { ...line.result, on: item.completedOn } }];
  });
}

const itemOf = ({ data }: RectificationEvent): string => (data as { readonly item?: string }).item ?? '';

function lineAfter(line: Line | undefined, event: RectificationEvent): Line | undefined {
  if (event.type === 'ItemOpened') return opened(event.data);
  if (line === undefined) return undefined;
  switch (event.type) {
    case 'ItemProgressed':
      return { ...line, progress: [...line.progress, { on: event.data.progressedOn, text: event.data.progress }], result: null };
    case 'ItemCompleted':
      return { ...line, result: { on: event.data.completedOn, text: event.data.result } };
    case 'MembersTold':
      return { ...line, told: { on: event.data.toldOn, how: event.data.how ?? null } };
    case 'ItemConfirmed':
      return { ...line, confirmed: { on: event.data.confirmedOn, by: event.data.confirmedBy } };
    case 'ItemCarriedOver':
      return { ...line, carriedOver: { on: event.data.consentedOn, by: event.data.consentedBy, toYear: event.data.toYear, reason: event.data.reason } };
    default:
      return undefined;
  }
}

type Opening = Extract<RectificationEvent, { type: 'ItemOpened' }>['data'];

const opened = ({ item, source, problem = '', measure = '', owner }: Opening): Line => ({
  item,
  source,
  problem: problem === '' ? null : problem,
  measure: measure === '' ? null : measure,
  owner,
  progress: [],
  result: null,
  told: null,
  confirmed: null,
  carriedOver: null,
});
