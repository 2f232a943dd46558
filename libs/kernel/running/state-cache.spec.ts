import { StateCache } from './state-cache.js';
import type { Folded } from './load.js';

const folded = (events: number): Folded => ({ state: { events }, revision: events - 1, position: events, answered: new Map() });
const weightOfStream = 10;

describe('the cache of folded states', () => {
  it('gives back what was set', () => {
    const cache = new StateCache();
    const state = folded(3);
    cache.set('count-a', state);
    expect(cache.get('count-a')).toBe(state);
    expect(cache.get('count-b')).toBeUndefined();
  });

  it('forgets the stream used longest ago when it holds more than its limit', () => {
    const cache = new StateCache(3 * (weightOfStream + 5));
    for (const stream of ['count-a', 'count-b', 'count-c']) cache.set(stream, folded(5));
    cache.get('count-a');
    cache.set('count-d', folded(1));
    expect(['count-a', 'count-b', 'count-c', 'count-d'].filter((stream) => cache.get(stream) !== undefined)).toEqual(['count-a', 'count-c', 'count-d']);
  });

  it('weighs events as well as streams', () => {
    const cache = new StateCache(100);
    cache.set('count-a', folded(10));
    cache.set('count-b', folded(71));
    expect(cache.get('count-a')).toBeUndefined();
    expect(cache.get('count-b')).toBeDefined();
    cache.set('count-b', folded(91));
    expect(cache.get('count-b')).toBeUndefined();
  });

  it('stays within its limit however many streams come, grow and are forgotten', () => {
    const cache = new StateCache(1_000);
    for (let i = 1; i <= 5_000; i++) {
      cache.set(`count-${i % 300}`, folded(Math.ceil(i / 300)));
      if (i % 7 === 0) cache.forget(`count-${i % 100}`);
    }
    const left = Array.from({ length: 300 }, (_, i) => cache.get(`count-${i}`)).filter((state) => state !== undefined);
    const weight = left.reduce((sum, { position }) => sum + weightOfStream + position, 0);
    expect(weight).toBeLessThanOrEqual(1_000);
    expect(weight).toBeGreaterThan(900);
  });

  it('keeps the later of two states of a stream, whichever was set last', () => {
    const cache = new StateCache();
    cache.set('count-a', folded(5));
    cache.set('count-a', folded(4));
    expect(cache.get('count-a')?.revision).toBe(4);
    cache.forget('count-a');
    cache.set('count-a', folded(4));
    expect(cache.get('count-a')?.revision).toBe(3);
  });

  it('counts doubts', () => {
    const cache = new StateCache();
    expect(cache.doubts).toBe(0);
    cache.forget('count-a');
    expect(cache.doubts).toBe(1);
  });
});
