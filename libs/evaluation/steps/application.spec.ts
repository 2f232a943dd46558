import type { RuleSet } from '#rules';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { dutiesOf } from '../questions/next-steps.js';
import { accept, after, apply, factsWith, inspect, officer, open, openNotice, openRound, publish, reportUpward, submitPlan, tally, untilAccepted, untilApplied, untilAssembly, untilFiled, untilPlan, untilPublished, visit, yearUnder, holdAssembly, formGroup, type Wish } from '../testing/a-year.js';

const applyFor = (title: string, others: object = {}): Wish => ({ type: 'ApplyForTitle', data: { title, appliedOn: '2025-12-10', ...others } });
const again: Wish = { type: 'ApplyForTitle', data: { title: 'qualified', appliedOn: '2026-01-10' } };
const recommend = (federation: string): Wish => ({ type: 'RecommendApplication', data: { federation, recommendedOn: '2025-12-12', opinion: '同意' }, by: { ...officer, bodyId: `federation-${federation}` } });
const union = { name: '中心工会', class: 'publicInstitution' as const, superior: 'bureau', path: ['bureau'] };

describe('an application', () => {
  it('names what it rests on', () => expect(after(...untilFiled).when(apply).decision()).toMatchObject([{ type: 'TitleAppliedFor', data: { title: 'qualified', endorsement: { n: 45, m: 50, of: 'present' } } }]));
  it('needs the threshold of its title: 39 of 50 are not 80 %', () => {
    const reported = (upper: number) => [...untilAssembly, openRound(), tally(upper), publish(), reportUpward];
    after(...reported(39)).when(apply).thenRefused('below-threshold', { title: 'qualified', n: 39, m: 50, of: 'present', threshold: { n: 80, m: 100 } });
    expect(after(...reported(40)).when(apply).decision()).toHaveLength(1);
  });
  it('climbs the ladder rung by rung', () => {
    after(...untilFiled).when(applyFor('advanced')).thenRefused('lower-title-missing', { title: 'advanced', after: 'qualified' });
    expect(yearUnder(factsWith(aRuleSet, { union: { ...union, honours: [{ honour: 'q1', title: 'qualified' }] } })).after(...untilFiled).when(applyFor('advanced')).decision()).toHaveLength(1);
    after(...untilFiled).when(applyFor('national')).thenRefused('title-unknown', { known: ['qualified', 'advanced'] });
  });
  it('needs every obligatory criterion, or its rectification confirmed', () => {
    const zero = [...untilPlan, inspect({ '1.1': 0 }), holdAssembly, openRound(), tally(45), publish(), reportUpward];
    after(...zero).when(apply).thenRefused('obligatory-criterion-missing', { criteria: ['1.1'] });
    const done: Wish[] = [{ type: 'CompleteItem', data: { item: 'c1_1_v1', completedOn: '2025-11-29', result: '已换届' } }, { type: 'ConfirmItem', data: { item: 'c1_1_v1', confirmedOn: '2025-12-01', confirmedBy: 'superior' }, by: officer }];
    expect(after(...zero, ...done).when(apply).decision()).toHaveLength(1);
  });
  it('needs the steps before on record', () => {
    after(open).when(apply).thenRefused('result-not-published');
    after(open, formGroup, submitPlan, openRound(), tally(45), publish()).when(apply).thenRefused('predecessors-missing', { missing: ['selfInspection', 'assembly'] });
    after(...untilPublished).when(apply).thenRefused('report-missing');
    const required = yearUnder(factsWith(aRuleSetWith({ planApproval: 'required', steps: { ...aRuleSet.steps, required: ['plan', 'vote'] } })));
    required.after(...untilPlan, openRound(), tally(45), publish()).when(apply).thenRefused('plan-not-approved');
  });
  it('is voted for by no more than were there, and these by no more than were entitled', () => {
    after(...untilFiled).when(applyFor('qualified', { votesFor: 51, present: 50 })).thenRefused('votes-over-present', { votesFor: 51, present: 50 });
    after(...untilFiled).when(applyFor('qualified', { votesFor: 50, present: 61, entitled: 60 })).thenRefused('present-over-entitled', { present: 61, entitled: 60 });
    expect(after(...untilFiled).when(applyFor('qualified', { votesFor: 60, present: 60, entitled: 60 })).decision()).toHaveLength(1);
  });
  it('counts members among the staff, who may all be members', () => {
    const membership = (members: number) => applyFor('qualified', { membership: { on: '2025-12-01', members, staff: 60 } });
    after(...untilFiled).when(membership(61)).thenRefused('members-over-staff', { members: 61, staff: 60 });
    expect(after(...untilFiled).when(membership(60)).decision()).toHaveLength(1);
  });
  it('tells which end of the notice in the unit is no day, or none of the year', () => {
    const notice = (from: string, until: string) => applyFor('qualified', { unitNotice: { from, until } });
    after(...untilFiled).when(notice('2025-11-31', '2025-12-05')).thenRefused('date-impossible', { field: 'unitNotice.from' });
    after(...untilFiled).when(notice('2025-12-01', '2025-12-32')).thenRefused('date-impossible', { field: 'unitNotice.until' });
    after(...untilFiled).when(notice('2024-12-31', '2025-01-05')).thenRefused('date-before-facts', { field: 'unitNotice.from' });
    expect(after(...untilFiled).when(notice('2025-12-01', '2025-12-05')).decision()).toHaveLength(1);
  });
  it('is voted on by a body of which no fewer were entitled than had sat', () => {
    after(...untilFiled).when(applyFor('qualified', { votesFor: 4, present: 4, entitled: 4 })).thenRefused('roll-below-sitting', { entitled: 4, present: 50 });
    expect(after(...untilFiled).when(applyFor('qualified', { votesFor: 4, present: 4, entitled: 50 })).decision()).toHaveLength(1);
  });
  it('is made once, and again only after it failed', () => {
    after(...untilApplied).when(apply).thenRefused('already-applied', { title: 'qualified' });
    const notPassed: Wish = { type: 'GiveVerdict', data: { verdict: 'notPassed', givenOn: '2025-12-22', reason: '台账不全' }, by: officer };
    after(...untilApplied, visit, notPassed).when(apply).thenRefused('date-contradicts', { field: 'appliedOn', milestone: 'verdict', recorded: '2025-12-22', must: 'follow' });
    expect(after(...untilApplied, visit, notPassed).when(again).decision()).toHaveLength(1);
    const upheld: Wish[] = [openNotice, { type: 'RaiseObjection', data: { objection: 'o1', raisedOn: '2025-12-30', summary: '数据不实' } }, { type: 'DecideObjection', data: { objection: 'o1', upheld: true, decidedOn: '2026-01-04', reason: '属实' }, by: officer }];
    const anew = after(...untilAccepted, ...upheld, again);
    expect(anew.state()).toMatchObject({ visits: 0, verdict: null, notice: null, dates: { application: '2026-01-10' } });
    anew.when(visit).thenRefused('date-contradicts', { field: 'visitedOn', milestone: 'application', recorded: '2026-01-10' });
  });
});

