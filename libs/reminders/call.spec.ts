import { specify } from '#kernel/testing';
import { callDecider, CallRecorded } from './call.js';

const campaign = { federation: 'district', ruleSet: { id: 'default', version: 1, digest: 'd'.repeat(64) }, evaluatedYear: 2025, openedOn: '2025-02-10' };
const calls = specify(callDecider, { campaign, body: { path: ['street', 'district', 'city'] } });
const call = (others: object = {}) => ({ type: 'RecordCall', at: '2025-11-03T06:00:00.000Z', data: { recipient: { kind: 'chair', id: 'market' }, campaign: 'district2025', calledOn: '2025-11-03', outcome: 'reached', ...others } });
const recorded = (others: object = {}) => CallRecorded.of({ recipient: { kind: 'chair', id: 'market' }, campaign: 'district2025', federation: 'district', calledOn: '2025-11-03', outcome: 'reached', counted: ['street', 'district'], ...others });

describe('a telephone call', () => {
  it('is a nudge on record, and counts up to the federation of the campaign', () => {
    calls.given().when(call()).then(recorded());
    const recipient = { kind: 'federation', id: 'street' };
    specify(callDecider, { campaign, body: { path: ['district', 'city'] } }).given().when(call({ recipient })).then(recorded({ recipient, counted: ['street', 'district'] }));
    calls.given(recorded()).when(call()).thenRefused('call-already-recorded', { calledOn: '2025-11-03' });
  });

  it('may end with a promise, and only then names a day', () => {
    calls.given().when(call({ outcome: 'promised', willSubmitBy: '2025-11-10' })).then(recorded({ outcome: 'promised', willSubmitBy: '2025-11-10' }));
    calls.given().when(call({ outcome: 'promised' })).thenRefused('promise-without-day');
    calls.given().when(call({ willSubmitBy: '2025-11-10' })).thenRefused('day-without-promise');
    calls.given().when(call({ outcome: 'promised', willSubmitBy: '2026-11-10' })).thenRefused('quiet-out-of-range');
  });

  it('is about somebody below the federation of a campaign that there is, and not in the future', () => {
    specify(callDecider, { campaign }).given().when(call()).thenRefused('recipient-not-below', { recipient: 'market', federation: 'district' });
    specify(callDecider, { campaign, body: { path: ['elsewhere'] } }).given().when(call()).thenRefused('recipient-not-below');
    specify(callDecider, {}).given().when(call()).thenRefused('campaign-unknown', { campaign: 'district2025' });
    calls.given().when(call({ calledOn: '2025-11-04' })).thenRefused('date-in-future', { recordedOn: '2025-11-03' });
    calls.given().when(call({ calledOn: '2025-11-31' })).thenRefused('date-impossible');
  });
});
