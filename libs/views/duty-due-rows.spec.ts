import type { StoredEvent } from '#kernel';
import { dutyOwedOver, dutyRowsOf, duties, type DutyRow } from './index.js';

const assigned = { campaign: 'district2025', federation: 'street', name: '××街道总工会', line: 'territorial', path: ['district', 'city'], evaluatedYear: 2025, due: { check: '2025-11-30', summary: '2026-02-15' } };
type Happening = readonly [type: string, data: object];
const happened = (...all: readonly Happening[]) => ([['DutiesAssigned', assigned], ...all] as readonly Happening[]).map(([type, data], revision) => ({ stream: 'duty-street.district2025', type, data, revision }) as unknown as StoredEvent);
const rowsAfter = (...all: readonly Happening[]) => dutyRowsOf(happened(...all).reduce<DutyRow | undefined>((row, event) => duties.on[event.type]?.(row, event, 'street.district2025'), undefined) as DutyRow);
const handedIn: Happening = ['DutySubmitted', { duty: 'check', version: 1, title: '检查情况报告', receivedOn: '2025-11-28', due: '2025-11-30', late: false }];

describe('due rows of a federation', () => {
  it('are one a duty that has a date: owed by the federation itself, told to those above it', () => {
    expect(rowsAfter().map(({ key, dueOn }) => [key, dueOn])).toEqual([['street.district2025/check', '2025-11-30'], ['street.district2025/summary', '2026-02-15']]);
    expect(rowsAfter()[0]).toMatchObject({ duty: 'street.district2025', unit: { kind: 'federation', id: 'street', name: '××街道总工会' }, owner: { kind: 'federation', id: 'street' }, superiors: ['district', 'city'], step: 'check', state: 'due' });
  });

  it('go with what was handed in, and come back when it is returned with a day', () => {
    expect(rowsAfter(handedIn).map(({ step }) => step)).toEqual(['summary']);
    const returned: Happening = ['DutyReturned', { duty: 'check', version: 1, returnedOn: '2025-12-02', reason: '缺数据', putRightBy: '2025-12-10' }];
    expect(rowsAfter(handedIn, returned)[0]).toMatchObject({ step: 'check', dueOn: '2025-12-10', state: 'returned' });
  });

  it('are known afterwards as they last were', () => {
    expect(dutyOwedOver(happened(), 'check')).toMatchObject([{ owed: true, extended: false }]);
    expect(dutyOwedOver(happened(handedIn), 'check')).toMatchObject([{ row: { dueOn: '2025-11-30' }, owed: false }]);
    expect(dutyOwedOver(happened(), 'recommendation')).toEqual([]);
  });
});
