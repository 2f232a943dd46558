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

  const limit = 1_000;
  const others = (cache: StateCache, weight: number, events = 5) => {
    for (let i = 0; i < weight / (weightOfStream + events); i++) cache.set(`count-other_${i}`, folded(events));
  };

  it('has forgotten a stream when others of the whole limit were used since', () => {
    for (const events of [1, 5, 90]) {
      const cache = new StateCache(limit);
      cache.set('count-a', folded(5));
      others(cache, limit + 2 * (weightOfStream + events), events);
      expect(cache.get('count-a')).toBeUndefined();
    }
  });

  it('keeps a stream while others of less than half the limit are used', () => {
    const cache = new StateCache(limit);
    cache.set('count-a', folded(5));
    others(cache, limit / 2 - 50);
    expect(cache.get('count-a')).toBeDefined();
  });

  it('keeps a stream that is used again and again, however many others come', () => {
    const cache = new StateCache(limit);
    cache.set('count-a', folded(5));
    for (let i = 0; i < 5_000; i++) {
      cache.set(`count-other_${i}`, folded((i % 20) + 1));
      if (i % 10 === 0) expect(cache.get('count-a')?.revision).toBe(4);
    }
  });

  it('holds no more than its limit however many streams come, grow and are forgotten', () => {
    const cache = new StateCache(limit);
    for (let i = 1; i <= 5_000; i++) {
      cache.set(`count-${i % 300}`, folded(Math.ceil(i / 300)));
      if (i % 7 === 0) cache.forget(`count-${i % 100}`);
    }
    const left = Array.from({ length: 300 }, (_, i) => cache.get(`count-${i}`)).filter((state) => state !== undefined);
    expect(left.reduce((sum, { position }) => sum + weightOfStream + position, 0)).toBeLessThanOrEqual(limit);
    expect(left.length).toBeGreaterThan(0);
  });

  it('forgets what it is told to forget, wherever it stood', () => {
    const cache = new StateCache(limit);
    cache.set('count-a', folded(5));
    others(cache, limit / 2 + 20);
    cache.get('count-a');
    cache.forget('count-a');
    expect(cache.get('count-a')).toBeUndefined();
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
