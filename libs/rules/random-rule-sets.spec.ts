import * as fc from 'fast-check';
import { contradictionCodes, type ContradictionCode } from './contradiction.js';
import { contradictions } from './contradictions.js';
import { differences } from './differences.js';
import { explanation } from './explanation.js';
import { ruleSetMisfits } from './misfits.js';
import { ruleSetText } from './publish.js';
import { bodies, stepNames, type RuleSet } from './rule-set.js';
import { breaks } from './testing/broken-rule-sets.js';
import { aRandomRuleSet } from './testing/random-rule-sets.js';
import type { Title } from './title.js';

const times = (numRuns: number) => ({ numRuns, seed: 7 });
const some = fc.sample(aRandomRuleSet, times(400));

describe('any rule set that a place could write', () => {
  it('fits the schema and agrees with itself', () => {
    fc.assert(
      fc.property(aRandomRuleSet, (ruleSet) => {
        expect(ruleSetMisfits(ruleSet)).toEqual([]);
        expect(contradictions(ruleSet)).toEqual([]);
      }),
      times(150),
    );
  });

  it('is explained to its end, and each sentence is filled', () => {
    for (const ruleSet of some.slice(0, 100)) {
      const sentences = explanation(ruleSet);
      expect(sentences.length).toBeGreaterThan(15);
      expect(sentences.flatMap(({ told }) => Object.values(told)).filter((told) => told === undefined || (typeof told === 'number' && !Number.isFinite(told)))).toEqual([]);
    }
  });

  it('differs from itself in nothing, and from another there and back in the same places', () => {
    const places = (from: RuleSet, to: RuleSet) => differences(from, to).map(({ path }) => path).toSorted();
    for (const [index, ruleSet] of some.slice(1, 60).entries()) {
      const other = some[index] as RuleSet;
      expect(places(ruleSet, structuredClone(ruleSet))).toEqual([]);
      expect(places(ruleSet, other)).toEqual(places(other, ruleSet));
    }
  });

  it('has a text that makes the same rule set again', () => {
    for (const ruleSet of some.slice(0, 50)) expect(JSON.parse(ruleSetText(ruleSet))).toEqual(ruleSet);
  });
});

describe('the random rule sets', () => {
  const all = new Set(some.flatMap((ruleSet) => JSON.stringify(ruleSet).match(/"(\w+)":|:"(\w+)"|"(\w+)"/g) ?? []));
  const said = (word: string) => [`"${word}":`, `:"${word}"`, `"${word}"`].some((form) => all.has(form));

  it('vary in all that a rule set may say', () => {
    const enumerations = ['required', 'recorded', 'none', 'returnable', 'fileOnly', 'resultPublished', 'voteTallied', 'assemblyHeld', 'reportedUpward', 'stop', 'warn', 'signedSheet', 'twoEntries', 'annulBox', 'annulRound', 'obligatory', 'any', 'grades', 'propositions', 'scores', 'deductPerStep', 'allOrNothing', 'bonus', 'members', 'staff'];
    const optional = ['goal', 'cycle', 'rates', 'questionnaire', 'participation', 'frontLine', 'withConsentAtLeast', 'minimum', 'perGroup', 'honours', 'exemptions', 'statistics', 'reminders', 'everyDays', 'before', 'sizeBands', 'standards', 'membersBelow', 'bands', 'deduct', 'uncapped', 'bonusBeyond', 'notInFirstYear', 'classes', 'off', 'level', 'acceptedBy', 'recommendedBy', 'quota', 'oneIn'];
    const requirements = ['membershipRate', 'satisfaction', 'heldFor', 'applicationVote', 'partyOpinion', 'departmentOpinions', 'noticeInUnit', 'noZero', 'itemAtLeast', 'selfScore'];
    expect([...enumerations, ...optional, ...requirements, ...bodies, ...stepNames].filter((word) => !said(word))).toEqual([]);
  });

  it('have ladders, no titles at all, and titles with an endorsement of their own', () => {
    const titles = some.flatMap((ruleSet) => ruleSet.titles);
    expect([some.some((ruleSet) => ruleSet.titles.length === 0), titles.some(({ after }) => after !== null), titles.some(({ over }) => over !== undefined)]).toEqual([true, true, true]);
  });
});

describe('a rule set with one fault', () => {
  const anyCode = fc.constantFrom(...(Object.keys(breaks) as ContradictionCode[]));

  it('is told that very fault, whatever else it says', () => {
    const noticed = new Set<string>();
    fc.assert(
      fc.property(aRandomRuleSet, anyCode, (ruleSet, code) => {
        const broken = breaks[code](ruleSet);
        if (broken === undefined) return;
        expect(contradictions(broken).map((fault) => fault.code)).toContain(code);
        noticed.add(code);
      }),
      times(500),
    );
    expect(contradictionCodes.filter((code) => !noticed.has(code))).toEqual([]);
  });

  it('misses its schema where a field is missing, strange, or of another type', () => {
    const fields = ['id', 'bodies', 'ballot', 'endorsement', 'due', 'standard', 'titles', 'facts', 'steps', 'inForce'] as const;
    fc.assert(
      fc.property(aRandomRuleSet, fc.constantFrom(...fields), fc.constantFrom('absent', 'strange', 'wrong'), (ruleSet, field, how) => {
        const { [field]: _gone, ...rest } = ruleSet;
        const broken = { absent: rest, strange: { ...ruleSet, [`${field}s2`]: 1 }, wrong: { ...ruleSet, [field]: 17 } }[how];
        const path = how === 'strange' ? `/${field}s2` : `/${field}`;
        expect(ruleSetMisfits(broken).map((misfit) => misfit.path)).toContain(path);
      }),
      times(100),
    );
  });

  it('asks for a title that can be had: each rung stands on one of the set', () => {
    for (const { titles } of some) {
      const ids = titles.map(({ id }: Title) => id);
      expect(titles.filter(({ after }) => after !== null && !ids.includes(after))).toEqual([]);
    }
  });
});
