import { districtAtWork, evaluationOf, reportProgress } from './district.js';
import { get, post } from './asking.js';
import { freshFolder, refusal, start, tidy } from './server.js';

afterAll(tidy);

/** A locked folder is for later: sysexits' EX_TEMPFAIL. */
const tryAgainLater = 75;

describe('one server a folder', () => {
  it('turns a second one away, naming the first, which goes on; the next may open once the first is gone, however it went', async () => {
    const folder = freshFolder();
    const first = await start(folder);
    await districtAtWork(first.url, ['u0']);

    const second = await refusal(folder);
    expect(second.said).toMatch(new RegExp(`^pingjia: \\S+ is in use by process ${first.pid} on \\S+ since \\S+\n$`));
    expect(second).toMatchObject({ code: tryAgainLater, signal: null });

    const recorded = await post(first.url, reportProgress('u0', 'after-the-second'));
    expect(recorded).toMatchObject({ status: 201, revision: '"1"' });
    expect(await get(first.url, `/v1/evaluations/${evaluationOf('u0')}`, recorded.position)).toMatchObject({ status: 200, revision: '"1"' });

    await first.end('SIGKILL');
    const next = await start(folder);
    expect(await post(next.url, reportProgress('u0', 'after-the-second'))).toMatchObject({ status: 201, revision: '"1"', replayed: true });
    await next.end('SIGTERM');
  });
});
