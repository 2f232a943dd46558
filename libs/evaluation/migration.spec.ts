import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { maxDifferences, migrationOf } from './migration.js';
import type { Running } from './state.js';
import { after, factsWith, officer, open, untilApplied, untilPublished, yearUnder, type Wish } from './testing/a-year.js';

const next = aRuleSetWith({ version: 2, publicNoticeDays: 7, due: { ...aRuleSet.due, vote: 'Y-12-31' }, titles: [], steps: { ...aRuleSet.steps, recorded: ['progress', 'acceptance', 'rectification'] } });
const listed = (wishes: readonly Wish[], to = next) => migrationOf(after(...wishes).state() as Running, aRuleSet, to);

describe('what a migration changes', () => {
  it('is listed difference by difference, with both values', () => {
    const { differences, differencesInAll } = listed([open]);
    expect(differences).toEqual(expect.arrayContaining([{ path: '/version', kind: 'changed', from: '1', to: '2' }, { path: '/publicNoticeDays', kind: 'changed', from: '5', to: '7' }, { path: '/due/vote', kind: 'changed', from: '"Y-12-15"', to: '"Y-12-31"' }]));
    expect(differencesInAll).toBe(differences.length);
  });

  it('says what that means: due dates that move, steps, a result that stands, a title that is lost', () => {
    expect(listed([open])).toMatchObject({ moved: [{ due: 'vote', from: '2025-12-15', to: '2025-12-31' }], stepsAdded: [], stepsRemoved: ['application'], resultStands: null, titleLost: null });
    expect(listed(untilPublished).resultStands).toBe(1);
    expect(listed(untilApplied).titleLost).toBe('qualified');
    expect(listed(untilApplied, aRuleSetWith({ version: 2 })).titleLost).toBeNull();
    const back = yearUnder(factsWith(next)).after(open).state() as Running;
    expect(migrationOf(back, next, aRuleSet)).toMatchObject({ stepsAdded: ['application'], stepsRemoved: [] });
  });

  it('is bounded: so many differences, so many characters, and how many there are in all', () => {
    const words = Object.fromEntries(Array.from({ length: 199 }, (_, n) => [`word${n}`, { zh: '词'.repeat(100), en: `w${n}` }]));
    const { differences, differencesInAll } = listed([open], aRuleSetWith({ words, version: 2, goal: { zh: '目标'.repeat(900), en: 'goal' }, publicNoticeDays: 6, brokenSeal: 'annulRound' }));
    expect(differences.length).toBeLessThanOrEqual(maxDifferences);
    expect(differencesInAll).toBeGreaterThanOrEqual(differences.length);
    for (const { to = '' } of differences) expect([...to].length).toBeLessThanOrEqual(500);
    // What is cut off says so, with its last character.
    expect(differences.filter(({ to = '' }) => to.endsWith('…')).map(({ to = '' }) => [...to].length)).toContain(500);
  });

  it('is what the event records', () => {
    const facts = factsWith(aRuleSet, { nextRuleSet: next, nextRuleSetDigest: 'e'.repeat(64) });
    const [event] = yearUnder(facts).after(open).when({ type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2 }, reason: '新办法' }, by: officer }).decision() as readonly { readonly data: object }[];
    const { differences, differencesInAll, due } = listed([open]);
    expect(event?.data).toMatchObject({ differences, differencesInAll, due });
  });

  it('leaves the outcome as it was judged: only a new round is judged by the new rules', () => {
    const stricter = aRuleSetWith({ version: 2, titles: [{ id: 'qualified', after: null, endorsement: '95/100', score: 80 }] });
    const years = yearUnder(factsWith(aRuleSet, { nextRuleSet: stricter, nextRuleSetDigest: 'e'.repeat(64) }));
    const migrate: Wish = { type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2 }, reason: '新办法' }, by: officer };
    expect(years.after(...untilPublished, migrate).state().rounds).toEqual(years.after(...untilPublished).state().rounds);
  });
});
