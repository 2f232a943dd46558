import { inParallel, post } from './asking.js';
import { busyLanes, seeded, type Sent } from './busy-lanes.js';
import { districtAtWork, inFlight, unionIds } from './district.js';
import { eventsByCommand, eventsOf, faultsOfViews, gapsIn, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy, type Server } from './server.js';

afterAll(tidy);

const rounds = 20;
const unionsPerRound = 16;
const chance = seeded(20_260_115);
const patienceMs = 600_000;

/** Kills the server while 64 commands are in flight, at a moment of its own: after so many answers and milliseconds. */
async function killAtWork(server: Server, round: number): Promise<readonly Sent[]> {
  const [answers, milliseconds] = [20 + Math.floor(chance() * 80), chance() * 12];
  const sent = await busyLanes(server, round, unionIds(unionsPerRound, round * unionsPerRound), (count) => {
    if (count === answers) setTimeout(() => server.signal('SIGKILL'), milliseconds);
  });
  expect(await server.ended).toMatchObject({ signal: 'SIGKILL', said: '' });
  return sent;
}

const acknowledged = (sent: readonly Sent[]) => sent.filter(({ answer }) => answer !== undefined);

/** Repeats commands by their keys: each must get its first answer. */
async function expectFirstAnswers({ url }: Server, sent: readonly Sent[]): Promise<void> {
  const again = await inParallel(sent, inFlight, ({ command }) => post(url, command));
  expect(again.map(({ status, revision, position, replayed }) => ({ status, revision, position, replayed }))).toEqual(
    sent.map(({ answer }) => ({ status: 201, revision: answer?.revision, position: answer?.position, replayed: true })),
  );
}

/** Sends half of those again whose answer was lost: from then on they are acknowledged. */
async function repeatSomeLost({ url }: Server, sent: readonly Sent[]): Promise<void> {
  const some = sent.filter(({ answer }) => answer === undefined && chance() < 0.5);
  await inParallel(some, inFlight, async (one) => void (one.answer = await post(url, one.command)));
  expect(some.map(({ answer }) => answer?.status)).toEqual(some.map(() => 201));
}

async function expectEachOnce(folder: string, sent: readonly Sent[]): Promise<void> {
  const events = await eventsOf(folder);
  expect(gapsIn(events)).toEqual([]);
  const counts = eventsByCommand(events);
  const times = ({ stream, command }: Sent) => counts.get(`${stream} ${command.key}`) ?? 0;
  expect(acknowledged(sent).filter((one) => times(one) !== 1)).toEqual([]);
  expect(sent.filter((one) => times(one) > 1)).toEqual([]);
}

describe('kill -9 while 64 commands are in flight, 20 times in a row', () => {
  it('loses nothing that was acknowledged, records nothing twice, and leaves views that equal a rebuild', async () => {
    const folder = freshFolder();
    const all: Sent[] = [];
    let server = await start(folder);
    await districtAtWork(server.url, unionIds(rounds * unionsPerRound));
    for (let round = 0; round < rounds; round++) {
      const sent = await killAtWork(server, round);
      expect(acknowledged(sent).length).toBeGreaterThanOrEqual(20);
      expect(sent.length - acknowledged(sent).length).toBe(inFlight);
      server = await start(folder);
      await expectFirstAnswers(server, acknowledged(sent));
      await repeatSomeLost(server, sent);
      await expectEachOnce(folder, sent);
      all.push(...sent);
    }
    await viewsCaughtUp(server.url, folder);
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
    await expectEachOnce(folder, all);
    expect(await faultsOfViews(folder)).toEqual([]);
  }, patienceMs);
});
