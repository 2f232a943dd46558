import * as fc from 'fast-check';
import { isTotalWithheld, withheldGroups } from './small-groups.js';

const hidden = (ballots: Record<string, number>, below = 5) => Object.fromEntries(withheldGroups(ballots, below));

describe('results of small groups', () => {
  it('are shown where every group has five ballots or more', () => expect(hidden({ a: 5, b: 12 })).toEqual({}));
  it('are withheld together with the next smallest, so that nobody can subtract', () => {
    expect(hidden({ a: 30, b: 4, c: 12, d: 20 })).toEqual({ b: 'smallGroup', c: 'besideSmallGroup' });
  });
  it('are withheld alone where two of them make five', () => expect(hidden({ a: 2, b: 3, c: 12 })).toEqual({ a: 'smallGroup', b: 'smallGroup' }));
  it('are not enough where two of them make fewer: the rest would show them', () => expect(hidden({ a: 1, b: 2, c: 12, d: 13 })).toEqual({ a: 'smallGroup', b: 'smallGroup', c: 'besideSmallGroup' }));
  it('of two as small take the first by name', () => expect(hidden({ c: 4, b: 9, a: 9 })).toEqual({ c: 'smallGroup', a: 'besideSmallGroup' }));
  it('have no total where all together are too few', () => {
    expect([isTotalWithheld({ a: 2, b: 2 }, 5), isTotalWithheld({ a: 2, b: 3 }, 5), isTotalWithheld({}, 5)]).toEqual([true, false, true]);
  });
  it('are never to be had by subtraction, and no more is withheld than must be', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.nat(12)), fc.integer({ min: 0, max: 8 }), (ballots, below) => {
        const found = withheldGroups(ballots, below);
        const sizes = Object.entries(ballots);
        const shown = sizes.filter(([group]) => !found.has(group));
        const kept = sizes.filter(([group]) => found.has(group));
        const together = kept.reduce((sum, [, n]) => sum + n, 0);
        expect(shown.every(([, n]) => n >= below)).toBe(true);
        if (kept.length > 0 && shown.length > 0) expect([kept.length >= 2, together >= below]).toEqual([true, true]);
        for (const [group, reason] of found) expect(reason).toBe((ballots[group] ?? 0) < below ? 'smallGroup' : 'besideSmallGroup');
        for (const [, n] of kept) for (const [, m] of shown) expect(n).toBeLessThanOrEqual(m);
        // Without the last one that was added beside the small ones, something could be worked out.
        const beside = kept.filter(([group]) => found.get(group) === 'besideSmallGroup').map(([, n]) => n).toSorted((a, b) => a - b);
        const last = beside.at(-1);
        if (last !== undefined) expect(kept.length - 1 < 2 || together - last < below).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
