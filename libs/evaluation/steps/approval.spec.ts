import { after, officer, open, type Wish } from '../testing/a-year.js';

describe('an extension', () => {
  const extend = (others: object = {}): Wish => ({ type: 'ExtendDeadline', data: { due: 'vote', until: '2026-01-31', reason: '生产任务紧', approvedOn: '2025-12-01', ...others }, by: officer });

  it('moves a due date that is known to a later day', () => {
    expect(after(open).when(extend()).decision()).toMatchObject([{ type: 'DeadlineExtended', data: { from: '2025-12-15', until: '2026-01-31' } }]);
    expect(after(open, extend()).state().due.vote).toBe('2026-01-31');
    expect(after(open, extend(), extend({ due: 'assembly' }), extend({ until: '2026-02-28' })).state()).toMatchObject({ due: { vote: '2026-02-28' }, extended: ['assembly', 'vote'] });
    after(open).when(extend({ until: '2025-12-15' })).thenRefused('until-not-later', { from: '2025-12-15' });
    after(open).when(extend({ due: 'publish' })).thenRefused('due-unknown', { due: 'publish' });
    after(open).when(extend({ until: '2026-02-30' })).thenRefused('date-impossible', { field: 'until' });
  });
});

describe('a change of method', () => {
  const change: Wish = { type: 'ChangeMethod', data: { step: 'vote', body: 'questionnaire', reason: '生产任务紧', approvedOn: '2025-10-01' }, by: officer };
  it('is approved once', () => {
    after(open).when(change).then({ type: 'MethodChanged', data: change.data });
    after(open, change).when(change).thenRefused('method-already-changed', { step: 'vote', body: 'questionnaire' });
  });
});
