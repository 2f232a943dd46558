import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { after, chair, digest, factsWith, officer, onBehalf, open, untilAssembly, untilFiled, untilPublished, untilVote, yearUnder, type Wish } from '../testing/a-year.js';

describe('an extension', () => {
  const extend = (others: object = {}): Wish => ({ type: 'ExtendDeadline', data: { due: 'vote', until: '2026-01-31', reason: '生产任务紧', approvedOn: '2025-12-01', ...others }, by: officer });

  it('moves a due date that is known to a later day', () => {
    expect(after(open).when(extend()).decision()).toMatchObject([{ type: 'DeadlineExtended', data: { from: '2025-12-15', until: '2026-01-31' } }]);
    expect(after(open, extend()).state().due.vote).toBe('2026-01-31');
    after(open).when(extend({ until: '2025-12-15' })).thenRefused('until-not-later', { from: '2025-12-15' });
    after(open).when(extend({ due: 'publish' })).thenRefused('due-unknown', { due: 'publish' });
    after(open).when(extend({ until: '2026-02-30' })).thenRefused('date-impossible', { field: 'until' });
  });
});

describe('a change of method', () => {
  const change: Wish = { type: 'ChangeMethod', data: { step: 'vote', body: 'questionnaire', reason: '生产任务紧', approvedOn: '2025-10-01' }, by: officer };
  it('is approved once', () => {
    after(open).when(change).then({ type: 'MethodChanged', data: change.data });
    after(open, change).when(change).thenRefused('method-already-changed');
  });
});

