import { campaignDecider, dutyDecider } from '#campaign';
import { evaluation } from '#evaluation';
import type { AnyDecider } from '#kernel';
import { federationDecider } from '#register';
import { noticeDecider, quotaDecider, quotaId } from '#reminders';
import { problemOf, ServedApi } from '../testing/served.js';
import { aBureau, anEvaluation, ruleSet } from '../testing/an-evaluation.js';
import { patienceMs } from '#kernel/testing';

const by = { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' } as const;

describe('why somebody was told or not', () => {
  let api: ServedApi;
  let given = 0;
  const give = async (decider: AnyDecider, id: string, { type, data, at }: { readonly type: string; readonly data: object; readonly at: string }) => {
    const outcome = await api.node.commands.handle(decider, id, { type, data, commandId: `given-${++given}`, by, at });
    expect(outcome).toMatchObject({ kind: 'recorded' });
    for (const view of Object.values(api.node.views)) await view.reached(await api.node.log.end(), patienceMs);
  };
  /** By recipient: the channel or the reason. */
  const told = async (on: string, query = 'unit=union-u1&step=submitPlan', now = '2009-12-01', clock = '09:00') => {
    const { status, body } = await api.get(`/v1/notices/explain?${query}&on=${on}`, { 'pingjia-clock': `${now}T${clock}:00+08:00` });
    expect(status).toBe(200);
    return body.things.map((thing: { levels: readonly { recipient: string; channel: string | null; because: string | null }[] }) => Object.fromEntries(thing.levels.map(({ recipient, channel, because }) => [recipient, channel ?? because])));
  };

  beforeAll(async () => {
    api = await ServedApi.start({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'pingjia@union.example', WECOM_ROBOTS: 'bureau=key' } });
    await aBureau(api);
    await give(campaignDecider, 'bureau_2009', { type: 'OpenCampaign', data: { ruleSet: { id: ruleSet.id, version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-10' }, at: '2009-02-10T01:00:00.000Z' });
    await anEvaluation(api, 'u1');
    const id = 'federation.bureau.bureau_2009.20090402';
    const data = { recipient: { kind: 'federation', id: 'bureau' }, campaign: 'bureau_2009', federation: 'bureau', day: '2009-04-02', notBefore: '2009-04-02T01:00:00.000Z', grade: 'urge', nth: 1, counted: ['bureau'], items: [{ key: 'u1.2009.1/submitPlan', evaluation: 'u1.2009.1', step: 'submitPlan', dueOn: '2009-03-31' }], due: 1 };
    await give(noticeDecider, id, { type: 'IssueNotice', data, at: '2009-04-02T01:00:00.000Z' });
    await give(noticeDecider, id, { type: 'ClaimDelivery', data: { channel: 'outbox', idempotent: true, items: ['u1.2009.1/submitPlan'], textDigest: 'a'.repeat(64), leaseUntil: '2009-04-02T01:05:00.000Z' }, at: '2009-04-02T01:00:01.000Z' });
    await give(noticeDecider, id, { type: 'ConfirmDelivery', data: { attempt: 1 }, at: '2009-04-02T01:00:02.000Z' });
    await give(noticeDecider, id, { type: 'SnoozeNotice', data: { until: '2009-04-20' }, at: '2009-04-09T01:00:00.000Z' });
    await give(evaluation, 'u1.2009.1', { type: 'ExtendDeadline', data: { due: 'plan', until: '2009-09-30', reason: '停产', approvedOn: '2009-04-25' }, at: '2009-04-25T01:00:00.000Z' });
  });
  afterAll(() => api.close());

  it('is told level by level: by which notice, over which channel, or why not', async () => {
    expect(await told('2009-04-02')).toEqual([{ 'chair.u1': 'noContact', 'party.u1': 'noContact', 'federation.bureau': 'outbox' }]);
    const { body } = await api.get('/v1/notices/explain?unit=union-u1&step=submitPlan&on=2009-04-02');
    expect(body).toMatchObject({ campaign: 'bureau_2009', stepText: expect.stringMatching(/plan/i), things: [{ key: 'u1.2009.1/submitPlan', dueOn: '2009-03-31', owed: true, extended: false }] });
    expect(body.things[0].levels.at(-1)).toMatchObject({ told: true, notice: 'federation.bureau.bureau_2009.20090402', text: 'superior union: told at 9:00 (outbox)' });
    expect(body.things[0].levels[0].text).toBe('union chair: not told, there is no contact');
    expect((await api.get('/v1/notices/explain?unit=union-u1&step=submitPlan&on=2009-04-02', { 'accept-language': 'zh-CN' })).body.things[0].levels[0].text).toBe('工会主席：未提醒，没有联系方式');
  });

  it('goes by what was on record that day, not by what came afterwards', async () => {
    const federation = async (on: string) => (await told(on))[0]['federation.bureau'];
    expect(await federation('2009-03-02')).toBe('notDueYet');
    expect(await federation('2009-04-03')).toBe('notIssued');
    expect(await federation('2009-04-10')).toBe('snoozed');
    expect(await federation('2009-04-18')).toBe('notWorked');
    expect(await federation('2009-05-06')).toBe('extended');
  });

  it('says of a notice that waits what for, and of a past day what stood at its end whatever became of it later', async () => {
    const [day, id] = ['2009-11-10', 'federation.bureau.bureau_2009.20091110'];
    const ask = async (clock: string, now = day) => (await told(day, 'unit=union-u1&step=submitPlan', now, clock))[0]['federation.bureau'];
    expect([await ask('08:59'), await ask('12:00'), await ask('10:00')]).toEqual(['quietHours', 'quietHours', 'notIssued']);
    const item = { key: 'u1.2009.1/submitPlan', evaluation: 'u1.2009.1', step: 'submitPlan', dueOn: '2009-09-30' };
    await give(noticeDecider, id, { type: 'IssueNotice', data: { recipient: { kind: 'federation', id: 'bureau' }, campaign: 'bureau_2009', federation: 'bureau', day, notBefore: `${day}T01:00:00.000Z`, grade: 'urge', nth: 2, counted: ['bureau'], items: [item], due: 1 }, at: `${day}T00:50:00.000Z` });
    // The robot's twenty of nine o'clock are others'.
    const others = Array.from({ length: 20 }, (_, index) => `federation.bureau.other.20091110/${index + 1}`);
    await give(quotaDecider, quotaId('wecom', { sha256: api.node.hashing.sha256('bureau') }, day), { type: 'TakeSlots', data: { messages: [...others, `${id}/1`], earliest: 540, perMinute: 20 }, at: `${day}T00:55:00.000Z` });
    expect([await ask('08:56'), await ask('09:00'), await ask('09:01')]).toEqual(['quietHours', 'quota', 'waiting']);
    await give(noticeDecider, id, { type: 'ClaimDelivery', data: { channel: 'wecom', idempotent: false, items: [item.key], textDigest: 'a'.repeat(64), leaseUntil: '2009-11-11T01:05:00.000Z' }, at: '2009-11-11T01:00:00.000Z' });
    await give(noticeDecider, id, { type: 'ConfirmDelivery', data: { attempt: 1 }, at: '2009-11-11T01:00:01.000Z' });
    expect(await ask('10:00', '2009-11-12')).toBe('quietHours');
  });

  it('says when somebody was told', async () => {
    const { body } = await api.get('/v1/notices/explain?unit=union-u1&step=submitPlan&on=2009-04-02', { 'pingjia-clock': '2009-12-01T09:00:00+08:00', 'accept-language': 'zh-CN' });
    expect(body.things[0].levels.at(-1)).toMatchObject({ told: true, sentAt: '2009-04-02T01:00:02.000Z', text: '上级工会：9:00已提醒（站内消息）' });
  });

  it("tells of a federation's own duty as well", async () => {
    await give(federationDecider, 'section', { type: 'RegisterFederation', data: { name: '市建设局直属工会', line: 'industrial', superiors: ['bureau'] }, at: '2009-02-10T01:00:00.000Z' });
    await give(campaignDecider, 'bureau_2009', { type: 'CallUpFederations', data: { federations: ['section'] }, at: '2009-02-11T01:00:00.000Z' });
    await give(dutyDecider, 'section.bureau_2009', { type: 'AssignDuties', data: { campaign: 'bureau_2009', federation: 'section' }, at: '2009-02-11T01:00:00.000Z' });
    expect(await told('2009-12-01', 'unit=federation-section&step=check')).toEqual([{ 'federation.section': 'notIssued', 'federation.bureau': 'notIssued' }]);
    // Of one unit the longest overdue stands for what comes after it.
    expect((await api.get('/v1/notices/explain?unit=federation-section&step=check&on=2009-12-01', { 'pingjia-clock': '2009-12-02T09:00:00+08:00' })).body.things).toMatchObject([{ key: 'section.bureau_2009/check', toldAs: 'section.bureau_2009/leadingGroup' }]);
    expect(await told('2009-02-10', 'unit=federation-section&step=check')).toEqual([]);
    expect(await problemOf(api, () => api.get('/v1/notices/explain?unit=federation-section&step=submitPlan'))).toMatchObject({ status: 400, errors: [{ field: 'step', rule: 'oneOf' }] });
    expect(await problemOf(api, () => api.get('/v1/notices/explain?unit=federation-bureau&step=check'))).toMatchObject({ status: 404 });
  });

  it('is told where a person opted out of every channel, and that the next level was told; and where they took it back', async () => {
    const on = (day: string) => ({ 'pingjia-clock': `${day}T09:00:00+08:00` });
    const given = async (path: string, body: object, day: string) => expect(await api.post(path, body, on(day))).toMatchObject({ status: 201 });
    await given('/v1/persons', { id: 'wang', name: '王芳', email: 'wang@example.org' }, '2010-03-03');
    await given('/v1/unions/u1/record-contact', { office: 'chair', person: 'wang', on: '2010-03' }, '2010-03-03');
    await given('/v1/persons/wang/decline-channels', { channels: ['mail'] }, '2010-03-04');
    await given('/v1/persons/wang/allow-channels', { channels: ['mail'] }, '2010-03-05');
    const chair = async (day: string) => (await told(day, 'unit=union-u1&step=submitPlan', '2010-03-08'))[0]['chair.u1'];
    expect([await chair('2010-03-02'), await chair('2010-03-03'), await chair('2010-03-04'), await chair('2010-03-05')]).toEqual(['noContact', 'notIssued', 'optedOut', 'notIssued']);
    expect((await api.post('/v1/persons/wang/decline-channels', { channels: ['wecom'] })).body).toMatchObject({ code: 'body-invalid', errors: [{ field: '/channels/0', rule: 'oneOf' }] });
  });

  it('is nothing where nothing of it was owed, and refused where nobody knows what is asked', async () => {
    expect(await told('2009-04-02', 'unit=union-u1&step=publishResult')).toEqual([]);
    expect(await problemOf(api, () => api.get('/v1/notices/explain?unit=union-nobody&step=submitPlan'))).toMatchObject({ status: 404 });
    expect(await problemOf(api, () => api.get('/v1/notices/explain?unit=u1&step=plan&on=2009-02-30&day=1'))).toMatchObject({ status: 400, errors: [{ field: 'day', rule: 'unknown' }, { field: 'unit' }, { field: 'step', rule: 'oneOf' }, { field: 'on', rule: 'date' }] });
    expect(await problemOf(api, () => api.get('/v1/notices/explain'))).toMatchObject({ errors: [{ field: 'unit', rule: 'required' }, { field: 'step', rule: 'required' }] });
  });
});
