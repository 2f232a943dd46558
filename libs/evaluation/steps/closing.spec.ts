import { aRuleSetWith } from '#rules/testing';
import { nextSteps } from '../questions/next-steps.js';
import { recheckDue } from '../rechecks.js';
import { after, chair, close, officer, open, untilFiled, untilGranted, untilReported, untilPublished, reportUpward, untilAssembly, openRound, tally, publish, untilNotice, grant, factsWith, yearUnder, type Wish } from '../testing/a-year.js';

const openItem = (item = 'library', others: object = {}): Wish => ({ type: 'OpenItem', data: { item, source: 'comments', problem: '书屋开放时间不固定', owner: 'committee', foundOn: '2025-11-10', ...others } });
const complete = { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } } as const satisfies Wish;
const carryOver = (toYear = 2026) => ({ type: 'CarryOverItem', data: { item: 'library', reason: '需改造场地', consentedBy: 'membersBody', consentedOn: '2025-12-20', toYear } }) as const satisfies Wish;

describe('closing', () => {
  it('most close without a title', () => after(...untilFiled).when(close).then({ type: 'EvaluationClosed', data: { closedOn: '2026-01-20', title: null } }));
  it('some with one', () => expect(after(...untilGranted).when(close).decision()).toMatchObject([{ data: { title: 'qualified' } }]));
  it('waits for items neither confirmed nor carried over', () => {
    after(...untilFiled, openItem(), complete).when(close).thenRefused('items-open', { items: ['library'] });
    const confirmed: Wish = { type: 'ConfirmItem', data: { item: 'library', confirmedOn: '2025-12-10', confirmedBy: 'superior' }, by: officer };
    expect(after(...untilFiled, openItem(), complete, confirmed).when(close).decision()).toHaveLength(1);
    expect(after(...untilFiled, openItem(), carryOver()).when(close).decision()).toHaveLength(1);
  });
  it('waits for the report to be filed, on the result that stands', () => {
    after(...untilReported).when(close).thenRefused('report-not-filed', { stands: 'submitted' });
    after(...untilPublished).when(close).thenRefused('report-not-filed', { stands: 'none' });
    const again = [...untilAssembly, openRound(), tally(39), publish(), reportUpward, { type: 'FileReport', data: { filedOn: '2025-11-28' }, by: officer } as Wish, openRound(2), tally(45, { round: 2 }), publish(2)];
    after(...again).when(close).thenRefused('report-not-filed');
  });
  it('comes after all that is on record, the latest step told', () => {
    const on = (closedOn: string): Wish => ({ type: 'CloseEvaluation', data: { closedOn }, by: officer });
    after(...untilFiled).when(on('2025-11-19')).thenRefused('date-contradicts', { field: 'closedOn', milestone: 'report', recorded: '2025-11-20', must: 'follow' });
    after(...untilGranted).when(on('2025-02')).thenRefused('date-contradicts', { milestone: 'grant', recorded: '2026-01-08' });
    expect(after(...untilFiled).when(on('2025-11')).decision()).toHaveLength(1);
  });
  it('asks nothing of the exempt', () => {
    const exempt: Wish[] = [open, openItem(), { type: 'RequestExemption', data: { reasonCode: 'suspended', requestedOn: '2025-12-01' } }, { type: 'ApproveExemption', data: { approvedOn: '2025-12-05' }, by: officer }];
    expect(after(...exempt).when(close).decision()).toHaveLength(1);
    after(...exempt).when({ type: 'CloseEvaluation', data: { closedOn: '2025-11-30' }, by: officer }).thenRefused('date-contradicts', { milestone: 'exemptionRequested', recorded: '2025-12-01' });
  });
});

describe('closing what was not held', () => {
  const notHeld = (data: object = {}, by = officer): Wish => ({ type: 'CloseEvaluation', data: { closedOn: '2026-05-10', notHeldBecause: '工会委员会未换届', ...data }, by }) as Wish;

  it('says why, and is the superior\'s', () => {
    expect(after(...untilAssembly).when(notHeld()).decision()).toMatchObject([{ type: 'EvaluationClosed', data: { notHeldBecause: '工会委员会未换届', title: null } }]);
    expect(after(...untilAssembly, notHeld()).state().ended).toEqual({ how: 'closed', on: '2026-05-10', because: '工会委员会未换届' });
    after(...untilAssembly).when(notHeld({}, chair)).thenRefused('own-union');
    after(...untilFiled).when(notHeld()).thenRefused('closing-reason-needless', { on: '2025-11-12' });
  });
  it('is not done in silence, even where the rules ask for no report', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ steps: { required: ['plan'], recorded: ['vote'] } })));
    year.after(open).when(close).thenRefused('not-held-reason-missing');
    expect(year.after(open).when(notHeld()).decision()).toHaveLength(1);
  });
});

