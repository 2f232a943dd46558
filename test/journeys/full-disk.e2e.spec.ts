import { spawnSync } from 'node:child_process';
import { get, post, record } from './asking.js';
import { untilReady } from './district.js';
import { freshFolder, start, tidy } from './server.js';

/** A disk that takes no more, as the operator meets it. */
const limits = spawnSync('bash', ['-c', 'ulimit -f 1000']).status === 0;
afterAll(tidy);

const person = (number: number) => ({ path: '/v1/persons', body: { id: `p${number}`, name: '会'.repeat(100) }, key: `person-${number}` });

(limits ? it : it.skip)('a full disk is a warning in the process log, and the server is not ready, though it reads (ulimit -f)', async () => {
  const server = await start(freshFolder(), { fileKib: 600 });
  // Its views are made first.
  expect((await untilReady(server.url)).body).toMatchObject({ ready: true, log: { writable: true } });
  await record(server.url, person(0));
  let refused: Awaited<ReturnType<typeof post>> | undefined;
  for (let number = 1; number < 2_000 && refused === undefined; number++) {
    const answer = await post(server.url, person(number));
    if (answer.status !== 201) refused = answer;
  }
  expect(refused).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
  expect(await get(server.url, '/health/ready')).toMatchObject({ status: 503, body: { ready: false, log: { damaged: false, writable: false } } });
  expect(await get(server.url, '/health/live')).toMatchObject({ status: 200 });
  expect(await get(server.url, '/v1/evaluations')).toMatchObject({ status: 200 });
  const { said } = await server.end('SIGTERM');
  const lines = said.split('\n').filter((line) => line.includes('the log could not be written')).map((line) => JSON.parse(line) as { level: number });
  // A second kind of failure may follow the first; a line a command it is never.
  expect(lines.length).toBeGreaterThanOrEqual(1);
  expect(lines.length).toBeLessThanOrEqual(3);
  expect(lines.map(({ level }) => level)).toEqual(lines.map(() => 40));
});
