import { catalogue, type Actor } from '#kernel';
import { specify } from '#kernel/testing';
import { campaignDecider, DutiesAssigned, DutyAccepted, dutyDecider, dutyEvents, DutyGroupFormed, DutyReturned, DutySubmitted } from './index.js';

const due = { leadingGroup: '2025-03-31', plan: '2025-03-31', check: '2025-11-30' };
const called = { name: '海府街道总工会', line: 'territorial' as const, path: ['district', 'city'], due };
const duties = specify(dutyDecider, { federationsCalledUp: { evaluatedYear: 2025, federations: { haifu: called } } });
const assigned = DutiesAssigned.of({ campaign: 'c2025', federation: 'haifu', ...called, evaluatedYear: 2025 });
const assign = { type: 'AssignDuties', data: { campaign: 'c2025', federation: 'haifu' } };

const actor = (bodyId: string, more: Partial<Actor> = {}): Actor => ({ kind: 'person', office: 'officer', bodyId, assurance: 'unverified', ...more });
const [street, district] = [actor('federation-haifu'), actor('federation-district')];
const at = '2025-12-20T02:00:00.000Z';
const submit = (data: object, by = street) => ({ type: 'SubmitDuty', by, at, data: { duty: 'check', title: '检查情况', ...data } });
const handedIn = (receivedOn: string, version = 1, late = false) => DutySubmitted.of({ duty: 'check', version, title: '检查情况', receivedOn, ...(version === 1 ? { due: due.check } : {}), late });
const answer = (type: string, data: object, by = district) => ({ type, by, at, data: { duty: 'check', ...data } });

describe('duties of a federation', () => {
  it('are assigned once, as the campaign called it up', () => {
    duties.given().when(assign).then(assigned);
    duties.given(assigned).when(assign).thenNothing();
    duties.given().when({ ...assign, data: { ...assign.data, federation: 'elsewhere' } }).thenRefused('federation-not-called-up', { federation: 'elsewhere' });
    specify(dutyDecider).given().when(assign).thenRefused('federation-not-called-up');
  });

  it('exist only where they were assigned', () => {
    for (const wish of [submit({}), answer('AcceptDuty', { acceptedOn: '2025-12-01' }), { type: 'FormDutyGroup', data: { formedOn: '2025-03-01', members: ['chair'] } }]) duties.given().when(wish).thenRefused('duties-not-assigned');
  });

  it('fit their schemas', () => expect([assigned, handedIn('2025-11-20')].flatMap(catalogue(...dutyEvents).misfits)).toEqual([]));
});

describe('the leading group', () => {
  const form = (formedOn: string, by = street) => ({ type: 'FormDutyGroup', by, at, data: { formedOn, members: ['chair', 'vice_chair'] } });
  const formed = (formedOn: string, late: boolean) => DutyGroupFormed.of({ formedOn, members: ['chair', 'vice_chair'], due: due.leadingGroup, late });

  it('is late by the day it was formed, the first time', () => {
    duties.given(assigned).when(form('2025-03-31')).then(formed('2025-03-31', false));
    duties.given(assigned).when(form('2025-04-01')).then(formed('2025-04-01', true));
    duties.given(assigned, formed('2025-03-31', false)).when(form('2025-06-01')).then(formed('2025-06-01', false));
  });

  it('is the federation\'s own, or recorded above it on its behalf with a basis', () => {
    duties.given(assigned).when(form('2025-03-01', district)).thenRefused('not-the-federation', { body: 'federation-district', federation: 'haifu' });
    duties.given(assigned).when(form('2025-03-01', actor('federation-district', { onBehalfOf: 'federation-haifu' }))).thenRefused('not-the-federation');
    duties.given(assigned).when(form('2025-03-01', actor('federation-district', { onBehalfOf: 'federation-haifu', basis: 'letter' }))).then(formed('2025-03-01', false));
    duties.given(assigned).when(form('2025-03-01', actor('union-centre'))).thenRefused('not-the-federation');
  });

  it('was formed on a day that was', () => {
    duties.given(assigned).when(form('2025-02-30')).thenRefused('date-impossible', { field: 'formedOn' });
    duties.given(assigned).when(form('2025-12-21')).thenRefused('date-in-future', { recordedOn: '2025-12-20' });
  });
});

