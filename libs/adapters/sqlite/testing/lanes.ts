import type { NewEvent, Revision, StreamName } from '#kernel';

/** How many appends are in flight. */
export const lanes = 64;

export const laneStream = (lane: number): StreamName => `lane-${lane}`;

/** The event of a lane at a revision: the same bytes whoever makes it, so that it can be repeated after a crash. */
export function laneEvent(lane: number, revision: Revision): NewEvent {
  const id = `00000000-0000-4000-8000-${String(lane).padStart(4, '0')}${String(revision).padStart(8, '0')}`;
  return {
    id,
    type: 'LaneMovedOn',
    data: { lane, revision, text: '会员评议职工之家' },
    metadata: {
      schema: 1,
      at: '2026-01-15T02:00:00.000Z',
      by: { kind: 'process', office: 'lane', bodyId: 'test', assurance: 'unverified' },
      commandId: id,
      commandHash: 'none',
      correlation: id,
    },
  };
}
