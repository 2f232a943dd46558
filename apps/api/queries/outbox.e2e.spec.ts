import { aNotice } from '#reminders/testing';
import { problemOf, ServedApi } from '../testing/served.js';

const going = new AbortController().signal;
const notice = (recipient: string, day: string) => aNotice('outbox', { noticeId: `federation.${recipient}.c2025.${day}`, idempotencyKey: `${recipient}.${day}`, recipient: { id: `federation.${recipient}`, address: 'outbox' } });

let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
});
afterAll(() => api?.close());

describe('the outbox', () => {
  it('is empty at first, and says so in the reader’s language', async () => {
    expect((await api.get('/v1/outbox')).body).toEqual({ messages: [] });
    expect((await api.get('/outbox', { 'accept-language': 'zh-CN' })).body).toContain('尚未发出通知。');
  });

  it('shows what was sent, the latest day first, page by page', async () => {
    for (const one of [notice('a', '20251222'), notice('b', '20251222'), notice('a', '20251223')]) await api.node.outbox.send(one, going);
    const { body: first } = await api.get('/v1/outbox?limit=2');
    expect(first.messages.map(({ noticeId }: { noticeId: string }) => noticeId)).toEqual(['federation.a.c2025.20251223', 'federation.a.c2025.20251222']);
    const { body: second } = await api.get(`/v1/outbox?limit=2&cursor=${encodeURIComponent(first.next)}`);
    expect(second).toMatchObject({ messages: [{ noticeId: 'federation.b.c2025.20251222', subject: '会员评家催报通知（第2次）', storedAt: expect.any(String) }] });
    expect(second.next).toBeUndefined();
    expect((await api.get('/v1/outbox?day=2025-12-23')).body.messages).toHaveLength(1);
  });

  it('is a page that runs nothing of what a message says', async () => {
    await api.node.outbox.send({ ...notice('c', '20251224'), text: '<script>alert(1)</script>', subject: '"><img src=x>' }, going);
    const { body, headers } = await api.get('/outbox');
    expect(body).toContain('&#60;script&#62;alert(1)');
    expect(body).not.toMatch(/<script|<img/);
    expect(body).toMatch(/<time datetime="[\dT:.-]+Z">\d{4}-\d\d-\d\d \d{1,2}:\d\d<\/time>/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each(['limit=0', 'limit=201', 'cursor=../../etc/passwd', 'cursor=20251222/..%2F..%2Fx.json', 'day=20251222', 'day=2025-02-30', 'dya=2025-12-22'])('says what is wrong with ?%s', async (query) => {
    expect(await problemOf(api, () => api.get(`/v1/outbox?${query}`))).toMatchObject({ status: 400, code: 'query-invalid', errors: [{ field: query.split('=')[0] }] });
  });
});