describe('where a place asks by questionnaire', () => {
  const asks = (others: Partial<NonNullable<RuleSet['questionnaire']>> = {}) => ({ required: true, sample: { perGroup: 10 }, upper: ['satisfied'], over: 'returned' as const, atLeast: '80/100', ...others });
  const alone = (others: Partial<NonNullable<RuleSet['questionnaire']>> = {}) =>
    yearUnder(factsWith(aRuleSetWith({ heldWhen: 'reportedUpward', bodies: ['questionnaire'], questionnaire: asks(others), steps: { required: ['selfInspection', 'report'], recorded: ['application', 'acceptance', 'rectification'] } })));
  const answered = (satisfied: number): Wish[] => {
    const counts = { issued: 20, returned: 20, valid: 20, answers: { satisfied, dissatisfied: 20 - satisfied } };
    return [{ type: 'RecordQuestionnaire', data: { group: 'delegation_1', askedOn: '2025-10-12', ...counts } }, { type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-13', ...counts } }];
  };

  it('nothing is reported before it was asked and summed up, and that is what is due', () => {
    alone().after(open, inspect()).when(reportUpward).thenRefused('questionnaire-missing');
    const due = (...wishes: Wish[]) => dutiesOf(alone().after(open, inspect(), ...wishes).state()).map(({ step }) => step);
    expect([due(), due(...answered(16).slice(0, 1)), due(...answered(16))]).toEqual([['recordQuestionnaire'], ['summariseQuestionnaire'], ['reportUpward']]);
    expect(alone().after(open, inspect(), ...answered(16)).when(reportUpward).decision()).toHaveLength(1);
  });
  it('it is asked for beside an assembly and a vote as well', () => {
    const both = yearUnder(factsWith(aRuleSetWith({ questionnaire: asks() })));
    both.after(...untilPublished).when(reportUpward).thenRefused('questionnaire-missing');
    const year = (satisfied: number) => both.after(...untilPublished, ...answered(satisfied), reportUpward);
    expect(year(16).when(apply).decision()).toMatchObject([{ data: { endorsement: { n: 45, m: 50 } } }]);
    year(15).when(apply).thenRefused('questionnaire-below', { n: 15, m: 20, of: 'returned', threshold: { n: 80, m: 100 } });
  });
  it('no title rests on one satisfied of twenty: the questionnaire must reach its threshold, and alone the title\'s', () => {
    const year = (satisfied: number, others = {}) => alone(others).after(open, inspect(), ...answered(satisfied), reportUpward);
    year(1).when(apply).thenRefused('questionnaire-below', { title: 'qualified', n: 1, m: 20, of: 'returned', threshold: { n: 80, m: 100 } });
    year(15).when(apply).thenRefused('questionnaire-below', { n: 15 });
    expect(year(16).when(apply).decision()).toMatchObject([{ data: { endorsement: { n: 16, m: 20, of: 'returned' } } }]);
    // Nobody sat: there is no sitting whose number a roll could fall short of.
    expect(year(16).when({ ...apply, data: { ...apply.data, entitled: 4 } } as Wish).decision()).toHaveLength(1);
    year(15, { atLeast: '1/2' }).when(apply).thenRefused('questionnaire-below', { threshold: { n: 80, m: 100 } });
  });
  it('an application needs it where there is no vote, be it required or not', () => {
    alone({ required: false }).after(open, inspect(), reportUpward).when(apply).thenRefused('questionnaire-missing');
    expect(yearUnder(factsWith(aRuleSetWith({ questionnaire: asks({ required: false }) }))).after(...untilFiled).when(apply).decision()).toHaveLength(1);
  });
  it('of a few sheets nobody is told how they fell', () => {
    const few = { issued: 4, returned: 4, valid: 4, answers: { satisfied: 1, dissatisfied: 3 } };
    const wishes: Wish[] = [{ type: 'RecordQuestionnaire', data: { group: 'delegation_1', askedOn: '2025-10-12', ...few } }, { type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-13', ...few } }];
    alone().after(open, inspect(), ...wishes, reportUpward).when(apply).thenRefused('questionnaire-below', { n: null, m: null, of: null });
  });
  it('a migration to rules that require one makes it due', () => {
    const migrate: Wish = { type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2 }, reason: '新办法' }, by: officer };
    const year = yearUnder(factsWith(aRuleSet, { nextRuleSet: aRuleSetWith({ version: 2, questionnaire: asks() }), nextRuleSetDigest: 'e'.repeat(64) }));
    expect(dutiesOf(year.after(...untilPublished, migrate).state()).map(({ step }) => step)).toEqual(['recordQuestionnaire']);
  });
});

describe('a result that is corrected below the threshold', () => {
  const correct = (satisfied: number): Wish => ({ type: 'CorrectFact', data: { what: { kind: 'box', round: 1, box: 'main' }, wrong: { 'home.satisfied': 45, 'home.dissatisfied': 5 }, right: { 'home.satisfied': satisfied, 'home.dissatisfied': 50 - satisfied }, reason: '笔误', basis: '计票单', consentedBy: 'superior' }, by: officer }) as Wish;
  it('carries no visit, no acceptance, no notice any more, until a new round does', () => {
    after(...untilApplied, correct(17)).when(visit).thenRefused('below-threshold', { n: 17, m: 50 });
    after(...untilApplied, visit, correct(17)).when(accept).thenRefused('below-threshold');
    after(...untilAccepted, correct(17)).when(openNotice).thenRefused('below-threshold');
    expect(dutiesOf(after(...untilApplied, correct(17)).state()).map(({ step }) => step)).toEqual(['openRound']);
    expect(dutiesOf(after(...untilApplied, correct(40)).state()).map(({ step }) => step)).toContain('recordVisit');
  });
});

describe('a recommendation', () => {
  it('comes from each federation above, once', () => {
    after(...untilApplied).when(recommend('city')).then({ type: 'ApplicationRecommended', data: { federation: 'city', recommendedOn: '2025-12-12', opinion: '同意' } });
    after(...untilApplied).when({ ...recommend('elsewhere'), by: officer }).thenRefused('federation-not-superior');
    after(...untilApplied).when({ ...recommend('city'), by: officer }).thenRefused('recommended-by-another', { body: 'federation-bureau', federation: 'city' });
    after(...untilApplied, recommend('city')).when(recommend('city')).thenRefused('already-recommended');
    after(...untilFiled).when(recommend('city')).thenRefused('application-missing');
    after(...untilApplied).when({ type: 'RecommendApplication', data: { federation: 'city', recommendedOn: '2025-12-09' }, by: { ...officer, bodyId: 'federation-city' } }).thenRefused('date-contradicts', { field: 'recommendedOn', milestone: 'application', must: 'follow' });
  });
});

describe('acceptance', () => {
  const survey = { issued: 25, returned: 25, valid: 25, recognised: 25 };
  const judge = (verdict: 'accepted' | 'putRight' | 'notPassed', others: object = {}): Wish => ({ type: 'GiveVerdict', data: { verdict, givenOn: '2025-12-22', ...others }, by: officer });
  const visitWith = (others: object): Wish => ({ ...visit, data: { ...visit.data, ...others } }) as Wish;

  it('records a visit with its own survey over what it issued', () => {
    expect(after(...untilApplied).when(visitWith({ attendees: { cadres: 7, workers: 18 }, survey })).decision()).toMatchObject([{ type: 'VisitRecorded', data: { recognition: { n: 25, m: 25, of: 'issued', formula: 'recognised' } } }]);
    expect(after(...untilApplied).when(visit).decision()).toMatchObject([{ data: { recognition: null } }]);
  });
  it('refuses a survey that does not add up', () => {
    after(...untilApplied).when(visitWith({ survey: { ...survey, returned: 26 } })).thenRefused('survey-inconsistent', { left: 'returned', right: 'issued' });
    after(...untilApplied).when(visitWith({ survey: { ...survey, recognised: 26 } })).thenRefused('survey-inconsistent', { left: 'recognised', leftCount: 26, must: 'notExceed', right: 'valid', rightCount: 25 });
  });
  it('follows an application; where the rules know none, the report', () => {
    after(...untilFiled).when(visit).thenRefused('application-missing');
    const zhengzhou = yearUnder(factsWith(aRuleSetWith({ steps: { required: ['selfInspection', 'report', 'acceptance'], recorded: [] } })));
    zhengzhou.after(open, inspect()).when(visit).thenRefused('report-missing');
    expect(zhengzhou.after(open, inspect(), reportUpward).when(visit).decision()).toHaveLength(1);
  });
  it('ends in a verdict: accepted at the title\'s score, compared before rounding', () => {
    expect(after(...untilApplied, visit).when(judge('accepted', { score: 80 })).decision()).toHaveLength(1);
    after(...untilApplied, visit).when(judge('accepted', { score: 79.99 })).thenRefused('score-below', { title: 'qualified', score: 79.99, least: 80 });
    after(...untilApplied, visit).when(judge('accepted')).thenRefused('score-missing', { title: 'qualified' });
    after(...untilApplied).when(judge('accepted', { score: 90 })).thenRefused('visit-missing');
  });
  it('may ask to put something right by a date, and judges again', () => {
    after(...untilApplied, visit).when(judge('putRight')).thenRefused('put-right-date-missing');
    after(...untilApplied, visit).when(judge('putRight', { putRightBy: '2025-12-21' })).thenRefused('date-contradicts', { field: 'putRightBy', milestone: 'verdict', recorded: '2025-12-22' });
    const putRight = judge('putRight', { putRightBy: '2026-01-15' });
    expect(after(...untilApplied, visit, putRight, accept).state().verdict).toEqual({ verdict: 'accepted', putRightBy: null });
    after(...untilAccepted).when(judge('notPassed', { reason: '台账不全' })).thenRefused('verdict-already-given', { verdict: 'accepted' });
    after(...untilApplied, visit, putRight).when(judge('accepted', { score: 90, givenOn: '2025-12-21' })).thenRefused('date-contradicts', { field: 'givenOn', milestone: 'verdict', recorded: '2025-12-22' });
    after(...untilApplied, visit).when(judge('notPassed', { reason: '台账不全', givenOn: '2025-12-19' })).thenRefused('date-contradicts', { milestone: 'visit' });
  });
});
