import { idOf, type DomainEvent, type StoredEvent, type View } from '#kernel';
import { CallRecorded, noticeDecider, noticeEvents, noticeStatusOf, recipientId, type NoticeIssued, type NoticeState, type NoticeStatus } from '#reminders';
import { groupOf } from './evaluation-totals.js';

type Call = ReturnType<typeof CallRecorded.of>['data'];

/** One notice, or one telephone call, as lists show it. */
export type NoticeRow = {
  readonly notice: string;
  /** Of its last event. */
  readonly revision: number;
  readonly kind: 'notice' | 'call';
  /** `chair.centre`. */
  readonly recipient: string;
  readonly campaign: string;
  /** Whose campaign it is. */
  readonly federation: string;
  readonly day: string;
  /** Of a notice. */
  readonly status: NoticeStatus | null;
  readonly grade: NoticeIssued['data']['grade'] | null;
  readonly channel: string | null;
  readonly attempts: number;
  readonly acknowledgedOn: string | null;
  readonly willSubmitBy: string | null;
  /** How many things it is about. */
  readonly due: number;
  /** The decider's own state of a notice, or the call. */
  readonly state: NoticeState | null;
  readonly call: Call | null;
};

type Folded = Pick<NoticeRow, 'notice' | 'revision' | 'state' | 'call'>;

function next(before: Folded | undefined, event: StoredEvent, key: string): NoticeRow | undefined {
  const consequence = noticeDecider.evolve[event.type as keyof typeof noticeDecider.evolve] as unknown as (state: NoticeState, event: DomainEvent) => NoticeState;
  const state = consequence(before?.state ?? (noticeDecider.initial as NoticeState), event);
  return state.issued === null ? undefined : ({ notice: key, revision: event.revision, state, call: null } as Folded as NoticeRow);
}

function complete({ notice, revision, state, call }: Folded): NoticeRow {
  const common = { notice, revision, state, call };
  if (call !== null) {
    const { recipient, campaign, federation, calledOn, willSubmitBy } = call;
    return { ...common, kind: 'call', recipient: recipientId(recipient), campaign, federation, day: calledOn, status: null, grade: null, channel: null, attempts: 0, acknowledgedOn: null, willSubmitBy: willSubmitBy ?? null, due: call.items?.length ?? 0 };
  }
  const { issued, attempts, acknowledged } = state as NoticeState;
  const { recipient, campaign, federation, day, grade, due } = issued as NoticeIssued['data'];
  return {
    ...common,
    kind: 'notice',
    recipient: recipientId(recipient),
    campaign,
    federation,
    day,
    status: noticeStatusOf(state as NoticeState),
    grade,
    channel: attempts.at(-1)?.channel ?? null,
    attempts: attempts.length,
    acknowledgedOn: acknowledged?.on ?? null,
    willSubmitBy: acknowledged?.willSubmitBy ?? null,
    due,
  };
}

/** Issued, by how it stands; delivered by channel; acknowledged. A call is counted beside them. */
function contribution({ kind, status, channel, acknowledgedOn }: NoticeRow): Record<string, number> {
  if (kind === 'call') return { calls: 1 };
  return {
    notices: 1,
    [`status.${String(status)}`]: 1,
    ...(status === 'delivered' && channel !== null ? { [`channel.${channel}`]: 1 } : {}),
    ...(acknowledgedOn === null ? {} : { acknowledged: 1 }),
  };
}

/** What was told to whom, how it went and what was answered; totals by campaign and federation. */
export const notices: View<NoticeRow> = {
  name: 'notices',
  version: 1,
  keysOf: ({ stream }) => [idOf(stream)],
  on: {
    ...Object.fromEntries(noticeEvents.map(({ type }) => [type, next])),
    [CallRecorded.type]: (_, event: StoredEvent, key) => ({ notice: key, revision: event.revision, state: null, call: event.data as Call }) as Folded as NoticeRow,
  },
  complete,
  columns: {
    kind: (row) => row.kind,
    recipient: (row) => row.recipient,
    campaign: (row) => row.campaign,
    federation: (row) => row.federation,
    day: (row) => row.day,
    status: (row) => row.status,
    grade: (row) => row.grade,
    channel: (row) => row.channel,
    acknowledged: (row) => (row.acknowledgedOn === null ? 0 : 1),
  },
  searched: ['recipient'],
  scopes: (row) => row.call?.counted ?? row.state?.issued?.counted ?? [],
  totals: { groups: (row) => (row.call?.counted ?? row.state?.issued?.counted ?? []).map((federation) => groupOf(row.campaign, federation)), of: contribution },
};
