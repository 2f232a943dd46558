import { aNotice, channelContract, HttpSink, type Arrival } from '#reminders/testing';
import { WecomRobot } from './index.js';

const key = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const json = (body: object) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const words = { ok: json({ errcode: 0, errmsg: 'ok' }), busy: json({ errcode: 45009, errmsg: 'api freq out of limit' }), failing: { status: 502, body: '<html>' }, refusing: json({ errcode: 93000, errmsg: `invalid webhook url, key=${key}` }) };
const messageOf = ({ body }: Arrival): string => (JSON.parse(body) as { markdown: { content: string } }).markdown.content;
const going = new AbortController().signal;

async function open(timeoutMs = 60_000) {
  const farSide = await new HttpSink(words, messageOf).open();
  return { channel: new WecomRobot({ keys: new Map([['street', key]]), origin: `http://127.0.0.1:${farSide.port}`, timeoutMs }), farSide, address: 'street', secrets: [key], close: () => farSide.close() };
}

channelContract('WeCom robot', open, { busy: 'later', failing: 'unknown', refusing: 'never', hanging: 'unknown', closing: 'unknown', answeringTwice: 'delivered', down: 'later' });

describe('a WeCom robot', () => {
  it('is asked for by its key, with markdown', async () => {
    const { channel, farSide, close } = await open();
    await channel.send(aNotice('street'), going);
    expect(farSide.arrivals).toMatchObject([{ path: `/cgi-bin/webhook/send?key=${key}` }]);
    expect(JSON.parse(farSide.arrivals[0]?.body ?? '')).toMatchObject({ msgtype: 'markdown' });
    await close();
  });

  it('that nobody configured is refused', async () => {
    const { channel, close } = await open();
    expect(await channel.send(aNotice('elsewhere'), going)).toMatchObject({ retry: 'never', code: 'address-unknown' });
    await close();
  });

  it('has one quota, whatever names lead to it', () => {
    const channel = new WecomRobot({ keys: new Map([['town', key], ['street', key], ['district', 'another']]) });
    expect(['town', 'street', 'district', 'elsewhere'].map((name) => channel.quotaAddressOf(name))).toEqual(['street', 'street', 'district', 'elsewhere']);
  });

  it('whose answer is not the vendor’s leaves open what became of it', async () => {
    const farSide = await new HttpSink({ ...words, ok: { status: 200, body: 'welcome to the hotel’s wireless network' } }, messageOf).open();
    const channel = new WecomRobot({ keys: new Map([['street', key]]), origin: `http://127.0.0.1:${farSide.port}` });
    expect((await channel.send(aNotice('street'), going)).kind).toBe('unknown');
    await farSide.close();
  });
});
