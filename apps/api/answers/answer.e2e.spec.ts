import { statSync } from 'node:fs';
import { join } from 'node:path';
import { campaignDecider } from '#campaign';
import type { AnyDecider } from '#kernel';
import { noticeDecider, type NoticeState } from '#reminders';
import { problemOf, ServedApi, type Sent } from '../testing/served.js';
import { aBureau, anEvaluation, ruleSet } from '../testing/an-evaluation.js';
import { patienceMs } from '#kernel/testing';

const by = { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' } as const;
const clock = (day: string): Sent => ({ 'pingjia-clock': `${day}T10:00:00+08:00`, 'accept-language': 'zh-CN' });
const issuedOn = clock('2010-03-02');

describe('the link of a message', () => {
  let api: ServedApi;
  let given = 0;
  const give = async (decider: AnyDecider, id: string, type: string, data: object, at = '2010-03-02T01:00:00.000Z') => {
    expect(await api.node.commands.handle(decider, id, { type, data, commandId: `given-${++given}`, by, at })).toMatchObject({ kind: 'recorded' });
    for (const view of Object.values(api.node.views)) await view.reached(await api.node.log.end(), patienceMs);
  };
  /** A notice to the bureau about one union's plan, as it was sent; and its address on this server. */
  const sent = async (day: string, due = 1): Promise<{ readonly id: string; readonly path: string }> => {
    const id = `federation.bureau.bureau_2009.${day.replaceAll('-', '')}`;
    const at = `${day}T01:00:00.000Z`;
    const item = { key: 'u1.2009.1/submitPlan', evaluation: 'u1.2009.1', step: 'submitPlan', dueOn: '2009-03-31' };
    await give(noticeDecider, id, 'IssueNotice', { recipient: { kind: 'federation', id: 'bureau' }, campaign: 'bureau_2009', federation: 'bureau', day, notBefore: at, grade: 'urge', nth: 1, counted: ['bureau'], items: [item], due }, at);
    await give(noticeDecider, id, 'ClaimDelivery', { channel: 'outbox', idempotent: true, items: [item.key], textDigest: 'a'.repeat(64), leaseUntil: `${day}T01:05:00.000Z` }, at);
    const links = await api.node.links.of(id);
    return { id, path: new URL(links?.list ?? '').pathname };
  };
  const state = async (id: string) => (await api.node.commands.state(noticeDecider, id)).state as NoticeState;
  const fill = (path: string, form: string, headers: Sent = issuedOn) => api.asWritten('POST', path, { 'content-type': 'application/x-www-form-urlencoded', ...headers }, form);

  beforeAll(async () => {
    api = await ServedApi.start();
    await aBureau(api);
    await give(campaignDecider, 'bureau_2009', 'OpenCampaign', { ruleSet: { id: ruleSet.id, version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-10' }, '2009-02-10T01:00:00.000Z');
    await anEvaluation(api, 'u1');
  });
  afterAll(() => api?.close());

  it('leads to this server, signed, by a key that only the owner of the vault reads', async () => {
    const { path } = await sent('2010-03-01');
    expect((await api.node.links.of('federation.bureau.bureau_2009.20100301'))?.acknowledge).toBe(`${api.url}${path}#answer`);
    expect(path).toMatch(/^\/answer\/federation\.bureau\.bureau_2009\.20100301\/[\w-]{22}$/);
    expect(statSync(join(api.node.config.vaultDir, 'vault.db')).mode & 0o777).toBe(0o600);
  });

  it('says how many of what it counts an answer does not cover', async () => {
    const { path } = await sent('2010-02-25', 192);
    const { body } = await api.get(path, clock('2010-02-25'));
    expect(body).toContain('到期之前不再催报所列事项（前1项；其余191项不在答复之内，仍会催报）。');
    expect((await api.get((await sent('2010-02-26')).path, clock('2010-02-26'))).body).toContain('到期之前不再催报所列事项。');
  });

  it('shows what it is about and asks; opened by whoever and how often, it records nothing', async () => {
    const { id, path } = await sent('2010-03-02');
    for (const address of [path, `${path}?from=timeline&page=7`]) {
      const { status, body, headers } = await api.get(address, issuedOn);
      expect(status).toBe(200);
      expect(body).toContain('会员评家催报通知（第1次）');
      expect(body).toMatch(/<li>.*建家计划，逾期 229 个工作日<\/li>/);
      expect(body).toMatch(/<form method="post"[\s\S]*name="willSubmitBy" type="date" min="2010-03-02" max="2010-04-01"[\s\S]*已知悉<\/button>/);
      expect(body).not.toMatch(/<script|src=/);
      expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    }
    expect((await state(id)).acknowledged).toBeNull();
    expect((await api.get(path, { ...issuedOn, 'accept-language': 'en' })).body).toContain('say by when it will be submitted');
  });

  it('records 已知悉 and the day once; a second use says what was recorded and changes nothing', async () => {
    const { id, path } = await sent('2010-03-03');
    const first = await fill(path, 'willSubmitBy=2010%2F3%2F8', clock('2010-03-03'));
    expect([first.status, first.headers.get('location')]).toEqual([303, path.split('/').at(-1)]);
    expect((await state(id)).acknowledged).toEqual({ on: '2010-03-03', willSubmitBy: '2010-03-08' });
    expect((await api.get(path, clock('2010-03-03'))).body).toContain('2010-03-03已知悉，预计2010-03-08前上报。');
    const second = await fill(path, 'willSubmitBy=2010-03-20', clock('2010-03-04'));
    expect(second.status).toBe(409);
    expect(second.body).toContain('本次填写未予记录');
    expect(second.body).not.toContain('<form');
    expect((await state(id)).acknowledged?.willSubmitBy).toBe('2010-03-08');
    await api.node.views.nudges.reached(await api.node.log.end(), patienceMs);
    expect((await api.node.views.nudges.get('federation.bureau.bureau_2009'))?.promised).toEqual({ 'u1.2009.1/submitPlan': '2010-03-08' });
  });

  it('asks for a day, and records nothing of what is no form or has none', async () => {
    const { id, path } = await sent('2010-03-04');
    for (const form of ['', 'willSubmitBy=', 'other=1']) {
      const { status, body } = await fill(path, form, clock('2010-03-04'));
      expect(status).toBe(422);
      expect(body).toContain('请填写预计上报时间');
      expect(body).toContain('<form');
    }
    expect(await problemOf(api, () => api.asWritten('POST', path, { 'content-type': 'application/json', ...clock('2010-03-04') }, '{"willSubmitBy":"2010-03-09"}'))).toMatchObject({ status: 415, code: 'media-type-unsupported' });
    expect(await problemOf(api, () => api.asWritten('POST', path, clock('2010-03-04'), ''))).toMatchObject({ status: 415 });
    expect((await state(id)).acknowledged).toBeNull();
  });

  it('is good for one of two who answer at once', async () => {
    const { id, path } = await sent('2010-03-05');
    const both = await Promise.all([fill(path, 'willSubmitBy=2010-03-08', clock('2010-03-05')), fill(path, 'willSubmitBy=2010-03-09', clock('2010-03-05'))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect((await api.node.log.read(`notice-${id}`, 0, 10)).filter(({ type }) => type === 'NoticeAcknowledged')).toHaveLength(1);
  });

  it('says which day it does not take, and asks again', async () => {
    const { id, path } = await sent('2010-03-08');
    const cases = [['下周', '不能识别日期“下周”'], ['2010-02-30', '2010-02-30'], ['2011-03-08', '2010-04-07'], ['<b>', '&#60;b&#62;']] as const;
    for (const [typed, said] of cases) {
      const { status, body } = await fill(path, `willSubmitBy=${encodeURIComponent(typed)}`, clock('2010-03-08'));
      expect(status).toBe(422);
      expect(body).toContain(said);
      expect(body).toContain('<form');
    }
    expect((await state(id)).acknowledged).toBeNull();
  });

  it('is refused in words where it was altered, is of another notice, or of none', async () => {
    const { path } = await sent('2010-03-09');
    const signature = path.split('/').at(-1) ?? '';
    const altered = [path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A'), path.replace('20100309', '20100308'), path.slice(0, -3), `/answer/chair.nobody.c.20100309/${signature}`, `/answer/x/${signature}`, `/answer/A..B.20100309/${signature}`];
    for (const address of altered) {
      const [looked, filled] = [await api.get(address, issuedOn), await fill(address, '', issuedOn)];
      expect([looked.status, filled.status]).toEqual([404, 404]);
      expect(looked.body).toContain('链接无效');
    }
    expect((await state('federation.bureau.bureau_2009.20100308')).acknowledged).toBeNull();
  });

  it('expires, and says since when', async () => {
    const { id, path } = await sent('2010-03-10');
    expect((await api.get(path, clock('2010-04-09'))).status).toBe(200);
    for (const { status, body } of [await api.get(path, clock('2010-04-10')), await fill(path, '', clock('2010-04-10'))]) {
      expect(status).toBe(410);
      expect(body).toContain('该链接已于2010-04-09过期');
    }
    expect((await state(id)).acknowledged).toBeNull();
  });

  it('is the one address that takes a form', async () => {
    expect(await problemOf(api, () => fill('/v1/persons', 'id=wang'))).toMatchObject({ status: 415, code: 'media-type-unsupported' });
    const { path } = await sent('2010-03-11');
    expect((await fill(path, `willSubmitBy=${'1'.repeat(3_000)}`, clock('2010-03-11'))).status).toBe(413);
  });

  it('can be followed from the outbox page, and nothing else can', async () => {
    const { id, path } = await sent('2010-03-12');
    const text = `请上报 https://pingjia.example${path}#answer http://evil.example/${'x'.repeat(22)} 工会http://evil.example${(await sent('2010-03-15')).path} http://evil.example/answer/x/${'x'.repeat(22)}`;
    await api.node.outbox.send({ noticeId: id, attempt: 1, idempotencyKey: id, recipient: { id: 'federation.bureau', address: 'x' }, subject: '催报', text, markdown: '', html: '', parameters: {}, language: 'zh-CN' }, new AbortController().signal);
    const { body } = await api.get('/outbox');
    expect(body.match(/<a href="([^"]*)"/g)).toEqual([`<a href="${path}#answer"`]);
  });
});
