import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { evaluation } from '../evaluation.js';
import { accept, after, chair, factsWith, grant, officer, open, untilAccepted, untilApplied, untilNotice, visit, yearUnder, type Wish } from '../testing/a-year.js';

const visiting = (others: object): Wish => ({ type: 'RecordVisit', data: { visitedOn: '2025-12-20', presenter: 'vice_chair', ...others }, by: officer });
const judge = (others: object): Wish => ({ type: 'GiveVerdict', data: { verdict: 'accepted', givenOn: '2025-12-22', ...others }, by: officer }) as Wish;
const scores = [{ criterion: '1.1', points: 36 }, { criterion: '1.2', points: 34 }, { criterion: '2.1', points: 15 }];

describe('the panel', () => {
  it('sees archive and premises, and scores beside the self-score', () => {
    const seen = { archive: '档案八盒', premises: '活动室一处', scores };
    expect(after(...untilApplied).when(visiting(seen)).decision()).toMatchObject([{ type: 'VisitRecorded', data: { ...seen, score: { earned: 8500, max: 10_000, of100: 8500 } } }]);
    expect(after(...untilApplied).when(visiting({ scores: scores.slice(0, 2) })).decision()).not.toHaveProperty('0.data.score');
  });
  it('keeps to the standard', () => {
    after(...untilApplied).when(visiting({ scores: [{ criterion: '9.9', points: 1 }] })).thenRefused('criterion-unknown', { criterion: '9.9' });
    after(...untilApplied).when(visiting({ scores: [...scores, scores[0]] })).thenRefused('criterion-twice', { criterion: '1.1' });
    after(...untilApplied).when(visiting({ scores: [{ criterion: '1.1', points: 41 }] })).thenRefused('points-over-maximum');
  });
  it('need not say its score again, which must reach that of the title', () => {
    expect(after(...untilApplied, visiting({ scores })).when(judge({})).decision()).toMatchObject([{ type: 'VerdictGiven', data: { score: 85 } }]);
    after(...untilApplied, visiting({ scores: scores.map((score) => ({ ...score, points: 15 })) })).when(judge({})).thenRefused('score-below', { score: 45, least: 80 });
    after(...untilApplied, visit).when(judge({})).thenRefused('score-missing');
  });
  it('has a seminar by category and a questionnaire of its own: 25 of 25 recognise', () => {
    const attendees = { leaders: 4, cadres: 6, frontLine: 10, retired: 5 };
    expect(after(...untilApplied).when(visiting({ attendees, survey: { issued: 25, returned: 25, valid: 25, recognised: 25 } })).decision()).toMatchObject([{ data: { attendees, recognition: { n: 25, m: 25 } } }]);
  });
  it('has recognition over the staff that was asked, where it is known how many', () => {
    const survey = { staff: 40, issued: 30, returned: 29, valid: 28, recognised: 26 };
    expect(after(...untilApplied).when(visiting({ survey })).decision()).toMatchObject([{ data: { survey, recognition: { n: 26, m: 40, of: 'staff', formula: 'recognised' } } }]);
    expect(after(...untilApplied).when(visiting({ survey: { ...survey, staff: 30 } })).decision()).toHaveLength(1);
    after(...untilApplied).when(visiting({ survey: { ...survey, staff: 29 } })).thenRefused('survey-inconsistent', { left: 'issued', leftCount: 30, must: 'notExceed', right: 'staff', rightCount: 29 });
  });
});

describe('a verdict', () => {
  const putRight = judge({ verdict: 'putRight', putRightBy: '2026-01-20', reason: '补做审查' });
  const notPassed = (givenOn: string) => judge({ verdict: 'notPassed', givenOn, reason: '仍未补做' });

  it('that is a no is the last one', () => {
    const failed = [...untilApplied, visit, notPassed('2025-12-22')];
    for (const another of [accept, putRight, notPassed('2025-12-23')]) after(...failed).when(another).thenRefused('verdict-already-given', { verdict: 'notPassed' });
  });
  it('that is a no has its reason', () => after(...untilApplied, visit).when(judge({ verdict: 'notPassed' })).thenRefused('reason-missing', { verdict: 'notPassed' }));
  it('follows what was to be put right: not passed only after the date, accepted at any time', () => {
    after(...untilApplied, visit, putRight).when(notPassed('2026-01-19')).thenRefused('put-right-running', { putRightBy: '2026-01-20' });
    expect(after(...untilApplied, visit, putRight).when(notPassed('2026-01-20')).decision()).toHaveLength(1);
    expect(after(...untilApplied, visit, putRight).when(accept).decision()).toHaveLength(1);
  });
});

describe('who accepts', () => {
  const moon = { ...officer, bodyId: 'federation-moon' };
  it('is a federation above the union, never the union itself', () => {
    for (const [past, wish] of [[untilApplied, visit], [[...untilApplied, visit], accept], [untilNotice, grant]] as const) {
      after(...past).when({ ...wish, by: moon } as Wish).thenRefused('not-superior-of-union', { body: 'federation-moon' });
      after(...past).when({ ...wish, by: chair } as Wish).thenRefused('own-union');
    }
  });
  it('is of the level that the title names, where the register knows it', () => {
    const cityAccepts = aRuleSetWith({ titles: aRuleSet.titles.map((title) => ({ ...title, acceptedBy: 'city' as const })) });
    const known = (level?: 'district' | 'city') => yearUnder(factsWith(cityAccepts, { federation: level === undefined ? {} : { level } }));
    expect(known('city').after(...untilApplied).when(visit).decision()).toHaveLength(1);
    expect(known().after(...untilAccepted).state().verdict).toMatchObject({ verdict: 'accepted' });
    known('district').after(...untilApplied).when(visit).thenRefused('not-accepting-level', { level: 'district', acceptedBy: 'city' });
  });
  it('is asked of the register', () => {
    const state = after(...untilApplied).state();
    expect(evaluation.needs({ ...visit, at: '', commandId: 'c', by: officer } as never, state)).toMatchObject({ federation: { fact: 'federation', of: 'bureau' } });
    expect(evaluation.needs({ ...visit, at: '', commandId: 'c', by: officer } as never, after(open).state())).toHaveProperty('federation');
  });
});
