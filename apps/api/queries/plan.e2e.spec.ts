import { nodeHashing } from '#adapters/node-crypto';
import type { AnyDecider } from '#kernel';
import { noticeDecider, quotaDecider, quotaId, slotMessage } from '#reminders';
import { problemOf, ServedApi } from '../testing/served.js';
import { patienceMs } from '#kernel/testing';

const by = { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' } as const;
const nine = '2010-03-02T01:00:00.000Z';
const atNine = { 'pingjia-clock': '2010-03-02T09:00:00+08:00' };
const minute = (number: number) => new Date(Date.parse(nine) + number * 60_000).toISOString();

describe('the plan of what is sent', () => {
  let api: ServedApi;
  let given = 0;
  const give = async (decider: AnyDecider, id: string, type: string, data: object) =>
    expect(await api.node.commands.handle(decider, id, { type, data, commandId: `given-${++given}`, by, at: nine })).toMatchObject({ kind: 'recorded' });
  const issue = async (federation: string, campaign: string, notBefore = nine) => {
    const id = `federation.${federation}.${campaign}.20100302`;
    await give(noticeDecider, id, 'IssueNotice', { recipient: { kind: 'federation', id: federation }, campaign, federation, day: '2010-03-02', notBefore, grade: 'urge', nth: 1, counted: [federation], items: [{ key: 'a', evaluation: 'u1.2009.1', step: 'submitPlan', dueOn: '2010-02-26' }], due: 1 });
    return id;
  };
  const plan = async (query = '') => {
    await api.node.views.notices.reached(await api.node.log.end(), patienceMs);
    const { status, body } = await api.get(`/v1/notices/plan${query}`, atNine);
    expect(status).toBe(200);
    return body;
  };

  beforeAll(async () => {
    api = await ServedApi.start({ env: { WECOM_ROBOTS: 'bureau=693a91f6' } });
  });
  afterAll(() => api?.close());

  it('is empty while nothing waits', async () => expect(await plan()).toMatchObject({ waiting: 0, forAPerson: 0, lastAt: null, channels: [], notices: [] }));

  it('spreads the messages of one robot over the minutes, and those without a quota leave at once', async () => {
    for (let n = 10; n < 35; n++) await issue('bureau', `c${n}`);
    await issue('section', 'c10');
    const { waiting, lastAt, left, channels, notices } = await plan();
    expect({ waiting, lastAt, left }).toEqual({ waiting: 26, lastAt: minute(1), left: 0 });
    expect(channels).toEqual([
      { channel: 'outbox', channelText: 'outbox', quota: null, addresses: 1, messages: 1, lastAt: nine, left: 0, minutes: [{ at: nine, messages: 1 }] },
      { channel: 'wecom', channelText: 'WeCom', quota: { per: 'minute', count: 20 }, addresses: 1, messages: 25, lastAt: minute(1), left: 0, minutes: [{ at: nine, messages: 20 }, { at: minute(1), messages: 5 }] },
    ]);
    expect(notices).toHaveLength(26);
    expect(notices.at(-1)).toEqual({ notice: 'federation.bureau.c34.20100302', recipient: 'federation.bureau', channel: 'wecom', leavesAt: minute(1) });
    expect((await api.get('/outbox', { ...atNine, 'accept-language': 'zh-CN' })).body).toContain('待发通知26条，最后一条预计2010-03-02 9:01发出。');
    expect((await plan('?limit=3')).notices).toEqual(notices.slice(0, 3));
  });

  it('keeps a slot that was taken, and waits for what may not leave before its hour', async () => {
    await give(quotaDecider, quotaId('wecom', { sha256: nodeHashing.sha256('bureau') }, '2010-03-02'), 'TakeSlots', { messages: [slotMessage('federation.bureau.c10.20100302', 1), 'another/1'], earliest: 545, perMinute: 20 });
    await issue('bureau', 'c35', '2010-03-02T06:30:00.000Z');
    const { channels, notices, lastAt } = await plan();
    expect(channels[1].minutes).toEqual([{ at: nine, messages: 20 }, { at: minute(1), messages: 4 }, { at: minute(5), messages: 1 }, { at: '2010-03-02T06:30:00.000Z', messages: 1 }]);
    expect(notices.find(({ leavesAt }: { leavesAt: string }) => leavesAt === minute(5)).notice).toBe('federation.bureau.c10.20100302');
    expect(lastAt).toBe('2010-03-02T06:30:00.000Z');
  });

  it('leaves out what waits for a person', async () => {
    const id = 'federation.bureau.c11.20100302';
    await give(noticeDecider, id, 'ClaimDelivery', { channel: 'wecom', idempotent: false, items: ['a'], textDigest: 'a'.repeat(64), leaseUntil: '2010-03-02T01:05:00.000Z' });
    await give(noticeDecider, id, 'DoubtDelivery', { attempt: 1, because: 'unknown' });
    expect(await plan()).toMatchObject({ waiting: 26, forAPerson: 1 });
  });

  it.each(['limit=0', 'limit=201', 'chanel=wecom'])('says what is wrong with ?%s', async (query) => {
    expect(await problemOf(api, () => api.get(`/v1/notices/plan?${query}`))).toMatchObject({ status: 400, code: 'query-invalid', errors: [{ field: query.split('=')[0] }] });
  });
});
