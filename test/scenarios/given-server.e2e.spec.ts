import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ServedApi } from '../../apps/api/testing/served.js';
import { repository } from './embedded-server.js';
import { run } from './run-scenario.js';

const wuhan = join(repository, 'test/scenarios/wuhan.yaml');
let realTime: ServedApi;
let foreign: Server;

beforeAll(async () => {
  realTime = await ServedApi.start({ env: { CLOCK: 'system' } });
  foreign = createServer((_, response) => response.end('<html>hello</html>'));
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await realTime?.close();
  foreign?.close();
});

async function played(url: string, language: string): Promise<{ code: number; err: readonly string[] }> {
  const err: string[] = [];
  const code = await run([wuhan, '--url', url, '--lang', language], {}, { out: () => {}, err: (text) => err.push(text) });
  return { code, err };
}

/** What keeps a given server from being played to is said in one line that names what to do, and the exit code is 2. */
describe('a server that was given', () => {
  test('runs by real time: the variable to set is named, and nothing is recorded', async () => {
    const before = await realTime.node.log.end();
    expect(await played(realTime.url, 'en')).toEqual({ code: 2, err: [expect.stringMatching(/^The server http:\S+ runs by real time .*CLOCK=scenario/)] });
    expect(await played(realTime.url, 'zh-CN')).toEqual({ code: 2, err: [expect.stringMatching(/^服务器 http:\S+ 按实际时间运行.*CLOCK=scenario/)] });
    expect(await realTime.node.log.end()).toBe(before);
  });

  test('is not there: its address is named', async () => {
    expect(await played('http://127.0.0.1:9', 'en')).toEqual({ code: 2, err: [expect.stringContaining('http://127.0.0.1:9 cannot be reached')] });
  });

  test('is another program: its address is named', async () => {
    const url = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
    expect(await played(url, 'en')).toEqual({ code: 2, err: [expect.stringContaining(`${url} is not this API`)] });
  });
});
