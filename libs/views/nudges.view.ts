import { addDays, dayOf, idOf, type StoredEvent, type View } from '#kernel';
import { CallRecorded, quietDaysWithoutADay, recipientId, type Nudged } from '#reminders';

/** What one recipient was told in one campaign, and said to it: what the next digest depends on. */
export type NudgeRow = Nudged & {
  /** `chair.centre`. */
  readonly recipient: string;
  readonly campaign: string;
  readonly promised: { readonly [key: string]: string };
  readonly acknowledged: { readonly [key: string]: string };
  /** Its last notices, the newest first, with the rows they were about: what a call speaks of that names none. */
  readonly notices: readonly { readonly notice: string; readonly keys: readonly string[] }[];
};

/** So many of the last notices are kept. An answer names itself what it is about, however old its notice is; one recorded before answers did counts where its notice is among these. */
const keptNotices = 3;
/** The most promises and the most acknowledgements without a day that are kept; the earliest day goes first. */
const maxAnswered = 2_000;

type Issued = { readonly recipient: { readonly kind: 'chair' | 'party' | 'federation'; readonly id: string }; readonly campaign: string; readonly day: string; readonly items: readonly { readonly key: string }[] };
type Called = Omit<Issued, 'day' | 'items'> & { readonly calledOn: string; readonly outcome: string; readonly willSubmitBy?: string; readonly items?: readonly string[] };

const fresh = ({ recipient, campaign }: Pick<Issued, 'recipient' | 'campaign'>): NudgeRow => ({ recipient: recipientId(recipient), campaign, times: 0, promised: {}, acknowledged: {}, notices: [] });

/** `chair.centre.bureau_2009.20100301` → `chair.centre.bureau_2009`. */
const withoutDay = (notice: string): string => notice.slice(0, notice.lastIndexOf('.'));

type Answer = { readonly of: 'promised' | 'acknowledged'; readonly until: string; readonly today: string };

function answering(row: NudgeRow, keys: readonly string[], { of, until, today }: Answer): NudgeRow {
  const standing = Object.entries({ ...row[of], ...Object.fromEntries(keys.map((key) => [key, until])) }).filter(([, day]) => day >= today);
  return { ...row, [of]: Object.fromEntries(standing.toSorted(([key, a], [other, b]) => (a === b ? (key < other ? -1 : 1) : a < b ? 1 : -1)).slice(0, maxAnswered)) };
}

const toldOnDay = (row: NudgeRow | undefined, day: string): NudgeRow | undefined => (row === undefined || (row.toldOn !== undefined && row.toldOn >= day) ? row : { ...row, toldOn: day });

/** Recipient by recipient, a campaign each: told how often and when last, snoozed, promised. */
export const nudges: View<NudgeRow> = {
  name: 'nudges',
  version: 3,
  keysOf: ({ stream, type, data }) => (type === CallRecorded.type ? [`${recipientId((data as unknown as Called).recipient)}.${(data as unknown as Called).campaign}`] : [withoutDay(idOf(stream))]),
  on: {
    NoticeIssued: (before, event: StoredEvent<string, Issued>) => {
      const row = before ?? fresh(event.data);
      const notices = [{ notice: idOf(event.stream), keys: event.data.items.map(({ key }) => key) }, ...row.notices].slice(0, keptNotices);
      return { ...row, toldOn: event.data.day, times: row.times + 1, notices };
    },
    // Told on the day on which it went out, which may be a later one.
    NoticeDelivered: (row, event) => toldOnDay(row, dayOf(event.metadata.at)),
    // What was taken back was not told; its day stays, for there is one notice a day.
    NoticeWithdrawn: (row) => (row === undefined ? undefined : { ...row, times: row.times - 1 }),
    NoticeAcknowledged: (row, event: StoredEvent<string, { readonly acknowledgedOn: string; readonly willSubmitBy?: string; readonly items?: readonly string[] }>) => {
      const { acknowledgedOn, willSubmitBy, items } = event.data;
      const keys = items ?? row?.notices.find(({ notice }) => notice === idOf(event.stream))?.keys;
      if (row === undefined || keys === undefined) return row;
      const today = dayOf(event.metadata.at);
      return answering(row, keys, willSubmitBy === undefined ? { of: 'acknowledged', until: addDays(acknowledgedOn, quietDaysWithoutADay), today } : { of: 'promised', until: willSubmitBy, today });
    },
    NoticeSnoozed: (row, event: StoredEvent<string, { readonly until: string }>) => (row === undefined ? undefined : { ...row, snoozedUntil: event.data.until }),
    [CallRecorded.type]: (before, event: StoredEvent<string, Called>) => {
      const { data } = event;
      const row = before ?? fresh(data);
      if (data.outcome === 'notReached') return row;
      const told: NudgeRow = { ...(toldOnDay(row, data.calledOn) ?? row), times: row.times + 1 };
      const keys = data.items ?? row.notices[0]?.keys ?? [];
      return data.willSubmitBy === undefined ? told : answering(told, keys, { of: 'promised', until: data.willSubmitBy, today: dayOf(event.metadata.at) });
    },
  },
  columns: { campaign: (row) => row.campaign, toldOn: (row) => row.toldOn ?? null },
};

/** What one recipient had been told and had said by these events of one campaign, in their order: the view's own fold. */
export const nudgedBy = (events: readonly StoredEvent[]): NudgeRow | undefined =>
  events.reduce<NudgeRow | undefined>((row, event) => nudges.on[event.type]?.(row, event, '') ?? row, undefined);
