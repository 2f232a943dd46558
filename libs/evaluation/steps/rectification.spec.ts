import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { yearUnder, untilNotice, factsWith, after, chair, close, officer, open, untilFiled, untilGranted, untilReported, untilPublished, reportUpward, untilAssembly, openRound, tally, publish, type Wish } from '../testing/a-year.js';
import { maxItems } from './rectification.js';

const openItem = (item = 'library', others: object = {}): Wish => ({ type: 'OpenItem', data: { item, source: 'comments', problem: '书屋开放时间不固定', owner: 'committee', foundOn: '2025-11-10', ...others } });
const report = { type: 'ReportItem', data: { item: 'library', progressedOn: '2025-11-20', progress: '已排班' } } as const satisfies Wish;
const complete = { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } } as const satisfies Wish;
const tell = { type: 'TellMembers', data: { item: 'library', toldOn: '2025-12-02', how: '宣传栏' } } as const satisfies Wish;
const confirm = { type: 'ConfirmItem', data: { item: 'library', confirmedOn: '2025-12-05', confirmedBy: 'superior' }, by: officer } as const satisfies Wish;
const carryOver = (toYear = 2026) => ({ type: 'CarryOverItem', data: { item: 'library', reason: '需改造场地', consentedBy: 'membersBody', consentedOn: '2025-12-20', toYear } }) as const satisfies Wish;

