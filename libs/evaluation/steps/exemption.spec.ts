import { aRuleSetWith } from '#rules/testing';
import { after, factsWith, officer, onBehalf, open, untilPublished, untilVote, yearUnder, type Wish } from '../testing/a-year.js';

describe('an exemption', () => {
  const request: Wish = { type: 'RequestExemption', data: { reasonCode: 'foundedLately', requestedOn: '2025-03-01' } };
  const approve: Wish = { type: 'ApproveExemption', data: { approvedOn: '2025-03-10' }, by: officer };
  it('is asked for, and approved by the next level', () => {
    after(open).when(request).then({ type: 'ExemptionRequested', data: { reasonCode: 'foundedLately', requestedOn: '2025-03-01' } });
    after(open, request).when(approve).then({ type: 'ExemptionApproved', data: { reasonCode: 'foundedLately', approvedOn: '2025-03-10' } });
    after(open, request).when(request).thenRefused('exemption-already-requested', { reasonCode: 'foundedLately' });
    after(open).when(approve).thenRefused('exemption-not-requested');
    after(open, request).when({ type: 'ApproveExemption', data: { approvedOn: '2025-02' }, by: officer }).thenRefused('date-contradicts', { field: 'approvedOn', milestone: 'exemptionRequested', recorded: '2025-03-01', must: 'follow' });
  });
  it('is declined with a reason, and asked for again', () => {
    const decline: Wish = { type: 'DeclineExemption', data: { declinedOn: '2025-03-10', reason: '已满六个月' }, by: officer };
    after(open, request).when(decline).then({ type: 'ExemptionDeclined', data: { reasonCode: 'foundedLately', declinedOn: '2025-03-10', reason: '已满六个月' } });
    expect(after(open, request, decline).when(request).decision()).toHaveLength(1);
    after(open).when(decline).thenRefused('exemption-not-requested');
    after(open, request).when({ ...decline, data: { declinedOn: '2025-02', reason: '已满六个月' } } as Wish).thenRefused('date-contradicts', { field: 'declinedOn', milestone: 'exemptionRequested', must: 'follow' });
  });
  it('is the next level\'s to decide, and nobody else\'s above', () => {
    const city = { ...officer, bodyId: 'federation-city' };
    after(open, request).when({ ...approve, by: city }).thenRefused('not-next-level', { body: 'federation-city', superior: 'bureau' });
    after(open, request).when({ type: 'DeclineExemption', data: { declinedOn: '2025-03-10', reason: '不符' }, by: city }).thenRefused('not-next-level');
    after(open, request).when({ ...approve, by: onBehalf() }).thenRefused('own-union');
  });
  it('has one of the reasons that the rules name', () => {
    const flooded: Wish = { type: 'RequestExemption', data: { reasonCode: 'flooded', requestedOn: '2025-03-01' } };
    after(open).when(flooded).thenRefused('reason-not-in-rules', { reasonCode: 'flooded', allowed: ['foundedLately', 'suspended', 'merging', 'electionUnderWay', 'unreachable'] });
    const year = yearUnder(factsWith(aRuleSetWith({ exemptions: { reasons: ['flooded'] } })));
    expect(year.after(open).when(flooded).decision()).toHaveLength(1);
    year.after(open).when(request).thenRefused('reason-not-in-rules', { allowed: ['flooded'] });
  });
  it('is not for those who have held their evaluation', () => after(...untilPublished).when(request).thenRefused('already-held', { on: '2025-11-12' }));
});

describe('a withdrawal', () => {
  it('keeps the history and ends it', () => {
    const withdraw: Wish = { type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-12-01', reason: '合并' }, by: officer };
    after(...untilVote).when(withdraw).then({ type: 'EvaluationWithdrawn', data: withdraw.data });
    after(...untilVote).when({ type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-11-09', reason: '合并' }, by: officer }).thenRefused('date-contradicts', { field: 'withdrawnOn', milestone: 'vote', recorded: '2025-11-10', must: 'follow' });
    expect(after(...untilVote, withdraw).state()).toMatchObject({ ended: { how: 'withdrawn' }, rounds: [{ round: 1 }] });
  });
});
