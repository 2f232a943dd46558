import * as fc from 'fast-check';
import { isRefusal } from '#kernel';
import { deepFreeze } from '#kernel/testing';
import type { RuleSet } from '#rules';
import { aRandomRuleSet, aRuleSet, aRuleSetWith } from '#rules/testing';
import { evaluationRefusals, type EvaluationEvent } from '../evaluation.js';
import type { Facts } from '../facts.js';
import type { Duty } from '../questions/next-steps.js';
import { initial, type State } from '../state.js';
import { decisionOf, evolved, factsWith, open, recordedAt, withEntry, type Wish } from './a-year.js';
import { nextGranted } from './following.js';
import { aWishUnder, sheetUnder } from './random-wishes.js';

/** Rules of five kinds of places. */
export const someRules = fc.constantFrom(
  aRuleSet,
  aRuleSetWith({ brokenSeal: 'annulRound', planApproval: 'required', quorum: {} }),
  aRuleSetWith({ steps: { required: ['selfInspection', 'report'], recorded: ['acceptance', 'vote'] }, heldWhen: 'reportedUpward' }),
  aRuleSetWith({ countEntry: 'twoEntries', participation: { atLeast: '1/10', of: 'entitled', else: 'stop' } }),
  aRuleSetWith({ titles: [], publicNoticeDays: 0, heldWhen: 'voteTallied', due: { ...aRuleSet.due, vote: 'assembly + 3wd', application: 'report + 10d' } }),
);
const migratedTo = aRuleSetWith({ version: 2, publicNoticeDays: 0, heldWhen: 'assemblyHeld' });

/** The facts as an evaluation finds them: the rules it is pinned to by then, and a newer version to migrate to. */
export const factsOf = (rules: RuleSet, next: RuleSet) => {
  const others: Partial<Facts> = { nextRuleSet: next, nextRuleSetDigest: 'e'.repeat(64), 'federation:bureau': { level: 'district' } };
  const [pinned, migrated] = [deepFreeze(factsWith(rules, others)), deepFreeze(factsWith(next, others))] as [Facts, Facts];
  return (state: State): Facts => (state.opened?.ruleSet.version === 2 ? migrated : pinned);
};

/** When each duty is done in an ordinary year. */
const usualDays: { readonly [S in Duty['step']]?: string } = {
  submitPlan: '2025-03-01',
  submitSelfInspection: '2025-10-20',
  holdAssembly: '2025-11-10',
  tallyVote: '2025-11-10',
  enterCount: '2025-11-10',
  publishResult: '2025-11-12',
  reportUpward: '2025-11-20',
  fileReport: '2025-11-28',
  recordVisit: '2025-12-20',
  giveVerdict: '2025-12-22',
  openNotice: '2025-12-29',
  grantTitle: '2026-01-20',
  closeEvaluation: '2026-02-01',
};

/** The most wishes of a usual year. */
const longest = 40;

/** The wishes of a year in which all goes well, with a title where the rules have one for a beginner. */
export function usualYear(rules: RuleSet): readonly Wish[] {
  const road = { facts: factsOf(rules, migratedTo), dates: (_: State, duty: Duty) => [usualDays[duty.step] ?? '2025-12-01'], at: recordedAt };
  const wishes: Wish[] = [];
  let state: State = initial;
  const ask = (wish: Wish) => {
    const decision = decisionOf(wish, state, road.facts(state));
    if (isRefusal(decision)) return;
    wishes.push(wish);
    state = decision.reduce(evolved, state);
  };
  ask(open);
  for (const title of [undefined, ...rules.titles.filter(({ after }) => after === null)]) {
    if (title !== undefined && state.application === null) ask({ type: 'ApplyForTitle', data: { title: title.id, appliedOn: '2025-12-10', votesFor: 40, present: 50 } });
    for (let next = nextGranted(state, road); !('stuck' in next) && next.state.ended === null && wishes.length < longest; next = nextGranted(state, road)) ask(next.wish);
  }
  return wishes;
}

/** Rules, those they are migrated to, how far the year goes well, and what is asked after that. */
export type Life = readonly [rules: RuleSet, begun: readonly Wish[], wishes: readonly Wish[], next: RuleSet];

/** The last of the answers or grades is given by all. */
const discontent = (rules: RuleSet, wish: Wish): Wish => {
  if (wish.type === 'RecordQuestionnaire' || wish.type === 'SummariseQuestionnaire') {
    return { ...wish, data: { ...wish.data, answers: { [(rules.questionnaire?.grades ?? rules.ballot.grades).at(-1) as string]: wish.data.valid } } } as Wish;
  }
  return wish.type === 'TallyVote' ? { ...wish, data: { ...wish.data, ...sheetUnder(rules, wish.data.present === 0 ? 'questionnaire' : 'congress', { all: 40, upper: 0 }) } } : wish;
};

const lifeUnder = (rules: RuleSet, next: RuleSet): fc.Arbitrary<Life> => {
  const usual = usualYear(rules);
  // One year in five the members are not content.
  const begun = fc.tuple(fc.nat(usual.length), fc.nat(4)).map(([well, dice]) => usual.slice(0, well).map((wish) => (dice === 0 ? discontent(rules, wish) : wish)));
  return fc.tuple(fc.constant(rules), begun, fc.array(aWishUnder(rules, usual), { minLength: 15, maxLength: 40 }), fc.constant(next));
};

/** A life under one of five usual rule sets. */
export const aLife: fc.Arbitrary<Life> = someRules.chain((rules) => lifeUnder(rules, migratedTo));
/** A life under any rules that a place could write, perhaps migrated to any others. */
export const aLifeUnderAnyRules: fc.Arbitrary<Life> = fc.tuple(aRandomRuleSet, aRandomRuleSet).chain(([rules, next]) => lifeUnder(rules, { ...next, version: 2 }));

/** Lives through a year that begins well and goes on at random; refused wishes change nothing. */
export function live([rules, begun, wishes, next]: Life, each: (state: State, events: readonly EvaluationEvent[]) => void, refused: (code: string) => void = () => undefined): readonly EvaluationEvent[] {
  const facts = factsOf(rules, next);
  const log: EvaluationEvent[] = [];
  let state: State = initial;
  for (const wish of [...begun, ...wishes]) {
    const decision = decisionOf(wish, deepFreeze(state), withEntry(facts(state), wish, log));
    if (isRefusal(decision)) {
      expect(evaluationRefusals).toContain(decision.refused);
      refused(decision.refused);
      continue;
    }
    state = decision.reduce((before, event) => deepFreeze(evolved(before, event)), state);
    log.push(...decision);
    each(state, decision);
  }
  return log;
}