describe('a paper', () => {
  it('is late by the day it was received', () => {
    duties.given(assigned).when(submit({ receivedOn: '2025-11-30' })).then(handedIn('2025-11-30'));
    duties.given(assigned).when(submit({})).then(handedIn('2025-12-20', 1, true));
    duties.given(assigned).when(submit({ duty: 'summary' })).then(DutySubmitted.of({ duty: 'summary', version: 1, title: '检查情况', receivedOn: '2025-12-20', late: false }));
  });

  it('waits for its answer, and is not handed in twice', () => {
    duties.given(assigned, handedIn('2025-11-20')).when(submit({})).thenRefused('duty-already-handed-in', { duty: 'check', version: 1 });
    duties.given(assigned, handedIn('2025-11-20'), DutyAccepted.of({ duty: 'check', version: 1, acceptedOn: '2025-11-21' })).when(submit({})).thenRefused('duty-already-accepted');
  });

  it('comes after it was made', () => duties.given(assigned).when(submit({ madeOn: '2025-11-20', receivedOn: '2025-11-19' })).thenRefused('date-out-of-order', { field: 'receivedOn', after: '2025-11-20' }));

  it('is sent back with a reason, and late again only by its new day', () => {
    const returned = DutyReturned.of({ duty: 'check', version: 1, returnedOn: '2025-12-01', reason: '缺名单', putRightBy: '2025-12-08' });
    duties.given(assigned, handedIn('2025-11-20')).when(answer('ReturnDuty', { returnedOn: '2025-12-01', reason: '缺名单', putRightBy: '2025-12-08' })).then(returned);
    duties.given(assigned, handedIn('2025-11-20'), returned).when(submit({ receivedOn: '2025-12-09' })).then(DutySubmitted.of({ duty: 'check', version: 2, title: '检查情况', receivedOn: '2025-12-09', due: '2025-12-08', late: true }));
    duties.given(assigned, handedIn('2025-11-20')).when(answer('ReturnDuty', { returnedOn: '2025-12-01', reason: '缺名单', putRightBy: '2025-11-30' })).thenRefused('date-out-of-order', { field: 'putRightBy' });
  });

  it('is sent back without a day: late by its own where that was still to come, by none where it had passed', () => {
    const returned = (returnedOn: string, version = 1) => DutyReturned.of({ duty: 'check', version, returnedOn, reason: '缺名单' });
    const again = (receivedOn: string, version: number, judged: object) => DutySubmitted.of({ duty: 'check', version, title: '检查情况', receivedOn, ...judged } as never);
    for (const returnedOn of ['2025-11-22', '2025-11-30']) {
      duties.given(assigned, handedIn('2025-11-20'), returned(returnedOn)).when(submit({ receivedOn: '2025-11-30' })).then(again('2025-11-30', 2, { due: due.check, late: false }));
      duties.given(assigned, handedIn('2025-11-20'), returned(returnedOn)).when(submit({ receivedOn: '2025-12-01' })).then(again('2025-12-01', 2, { due: due.check, late: true }));
    }
    duties.given(assigned, handedIn('2025-11-20'), returned('2025-12-01')).when(submit({ receivedOn: '2025-12-15' })).then(again('2025-12-15', 2, { late: false }));
    // Sent back twice, it keeps the day that it was given the first time.
    const twice = [assigned, handedIn('2025-11-20'), DutyReturned.of({ duty: 'check', version: 1, returnedOn: '2025-12-01', reason: '缺名单', putRightBy: '2025-12-10' }), again('2025-12-05', 2, { due: '2025-12-10', late: false }), returned('2025-12-06', 2)];
    duties.given(...twice).when(submit({ receivedOn: '2025-12-11' })).then(again('2025-12-11', 3, { due: '2025-12-10', late: true }));
  });

  it('is accepted above, never by the federation itself', () => {
    const accept = answer('AcceptDuty', { acceptedOn: '2025-12-01' });
    duties.given(assigned, handedIn('2025-11-20')).when(accept).then(DutyAccepted.of({ duty: 'check', version: 1, acceptedOn: '2025-12-01' }));
    duties.given(assigned, handedIn('2025-11-20')).when({ ...accept, by: street }).thenRefused('not-above-federation', { body: 'federation-haifu' });
    duties.given(assigned).when(accept).thenRefused('duty-not-handed-in', { duty: 'check' });
    duties.given(assigned, handedIn('2025-12-05')).when(accept).thenRefused('date-out-of-order', { field: 'acceptedOn', after: '2025-12-05' });
  });
});

describe('files', () => {
  const file = { id: 'scan', title: '检查情况', mediaType: 'application/pdf', bytes: 9, sha256: 'a'.repeat(64) };
  const stored = (...evidence: readonly object[]) => specify(dutyDecider, { evidence: evidence as never });

  it('of a paper are those that are stored as they are named', () => {
    const wish = submit({ receivedOn: '2025-11-20', files: [file] });
    expect(stored(file).given(assigned).when(wish).decision()).toMatchObject([{ type: 'DutySubmitted', data: { files: [file] } }]);
    stored().given(assigned).when(wish).thenRefused('evidence-unknown', { id: 'scan' });
    stored({ ...file, bytes: 8 }).given(assigned).when(wish).thenRefused('evidence-differs', { id: 'scan' });
  });

  it('of a campaign’s notice are so too', () => {
    const data = { ruleSet: { id: 'r', version: 1 }, evaluatedYear: 2025, federation: 'district', openedOn: '2025-02-10', notice: { title: '通知', files: [file] } };
    expect(campaignDecider.needs({ type: 'OpenCampaign', data, commandId: 'c', at, by: district } as never, campaignDecider.initial)).toMatchObject({ evidence: { fact: 'evidence', of: file.sha256 } });
  });
});
