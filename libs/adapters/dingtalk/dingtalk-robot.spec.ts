import { createHmac } from 'node:crypto';
import { aNotice, channelContract, HttpSink, type Arrival } from '#reminders/testing';
import { DingtalkRobot } from './index.js';

const keys = { accessToken: 'ff6cd723bdb4455fe18', secret: 'SECaf0e1b2c3d4' };
const json = (body: object) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const words = {
  ok: json({ errcode: 0, errmsg: 'ok' }),
  busy: json({ errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' }),
  failing: { status: 500, body: '' },
  refusing: json({ errcode: 310000, errmsg: `sign not match, secret ${keys.secret}` }),
};
const messageOf = ({ body }: Arrival): string => (JSON.parse(body) as { markdown: { text: string } }).markdown.text;
const going = new AbortController().signal;

async function open(timeoutMs = 60_000) {
  const farSide = await new HttpSink(words, messageOf).open();
  return { channel: new DingtalkRobot({ robots: new Map([['street', keys]]), origin: `http://127.0.0.1:${farSide.port}`, timeoutMs }), farSide, address: 'street', secrets: Object.values(keys), close: () => farSide.close() };
}

channelContract('DingTalk robot', open, { busy: 'later', failing: 'unknown', refusing: 'never', hanging: 'unknown', closing: 'unknown', answeringTwice: 'delivered', down: 'later' });

describe('a DingTalk robot', () => {
  it('is asked for by its token, signed with its secret and the time', async () => {
    const { channel, farSide, close } = await open();
    await channel.send(aNotice('street'), going);
    const query = new URL(farSide.arrivals[0]?.path ?? '', 'http://sink').searchParams;
    expect(query.get('access_token')).toBe(keys.accessToken);
    expect(query.get('sign')).toBe(createHmac('sha256', keys.secret).update(`${query.get('timestamp')}\n${keys.secret}`).digest('base64'));
    expect(Math.abs(Date.now() - Number(query.get('timestamp')))).toBeLessThan(60_000);
    await close();
  });

  it('that was asked too often is left alone for ten minutes', async () => {
    const { channel, farSide, close } = await open();
    farSide.next('busy');
    expect(await channel.send(aNotice('street'), going)).toMatchObject({ retry: 'later', afterMs: 600_000 });
    await close();
  });

  it('has one quota, whatever names lead to it', () => {
    const channel = new DingtalkRobot({ robots: new Map([['town', keys], ['street', { ...keys }], ['district', { ...keys, accessToken: 'another' }]]) });
    expect(['town', 'street', 'district', 'elsewhere'].map((name) => channel.quotaAddressOf(name))).toEqual(['street', 'street', 'district', 'elsewhere']);
  });

  it('that nobody configured is refused', async () => {
    const { channel, close } = await open();
    expect(await channel.send(aNotice('elsewhere'), going)).toMatchObject({ retry: 'never', code: 'address-unknown' });
    await close();
  });
});
