import * as fc from 'fast-check';
import { contradictions } from './contradictions.js';
import { differences } from './differences.js';
import { explanation } from './explanation.js';
import { ruleSetMisfits } from './misfits.js';
import type { RuleSet } from './rule-set.js';
import { aRuleSet } from './testing/index.js';

type Data = { [key: string]: unknown } | unknown[];

/** A rule set with every optional part, so that there is much to change. */
const over = { assembly: 'present', questionnaire: 'issued' } as const;
const full: RuleSet = {
  ...aRuleSet,
  words: { committee: { zh: '委', en: 'committee' } },
  cycle: { years: 2, anchor: 2025 },
  participation: { atLeast: '3/10', of: 'members', frontLine: '3/5', withConsentAtLeast: '1/5', else: 'warn' },
  questionnaire: { required: true, sample: { atLeast: '1/10', perGroup: 10 }, upper: ['satisfied'], over: 'issued', atLeast: '4/5' },
  titles: aRuleSet.titles.map((title) => ({ ...title, over, requires: { membershipRate: { atLeast: '9/10' }, satisfaction: [{ subject: 'home', upper: ['satisfied'], over, atLeast: '4/5' }], ...(title.after === null ? {} : { heldFor: { title: title.after, years: 3 } }) }, recommendedBy: [{ level: 'town', quota: { oneIn: 10 } }] })),
  standards: [{ id: 'short', for: [{ classes: ['jointUnion'] }], standard: aRuleSet.standard }],
  reminders: { before: [10, 5, 1], everyDays: 5, escalateAfter: { party: 2, superior: 4, issuer: 8, circular: 16 } },
  statistics: { groupBy: ['size'], sizeBands: [25, 100] },
};

/** Paths of all values, and the rule set with another value at one of them. */
const pathsOf = (value: unknown, path: readonly string[] = []): (readonly string[])[] => [path, ...(typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key])) : [])];
function changedAt(path: readonly string[], value: unknown): RuleSet {
  const copy = structuredClone(full) as unknown as Data;
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce<Data>((at, key) => (at as { [key: string]: Data })[key] as Data, copy);
  if (value === undefined && Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (value === undefined) Reflect.deleteProperty(holder, last);
  else (holder as { [key: string]: unknown })[last] = value;
  return copy as unknown as RuleSet;
}

const paths = pathsOf(full).slice(1);
const values = fc.oneof(fc.constantFrom(undefined, null, true, 0, 1, 100, [], {}, '0/1', '1/1', '5/4', 'home', 'satisfied', 'constructor', 'model', 'qualified', 'Y-1-02-29', 'vote + 5wd', 'item + 1d', '1', '2.1', 'present', 'scores', 'nation', 'unit'), fc.jsonValue({ maxDepth: 2 }));
const changes = fc.record({ path: fc.constantFrom(...paths), value: values });

describe('any rule set', () => {
  it('that agrees with itself has no misfits, no contradictions and no differences from itself', () => {
    expect(ruleSetMisfits(full)).toEqual([]);
    expect(contradictions(full)).toEqual([]);
    expect(differences(full, structuredClone(full))).toEqual([]);
  });

  it('of the right form can be judged and explained, whatever it says', () => {
    fc.assert(
      fc.property(changes, ({ path, value }) => {
        const changed = changedAt(path, value);
        if (ruleSetMisfits(changed).length > 0) return;
        for (const { path: at, code } of contradictions(changed)) expect([typeof at, typeof code]).toEqual(['string', 'string']);
        expect(explanation(changed).length).toBeGreaterThan(20);
      }),
      { numRuns: 400 },
    );
  });

  it('differs from another where it says something else, and the other way round as much', () => {
    fc.assert(
      fc.property(changes, ({ path, value }) => {
        const changed = changedAt(path, value);
        if (ruleSetMisfits(changed).length > 0) return;
        const there = differences(full, changed);
        expect(there.length === 0).toBe(JSON.stringify(full) === JSON.stringify(changed));
        const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
        const back = differences(changed, full).map(({ path: at, kind }) => `${turned[kind]} ${at}`);
        expect(back.toSorted()).toEqual(there.map(({ path: at, kind }) => `${kind} ${at}`).toSorted());
      }),
      { numRuns: 200 },
    );
  });
});
