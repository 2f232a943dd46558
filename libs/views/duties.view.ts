import { dutyNames, type DutyEvent, type DutyName } from '#campaign';
import { idOf, type PlainDate, type SafeInteger, type StoredEvent, type View } from '#kernel';
import { groupOf } from './evaluation-totals.js';

/** How one duty of a federation stands: not yet handed in (or formed), handed in, sent back, accepted. */
export const dutyStandings = ['owed', 'handedIn', 'returned', 'accepted'] as const;
export type DutyStanding = (typeof dutyStandings)[number];

/** `dueOn`: until when it is owed; `on`: the day it last came; `missed`: the first day by which it was to come and did not, though it came after. */
export type DutyStood = { readonly stands: DutyStanding; readonly dueOn: PlainDate | null; readonly on: PlainDate | null; readonly missed: PlainDate | null };

type DataOf<T extends DutyEvent['type']> = Extract<DutyEvent, { type: T }>['data'];

/** What one federation owes in one campaign. */
export type DutyRow = Pick<DataOf<'DutiesAssigned'>, 'campaign' | 'federation' | 'name' | 'line' | 'path' | 'evaluatedYear'> & {
  readonly kind: string | null;
  /** Of its last event. */
  readonly revision: number;
  readonly duties: { readonly [K in DutyName]: DutyStood };
  /** It counts as late on every day after this one; nothing where all came in time and nothing is owed by a day. */
  readonly lateFrom: PlainDate | null;
};

type Stored<D> = StoredEvent<string, D>;

function assigned(_: DutyRow | undefined, { revision, data: { campaign, federation, name, line, kind, path, evaluatedYear, due } }: Stored<DataOf<'DutiesAssigned'>>): DutyRow {
  const owed = (duty: DutyName): DutyStood => ({ stands: 'owed', dueOn: due[duty] ?? null, on: null, missed: null });
  const duties = Object.fromEntries(dutyNames.map((duty) => [duty, owed(duty)])) as DutyRow['duties'];
  return { campaign, federation, name, line, kind: kind ?? null, path, evaluatedYear, revision, duties, lateFrom: null };
}

/** What an event changes of one duty. */
const changing =
  <D>(dutyOf: (data: D) => DutyName, change: (before: DutyStood, data: D) => DutyStood) =>
  (row: DutyRow | undefined, { data, revision }: Stored<D>): DutyRow | undefined =>
    row === undefined ? undefined : { ...row, revision, duties: { ...row.duties, [dutyOf(data)]: change(row.duties[dutyOf(data)], data) } };

const came = (before: DutyStood, on: PlainDate, { late, due }: { readonly late: boolean; readonly due?: PlainDate }): DutyStood => ({ ...before, stands: 'handedIn', on, missed: before.missed ?? (late ? (due ?? null) : null) });

/** Sent back without a day, a paper keeps its own; where that had passed, it is owed from the day on which it was sent back. */
function owedAgain(before: DutyStood, { putRightBy, returnedOn }: DataOf<'DutyReturned'>): DutyStood {
  const own = before.dueOn !== null && before.dueOn < returnedOn ? returnedOn : before.dueOn;
  return { ...before, stands: 'returned', dueOn: putRightBy ?? own };
}

const isOutstanding = ({ stands }: DutyStood): boolean => stands === 'owed' || stands === 'returned';

/** The first day by which something was, or is, owed and that did not see it. */
function complete(row: DutyRow): DutyRow {
  const days = dutyNames.flatMap((duty) => {
    const { dueOn, missed } = row.duties[duty];
    return [missed ?? [], isOutstanding(row.duties[duty]) ? (dueOn ?? []) : []].flat();
  });
  return { ...row, lateFrom: days.toSorted()[0] ?? null };
}

/** `outstanding.<duty>.<day>` and `lateFrom.<day>` leave it to the reader which day is today. */
function contribution({ duties, lateFrom }: DutyRow): Record<string, SafeInteger> {
  const sum: Record<string, SafeInteger> = { federations: 1 };
  if (lateFrom !== null) sum[`lateFrom.${lateFrom}`] = 1;
  for (const duty of dutyNames) {
    const { stands, dueOn, missed } = duties[duty];
    sum[`owed.${duty}`] = 1;
    if (!isOutstanding(duties[duty])) sum[`handedIn.${duty}`] = 1;
    if (stands === 'accepted') sum[`accepted.${duty}`] = 1;
    if (stands === 'returned') sum[`returned.${duty}`] = 1;
    if (missed !== null) sum[`late.${duty}`] = 1;
    if (isOutstanding(duties[duty]) && dueOn !== null) sum[`outstanding.${duty}.${dueOn}`] = 1;
  }
  return sum;
}

/** What the federations below owe in each campaign: leading group, plan, check, recommendation, summary. */
export const duties: View<DutyRow> = {
  name: 'duties',
  version: 2,
  keysOf: ({ stream }) => [idOf(stream)],
  on: {
    DutiesAssigned: assigned,
    DutyGroupFormed: changing<DataOf<'DutyGroupFormed'>>(() => 'leadingGroup', (before, { formedOn, ...judged }) => came(before, formedOn, judged)),
    DutySubmitted: changing<DataOf<'DutySubmitted'>>(({ duty }) => duty, (before, { receivedOn, ...judged }) => came(before, receivedOn, judged)),
    DutyReturned: changing<DataOf<'DutyReturned'>>(({ duty }) => duty, owedAgain),
    DutyAccepted: changing<DataOf<'DutyAccepted'>>(({ duty }) => duty, (before) => ({ ...before, stands: 'accepted' })),
  } as View<DutyRow>['on'],
  complete,
  columns: {
    campaign: (row) => row.campaign,
    federation: (row) => row.federation,
    name: (row) => row.name,
    line: (row) => row.line,
    kind: (row) => row.kind,
    // What is never late sorts last, and is found by whoever asks for what is not late.
    lateFrom: (row) => row.lateFrom ?? '9999-12-31',
  },
  searched: ['name'],
  scopes: (row) => row.path,
  totals: { groups: (row) => row.path.map((federation) => groupOf(row.campaign, federation)), of: contribution },
};
