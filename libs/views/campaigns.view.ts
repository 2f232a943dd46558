import type { CampaignClosed, CampaignOpened, DeadlinesExtended, FederationsCalledUp, UnitsCalledUp, UnitsReleased } from '#campaign';
import type { EvaluationEvent } from '#evaluation';
import { idOf, type StoredEvent, type View } from '#kernel';

/** One round with its progress: how many were called up, and for how many of them the policy has opened an evaluation. */
export type CampaignRow = Omit<CampaignOpened['data'], 'cutOff' | 'notice' | 'scope' | 'duties'> & {
  readonly campaign: string;
  /** Of the campaign's own last event. */
  readonly revision: number;
  readonly cutOff: string | null;
  readonly notice: CampaignOpened['data']['notice'] | null;
  readonly scope: CampaignOpened['data']['scope'] | null;
  readonly duties: CampaignOpened['data']['duties'] | null;
  readonly calledUp: number;
  readonly released: number;
  /** First runs that were opened. */
  readonly opened: number;
  /** Federations below that owe duties. */
  readonly federations: number;
  /** Dates that were put off for some or all of its units: whether for all, only the campaign itself knows, which is long. */
  readonly extended: readonly DeadlinesExtended['data']['due'][];
  /** Without the list of what was open: a list of campaigns would carry it along. */
  readonly closed: Omit<CampaignClosed['data'], 'openEvaluations'> | null;
};

type Opened = Extract<EvaluationEvent, { type: 'EvaluationOpened' }>;
type Fold<D> = (row: CampaignRow | undefined, event: StoredEvent<string, D>, key: string) => CampaignRow | undefined;

/** What an event of the campaign's own stream changes in its row. */
const changing =
  <D>(change: (row: CampaignRow, data: D) => Partial<CampaignRow>): Fold<D> =>
  (row, { data, revision }) =>
    row === undefined ? undefined : { ...row, ...change(row, data), revision };

const open: Fold<CampaignOpened['data']> = (_, { data, revision }, campaign) => {
  const { cutOff = null, notice = null, scope = null, duties = null, ...rest } = data;
  return { campaign, ...rest, cutOff, notice, scope, duties, revision, calledUp: 0, released: 0, opened: 0, federations: 0, extended: [], closed: null };
};

/** A person may open a later run; progress is that of the call-up. */
const openEvaluation: Fold<Opened['data']> = (row, { data }) => (row === undefined || data.run !== 1 ? row : { ...row, opened: row.opened + 1 });

/** Campaigns, each with the progress of its opening. */
export const campaigns: View<CampaignRow> = {
  name: 'campaigns',
  version: 2,
  keysOf: ({ stream, type, data }) => [type === 'EvaluationOpened' ? (data as Opened['data']).campaign : idOf(stream)],
  on: {
    CampaignOpened: open,
    UnitsCalledUp: changing<UnitsCalledUp['data']>(({ calledUp }, { units }) => ({ calledUp: calledUp + units.length })),
    UnitsReleased: changing<UnitsReleased['data']>(({ released }, { units }) => ({ released: released + units.length })),
    FederationsCalledUp: changing<FederationsCalledUp['data']>((row, { federations }) => ({ federations: row.federations + federations.length })),
    DeadlinesExtended: changing<DeadlinesExtended['data']>(({ extended }, { due }) => (extended.includes(due) ? {} : { extended: [...extended, due].toSorted() })),
    CampaignClosed: changing<CampaignClosed['data']>((_, { openEvaluations: _open, ...closed }) => ({ closed })),
    EvaluationOpened: openEvaluation,
  } as View<CampaignRow>['on'],
  columns: {
    federation: (row) => row.federation,
    evaluatedYear: (row) => row.evaluatedYear,
    openedOn: (row) => row.openedOn,
    closedOn: (row) => row.closed?.closedOn ?? null,
    title: (row) => row.notice?.title ?? '',
  },
  searched: ['title'],
  scopes: (row) => [row.federation],
};