describe('an item of rectification', () => {
  it('is due 40 days after it was found, unless said otherwise', () => {
    expect(after(open).when(openItem()).decision()).toMatchObject([{ type: 'ItemOpened', data: { item: 'library', dueOn: '2025-12-20' } }]);
    expect(after(open).when(openItem('library', { dueOn: '2025-12-01', foundOn: '2025-11' })).decision()).toMatchObject([{ data: { dueOn: '2025-12-01' } }]);
  });
  it('is due on one day for all where the rules name one, never before it was found', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ due: { ...aRuleSet.due, item: 'Y-12-01' } })));
    expect(year.after(open).when(openItem()).decision()).toMatchObject([{ data: { dueOn: '2025-12-01' } }]);
    expect(year.after(open).when(openItem('library', { foundOn: '2025-12-02' })).decision()).toMatchObject([{ data: { dueOn: '2025-12-02' } }]);
    expect(year.after(open).when(openItem('library', { foundOn: '2025-12' })).decision()).toMatchObject([{ data: { dueOn: '2025-12-31' } }]);
  });
  it('may have been found before the evaluated year, within a term of it, by a union that there was', () => {
    const found = (foundOn: string): Wish => openItem('library', { foundOn });
    expect(after(open).when(found('2020-01-01')).decision()).toHaveLength(1);
    after(open).when(found('2019-12-31')).thenRefused('date-before-term', { field: 'foundOn', from: '2020-01-01' });
    after(open).when(found('1949-10-01')).thenRefused('date-before-term', { field: 'foundOn' });
    const young = yearUnder(factsWith(aRuleSet, { union: { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'], foundedOn: '2024-06' } }));
    young.after(open).when(found('2024-05-31')).thenRefused('date-before-founding', { field: 'foundOn', foundedOn: '2024-06' });
    expect(young.after(open).when(found('2024-06-01')).decision()).toHaveLength(1);
  });
  it('is not corrected to a day that it could not be opened with', () => {
    const correct = (right: string): Wish => ({ type: 'CorrectFact', data: { what: { kind: 'item', item: 'library', date: 'foundOn' }, wrong: '2025-11-10', right, reason: '笔误', basis: '会议记录', consentedBy: 'superior' }, by: officer });
    after(open, openItem()).when(correct('1949-10-01')).thenRefused('date-before-term', { field: 'right' });
    expect(after(open, openItem()).when(correct('2024-11-10')).decision()).toHaveLength(1);
  });
  it('is opened once, one of at most 500', () => {
    after(open, openItem()).when(openItem()).thenRefused('item-already-opened');
    after(open, ...Array.from({ length: maxItems }, (_, index) => openItem(`i${index}`))).when(openItem()).thenRefused('too-many-items', { limit: 500 });
  });
  it('goes from open through doing and done to confirmed', () => {
    const stands = (...wishes: Wish[]) => after(open, openItem(), ...wishes).state().items['library']?.stands;
    expect([stands(), stands(report), stands(report, complete), stands(complete, tell, confirm)]).toEqual(['open', 'doing', 'done', 'confirmed']);
  });
  it('is confirmed when it is done, with a warning where members were not told', () => {
    after(open, openItem()).when(confirm).thenRefused('item-not-completed');
    expect(after(open, openItem(), complete).when(confirm).decision()).toMatchObject([{ type: 'ItemConfirmed', data: { warnings: ['members-not-told'] } }]);
    expect(after(open, openItem(), complete, tell).when(confirm).decision()).toMatchObject([{ data: { warnings: [] } }]);
  });
  it('is confirmed by the superior itself', () => after(open, openItem(), complete).when({ ...confirm, by: chair }).thenRefused('own-union'));
  it('is carried over into a later year, with consent', () => {
    expect(after(open, openItem()).when(carryOver()).decision()).toMatchObject([{ type: 'ItemCarriedOver', data: { consentedBy: 'membersBody', toYear: 2026 } }]);
    after(open, openItem()).when(carryOver(2025)).thenRefused('year-not-later', { evaluatedYear: 2025 });
  });
  it('was found before anything else of it', () => {
    const wishes = [
      ['progressedOn', { ...report, data: { ...report.data, progressedOn: '2025-11-09' } }],
      ['completedOn', { ...complete, data: { ...complete.data, completedOn: '2025-10' } }],
      ['toldOn', { ...tell, data: { ...tell.data, toldOn: '2025-11-09' } }],
      ['confirmedOn', { ...confirm, data: { ...confirm.data, confirmedOn: '2025-11-09' } }],
      ['consentedOn', { ...carryOver(), data: { ...carryOver().data, consentedOn: '2025-11-09' } }],
    ] as readonly (readonly [string, Wish])[];
    for (const [field, wish] of wishes) after(open, openItem(), complete).when(wish).thenRefused('date-contradicts', { field, milestone: 'itemFound', recorded: '2025-11-10', must: 'follow' });
  });
  it('is confirmed after it was completed; members may be told before', () => {
    const early = (confirmedOn: string): Wish => ({ ...confirm, data: { ...confirm.data, confirmedOn } }) as Wish;
    after(open, openItem(), complete).when(early('2025-11-30')).thenRefused('date-contradicts', { field: 'confirmedOn', milestone: 'itemCompleted', recorded: '2025-12-01', must: 'follow' });
    expect(after(open, openItem(), complete).when(early('2025-12')).decision()).toHaveLength(1);
    expect(after(open, openItem(), complete, report, { ...complete, data: { ...complete.data, completedOn: '2025-11-29' } } as Wish).when(early('2025-11-30')).decision()).toHaveLength(1);
    expect(after(open, openItem()).when({ ...tell, data: { ...tell.data, toldOn: '2025-11-10' } } as Wish).decision()).toHaveLength(1);
  });
  it('is settled then', () => {
    for (const wish of [report, complete, confirm, carryOver()]) after(open, openItem(), carryOver()).when(wish).thenRefused('item-settled', { stands: 'carriedOver' });
    expect(after(open, openItem(), complete, confirm).when(tell).decision()).toHaveLength(1);
  });
  it('is known', () => {
    for (const wish of [report, complete, tell, confirm, carryOver()]) after(open).when(wish).thenRefused('item-unknown', { item: 'library' });
  });
});

describe('closing', () => {
  it('most close without a title', () => after(...untilFiled).when(close).then({ type: 'EvaluationClosed', data: { closedOn: '2026-01-20', title: null } }));
  it('some with one', () => expect(after(...untilGranted).when(close).decision()).toMatchObject([{ data: { title: 'qualified' } }]));
  it('waits for items neither confirmed nor carried over', () => {
    after(...untilFiled, openItem(), complete).when(close).thenRefused('items-open', { items: ['library'] });
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
    after(...untilFiled).when(notHeld()).thenRefused('already-held', { on: '2025-11-12' });
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
    const { after: withEntry } = yearUnder(factsWith(aRuleSet, { entry: { onBehalfOf: 'union-centre' } }));
    const dispute: Wish = { type: 'DisputeEntry', data: { revision: 3, disputedOn: '2025-12-01', reason: '人数不符' } };
    withEntry(...untilFiled, dispute).when(close).thenRefused('dispute-open', { entries: [3] });
    expect(withEntry(...untilFiled, dispute, { type: 'ResolveDispute', data: { revision: 3, upheld: true, resolvedOn: '2025-12-02', reason: '属实' }, by: officer }).when(close).decision()).toHaveLength(1);
  });
});

describe('a re-check', () => {
  const recheck = (kept: boolean): Wish => ({ type: 'RecheckTitle', data: { recheckedOn: '2026-11-01', kept, reason: '复查' }, by: officer });
  it('keeps the title or withdraws it, also after closing', () => {
    expect(after(...untilGranted, close).when(recheck(true)).decision()).toMatchObject([{ type: 'TitleRechecked', data: { kept: true } }]);
    after(...untilGranted, close, recheck(false)).when(recheck(true)).thenRefused('title-already-withdrawn', { title: 'qualified' });
    after(...untilFiled, close).when(recheck(true)).thenRefused('title-missing');
    after(...untilGranted, close).when({ type: 'RecheckTitle', data: { recheckedOn: '2026-01-07', kept: true, reason: '复查' }, by: officer }).thenRefused('date-contradicts', { field: 'recheckedOn', milestone: 'grant', recorded: '2026-01-08' });
  });
});
