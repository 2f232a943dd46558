import { Webhook } from 'standardwebhooks';
import { aNotice, channelContract, HttpSink, type Arrival } from '#reminders/testing';
import { WebhookChannel, type WebhookTarget } from './index.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const words = { ok: { status: 204 }, busy: { status: 429, headers: { 'retry-after': '7' } }, failing: { status: 500 }, refusing: { status: 403 } };
const messageOf = ({ body }: Arrival): string => (JSON.parse(body) as { data: { markdown: string } }).data.markdown;
const keyOf = ({ headers }: Arrival): string => String(headers['webhook-id']);
const sinkOf = () => new HttpSink(words, messageOf, keyOf).open();
const channelTo = (target: Partial<WebhookTarget> & { url: URL }, timeoutMs = 60_000) => new WebhookChannel({ targets: new Map([['oa', { secret, allowPrivate: true, ...target }]]), timeoutMs });

channelContract(
  'webhook',
  async (timeoutMs) => {
    const farSide = await sinkOf();
    return { channel: channelTo({ url: new URL(`http://127.0.0.1:${farSide.port}/hook?token=hidden-token`) }, timeoutMs), farSide, address: 'oa', secrets: [secret, 'hidden-token'], close: () => farSide.close() };
  },
  { busy: 'later', failing: 'unknown', refusing: 'never', hanging: 'unknown', closing: 'unknown', answeringTwice: 'delivered', down: 'later' },
);

describe('a webhook', () => {
  let sink: HttpSink;
  const signal = new AbortController().signal;
  beforeEach(async () => (sink = await sinkOf()));
  afterEach(() => sink.close());

  it('is signed as Standard Webhooks asks, so that the receiver can verify who sent it', async () => {
    await channelTo({ url: new URL(`http://127.0.0.1:${sink.port}/`) }).send(aNotice('oa'), signal);
    const [arrival] = sink.arrivals;
    const headers = Object.fromEntries(['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(arrival?.headers[name])]));
    expect(new Webhook(secret).verify(arrival?.body ?? '', headers)).toMatchObject({ type: 'notice.issued', data: { noticeId: 'street.c2025.20251222', recipient: 'street' } });
    expect(() => new Webhook(secret).verify(`${arrival?.body} `, headers)).toThrow('signature');
  });

  it('waits as long as Retry-After says', async () => {
    sink.next('busy');
    expect(await channelTo({ url: new URL(`http://127.0.0.1:${sink.port}/`) }).send(aNotice('oa'), signal)).toMatchObject({ retry: 'later', afterMs: 7000 });
  });

  it.each(['https://127.0.0.1/', 'https://10.1.2.3/', 'https://[::1]/', 'https://[::ffff:192.168.1.1]/', 'https://169.254.169.254/latest', 'https://localhost/'])('goes to no private address: %s', async (url) => {
    expect(await channelTo({ url: new URL(url), allowPrivate: false }).send(aNotice('oa'), signal)).toMatchObject({ kind: 'refused', retry: 'never', code: 'address-refused' });
  });

  it('speaks without TLS to hosts only that are allowed to be private', async () => {
    expect(await channelTo({ url: new URL('http://example.org/'), allowPrivate: false }).send(aNotice('oa'), signal)).toMatchObject({ retry: 'never', code: 'address-refused' });
  });

  it('follows no redirect', async () => {
    const turned = await new HttpSink({ ...words, refusing: { status: 302, headers: { location: `http://127.0.0.1:${sink.port}/` } } }, messageOf).open();
    turned.next('refusing');
    expect(await channelTo({ url: new URL(`http://127.0.0.1:${turned.port}/`) }).send(aNotice('oa'), signal)).toMatchObject({ retry: 'never', code: 'redirected' });
    expect(sink.arrivals).toEqual([]);
    await turned.close();
  });

  it('of a name that nobody configured is refused', async () => {
    expect(await channelTo({ url: new URL(`http://127.0.0.1:${sink.port}/`) }).send(aNotice('elsewhere'), signal)).toMatchObject({ retry: 'never', code: 'address-unknown' });
  });
});
