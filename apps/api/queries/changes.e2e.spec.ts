import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { ChangesLine, type Change } from '../testing/changes-line.js';
import { problemOf, ServedApi } from '../testing/served.js';

/** The line of changes: nothing is missed, nothing comes twice, and what it speaks of can be read. */
const at = '/v1/evaluations/centre.2009.1';
let api: ServedApi;
const lines: ChangesLine[] = [];
const open = async (lastEventId?: string) => {
  const line = await ChangesLine.open(api, lastEventId);
  lines.push(line);
  return line;
};
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
});
afterEach(() => lines.splice(0).forEach((line) => line.close()));
afterAll(() => api?.close());

const form = (n = 0) => api.post(`${at}/form-leading-group`, { formedOn: '2009-03-09', members: ['chair', `member_${n}`] });
const formMany = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => form(n)));
const recorded = async () => (await api.node.log.readAll(0, 1_000)).map(({ position }) => String(position));
const ids = (changes: readonly Change[]) => changes.map(({ id }) => id);

it('is open before anything happens, and says so without an id that a client would go on from', async () => {
  const line = await open();
  expect(line.type).toBe('text/event-stream');
  const first = await line.nextBlock();
  expect(first).toMatch(/^:/);
  expect(first).not.toMatch(/^id:/m);
});

it('tells from now on where a client does not say where it was', async () => {
  const line = await open();
  const { body } = await form();
  expect(await line.next()).toMatchObject({ id: body.position, event: 'change', data: { stream: 'evaluation-centre.2009.1', revision: body.revision, event: 'LeadingGroupFormed' } });
});

it('speaks only of what the view already shows', async () => {
  const line = await open();
  for (let n = 0; n < 30; n++) {
    const writing = form(n);
    const { data } = await line.next();
    expect((await api.get(at)).body.revision).toBe(data.revision);
    await writing;
  }
});

it('tells everything from the beginning to a client that was nowhere yet', async () => {
  const wanted = await recorded();
  const line = await open('0');
  expect(ids(await line.take(wanted.length))).toEqual(wanted);
});

it('goes on where a client was, while others write: nothing missed, nothing twice', async () => {
  const before = await recorded();
  const writing = formMany(60);
  const seen: string[] = [];
  let last = '0';
  // Cut off every few changes, as by a bad line.
  while (seen.length < before.length + 60) {
    const line = await open(last);
    seen.push(...ids(await line.take(Math.min(7, before.length + 60 - seen.length))));
    last = seen.at(-1) ?? last;
    line.close();
  }
  await writing;
  expect(seen).toEqual(await recorded());
});

it('tells many clients the same', async () => {
  const many = await Promise.all(Array.from({ length: 20 }, () => open()));
  await formMany(20);
  const told = await Promise.all(many.map(async (line) => ids(await line.take(20))));
  expect(new Set(told.map((each) => each.join())).size).toBe(1);
});

it.each(['x', '-1', '1.5', '', '99999999999999999', '999999'])('refuses a place where nobody can have been: "%s"', async (lastEventId) => {
  const asked = () => api.get('/v1/changes', { 'last-event-id': lastEventId });
  expect(await problemOf(api, asked)).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Last-Event-ID' } });
});

it('lets the server close while clients are on the line', async () => {
  const other = await ServedApi.start();
  const line = await ChangesLine.open(other);
  const ended = line.nextBlock().then(() => line.nextBlock()).catch((error: unknown) => error);
  await other.close();
  expect(await ended).toBeInstanceOf(Error);
});
