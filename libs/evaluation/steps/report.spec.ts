import { aRuleSetWith } from '#rules/testing';
import { after, factsWith, fileReport, formGroup, holdAssembly, inspect, officer, open, openRound, publish, reportUpward, submitPlan, tally, untilAssembly, untilFiled, untilPublished, untilReported, yearUnder, type Wish } from '../testing/a-year.js';
import { dutiesOf } from '../questions/next-steps.js';

const sendBack: Wish = { type: 'ReturnReport', data: { returnedOn: '2025-11-25', reason: '缺附件', dueOn: '2025-12-05' }, by: officer };
const original: Wish = { type: 'ReceiveOriginal', data: { receivedOn: '2025-11-26' }, by: officer };
const voted = [openRound(), tally(45), publish()];

describe('a plan of rectification', () => {
  const reporting = (others: object): Wish => ({ ...reportUpward, data: { ...reportUpward.data, ...others } }) as Wish;
  it('goes up with the report, by text and by items that were opened; the Party organisation gets a copy', () => {
    const item: Wish = { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } };
    const told = { rectificationPlan: '每周开放三天', items: ['library'], partyCopiedOn: '2025-11-21' };
    expect(after(...untilPublished, item).when(reporting(told)).decision()).toMatchObject([{ type: 'ReportedUpward', data: told }]);
    after(...untilPublished).when(reporting(told)).thenRefused('item-unknown', { item: 'library' });
    after(...untilPublished, item).when(reporting({ ...told, partyCopiedOn: '2024-12-31' })).thenRefused('date-before-facts', { field: 'partyCopiedOn' });
  });
  it('is followed by the sealed original: outstanding until the end', () => {
    const closing = (...wishes: readonly Wish[]) => dutiesOf(after(...wishes).state());
    expect(closing(...untilFiled)).toMatchObject([{ step: 'closeEvaluation', missing: ['original'] }]);
    expect(closing(...untilFiled, { type: 'ReceiveOriginal', data: { receivedOn: '2025-12-01' }, by: officer })[0]).not.toHaveProperty('missing');
  });
});

describe('reporting upward', () => {
  it('reports on the published round', () => after(...untilPublished).when(reportUpward).then({ type: 'ReportedUpward', data: { version: 1, round: 1, reportedOn: '2025-11-20', receivedOn: '2025-11-21', late: false } }));
  it('is late by the day it was received, the first time', () => {
    const late: Wish = { type: 'ReportUpward', data: { reportedOn: '2025-11-20', receivedOn: '2025-11-27' } };
    expect(after(...untilPublished).when(late).decision()).toMatchObject([{ data: { late: true } }]);
    expect(after(...untilReported, sendBack).when(late).decision()).toMatchObject([{ data: { version: 2, late: false } }]);
  });
  it('needs a published result', () => after(...untilAssembly, openRound(), tally(45)).when(reportUpward).thenRefused('result-not-published'));
  it('needs what the rules require before', () => after(open, ...voted).when(reportUpward).thenRefused('predecessors-missing', { missing: ['plan', 'selfInspection', 'assembly'] }));
  it('needs an approved plan where the rules require one', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ planApproval: 'required' })));
    const past = [open, formGroup, submitPlan, inspect(), holdAssembly, ...voted];
    year.after(...past).when(reportUpward).thenRefused('plan-not-approved');
    expect(year.after(...past, { type: 'ApprovePlan', data: { body: 'congress', approvedOn: '2025-03-10' } }).when(reportUpward).decision()).toHaveLength(1);
  });
  it('stands where a rule set knows no vote', () => {
    const rules = aRuleSetWith({ steps: { required: ['selfInspection', 'report'], recorded: ['acceptance'] } });
    expect(yearUnder(factsWith(rules)).after(open, inspect()).when(reportUpward).decision()).toMatchObject([{ data: { round: 0 } }]);
  });
  it('happens once a round, and again after a return', () => {
    after(...untilReported).when(reportUpward).thenRefused('report-already-received', { version: 1 });
    after(...untilFiled).when(reportUpward).thenRefused('report-already-filed', { version: 1 });
    expect(after(...untilReported, sendBack, reportUpward, sendBack, reportUpward).state().report).toMatchObject({ version: 3, stands: 'submitted' });
  });
  it('starts anew with a new round, after its publication', () => {
    const again = [...untilAssembly, openRound(), tally(39), publish(), reportUpward, fileReport, openRound(2), tally(45, { round: 2, heldOn: '2026-01-12' }), publish(2, '2026-01-14')];
    after(...again).when(reportUpward).thenRefused('date-contradicts', { milestone: 'publish', recorded: '2026-01-14' });
    expect(after(...again).when({ type: 'ReportUpward', data: { reportedOn: '2026-01-20', receivedOn: '2026-01-21' } }).decision()).toMatchObject([{ data: { version: 2, round: 2 } }]);
    after(...again).when(fileReport).thenRefused('report-missing');
  });
});

describe('the superior', () => {
  it('receives the sealed original once', () => {
    after(...untilReported).when(original).then({ type: 'OriginalReceived', data: { version: 1, receivedOn: '2025-11-26' } });
    after(...untilPublished).when(original).thenRefused('report-missing');
    after(...untilReported, original).when(original).thenRefused('original-already-received');
  });
  it('files or returns the report', () => {
    after(...untilReported).when(fileReport).then({ type: 'ReportFiled', data: { version: 1, filedOn: '2025-11-28' } });
    after(...untilReported).when(sendBack).then({ type: 'ReportReturned', data: { version: 1, returnedOn: '2025-11-25', reason: '缺附件', dueOn: '2025-12-05' } });
    after(...untilPublished).when(fileReport).thenRefused('report-missing');
    after(...untilFiled).when(sendBack).thenRefused('report-already-filed');
    after(...untilReported, sendBack).when(fileReport).thenRefused('report-missing');
  });
});

describe('what answers the report', () => {
  it.each([
    ['receivedOn', { type: 'ReceiveOriginal', data: { receivedOn: '2025-01-05' }, by: officer }],
    ['filedOn', { ...fileReport, data: { filedOn: '2025-01-05' } }],
  ] as readonly (readonly [string, Wish])[])('does not lie before it: %s', (field, wish) => {
    after(...untilReported).when(wish).thenRefused('date-contradicts', { field, milestone: 'report', must: 'follow' });
  });
});
