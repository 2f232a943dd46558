import { aRuleSet, aRuleSetWith } from '#rules/testing';
import type { Requires } from '#rules';
import { after, factsWith, formGroup, holdAssembly, inspect, open, openRound, publish, reportUpward, submitPlan, tally, yearUnder, type Wish } from './testing/a-year.js';

const requiring = (requires: Requires, honours: object[] = []) => {
  const [first, ...others] = aRuleSet.titles;
  const union = { name: '中心工会', class: 'publicInstitution' as const, superior: 'bureau', path: ['bureau'], honours: honours as never };
  return yearUnder(factsWith(aRuleSetWith({ titles: [{ ...(first ?? { id: 'qualified', after: null, endorsement: '80/100', score: 80 }), requires }, ...others] }), { union }));
};
const reported = (points = {}, upper = 45): readonly Wish[] => [open, formGroup, submitPlan, inspect(points), holdAssembly, openRound(), tally(upper), publish(), reportUpward];
const applying = (others: object = {}): Wish => ({ type: 'ApplyForTitle', data: { title: 'qualified', appliedOn: '2025-12-10', ...others } });
const judged = (requires: Requires, others: object = {}, past = reported()) => requiring(requires).after(...past).when(applying(others));

describe('what a title asks of the record', () => {
  it('is a further threshold of the vote', () => {
    const asking = (atLeast: string): Requires => ({ satisfaction: [{ subject: 'unionWork', upper: ['satisfied'], over: { assembly: 'entitled', questionnaire: 'issued' }, atLeast }] });
    expect(judged(asking('45/60')).decision()).toHaveLength(1);
    judged(asking('46/60')).thenRefused('satisfaction-below', { subject: 'unionWork', n: 45, m: 60, of: 'entitled', threshold: { n: 46, m: 60 } });
  });
  it('is a title held so many years running, as far as is certain', () => {
    const held = (grantedOn?: string) => requiring({ heldFor: { title: 'model', years: 3 } }, [{ honour: 'm1', title: 'model', ...(grantedOn === undefined ? {} : { grantedOn }) }]).after(...reported()).when(applying());
    for (const since of ['2023-12-31', '2023', undefined]) expect(held(since).decision()).toHaveLength(1);
    held('2024-01').thenRefused('title-not-held-long', { title: 'model', years: 3, since: '2024-01' });
    judged({ heldFor: { title: 'model', years: 3 } }).thenRefused('title-not-held-long', { since: null });
  });
  it('is no criterion at zero, or one that was put right', () => {
    judged({ noZero: true }, {}, reported({ '1.2': 0 })).thenRefused('criterion-zero', { criteria: ['1.2'] });
    expect(judged({ noZero: true }).decision()).toHaveLength(1);
  });
  it('is a share of an item, and a self-score', () => {
    judged({ itemAtLeast: [{ item: '2', share: '4/5' }] }, {}, reported({ '2.1': 15 })).thenRefused('item-below', { item: '2', earned: 15, max: 20, share: '4/5' });
    expect(judged({ itemAtLeast: [{ item: '2', share: '3/4' }] }, {}, reported({ '2.1': 15 })).decision()).toHaveLength(1);
    judged({ selfScore: { atLeast: 91 } }).thenRefused('self-score-below', { score: 90.5, least: 91 });
    expect(judged({ selfScore: { atLeast: 90 } }).decision()).toHaveLength(1);
  });
  it('is every criterion above zero where the rules block on any', () => {
    const any = yearUnder(factsWith(aRuleSetWith({ zeroBlocks: 'any' })));
    any.after(...reported({ '1.2': 0 })).when(applying()).thenRefused('obligatory-criterion-missing', { criteria: ['1.2'] });
    expect(after(...reported({ '1.2': 0 })).when(applying()).decision()).toHaveLength(1);
  });
});

describe('what an application brings', () => {
  it('is the rate of membership', () => {
    const asking: Requires = { membershipRate: { atLeast: '90/100' } };
    const membership = (members: number, on = '2025-11-30') => ({ membership: { members, staff: 100, on } });
    judged(asking).thenRefused('membership-missing', { threshold: { n: 90, m: 100 } });
    judged(asking, membership(89)).thenRefused('membership-below', { n: 89, m: 100 });
    judged(asking, membership(101)).thenRefused('members-over-staff', { members: 101, staff: 100 });
    judged(asking, membership(90, '2024-12-31')).thenRefused('date-before-facts', { field: 'membership.on' });
    expect(judged(asking, membership(90)).decision()).toMatchObject([{ data: membership(90) }]);
  });
  it('is the vote of the members\' body on applying', () => {
    const asking: Requires = { applicationVote: { atLeast: '2/3', of: 'entitled' } };
    judged(asking, { votesFor: 40, present: 50 }).thenRefused('application-vote-missing', { of: 'entitled' });
    judged(asking, { votesFor: 39, present: 50, entitled: 60 }).thenRefused('application-vote-below', { n: 39, m: 60, of: 'entitled' });
    judged(asking, { votesFor: 40, present: 61, entitled: 60 }).thenRefused('present-over-entitled');
    expect(judged(asking, { votesFor: 40, present: 50, entitled: 60 }).decision()).toHaveLength(1);
    expect(judged({ applicationVote: { atLeast: '2/3', of: 'present' } }, { votesFor: 34, present: 50 }).decision()).toHaveLength(1);
  });
  it('are opinions of the Party organisation and of departments', () => {
    judged({ partyOpinion: true }).thenRefused('party-opinion-missing');
    expect(judged({ partyOpinion: true }, { partyOpinion: '同意' }).decision()).toHaveLength(1);
    const asking: Requires = { departmentOpinions: { from: ['safety', 'tax'] } };
    const safety = { from: 'safety', favourable: true };
    judged(asking, { departmentOpinions: [safety] }).thenRefused('department-opinion-missing', { departments: ['tax'] });
    judged(asking, { departmentOpinions: [safety, { from: 'tax', favourable: false }] }).thenRefused('department-opposed', { departments: ['tax'] });
    expect(judged(asking, { departmentOpinions: [safety, { from: 'tax', favourable: true }] }).decision()).toHaveLength(1);
  });
  it('is a notice in the unit that has run its working days', () => {
    const asking: Requires = { noticeInUnit: { days: 5 } };
    const notice = (from: string, until: string) => ({ unitNotice: { from, until } });
    judged(asking).thenRefused('unit-notice-missing', { days: 5 });
    judged(asking, notice('2025-12-01', '2025-12-07')).thenRefused('unit-notice-short', { days: 5, earliest: '2025-12-08' });
    judged(asking, notice('2025-12-04', '2025-12-11')).thenRefused('unit-notice-running', { until: '2025-12-11', appliedOn: '2025-12-10' });
    judged(asking, notice('2025-02-30', '2025-12-08')).thenRefused('date-impossible', { field: 'unitNotice.from' });
    expect(judged(asking, notice('2025-12-01', '2025-12-08')).decision()).toHaveLength(1);
  });
});