describe('what is contested', () => {
  it('is decided before the end', () => {
    const raise: Wish = { type: 'RaiseObjection', data: { objection: 'o1', raisedOn: '2025-12-30', summary: '不实' } };
    after(...untilNotice, raise).when(close).thenRefused('objection-open', { objections: ['o1'] });
    const decided: Wish = { type: 'DecideObjection', data: { objection: 'o1', upheld: false, decidedOn: '2026-01-04', reason: '不属实' }, by: officer };
    expect(after(...untilNotice, raise, decided).when(close).decision()).toHaveLength(1);
    const dispute: Wish = { type: 'DisputeEntry', data: { revision: 3, disputedOn: '2025-12-01', reason: '人数不符' } };
    after(...untilFiled, dispute).when(close).thenRefused('dispute-open', { entries: [3] });
    const resolved = (upheld: boolean): Wish => ({ type: 'ResolveDispute', data: { revision: 3, upheld, resolvedOn: '2025-12-02', reason: '经核对' }, by: officer });
    expect(after(...untilFiled, dispute, resolved(false)).when(close).decision()).toHaveLength(1);
    // What was reported rested on an entry that is void: it is reported anew.
    after(...untilFiled, dispute, resolved(true)).when(close).thenRefused('report-not-filed', { stands: 'returned' });
  });
});

describe('a re-check', () => {
  const recheck = (kept: boolean, recheckedOn = '2026-11-01'): Wish => ({ type: 'RecheckTitle', data: { recheckedOn, kept, reason: '复查' }, by: officer, at: '2028-12-01T02:00:00.000Z' });
  const owed = (...wishes: readonly Wish[]) => nextSteps(after(...wishes).state(), '2026-12-01').filter(({ step }) => step === 'recheckTitle');

  it('keeps the title or withdraws it, also after closing', () => {
    expect(after(...untilGranted, close).when(recheck(true)).decision()).toMatchObject([{ type: 'TitleRechecked', data: { kept: true, year: 2026 } }]);
    after(...untilGranted, close, recheck(false)).when(recheck(true)).thenRefused('title-already-withdrawn', { title: 'qualified' });
    after(...untilFiled, close).when(recheck(true)).thenRefused('title-missing');
    after(...untilGranted, close).when(recheck(true, '2026-01-07')).thenRefused('date-contradicts', { field: 'recheckedOn', milestone: 'grant', recorded: '2026-01-08' });
  });
  it('is done once a year', () => {
    after(...untilGranted, close, recheck(true)).when(recheck(false, '2026-12')).thenRefused('title-already-rechecked', { title: 'qualified', year: 2026 });
    expect(after(...untilGranted, close, recheck(true)).when(recheck(false, '2027-01-05')).decision()).toMatchObject([{ data: { kept: false, year: 2027 } }]);
  });
  it('is owed in each year after the grant, by the day of the grant, for as long as the title is kept', () => {
    expect(owed(...untilGranted)).toMatchObject([{ office: 'officer', body: 'federation-bureau', dueOn: '2027-01-08', year: 2027 }]);
    expect(owed(...untilGranted, close, recheck(true))).toMatchObject([{ dueOn: '2027-01-08' }]);
    expect(owed(...untilGranted, close, recheck(true, '2027-02-01'))).toMatchObject([{ dueOn: '2028-01-08', year: 2028 }]);
    expect(owed(...untilGranted, close, recheck(true, '2028-02'), recheck(true, '2027-02'))).toMatchObject([{ dueOn: '2029-01-08' }]);
    expect(owed(...untilGranted, close, recheck(false))).toEqual([]);
    expect(owed(...untilFiled, close)).toEqual([]);
  });
  it('is owed by the day that the rule set names, which stands in the events', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ recheck: 'Y-10-31' })));
    expect(year.after(...untilNotice).when(grant).decision()).toMatchObject([{ data: { recheckOn: '2027-10-31' } }]);
    expect(year.after(...untilGranted).when(recheck(true, '2027-10-20')).decision()).toMatchObject([{ data: { nextOn: '2028-10-31' } }]);
    expect(nextSteps(year.after(...untilGranted, close, recheck(true, '2027-10-20')).state(), '2026-12-01')).toMatchObject([{ dueOn: '2028-10-31' }]);
  });
  it('is owed on a day that exists', () => {
    expect([recheckDue(2027, '2024-02-29'), recheckDue(2028, '2024-02-29'), recheckDue(2027, '2024-02'), recheckDue(2027, '2024')]).toEqual(['2027-02-28', '2028-02-29', '2027-02-28', '2027-12-31']);
  });
});
