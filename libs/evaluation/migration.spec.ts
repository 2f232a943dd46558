import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { evaluation } from './evaluation.js';
import { maxDifferences, migrationOf } from './migration.js';
import { statusOf } from './questions/status.js';
import { publishedRound, type Running } from './state.js';
import { after, factsWith, officer, open, untilApplied, untilPublished, yearUnder, type Wish } from './testing/a-year.js';

const next = aRuleSetWith({ version: 2, publicNoticeDays: 7, due: { ...aRuleSet.due, vote: 'Y-12-31' }, titles: [], steps: { ...aRuleSet.steps, recorded: ['progress', 'acceptance', 'rectification'] } });
const listed = (wishes: readonly Wish[], to = next) => migrationOf(after(...wishes).state() as Running, { from: aRuleSet, to });

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
    expect(migrationOf(back, { from: next, to: aRuleSet })).toMatchObject({ stepsAdded: ['application'], stepsRemoved: [] });
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
    const judged = years.after(...untilPublished).state().rounds;
    // It says by which it was judged, until a correction judges it by the new ones.
    expect(years.after(...untilPublished, migrate).state().rounds).toEqual(judged.map((round) => ({ ...round, judgedBy: { id: 'district', version: 1 } })));
    const corrected: Wish = { type: 'CorrectFact', data: { what: { kind: 'box', round: 1, box: 'main' }, wrong: { entitled: 60 }, right: { entitled: 59 }, reason: '笔误', basis: '计票单' } };
    const [round] = yearUnder(factsWith(stricter, { nextRuleSet: stricter, nextRuleSetDigest: 'e'.repeat(64) })).after(...untilPublished, migrate, corrected).state().rounds;
    expect(round).toMatchObject({ outcome: { belowThreshold: true } });
    expect(round).not.toHaveProperty('judgedBy');
  });
});

describe('a result that was judged by a set whose adoption is void', () => {
  const withThreshold = (version: number, endorsement: string) => aRuleSetWith({ version, titles: [{ id: 'qualified', after: null, endorsement, score: 80 }] });
  const [strict, right] = [withThreshold(1, '95/100'), withThreshold(2, '85/100')];
  const neverHeld = { ruleSet: { id: 'district', version: 1 }, by: 'bureau' };
  const facts = (more: object = {}) => factsWith(strict, { nextRuleSet: right, nextRuleSetDigest: 'e'.repeat(64), ...more });
  const migrate: Wish = { type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2 }, reason: '转发执行的记录作废' }, by: officer };
  const held: readonly Wish[] = [{ ...(open as Extract<Wish, { type: 'OpenEvaluation' }>), data: { ...(open as Extract<Wish, { type: 'OpenEvaluation' }>).data, campaignRuleSet: { id: 'city', version: 1 } } }, ...untilPublished.slice(1)];

  it('is judged anew by the set that the unit moves to, from the counts that were recorded', () => {
    const before = yearUnder(facts()).after(...held).state();
    expect(publishedRound(before)?.outcome).toMatchObject({ belowThreshold: true, reached: [] });
    const after = yearUnder(facts({ neverHeld })).after(...held, migrate).state();
    expect(after.rounds).toEqual(before.rounds.map((round) => ({ ...round, outcome: { ...round.outcome, belowThreshold: false, reached: ['qualified'] } })));
    expect([statusOf(before), statusOf(after)]).toEqual(['belowThreshold', expect.not.stringMatching('belowThreshold')]);
    expect(migrationOf(before as Running, { from: strict, to: right, neverHeld })).toMatchObject({ resultStands: null, judgedAnew: { round: 1, outcome: { belowThreshold: false }, neverHeld: { id: 'district', version: 1 } } });
    expect(migrationOf(before as Running, { from: strict, to: right })).toMatchObject({ resultStands: 1, judgedAnew: null });
    expect(migrationOf(yearUnder(facts()).after(open).state() as Running, { from: strict, to: right, neverHeld }).judgedAnew).toBeNull();
  });

  it('goes on missing its paper where it did', () => {
    const noSheet = held.map((wish): Wish => {
      if (wish.type !== 'TallyVote') return wish;
      const { sheet: _sheet, ...data } = wish.data;
      return { ...wish, data };
    });
    expect(publishedRound(yearUnder(facts({ neverHeld })).after(...noSheet, migrate).state())?.outcome?.warnings).toEqual(['sheet-missing']);
  });

  it('is asked for by the set that judged it, in whose stead that was held, and only where there is such a result', () => {
    const needs = (...wishes: readonly Wish[]) => evaluation.needs({ ...migrate, at: '2026-12-01T02:00:00.000Z', by: officer, commandId: 'c' } as never, yearUnder(facts()).after(...wishes).state());
    expect(needs(...held)).toMatchObject({ neverHeld: { fact: 'neverHeld', of: 'path.bureau+city/district.1<city.1' } });
    // Moved since, and still judged by it.
    expect(needs(...held, migrate)).toMatchObject({ neverHeld: { of: 'path.bureau+city/district.1<city.1' } });
    for (const none of [held.slice(0, -1), untilPublished]) expect(needs(...none)).not.toHaveProperty('neverHeld');
  });
});
