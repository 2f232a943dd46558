import { eventually, get, record } from './asking.js';
import { callUp, evaluationOf, foundDistrict, unionIds, untilOpened } from './district.js';
import { eventsOf, faultsOfViews, gapsIn, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy, type Server } from './server.js';

afterAll(tidy);

const unions = unionIds(500);

const openedIn = async (folder: string) => (await eventsOf(folder)).filter(({ type }) => type === 'EvaluationOpened').map(({ stream }) => stream);

/** Kills the server once the policy has opened so many evaluations; the log is read from outside. */
async function killOnceOpened(server: Server, folder: string, least: number): Promise<number> {
  await eventually(() => openedIn(folder), (opened) => opened.length >= least);
  await server.end('SIGKILL');
  return (await openedIn(folder)).length;
}

/** A folder whose server died when some evaluations were open and others were not; tried anew where whoever looks came too late on a busy machine. */
async function killedInTheMiddle(): Promise<{ readonly folder: string; readonly before: number }> {
  for (let tries = 0; tries < 5; tries++) {
    const folder = freshFolder();
    const first = await start(folder);
    await foundDistrict(first.url, unions);
    const call = record(first.url, callUp(unions)).catch(() => undefined);
    const before = await killOnceOpened(first, folder, 1);
    await call;
    if (before < unions.length) return { folder, before };
  }
  throw new Error('all were opened each time before the server was killed');
}

describe('a campaign that calls up 500 unions', () => {
  it('has one evaluation for each, also when the policy that opens them is killed in the middle, twice', async () => {
    const { folder, before } = await killedInTheMiddle();

    const second = await start(folder);
    await killOnceOpened(second, folder, before + 1);

    const third = await start(folder);
    expect(await record(third.url, callUp(unions))).toMatchObject({ replayed: true });
    await untilOpened(third.url, unions);
    await viewsCaughtUp(third.url, folder);
    expect(await get(third.url, `/v1/evaluations/${evaluationOf('u499')}`)).toMatchObject({ status: 200, revision: '"0"' });
    await third.end('SIGTERM');

    expect((await openedIn(folder)).toSorted()).toEqual(unions.map((union) => `evaluation-${evaluationOf(union)}`).toSorted());
    expect(gapsIn(await eventsOf(folder))).toEqual([]);
    expect(await faultsOfViews(folder)).toEqual([]);
  });
});
