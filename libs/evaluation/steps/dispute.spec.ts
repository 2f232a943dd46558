import { aRuleSet } from '#rules/testing';
import { evaluation } from '../evaluation.js';
import { dutiesOf } from '../next-steps.js';
import { chair, close, digest, factsWith, fileReport, formGroup, officer, onBehalf, open, submitPlan, untilFiled, untilPlan, untilReported, yearUnder, type Wish } from '../testing/a-year.js';

const { after } = yearUnder(factsWith(aRuleSet, { entry: { onBehalfOf: 'union-centre' } }));
const dispute: Wish = { type: 'DisputeEntry', data: { revision: 3, disputedOn: '2025-12-01', reason: '人数不符' } };
const resolve = (upheld: boolean, resolvedOn = '2025-12-05'): Wish => ({ type: 'ResolveDispute', data: { revision: 3, upheld, resolvedOn, reason: '经核对原件' }, by: officer });

describe('an entry on behalf', () => {
  it('is made by an officer above the union, on a named basis', () => {
    for (const basis of ['telephone', 'letter', 'visit']) expect(after(open).when({ ...formGroup, by: onBehalf(basis) }).decision()).toHaveLength(1);
    after(open).when({ ...formGroup, by: { ...officer, onBehalfOf: 'union-centre' } }).thenRefused('basis-missing', { union: 'centre' });
    after(open).when({ ...formGroup, by: { ...onBehalf(), bodyId: 'federation-moon' } }).thenRefused('not-superior-of-union', { body: 'federation-moon' });
    after(open).when({ ...formGroup, by: { ...onBehalf(), bodyId: 'union-other' } }).thenRefused('not-superior-of-union');
    after(open).when({ ...formGroup, by: { ...onBehalf(), onBehalfOf: 'union-other' } }).thenRefused('behalf-of-another', { union: 'centre' });
  });
  it('on a scanned sheet rests on one that is stored', () => {
    expect(after(open).when({ ...formGroup, by: onBehalf(`sheet:${digest}`) }).decision()).toHaveLength(1);
    after(open).when({ ...formGroup, by: onBehalf(`sheet:${'e'.repeat(64)}`) }).thenRefused('evidence-unknown', { sha256: 'e'.repeat(64) });
  });
  it('is the union speaking: it accepts nothing of its own', () => {
    after(...untilReported).when({ ...fileReport, by: onBehalf() }).thenRefused('own-union', { body: 'union-centre' });
    expect(after(open, formGroup).when({ ...submitPlan, by: onBehalf() }).decision()).toHaveLength(1);
  });
});

describe('a dispute', () => {
  it('names an entry made on the behalf of the union, once', () => {
    after(...untilPlan).when(dispute).then({ type: 'EntryDisputed', data: dispute.data });
    after(...untilPlan, dispute).when(dispute).thenRefused('entry-already-disputed', { revision: 3 });
    after(open).when({ ...dispute, data: { revision: 3, disputedOn: '2024-12-31', reason: '人数不符' } } as Wish).thenRefused('date-before-facts', { field: 'disputedOn' });
    yearUnder(factsWith(aRuleSet, { entry: {} })).after(open).when(dispute).thenRefused('entry-not-on-behalf', { revision: 3 });
    yearUnder().after(open).when(dispute).thenRefused('entry-unknown', { revision: 3 });
  });
  it('asks the log for that entry', () => {
    const state = after(open).state();
    expect(evaluation.needs({ ...dispute, by: chair, at: '', commandId: 'c' } as never, state)).toEqual({ entry: { fact: 'entry', of: 'evaluation-centre.2025.1@3' } });
  });
  it('is the union\'s, also through an officer who records for it', () => {
    after(open).when({ ...dispute, by: officer }).thenRefused('behalf-not-said', { body: 'federation-bureau', union: 'centre' });
    expect(after(open).when({ ...dispute, by: onBehalf() }).decision()).toHaveLength(1);
  });
  it('is resolved by the superior, once, after it was raised', () => {
    after(open, dispute).when(resolve(true)).then({ type: 'DisputeResolved', data: resolve(true).data });
    after(open).when(resolve(true)).thenRefused('dispute-unknown', { revision: 3 });
    after(open, dispute, resolve(false)).when(resolve(true)).thenRefused('dispute-already-resolved', { stands: 'dismissed' });
    after(open, dispute).when({ ...resolve(true), by: chair }).thenRefused('own-union');
    after(open, dispute).when(resolve(true, '2025-11-30')).thenRefused('date-contradicts', { field: 'resolvedOn', milestone: 'entryDisputed', recorded: '2025-12-01' });
  });
  it('is owed an answer until then, also after the end', () => {
    const owed = (...wishes: readonly Wish[]) => dutiesOf(after(...wishes).state()).filter(({ step }) => step === 'resolveDispute');
    expect(owed(open, dispute)).toEqual([{ step: 'resolveDispute', office: 'officer', body: 'federation-bureau', dueOn: null, because: 'requested', revision: 3 }]);
    expect(owed(open, dispute, resolve(true))).toEqual([]);
    expect(owed(...untilFiled, close, dispute)).toHaveLength(1);
  });
});