describe('an exemption', () => {
  const request: Wish = { type: 'RequestExemption', data: { reasonCode: 'foundedLately', requestedOn: '2025-03-01' } };
  const approve: Wish = { type: 'ApproveExemption', data: { approvedOn: '2025-03-10' }, by: officer };
  it('is asked for, and approved by the next level', () => {
    after(open).when(request).then({ type: 'ExemptionRequested', data: { reasonCode: 'foundedLately', requestedOn: '2025-03-01' } });
    after(open, request).when(approve).then({ type: 'ExemptionApproved', data: { reasonCode: 'foundedLately', approvedOn: '2025-03-10' } });
    after(open, request).when(request).thenRefused('exemption-already-requested');
    after(open).when(approve).thenRefused('exemption-not-requested');
    after(open, request).when({ type: 'ApproveExemption', data: { approvedOn: '2025-02' }, by: officer }).thenRefused('date-contradicts', { field: 'approvedOn', milestone: 'exemptionRequested', recorded: '2025-03-01', must: 'follow' });
  });
  it('is declined with a reason, and asked for again', () => {
    const decline: Wish = { type: 'DeclineExemption', data: { declinedOn: '2025-03-10', reason: '已满六个月' }, by: officer };
    after(open, request).when(decline).then({ type: 'ExemptionDeclined', data: { reasonCode: 'foundedLately', declinedOn: '2025-03-10', reason: '已满六个月' } });
    expect(after(open, request, decline).when(request).decision()).toHaveLength(1);
    after(open).when(decline).thenRefused('exemption-not-requested');
    after(open, request).when({ ...decline, data: { declinedOn: '2025-02', reason: '已满六个月' } } as Wish).thenRefused('date-contradicts', { field: 'declinedOn' });
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

describe('a withdrawal', () => {
  it('keeps the history and ends it', () => {
    const withdraw: Wish = { type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-12-01', reason: '合并' } };
    after(...untilVote).when(withdraw).then({ type: 'EvaluationWithdrawn', data: withdraw.data });
    after(...untilVote).when({ type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-11-09', reason: '合并' } }).thenRefused('date-contradicts', { field: 'withdrawnOn', milestone: 'vote', recorded: '2025-11-10', must: 'follow' });
    expect(after(...untilVote, withdraw).state()).toMatchObject({ ended: { how: 'withdrawn' }, rounds: [{ round: 1 }] });
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

describe('a spot-check', () => {
  const check = (drawn: number): Wish => ({ type: 'SpotCheck', data: { checkedOn: '2025-12-01', seed: '20251201', drawnFrom: 62, drawn, confirmed: true }, by: officer });
  it('records the seed of its sample', () => {
    expect(after(open).when(check(7)).decision()).toMatchObject([{ type: 'SpotChecked', data: { seed: '20251201', drawnFrom: 62, drawn: 7 } }]);
    after(open).when(check(63)).thenRefused('drawn-over-sample');
    after(open).when({ type: 'SpotCheck', data: { checkedOn: '2024-12-31', seed: '20251201', drawnFrom: 62, drawn: 7, confirmed: true }, by: officer }).thenRefused('date-before-facts', { field: 'checkedOn' });
    expect(after(open, check(7)).state().spotChecks).toBe(1);
  });

  const spring = { seed: '03 11 17', drawnFrom: 62, drawn: ['centre', 'depot'] };
  const drawn = yearUnder(factsWith(aRuleSet, { samples: { spring, autumn: { ...spring, drawn: ['depot'] } } })).after(open);
  const ofSample = (sample: string, others: object = {}): Wish => ({ type: 'SpotCheck', data: { checkedOn: '2025-12-01', sample, confirmed: true, ...others }, by: officer });
  it('names a sample that its campaign has drawn, and says of it what was recorded', () => {
    expect(drawn.when(ofSample('spring')).decision()).toEqual([{ type: 'SpotChecked', data: { checkedOn: '2025-12-01', confirmed: true, sample: 'spring', seed: '03 11 17', drawnFrom: 62, drawn: 2 } }]);
    expect(drawn.when(ofSample('spring', { drawn: 2 })).decision()).toHaveLength(1);
    drawn.when(ofSample('winter')).thenRefused('sample-unknown', { sample: 'winter', campaign: 'bureau2025' });
    drawn.when(ofSample('constructor')).thenRefused('sample-unknown');
    drawn.when(ofSample('autumn')).thenRefused('union-not-drawn', { sample: 'autumn', union: 'centre' });
    drawn.when(ofSample('spring', { seed: '1' })).thenRefused('sample-differs', { field: 'seed', said: '1', recorded: '03 11 17' });
  });
  it('says of a sample drawn elsewhere all that redrawing takes', () => {
    drawn.when({ type: 'SpotCheck', data: { checkedOn: '2025-12-01', seed: '7', drawn: 1, confirmed: true }, by: officer }).thenRefused('sample-missing');
  });
});

describe('a migration to newer rules', () => {
  const next = aRuleSetWith({ version: 2, publicNoticeDays: 7, due: { ...aRuleSet.due, vote: 'Y-12-31', plan: 'Y-04-30' } });
  const facts = factsWith(aRuleSet, { nextRuleSet: next, nextRuleSetDigest: 'e'.repeat(64) });
  const migrate = (others: object = {}): Wish => ({ type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2, ...others }, reason: '执行新办法' }, by: officer });

  it('lists what changes, and leaves extensions alone', () => {
    const extended: Wish = { type: 'ExtendDeadline', data: { due: 'vote', until: '2026-01-31', reason: '生产任务紧', approvedOn: '2025-12-01' }, by: officer };
    const year = yearUnder(facts).after(open, extended);
    expect(year.when(migrate()).decision()).toMatchObject([{ type: 'RulesMigrated', data: { from: { version: 1, digest }, to: { version: 2, digest: 'e'.repeat(64) }, changed: ['due', 'publicNoticeDays', 'version'] } }]);
    const { opened, due } = yearUnder(facts).after(open, extended, migrate()).state();
    expect([opened?.ruleSet.version, due.plan, due.vote]).toEqual([2, '2025-04-30', '2026-01-31']);
  });
  it('leads to rules that are published, others than before, the ones that were meant', () => {
    after(open).when(migrate()).thenRefused('rule-set-unknown', { version: 2 });
    yearUnder(facts).after(open).when(migrate({ digest })).thenRefused('rule-set-differs');
    yearUnder({ ...facts, nextRuleSetDigest: digest }).after(open).when(migrate()).thenRefused('rules-unchanged');
  });
});
