import { Type } from 'typebox';
import { dayOf, eventType, isPlainDate, refuse, type Command, type Decider, type EventOf, type PlainDate } from '#kernel';
import type { CampaignOpened } from '#campaign';
import { aboutTheDay } from './answering.js';
import { closed, day, id, maxCounted, RecipientField, rowKeys } from './notice-fields.js';
import type { Recipient } from './recipient.js';

/** What came of a telephone call. */
export const callOutcomes = ['reached', 'promised', 'notReached'] as const;

/** 电话催报: a person nudged by telephone. Who spoke is in the metadata; whom they spoke to is the recipient, never a name. */
export const CallRecorded = eventType(
  'CallRecorded',
  Type.Object(
    {
      recipient: RecipientField,
      campaign: id,
      federation: id,
      calledOn: day,
      outcome: Type.Enum([...callOutcomes]),
      willSubmitBy: Type.Optional(day),
      /** What it was about, by the rows' keys; absent: all that the recipient owes. */
      items: Type.Optional(rowKeys),
      counted: Type.Array(id, { maxItems: maxCounted }),
    },
    closed,
  ),
);
export type CallRecorded = EventOf<typeof CallRecorded>;

export type RecordCall = Command<
  'RecordCall',
  { readonly recipient: Recipient; readonly campaign: string; readonly calledOn: PlainDate; readonly outcome: (typeof callOutcomes)[number]; readonly willSubmitBy?: PlainDate; readonly items?: readonly string[] }
>;

export const callRefusals = ['call-already-recorded', 'campaign-unknown', 'recipient-not-below', 'date-impossible', 'date-in-future', 'promise-without-day', 'day-without-promise', 'quiet-out-of-range'] as const;
export type CallRefusal = (typeof callRefusals)[number];

/** `body`: the union or federation that is called, with the federations above it. */
export type CallFacts = { readonly campaign?: CampaignOpened['data']; readonly body?: { readonly path: readonly string[] } };

/** Category `call`: one call, by an id that whoever records it chooses. */
export const callDecider: Decider<RecordCall, CallRecorded, CallRecorded['data'] | undefined, CallFacts, CallRefusal> = {
  category: 'call',
  initial: undefined,
  needs: ({ data }, recorded) =>
    recorded !== undefined ? {} : { campaign: { fact: 'campaign', of: data.campaign }, body: { fact: data.recipient.kind === 'federation' ? 'federation' : 'union', of: data.recipient.id } },
  decide: {
    RecordCall: ({ data, at }, recorded, facts) => {
      if (recorded !== undefined) return refuse('call-already-recorded', { calledOn: recorded.calledOn });
      const { campaign, body } = facts;
      const { recipient, calledOn, outcome, willSubmitBy, items } = data;
      if (campaign === undefined) return refuse('campaign-unknown', { campaign: data.campaign });
      const below = recipient.kind === 'federation' ? [recipient.id, ...(body?.path ?? [])] : (body?.path ?? []);
      if (body === undefined || !below.includes(campaign.federation)) return refuse('recipient-not-below', { recipient: recipient.id, federation: campaign.federation });
      if (!isPlainDate(calledOn)) return refuse('date-impossible', { field: 'calledOn', date: calledOn });
      if (calledOn > dayOf(at)) return refuse('date-in-future', { field: 'calledOn', date: calledOn, recordedOn: dayOf(at) });
      if (outcome === 'promised' && willSubmitBy === undefined) return refuse('promise-without-day');
      if (outcome !== 'promised' && willSubmitBy !== undefined) return refuse('day-without-promise', { willSubmitBy });
      const no = willSubmitBy === undefined ? undefined : aboutTheDay('willSubmitBy', willSubmitBy, at);
      if (no !== undefined) return no;
      const counted = below.slice(0, below.indexOf(campaign.federation) + 1).slice(-maxCounted);
      const { campaign: id } = data;
      return [CallRecorded.of({ recipient: { ...recipient }, campaign: id, federation: campaign.federation, calledOn, outcome, ...(willSubmitBy === undefined ? {} : { willSubmitBy }), ...(items === undefined ? {} : { items: [...items] }), counted })];
    },
  },
  evolve: { CallRecorded: (_, { data }) => data },
};
