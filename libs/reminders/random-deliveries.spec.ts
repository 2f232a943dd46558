import * as fc from 'fast-check';
import { catalogue, isRefusal, type Command, type DomainEvent } from '#kernel';
import { deepFreeze, someone } from '#kernel/testing';
import { noticeDecider, noticeEvents, type NoticeCommand, type NoticeEvent } from './notice.js';
import { doubtsOf, isDelivered, type NoticeState } from './notice-state.js';
import { issuedData, minutesLater, submitA, submitB, textDigest } from './testing/a-notice.js';

const { misfits } = catalogue(...noticeEvents);
const channels = { wecom: false, mail: false, webhook: true } as const;
type ChannelName = keyof typeof channels;
type Happened = { readonly event: NoticeEvent; readonly at: string };

/** What workers, sweepers, recipients and operators may try, in any order, each by a clock of its own. */
const attempt = fc.integer({ min: 1, max: 6 });
const aWish: fc.Arbitrary<Pick<NoticeCommand, 'type' | 'data'>> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...(Object.keys(channels) as ChannelName[])), fc.integer({ min: 1, max: 15 })).map(([channel, lease]) => ({ type: 'ClaimDelivery', data: { channel, idempotent: channels[channel], items: [submitA, submitB], textDigest, leaseUntil: `+${lease}` } }) as const) },
  fc.constant({ type: 'IssueNotice', data: issuedData } as const),
  fc.record({ type: fc.constant('ConfirmDelivery' as const), data: fc.record({ attempt }) }),
  fc.record({ type: fc.constant('FailDelivery' as const), data: fc.record({ attempt, retry: fc.constantFrom('never' as const, 'later' as const), code: fc.constant('refused') }) }),
  fc.record({ type: fc.constant('DoubtDelivery' as const), data: fc.record({ attempt, because: fc.constantFrom('unknown' as const, 'leaseOver' as const) }) }),
  fc.record({ type: fc.constant('SettleDelivery' as const), data: fc.record({ attempt, arrived: fc.boolean() }) }),
  fc.constant({ type: 'WithdrawNotice', data: { reason: 'nothingDue' } } as const),
  fc.constant({ type: 'AbandonNotice', data: { reason: 'refused' } } as const),
  fc.constant({ type: 'AcknowledgeNotice', data: {} } as const),
);
/** Minutes after nine; clocks may stand an hour apart. */
const life = fc.array(fc.tuple(aWish, fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 60 });

function live(wishes: readonly (readonly [Pick<NoticeCommand, 'type' | 'data'>, number])[]): { readonly state: NoticeState; readonly happened: readonly Happened[] } {
  let state = noticeDecider.initial as NoticeState;
  const happened: Happened[] = [];
  const evolve = noticeDecider.evolve as unknown as Record<string, (state: NoticeState, event: DomainEvent) => NoticeState>;
  const decide = noticeDecider.decide as unknown as Record<string, (command: Command, state: NoticeState, facts: object) => readonly NoticeEvent[] | { readonly refused: string; readonly details: object }>;
  for (const [{ type, data }, minutes] of [[{ type: 'IssueNotice', data: issuedData }, 0] as const, ...wishes]) {
    const at = minutesLater(minutes);
    const given = 'leaseUntil' in data ? { ...data, leaseUntil: minutesLater(Number(data.leaseUntil), at) } : data;
    const decision = decide[type]?.(deepFreeze({ type, data: given, at, by: someone, commandId: 'c' }), deepFreeze(state), {}) ?? [];
    if (isRefusal(decision as readonly NoticeEvent[])) continue;
    for (const event of decision as readonly NoticeEvent[]) {
      happened.push({ event, at });
      state = evolve[event.type]?.(deepFreeze(state), event) ?? state;
    }
  }
  return { state, happened };
}

type Claim = { readonly attempt: number; readonly channel: string; readonly idempotent: boolean; readonly leaseUntil: string };
const ended = new Set<string>(['NoticeDelivered', 'NoticeFailed', 'DeliverySettled']);
/** Attempts made before an event whose end was not told by then. */
const openBefore = (happened: readonly Happened[], index: number): readonly Claim[] => {
  const open = new Map<number, Claim>();
  for (const { event } of happened.slice(0, index)) {
    if (event.type === 'DeliveryAttempted') open.set(event.data.attempt, event.data);
    else if (ended.has(event.type)) open.delete((event.data as { attempt: number }).attempt);
  }
  return [...open.values()];
};

describe('whatever workers, sweepers and people do, by whatever clocks', () => {
  const claims = (happened: readonly Happened[]) => happened.flatMap(({ event, at }, index) => (event.type === 'DeliveryAttempted' ? [{ claim: event.data, at, index, before: openBefore(happened, index) }] : []));

  it('no two deliveries of a notice are claimed at once', () =>
    fc.assert(
      fc.property(life, (wishes) => {
        const { happened } = live(wishes);
        for (const { at, before, index } of claims(happened)) {
          const doubted = new Set(happened.flatMap(({ event }) => (event.type === 'DeliveryDoubted' ? [event.data.attempt] : [])));
          // By a clock that was ahead an attempt was over, and one of the same key took its place; a clock behind does not bring it back.
          const replaced = (attempt: number) => happened.slice(0, index).some(({ event }) => event.type === 'DeliveryAttempted' && event.data.attempt > attempt);
          expect(before.filter(({ attempt, leaseUntil }) => leaseUntil > at && !doubted.has(attempt) && !replaced(attempt))).toEqual([]);
        }
      }),
      { numRuns: 400 },
    ));

  it('what may have arrived is repeated only where the same key shows once', () =>
    fc.assert(
      fc.property(life, (wishes) => {
        for (const { claim, before } of claims(live(wishes).happened)) expect(before.filter(({ idempotent, channel }) => !idempotent || channel !== claim.channel)).toEqual([]);
      }),
      { numRuns: 400 },
    ));

  it('nothing is sent after it was withdrawn, abandoned, delivered or acknowledged', () =>
    fc.assert(
      fc.property(life, (wishes) => {
        const { happened } = live(wishes);
        const over = happened.findIndex(({ event: { type, data } }) => ['NoticeWithdrawn', 'NoticeAbandoned', 'NoticeDelivered', 'NoticeAcknowledged'].includes(type) || (type === 'DeliverySettled' && (data as { arrived: boolean }).arrived));
        if (over !== -1) expect(happened.slice(over + 1).filter(({ event }) => event.type === 'DeliveryAttempted')).toEqual([]);
      }),
      { numRuns: 400 },
    ));

  it('every attempt of unknown end is listed until somebody knows, and every event fits its schema', () =>
    fc.assert(
      fc.property(life, (wishes) => {
        const { state, happened } = live(wishes);
        expect(happened.flatMap(({ event }) => misfits(event))).toEqual([]);
        const open = openBefore(happened, happened.length).map((one) => one.attempt);
        const listed = [...doubtsOf(state), ...state.attempts.flatMap(({ stands }, index) => (stands === 'claimed' ? [index + 1] : []))];
        if (!isDelivered(state)) expect(listed.toSorted()).toEqual(open.toSorted());
      }),
      { numRuns: 400 },
    ));
});
