import { aCalendar } from '#rules/testing';
import { stateAfter } from './as-of.js';
import { events, officer, untilReported, type Wish } from '../testing/a-year.js';
import { rectificationLedger } from './rectification.js';

const openItem: Wish = { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '开放时间不固定', measure: '排班', owner: 'committee', foundOn: '2025-11-10', dueOn: '2025-12-19' } };
const progress: Wish = { type: 'ReportItem', data: { item: 'library', progressedOn: '2025-11-20', progress: '已排班' } };
const complete = (completedOn = '2025-12-24'): Wish => ({ type: 'CompleteItem', data: { item: 'library', completedOn, result: '固定开放' } });
const tell: Wish = { type: 'TellMembers', data: { item: 'library', toldOn: '2025-12-25', how: '公告栏' } };
const confirm: Wish = { type: 'ConfirmItem', data: { item: 'library', confirmedOn: '2025-12-26', confirmedBy: 'superior' }, by: officer };
const carryOver: Wish = { type: 'CarryOverItem', data: { item: 'library', reason: '需改造', consentedBy: 'superior', consentedOn: '2025-12-26', toYear: 2026 }, by: officer };

const ledger = (today: string, ...wishes: readonly Wish[]) => {
  const told = events([...untilReported, openItem, ...wishes]);
  return rectificationLedger(told, stateAfter(told), { today, calendar: aCalendar });
};

describe('the rectification ledger', () => {
  it('tells item, source, problem, measure, owner, found, due', () => {
    expect(ledger('2025-12-19')).toEqual([
      { item: 'library', source: 'comments', criterion: null, problem: '开放时间不固定', measure: '排班', owner: 'committee', foundOn: '2025-11-10', dueOn: '2025-12-19', stands: 'open', workingDaysLate: 0, certain: true, overdue: false, progress: [], result: null, told: null, confirmed: null, carriedOver: null },
    ]);
  });

  it('counts working days late to the day of asking while it is not done', () => {
    // 19 December is a Friday.
    expect(ledger('2025-12-20', progress)).toMatchObject([{ stands: 'doing', workingDaysLate: 0, overdue: true, progress: [{ on: '2025-11-20', text: '已排班' }] }]);
    expect(ledger('2025-12-23', progress)).toMatchObject([{ workingDaysLate: 2, overdue: true }]);
  });

  it('says where it was counted past the published calendar', () => {
    const [{ knownThrough }, after] = [aCalendar, (day: string) => `${Number(day.slice(0, 4)) + 1}-03-02`];
    expect(ledger(after(knownThrough))).toMatchObject([{ certain: false, overdue: true }]);
    expect(ledger(knownThrough)).toMatchObject([{ certain: true, overdue: true }]);
  });

  it('counts them to the day it was done, whenever it is asked', () => {
    for (const today of ['2025-12-24', '2026-03-01']) expect(ledger(today, complete())).toMatchObject([{ stands: 'done', workingDaysLate: 3, overdue: false, result: { on: '2025-12-24', text: '固定开放' } }]);
    expect(ledger('2026-03-01', complete('2025-12-19'))).toMatchObject([{ workingDaysLate: 0 }]);
    expect(ledger('2026-03-01', complete('2025-12'))).toMatchObject([{ workingDaysLate: 0 }]);
  });

  it('tells what members were told, who confirmed, and what was carried over', () => {
    expect(ledger('2026-03-01', complete(), tell, confirm)).toMatchObject([{ stands: 'confirmed', told: { on: '2025-12-25', how: '公告栏' }, confirmed: { on: '2025-12-26', by: 'superior' } }]);
    expect(ledger('2026-03-01', carryOver)).toMatchObject([{ stands: 'carriedOver', workingDaysLate: 0, overdue: false, carriedOver: { on: '2025-12-26', by: 'superior', toYear: 2026, reason: '需改造' } }]);
  });

  it('tells nothing that answered an entry which is void', () => {
    const wishes = [...untilReported, openItem, complete(), tell, confirm];
    const revision = events(wishes).findIndex(({ type }) => type === 'ItemCompleted');
    const disputed: readonly Wish[] = [{ type: 'DisputeEntry', data: { revision, disputedOn: '2025-12-27', reason: '未完成' } }, { type: 'ResolveDispute', data: { revision, upheld: true, resolvedOn: '2025-12-28', reason: '属实' }, by: officer }];
    expect(ledger('2026-03-01', complete(), tell, confirm, ...disputed)).toMatchObject([{ stands: 'open', result: null, told: { how: '公告栏' }, confirmed: null }]);
  });

  it('takes a result back when the item is taken up again', () => {
    expect(ledger('2025-12-19', complete('2025-12-01'), { type: 'ReportItem', data: { item: 'library', progressedOn: '2025-12-02', progress: '又不固定' } })).toMatchObject([{ stands: 'doing', result: null }]);
  });
});
