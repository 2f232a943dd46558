import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { populationOf, yearOf } from './population.js';

const ruleSet = readRuleSet(shippedRuleSet('default.2'));
const reachesHeld = new Set(['published', 'reported', 'filed', 'closed']);

describe('a made-up population', () => {
  it('is the same whenever it is made from the same numbers, and another from others', () => {
    const wanted = { unions: 200, seed: 7 };
    expect(populationOf(wanted)).toEqual(populationOf(wanted));
    expect(populationOf({ ...wanted, seed: 8 })).not.toEqual(populationOf(wanted));
    const year = { ruleSet, evaluatedYear: 2025, seed: 7 };
    expect(yearOf(populationOf(wanted), 12, year)).toEqual(yearOf(populationOf(wanted), 12, year));
  });

  it('has as many unions as asked for, each below a federation that is there, parents before children', () => {
    for (const unions of [1, 5, 300, 1_601, 14_000]) {
      const { tree, unions: all } = populationOf({ unions, seed: 1 });
      const known = new Set<string>();
      for (const { id, data } of tree.federations) {
        expect(data.superiors.filter((superior) => !known.has(superior))).toEqual([]);
        known.add(id);
      }
      expect(all).toHaveLength(unions);
      expect(all.filter(({ data }) => !known.has(data.superior))).toEqual([]);
      expect(new Set(all.map(({ id }) => id)).size).toBe(unions);
      expect(known.has(tree.root)).toBe(true);
    }
  });

  it('holds the evaluation in exactly as many unions as asked for, institutions sooner than small private firms', () => {
    const { unions, fates } = populationOf({ unions: 1_023, seed: 1, holding: 665 });
    const holding = fates.map(({ reach }) => reachesHeld.has(reach));
    expect(holding.filter(Boolean)).toHaveLength(665);
    const share = (wanted: string) => {
      const of = unions.flatMap(({ data }, index) => (data.class === wanted ? [holding[index] === true ? 1 : 0] : []));
      return of.reduce<number>((sum, one) => sum + one, 0) / of.length;
    };
    expect(share('publicInstitution')).toBeGreaterThan(share('privateFirm') + 0.2);
  });

  it('records in order of time, from the beginning of the year to the spring after it', () => {
    const population = populationOf({ unions: 150, seed: 2 });
    for (let index = 0; index < 150; index++) {
      const instants = yearOf(population, index, { ruleSet, evaluatedYear: 2025, seed: 2 }).map(({ at }) => at);
      expect(instants).toEqual(instants.toSorted());
      expect(instants.filter((at) => at < '2025-01-01' || at > '2026-06-30')).toEqual([]);
    }
  });

  it('refuses numbers that make no sense', () => {
    expect(() => populationOf({ unions: 0, seed: 1 })).toThrow(RangeError);
    expect(() => populationOf({ unions: 10, seed: 1, holding: 11 })).toThrow(RangeError);
  });
});
