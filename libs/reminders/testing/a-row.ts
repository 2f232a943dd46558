import type { DueRow } from '../due-row.port.js';

/** A union's self-inspection, due on 31 October 2025, below a street and the district whose campaign it is. */
export const aRow = (others: Partial<DueRow> = {}): DueRow => ({
  key: 'market.2025.1/submitSelfInspection',
  campaign: 'district2025',
  evaluation: 'market.2025.1',
  unit: { kind: 'union', id: 'market', name: '商圈联合工会', units: 23 },
  owner: { kind: 'union', id: 'market' },
  superiors: ['street', 'district', 'city'],
  step: 'submitSelfInspection',
  dueOn: '2025-10-31',
  state: 'due',
  ...others,
});

/** The same of another union, by its id. */
export const rowOf = (union: string, others: Partial<DueRow> = {}): DueRow =>
  aRow({ key: `${union}.2025.1/submitSelfInspection`, evaluation: `${union}.2025.1`, unit: { kind: 'union', id: union, name: `${union}工会` }, owner: { kind: 'union', id: union }, ...others });
