import { evaluation, type State } from '#evaluation';
import { dueRowsOf } from './index.js';

const opened = {
  campaign: 'bureau2025', union: 'market', unionName: '商圈联合工会', unionClass: 'jointUnion', units: 23, superior: 'street', superiors: ['street', 'bureau'], evaluatedYear: 2025, run: 1,
  ruleSet: { id: 'district', version: 1, digest: 'd'.repeat(64) }, steps: { required: ['plan', 'selfInspection', 'assembly', 'vote', 'report'], recorded: [] }, heldWhen: 'resultPublished',
  facts: { from: '2025-01-01', cutOff: '2026-04-30' }, due: { plan: '2025-03-31', selfInspection: '2025-10-31', assembly: '2025-12-15', vote: '2025-12-15', close: '2026-04-30' }, firstYear: false, makeUp: false,
};
type Happening = readonly [type: string, data: object];
const evolve = evaluation.evolve as unknown as Record<string, (state: State, event: object) => State>;
const rowsThrough = (through: string | undefined, ...happenings: readonly Happening[]) => {
  const state = ([['EvaluationOpened', opened], ...happenings] as const).reduce<State>((before, [type, data]) => evolve[type]?.(before, { type, data }) ?? before, evaluation.initial as State);
  return dueRowsOf({ state, evaluation: 'market.2025.1', campaign: 'bureau2025' }, through);
};
const rowsAfter = (...happenings: readonly Happening[]) => rowsThrough(undefined, ...happenings);

describe('due rows of an evaluation', () => {
  it('are one a step that has a date, with owner, unit and superiors', () => {
    const rows = rowsAfter();
    expect(rows.map(({ key, dueOn }) => [key, dueOn])).toEqual([
      ['market.2025.1/submitPlan', '2025-03-31'],
      ['market.2025.1/submitSelfInspection', '2025-10-31'],
      ['market.2025.1/holdAssembly', '2025-12-15'],
      ['market.2025.1/openRound/round_1', '2025-12-15'],
    ]);
    expect(rows[0]).toMatchObject({ evaluation: 'market.2025.1', unit: { kind: 'union', id: 'market', name: '商圈联合工会', units: 23 }, owner: { kind: 'union', id: 'market' }, superiors: ['street', 'bureau'], ruleSet: 'district.1', state: 'due' });
  });

  it('are as far as they are asked for, with the day itself', () => {
    expect(rowsThrough('2025-10-31').map(({ step }) => step)).toEqual(['submitPlan', 'submitSelfInspection']);
    expect(rowsThrough('2025-10-30').map(({ step }) => step)).toEqual(['submitPlan']);
  });

  it('go with what was handed in, and come back when it is returned', () => {
    const plan: Happening = ['PlanSubmitted', { version: 1, adoptedOn: '2025-03-01', receivedOn: '2025-03-05', late: false, title: '建家计划' }];
    expect(rowsAfter(plan).map(({ step }) => step)).not.toContain('submitPlan');
    expect(rowsAfter(plan, ['PlanReturned', { version: 1, returnedOn: '2025-03-10', reason: '缺措施', dueOn: '2025-03-20' }]).find(({ step }) => step === 'submitPlan')).toMatchObject({ state: 'returned' });
  });

  it('are none of an exempt union: nobody is reminded to close what was not to be held', () => {
    const exempt: Happening[] = [['ExemptionRequested', { reasonCode: 'merging', requestedOn: '2025-03-01' }], ['ExemptionApproved', { reasonCode: 'merging', approvedOn: '2025-03-05' }]];
    expect(rowsAfter(...exempt)).toEqual([]);
  });

  it('name an item of rectification for itself', () => {
    const rows = rowsAfter(['ItemOpened', { item: 'library', source: 'comments', owner: 'committee', foundOn: '2025-11-10', dueOn: '2025-12-20' }]);
    expect(rows.find(({ state }) => state === 'item')).toMatchObject({ key: 'market.2025.1/completeItem/library', dueOn: '2025-12-20' });
  });

  it('move with an extension', () => {
    const rows = rowsAfter(['DeadlineExtended', { due: 'plan', from: '2025-03-31', until: '2025-06-30', reason: '停产', approvedOn: '2025-03-20' }]);
    expect(rows.find(({ step }) => step === 'submitPlan')?.dueOn).toBe('2025-06-30');
  });
});
