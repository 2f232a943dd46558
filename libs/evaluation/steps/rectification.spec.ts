import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { yearUnder, factsWith, after, chair, officer, open, type Wish } from '../testing/a-year.js';
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

describe('an item about a criterion', () => {
  const about = (criterion: string): Wish => ({ type: 'OpenItem', data: { item: 'library', source: 'comments', criterion, problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } });
  it('is about one of the standard', () => {
    after(open).when(about('9.9')).thenRefused('criterion-unknown', { criterion: '9.9' });
    expect(after(open).when(about('1.2')).decision()).toHaveLength(1);
  });
});
