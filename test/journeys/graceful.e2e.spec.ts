import { request } from 'node:http';
import { eventually, inParallel, post, record } from './asking.js';
import { busyLanes } from './busy-lanes.js';
import { callUp, districtAtWork, evaluationOf, foundDistrict, inFlight, reportProgress, unionIds } from './district.js';
import { eventsByCommand, eventsOf, faultsOfViews, gapsIn, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

afterAll(tidy);

/** Answers under way have four seconds; the rest is a busy machine. Before an operator or a supervisor would kill it. */
const stoppedWithinMs = 30_000;
const unions = unionIds(16);

/** Opens the stream of changes and keeps the line. */
async function changes(url: string): Promise<{ readonly heard: () => string; readonly ended: Promise<void> }> {
  const response = await fetch(new URL('/v1/changes', url), { headers: { 'last-event-id': '0' } });
  let heard = '';
  const ended = (async () => {
    for await (const chunk of response.body ?? []) heard += Buffer.from(chunk as Uint8Array).toString();
  })().catch(() => {});
  return { heard: () => heard, ended };
}

describe('SIGTERM', () => {
  it('while 64 commands are in flight and a board listens: each is answered or refused, none lost, exit 0 within seconds', async () => {
    const folder = freshFolder();
    const server = await start(folder);
    await districtAtWork(server.url, unions);
    const board = await changes(server.url);
    await eventually(async () => board.heard(), (heard) => heard.includes('EvaluationOpened'));

    let told = 0;
    const sent = await busyLanes(server, 0, unions, (count) => {
      if (count !== 200) return;
      told = performance.now();
      server.signal('SIGTERM');
    });
    expect(await server.ended).toEqual({ code: 0, signal: null, said: '' });
    expect(performance.now() - told).toBeLessThan(stoppedWithinMs);
    await board.ended;

    const events = await eventsOf(folder);
    expect(gapsIn(events)).toEqual([]);
    const counts = eventsByCommand(events);
    const recorded = sent.filter(({ answer }) => answer?.status === 201);
    expect(recorded.length).toBeGreaterThanOrEqual(200);
    expect(recorded.filter(({ stream, command }) => counts.get(`${stream} ${command.key}`) !== 1)).toEqual([]);
    const turnedAway = sent.flatMap(({ answer }) => (answer === undefined || answer.status === 201 ? [] : [answer]));
    turnedAway.forEach((answer) => expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } }));
    // Whoever was let in is answered: nothing is recorded that its sender does not know of.
    const unanswered = sent.filter(({ answer }) => answer?.status !== 201);
    expect(unanswered.filter(({ stream, command }) => counts.has(`${stream} ${command.key}`))).toEqual([]);
  });

  it('is not held up by a sender that never ends its sentence', async () => {
    const server = await start(freshFolder());
    const { hostname, port } = new URL(server.url);
    const half = request({ hostname, port, method: 'POST', path: '/v1/unions', headers: { 'content-type': 'application/json', 'content-length': '1000' } });
    const cut = new Promise((resolve) => half.once('error', resolve));
    await new Promise<void>((resolve) => half.write('{"id":', () => resolve()));
    // What came later was answered: so the half sentence was let in before the signal, and is not just turned away.
    expect((await fetch(new URL('/health/live', server.url))).status).toBe(200);
    const told = performance.now();
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null, said: '' });
    expect(performance.now() - told).toBeLessThan(stoppedWithinMs);
    await cut;
  });

  it('in the middle of a call-up lets the rest be done by the next start', async () => {
    const folder = freshFolder();
    const many = unionIds(300);
    const first = await start(folder);
    await foundDistrict(first.url, many);
    await record(first.url, callUp(many));
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null, said: '' });
    const second = await start(folder);
    const answers = await inParallel(many, inFlight, (union) => eventually(() => post(second.url, reportProgress(union, `first-of-${union}`)), ({ status }) => status === 201));
    expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set(['"1"']));
    await viewsCaughtUp(second.url, folder);
    expect(await second.end('SIGTERM')).toMatchObject({ code: 0 });
    expect((await eventsOf(folder)).filter(({ type }) => type === 'EvaluationOpened').map(({ stream }) => stream).toSorted()).toEqual(many.map((union) => `evaluation-${evaluationOf(union)}`).toSorted());
    expect(await faultsOfViews(folder)).toEqual([]);
  });
});
