import { Type } from 'typebox';
import { eventType, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type PlainDate, type Step } from '#kernel';
import { leaderRefused, type LeadingRefusal } from './leading.js';
import { unitsCalledUp, type CampaignState } from './state.js';

/** Ends a round. Where evaluations are still open, they are left so only if that is said, with the reason; they stay open and can be finished. */
export type CloseCampaign = Command<'CloseCampaign', { readonly closedOn: PlainDate; readonly leaveOpen?: boolean; readonly reason?: string }>;

/** The most open evaluations that the event lists. */
export const maxOpenListed = 500;

const count = Type.Integer({ minimum: 0, maximum: 10_000_000 });

const OpenEvaluation = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }), status: Type.String({ pattern: '^[a-z][A-Za-z]{0,31}$' }) }, { additionalProperties: false });

export const CampaignClosed = eventType(
  'CampaignClosed',
  Type.Object(
    {
      closedOn: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
      calledUp: count,
      released: count,
      /** Evaluations that were open then, by status; empty where all had ended. */
      stillOpen: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z]{0,31}$' }), count, { maxProperties: 40, additionalProperties: false }),
      /** Which they were, each at its status; the first 500 by id where they were more. Absent: none were open, or nobody listed them then. How many below which federation is not said again: the board as of this event counts it, at every level. */
      openEvaluations: Type.Optional(Type.Array(OpenEvaluation, { minItems: 1, maxItems: maxOpenListed })),
      reason: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    },
    { additionalProperties: false },
  ),
);
export type CampaignClosed = EventOf<typeof CampaignClosed>;

export type ClosingRefusal = LeadingRefusal | 'date-impossible' | 'evaluations-open' | 'decision-reason-missing';

/** What a round has open: how many by status, and up to {@link maxOpenListed} of them by id. */
export type ClosingFacts = { openEvaluations?: { byStatus: { [status: string]: number }; listed: { id: string; status: string }[] } };

/** The most that a refusal names. */
const maxNamed = 20;

function close(command: CloseCampaign, state: DeepReadonly<CampaignState>, facts: DeepReadonly<ClosingFacts>): Decision<CampaignClosed, ClosingRefusal> {
  const no = leaderRefused(command, state);
  if (no !== undefined) return no;
  const { closedOn, leaveOpen = false, reason } = command.data;
  if (!isPlainDate(closedOn)) return refuse('date-impossible', { field: 'closedOn', date: closedOn });
  const { byStatus = {}, listed = [] } = facts.openEvaluations ?? {};
  const open = Object.values(byStatus).reduce((sum, n) => sum + n, 0);
  if (open > 0 && !leaveOpen) return refuse('evaluations-open', { count: open, byStatus: { ...byStatus }, evaluations: listed.slice(0, maxNamed).map(({ id }) => id) });
  if (open > 0 && reason === undefined) return refuse('decision-reason-missing');
  const left = listed.length === 0 ? {} : { openEvaluations: listed.map(({ id, status }) => ({ id, status })) };
  return [CampaignClosed.of({ closedOn, calledUp: unitsCalledUp(state).length, released: Object.keys(state.released).length, stillOpen: { ...byStatus }, ...left, ...(reason === undefined ? {} : { reason }) })];
}

export const closing: Step<CloseCampaign, CampaignClosed, CampaignState, ClosingFacts, ClosingRefusal> = {
  needs: {
    CloseCampaign: (command, state, id = '') => (leaderRefused(command, state) === undefined && state.opened !== null ? { openEvaluations: { fact: 'openEvaluations', of: `${id}.${state.opened.federation}` } } : {}),
  },
  decide: { CloseCampaign: close },
  evolve: { CampaignClosed: (state, { data: { closedOn } }) => ({ ...state, closed: { closedOn } }) },
};
