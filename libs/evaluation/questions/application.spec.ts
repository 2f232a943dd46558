import * as fc from 'fast-check';
import { isRefusal } from '#kernel';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { applicationBlockCodes, ballotsShort } from '../application-blocks.js';
import type { Facts } from '../facts.js';
import type { Running } from '../state.js';
import { standingRequirementCodes } from '../title-requirements.js';
import { after, apply, decisionOf, factsWith, inspect, openRound, publish, reportUpward, tally, untilApplied, untilAssembly, untilFiled, untilGranted, untilPublished, type Wish, close } from '../testing/a-year.js';
import { aLife, live } from '../testing/random-years.js';
import { whatBlocks } from './application.js';

const facts = factsWith(aRuleSet) as Parameters<typeof whatBlocks>[1];
const blocksOf = (wishes: readonly Wish[], title = 'qualified', given = facts) => whatBlocks(after(...wishes).state() as Running, given, title)[0]?.blocks;

describe('what blocks an application', () => {
  it('is told for each title of the ladder, from the lowest', () => {
    expect(whatBlocks(after(...untilFiled).state() as Running, facts)).toEqual([
      { title: 'qualified', after: null, mayApply: true, blocks: [], toBring: [] },
      { title: 'advanced', after: 'qualified', mayApply: false, blocks: [{ refused: 'lower-title-missing', details: { title: 'advanced', after: 'qualified', first: 'qualified' } }], toBring: [] },
    ]);
  });

  it('is told all at once, not one after the other', () => {
    const badly = [...untilAssembly.slice(0, 3), inspect({ '1.1': 0 }), ...untilAssembly.slice(4), openRound(), tally(39), publish()];
    expect(blocksOf(badly, 'advanced')?.map(({ refused }) => refused)).toEqual(['report-missing', 'below-threshold', 'lower-title-missing', 'obligatory-criterion-missing']);
  });

  it('tells of no result that falls short before there is one', () => {
    for (const wishes of [untilAssembly, [...untilAssembly, openRound(), tally(39)]]) {
      expect(blocksOf(wishes)?.map(({ refused }) => refused)).toEqual(['result-not-published', 'report-missing']);
    }
  });

  it('tells beside it what the application itself has to bring', () => {
    const ruleSet = aRuleSetWith({ titles: aRuleSet.titles.map((title) => ({ ...title, requires: { applicationVote: { atLeast: '1/2', of: 'entitled' as const }, partyOpinion: true as const } })) });
    const [told] = whatBlocks(after(...untilFiled).state() as Running, { ...facts, ruleSet }, 'qualified');
    expect([told?.mayApply, told?.toBring.map(({ refused }) => refused)]).toEqual([true, ['application-vote-missing', 'party-opinion-missing']]);
  });

  it('says by how many ballots the threshold is missed', () => {
    expect(blocksOf([...untilAssembly, openRound(), tally(39), publish(), reportUpward])).toEqual([{ refused: 'below-threshold', details: { title: 'qualified', n: 39, m: 50, of: 'present', threshold: { n: 80, m: 100 }, ballotsShort: 1 } }]);
    expect([ballotsShort(39, 50, '4/5'), ballotsShort(40, 50, '4/5'), ballotsShort(1999, 2500, '80/100'), ballotsShort(0, 0, '4/5'), ballotsShort(31, 38, '9/10')]).toEqual([1, 0, 1, 0, 4]);
  });

  it('says with which rung the union would begin', () => {
    const ruleSet = aRuleSetWith({ titles: [...aRuleSet.titles, { id: 'model', after: 'advanced', endorsement: '9/10', score: 90 }] });
    const first = (honours: object[]) => blocksOf(untilFiled, 'model', { ...facts, ruleSet, union: { ...facts.union, honours } } as never)?.find(({ refused }) => refused === 'lower-title-missing')?.details['first'];
    expect(first([])).toBe('qualified');
    expect(first([{ honour: 'h1', title: 'qualified', level: 'district', issuer: 'district', on: '2024-01-01' }])).toBe('advanced');
  });

  it('says which item would clear an obligatory criterion', () => {
    const zero = [...untilAssembly.slice(0, 3), inspect({ '1.1': 0 }), ...untilAssembly.slice(4), openRound(), tally(45), publish(), reportUpward];
    expect(blocksOf(zero)).toEqual([{ refused: 'obligatory-criterion-missing', details: { criteria: ['1.1'], items: [{ item: 'c1_1_v1', criterion: '1.1', stands: 'open' }] } }]);
  });

  it('is a title that nobody can apply for, or that there is not', () => {
    const ruleSet = aRuleSetWith({ titles: [{ ...(aRuleSet.titles[0] as (typeof aRuleSet.titles)[number]), off: true }] });
    expect(blocksOf(untilFiled, 'qualified', { ...facts, ruleSet })).toEqual([{ refused: 'title-off', details: { title: 'qualified', known: [] } }]);
    expect(blocksOf(untilFiled, 'moon')?.map(({ refused }) => refused)).toEqual(['title-unknown']);
  });

  it('is the end, alone, and an application under way', () => {
    expect(blocksOf([...untilFiled, close])?.map(({ refused }) => refused)).toEqual(['evaluation-closed']);
    expect(blocksOf(untilApplied)?.map(({ refused }) => refused)).toEqual(['already-applied']);
    expect(blocksOf(untilGranted)?.map(({ refused }) => refused)).toContain('already-applied');
    expect(blocksOf(untilPublished)?.map(({ refused }) => refused)).toEqual(['report-missing']);
  });

  it('is exactly what ApplyForTitle refuses by, first of all, in any year under any rules', () => {
    const codes: readonly string[] = [...applicationBlockCodes, 'evaluation-closed', 'evaluation-withdrawn', 'evaluation-exempt', 'evaluation-back-filled'];
    const seen = new Set<string>();
    fc.assert(
      fc.property(aLife, fc.constantFrom('qualified', 'advanced', 'moon'), (life, title) => {
        const given = factsWith(life[0]) as Parameters<typeof whatBlocks>[1];
        live(life, (state) => {
          const [told] = whatBlocks(state as Running, given, title);
          const decision = decisionOf({ ...apply, data: { title, appliedOn: '2026-04-30' } } as Wish, state, given as Facts);
          const refused = isRefusal(decision) && codes.includes(decision.refused) ? decision : undefined;
          expect(told?.blocks[0]).toEqual(refused);
          expect(told?.mayApply).toBe(refused === undefined);
          told?.blocks.forEach((block) => seen.add(block.refused));
        });
      }),
      { numRuns: 250, seed: 7 },
    );
    // What only a title with requirements or a questionnaire asks has a spec of its own.
    expect(codes.filter((code) => !seen.has(code))).toEqual(['questionnaire-missing', 'title-off', 'questionnaire-below', ...standingRequirementCodes]);
  });
});
