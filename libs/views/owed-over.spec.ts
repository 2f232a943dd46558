import type { StoredEvent } from '#kernel';
import { owedOver } from './index.js';

const opened = {
  campaign: 'bureau2025', union: 'market', unionName: '商圈联合工会', unionClass: 'jointUnion', units: 23, superior: 'street', superiors: ['street', 'bureau'], evaluatedYear: 2025, run: 1,
  ruleSet: { id: 'district', version: 1, digest: 'd'.repeat(64) }, steps: { required: ['plan', 'selfInspection', 'assembly', 'vote', 'report'], recorded: [] }, heldWhen: 'resultPublished',
  facts: { from: '2025-01-01', cutOff: '2026-04-30' }, due: { plan: '2025-03-31', selfInspection: '2025-10-31', assembly: '2025-12-15', vote: '2025-12-15', close: '2026-04-30' }, firstYear: false, makeUp: false,
};
type Happening = readonly [type: string, data: object];
const happened = (...all: readonly Happening[]) => [['EvaluationOpened', opened] as const, ...all].map(([type, data], revision) => ({ stream: 'evaluation-market.2025.1', type, data, revision }) as unknown as StoredEvent);
const plan = (...all: readonly Happening[]) => owedOver(happened(...all), 'submitPlan').map(({ row, owed, extended }) => [row.dueOn, owed, extended]);

describe('what was ever owed', () => {
  it('is owed until it is handed in, and known afterwards as it last was', () => {
    expect(plan()).toEqual([['2025-03-31', true, false]]);
    expect(plan(['PlanSubmitted', { version: 1, adoptedOn: '2025-03-01', receivedOn: '2025-03-05', late: false, title: '建家计划' }])).toEqual([['2025-03-31', false, false]]);
  });

  it('says that its day was put off', () => {
    expect(plan(['DeadlineExtended', { due: 'plan', from: '2025-03-31', until: '2025-06-30', reason: '停产', approvedOn: '2025-03-20' }])).toEqual([['2025-06-30', true, true]]);
  });

  it('is nothing where there was nothing', () => {
    expect(owedOver([], 'submitPlan')).toEqual([]);
    expect(owedOver(happened(), 'publishResult')).toEqual([]);
  });
});
