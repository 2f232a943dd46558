import { after, chair, officer, onBehalf, open, untilAssembly, untilFiled, untilPublished, untilVote, type Wish } from '../testing/a-year.js';

describe('what the superior does across the steps', () => {
  it('is not done by the union itself, nor by who records for it', () => {
    const wishes: readonly Wish[] = [
      { type: 'SpotCheck', data: { checkedOn: '2025-12-01', seed: '20251201', drawnFrom: 62, drawn: 7, confirmed: true } },
      { type: 'ExtendDeadline', data: { due: 'vote', until: '2026-01-31', reason: '生产任务紧', approvedOn: '2025-12-01' } },
      { type: 'ChangeMethod', data: { step: 'vote', body: 'questionnaire', reason: '生产任务紧', approvedOn: '2025-10-01' } },
    ];
    for (const wish of wishes) for (const by of [chair, onBehalf()]) after(open).when({ ...wish, by }).thenRefused('own-union');
  });
});

describe('a consent, an approval, a request', () => {
  it('may be of some years before, not of another age', () => {
    const early: readonly (readonly [string, Wish])[] = [
      ['approvedOn', { type: 'ExtendDeadline', data: { due: 'vote', until: '2026-01-31', reason: '生产任务紧', approvedOn: '1949-10-01' }, by: officer }],
      ['approvedOn', { type: 'ChangeMethod', data: { step: 'vote', body: 'questionnaire', reason: '生产任务紧', approvedOn: '1949-10-01' }, by: officer }],
      ['requestedOn', { type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '1949-10-01' } }],
    ];
    for (const [field, wish] of early) after(open).when(wish).thenRefused('date-before-term', { field, from: '2020-01-01' });
  });
});

describe('a correction', () => {
  const correct = (milestone: string, wrong: string, right: string, others: object = {}): Wish => ({ type: 'CorrectFact', data: { what: { kind: 'milestone', milestone }, wrong, right, reason: '笔误', basis: '会议记录', ...others } }) as Wish;

  it('sets the right date where the wrong one stood, and what is due from it', () => {
    expect(after(...untilVote).when(correct('vote', '2025-11-10', '2025-11-11')).decision()).toMatchObject([{ type: 'FactCorrected', data: { late: false, due: { publish: '2025-11-18' } } }]);
    expect(after(...untilVote, correct('vote', '2025-11-10', '2025-11-11')).state()).toMatchObject({ dates: { vote: '2025-11-11' }, rounds: [{ tallied: { main: { on: '2025-11-11' } } }], due: { publish: '2025-11-18' }, corrections: 1 });
    expect(after(...untilPublished, correct('publish', '2025-11-12', '2025-11-13')).state()).toMatchObject({ dates: { publish: '2025-11-13' }, rounds: [{ publishedOn: '2025-11-13' }] });
    expect(after(...untilAssembly, correct('assembly', '2025-11-10', '2025-12-16')).state()).toMatchObject({ dates: { assembly: '2025-12-16' }, assembly: { held: { on: '2025-12-16', late: true } } });
    expect(after(open, { type: 'FormLeadingGroup', data: { formedOn: '2025-02-10', members: ['chair'] } }, correct('leadingGroup', '2025-02-10', '2025-02-11')).state().dates.leadingGroup).toBe('2025-02-11');
  });
  it('starts from what is recorded, and fits what else is', () => {
    after(open).when(correct('vote', '2025-11-10', '2025-11-11')).thenRefused('fact-not-recorded');
    after(...untilVote).when(correct('vote', '2025-11-09', '2025-11-11')).thenRefused('fact-differs', { recorded: '2025-11-10' });
    after(...untilVote).when(correct('vote', '2025-11-10', '2025-11-10')).thenRefused('fact-unchanged');
    after(...untilPublished).when(correct('vote', '2025-11-10', '2025-11-13')).thenRefused('date-contradicts', { milestone: 'publish' });
  });
  it('needs the superior\'s consent once the result was reported', () => {
    after(...untilFiled).when(correct('vote', '2025-11-10', '2025-11-11')).thenRefused('consent-missing');
    const consented = correct('vote', '2025-11-10', '2025-11-11', { consentedBy: 'superior' });
    after(...untilFiled).when(consented).thenRefused('own-union');
    expect(after(...untilFiled).when({ ...consented, by: officer }).decision()).toHaveLength(1);
  });
});
