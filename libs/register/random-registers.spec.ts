import * as fc from 'fast-check';
import { deepFreeze } from '#kernel/testing';
import { startOf, valueOn, type Dated } from './dated.js';
import { type FederationMoved, hierarchyDecider, hierarchyId, reportsOf, type HierarchyFacts, type Moves } from './hierarchy.js';
import { lineageAbove, loopOf, type ReadRung } from './lineage.js';
import { unionOn } from './union-on.js';
import type { UnionState } from './union-state.js';
import { HeadcountRecorded, UnionMoved, UnionRenamed } from './union-changes.js';
import { unionDecider, UnionRegistered } from './union.js';

/** Whatever is recorded, in whatever order: as of a day is the replay of the facts up to it, and nobody comes to stand above itself. */
const day = fc.integer({ min: 0, max: 400 }).map((number) => `20${String(10 + Math.floor(number / 40)).padStart(2, '0')}-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`);
const date = fc.oneof(day, day.map((whole) => whole.slice(0, 7)), day.map((whole) => whole.slice(0, 4)));

const registered = UnionRegistered.of({ name: '甲', class: 'stateFirm', superior: 'a', path: ['a'], members: 1 });
const change = fc.oneof(
  fc.record({ on: date, name: fc.constantFrom('乙', '丙', '丁') }).map((data) => UnionRenamed.of(data)),
  fc.record({ on: date, superior: fc.constantFrom('b', 'c') }).map(({ on, superior }) => UnionMoved.of({ on, superior, path: [superior] })),
  fc.record({ on: date, members: fc.integer({ min: 0, max: 99 }) }).map((data) => HeadcountRecorded.of(data)),
);
const evolve = (state: UnionState | undefined, event: { readonly type: string }) => (unionDecider.evolve[event.type as 'UnionRenamed'] as (state: UnionState | undefined, event: unknown) => UnionState | undefined)(deepFreeze(state), deepFreeze(event));
const folded = (events: readonly { readonly type: string }[]) => events.reduce<UnionState | undefined>(evolve, undefined) as UnionState;

it('a union on a day is what its facts up to that day make, replayed in the order of their days', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), day, (changes, asked) => {
      const inOrder = changes.map((event, index) => ({ event, index })).filter(({ event }) => startOf(event.data.on) <= asked).toSorted((one, other) => (startOf(one.event.data.on) < startOf(other.event.data.on) ? -1 : startOf(one.event.data.on) > startOf(other.event.data.on) ? 1 : one.index - other.index));
      const replayed = inOrder.reduce<Record<string, unknown>>((union, { event }) => ({ ...union, ...event.data }), { ...registered.data });
      const { name, superior, members } = unionOn(folded([registered, ...changes]), asked) ?? {};
      expect({ name, superior, members }).toEqual({ name: replayed['name'], superior: replayed['superior'], members: replayed['members'] });
    }),
  );
});

it('folded at once or one by one, a union is the same', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 0, max: 12 }), (changes, cut) => {
      const [before, after] = [changes.slice(0, cut), changes.slice(cut)];
      const live = after.reduce<UnionState | undefined>(evolve, JSON.parse(JSON.stringify(folded([registered, ...before]))) as UnionState);
      expect(live).toEqual(folded([registered, ...changes]));
    }),
  );
});

const federations = ['a', 'b', 'c', 'd', 'e'];
const move = fc.record({ federation: fc.constantFrom(...federations), superiors: fc.uniqueArray(fc.constantFrom(...federations), { maxLength: 2 }), on: date });

describe('whatever moves are asked for, in whatever order', () => {
  /** Every move that the rule grants; the others are refused. */
  async function moved(wishes: readonly { readonly federation: string; readonly superiors: readonly string[]; readonly on: string }[]): Promise<{ readonly moves: Moves; readonly refused: number }> {
    let moves = hierarchyDecider.initial as Moves;
    let refused = 0;
    for (const data of wishes) {
      const read = reader(moves);
      const command = { type: 'MoveFederation', data, at: '2026-01-15T02:00:00.000Z', commandId: 'c', by: { kind: 'person', office: 'officer', bodyId: 'federation-a', assurance: 'unverified' } } as const;
      const [, from = '', until = ''] = /@([\d-]*)\.\.([\d-]*)$/.exec(hierarchyDecider.needs(command, moves).loop?.of ?? '') ?? [];
      const loop = await loopOf({ federation: data.federation, superiors: data.superiors, from, ...(until === '' ? {} : { until }) }, read);
      const above = await Promise.all(data.superiors.map(async (id) => [`superior:${id}`, await lineageAbove(valueOn((await read(id))?.superiors ?? [], from) ?? [], from, read)] as const));
      const facts = { federation: { superiors: [] }, ...(loop === undefined ? {} : { loop }), ...Object.fromEntries(above) } as unknown as HierarchyFacts;
      const decision = hierarchyDecider.decide.MoveFederation(command, moves, facts, hierarchyId);
      if ('refused' in decision) refused++;
      else for (const event of decision) moves = hierarchyDecider.evolve.FederationMoved(moves, event as FederationMoved);
    }
    return { moves, refused };
  }
  const reader = (moves: Moves): ReadRung => (id) => ({ superiors: reportsOf([], moves[id] as readonly Dated<readonly string[]>[] | undefined) });

  it('nobody stands above itself on any day', async () => {
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 14 }), async (wishes) => {
        const { moves, refused } = await moved(wishes);
        refusals += refused;
        const days = [...new Set(['2000-01-01', ...wishes.map(({ on }) => startOf(on))])];
        for (const on of days) for (const id of federations) {
          const superiors = valueOn(reportsOf([], moves[id]), on) ?? [];
          expect((await lineageAbove(superiors, on, reader(moves))).path).not.toContain(id);
        }
      }),
    );
    // A rule that refuses nothing, or is never asked, would pass as well.
    expect(refusals).toBeGreaterThan(50);
  });
});
