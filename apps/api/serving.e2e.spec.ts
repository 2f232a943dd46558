import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { log, problemStatus, textFor, type Health, type Node } from '#platform';
import { refusalCodes } from './refusal-codes.js';
import { problemOf, ServedApi } from './testing/served.js';

/** The server itself: where it listens, how it is, in which language it says no, and what it keeps to itself. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
});
afterAll(() => api?.close());

const federation = { id: 'bureau', name: '市建设局工会', line: 'industrial', superiors: [] };

describe('health', () => {
  it('is alive and ready, with log and views', async () => {
    expect(await api.get('/health/live')).toMatchObject({ status: 200, body: { live: true } });
    expect(await api.get('/health/ready')).toMatchObject({ status: 200, body: { ready: true, log: { store: 'sqlite', damaged: false, logId: expect.stringMatching(/^[0-9a-f-]{36}$/) }, views: expect.any(Object) } });
  });

  it('is not ready when the node is not', async () => {
    const ill = (node: Node): Node => ({ ...node, health: async (): Promise<Health> => ({ ...(await node.health()), ready: false }) });
    const other = await ServedApi.start({ changed: ill });
    expect(await other.get('/health/ready')).toMatchObject({ status: 503, body: { ready: false } });
    expect(await other.get('/health/live')).toMatchObject({ status: 200 });
    await other.close();
  });
});

describe('the server', () => {
  it('listens on this machine’s own address and no other', async () => {
    const { hostname, port } = new URL(api.url);
    expect(hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []).filter(({ address }) => address !== '127.0.0.1').map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
    const answered = await Promise.all(others.map((host) => answers(host, Number(port))));
    expect(others.filter((_, index) => answered[index])).toEqual([]);
  });
});

describe('the printed address itself', () => {
  it('is a page for people: what this is and where to go on, Chinese first', async () => {
    const page = await fetch(`${api.url}/`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const text = await page.text();
    expect(text).toContain('会员评议职工之家');
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, path = '']) => path);
    expect(links).toContain('/docs');
    for (const path of links) expect([path, (await api.get(path)).status]).toEqual([path, 200]);
    expect((await api.get('/', { 'accept-language': 'en' })).body).toContain('Go on from here');
  });
});

describe('a no', () => {
  const titleIn = async (language: string) => {
    const { headers, body } = await api.get('/nothing', { 'accept-language': language });
    expect(headers.get('vary')).toMatch(/accept-language/i);
    expect(body.title).toBe(textFor(headers.get('content-language') === 'en' ? 'en' : 'zh-CN', 'problem.not-found.title'));
    return headers.get('content-language');
  };

  it.each([
    ['', 'zh-CN'],
    ['zh-CN', 'zh-CN'],
    ['zh-TW,zh;q=0.9', 'zh-CN'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['en;q=0.5, zh;q=0.9', 'zh-CN'],
    ['zh;q=0.5, en;q=0.9', 'en'],
    ['fr, de;q=0.9, en;q=0.1', 'en'],
    ['fr', 'zh-CN'],
    ['*', 'zh-CN'],
    ['en;q=0', 'zh-CN'],
    ['zh;q=0, en', 'en'],
    ['english', 'zh-CN'],
    [';;q=x,,', 'zh-CN'],
  ])('to a reader of "%s" is said in %s', async (wished, language) => {
    expect(await titleIn(wished)).toBe(language);
  });

  it('to a reader who says nothing is said in Chinese', async () => {
    const response = await fetch(`${api.url}/nothing`);
    expect((await response.json()) as object).toMatchObject({ title: '没有找到' });
  });

  it('has a code that can be looked up', async () => {
    const { body } = await api.get('/problems');
    expect(body.problems.map(({ code }: { code: string }) => code)).toEqual([...Object.keys(problemStatus), ...refusalCodes]);
    for (const { code } of body.problems) expect(await api.get(`/problems/${code}`)).toMatchObject({ status: 200, body: { code, title: expect.not.stringMatching(/^problem\./) } });
  });
});

describe('what nobody foresaw', () => {
  it('tells nothing of the inside, and is written down', async () => {
    const secret = 'SQLITE_IOERR: disk I/O error in /var/lib/pingjia/log.db';
    const broken = (node: Node): Node =>
      ({ ...node, commands: { handle: () => Promise.reject(new Error(secret)) }, log: { read: () => Promise.reject(new TypeError(secret)) } }) as unknown as Node;
    const other = await ServedApi.start({ changed: broken });
    for (const asked of [() => other.post('/v1/federations', federation), () => other.get('/v1/evaluations/centre.2009.1/next-steps')]) {
      const problem = await problemOf(other, asked);
      expect(problem).toMatchObject({ status: 500, code: 'internal', details: {} });
      expect(JSON.stringify(problem)).not.toMatch(/SQLITE|var|Error/);
    }
    expect(log.level).toBe('silent');
    await other.close();
  });
});

/** Whether somebody accepts connections there. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const say = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', say(true)).once('error', say(false)).once('timeout', say(false));
  });
}
