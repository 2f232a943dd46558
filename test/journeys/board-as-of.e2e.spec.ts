import { maxPage, type StoredEvent } from '#kernel';
import { PastViews, type Node } from '#platform';
import { campaign } from '../../bench/federation/simulation.js';
import { SimulatedYear, type Got, type Shown } from './simulated-year.js';

/** Boards and lists as of any position of the log, or any instant: read back from the unions' own streams. */
const today = '2026-11-27';
let year: SimulatedYear;
let node: Node;
let population: SimulatedYear['population'];
let events: readonly StoredEvent[];

beforeAll(async () => {
  year = await SimulatedYear.told({ unions: 60, seed: 5, holding: 40 }, 'lived');
  ({ node, population } = year);
  const read: StoredEvent[] = [];
  for (let page; (page = await node.log.readAll(read.at(-1)?.position ?? 0, maxPage)).length > 0; ) read.push(...page);
  events = read;
});
afterAll(() => year?.close());

const get = (path: string): Promise<Got> => year.get(`/v1/campaigns${path}`, { on: today, language: 'en' });
const ok = async (path: string): Promise<Shown> => {
  const { status, body } = await get(path);
  expect([path, status, body]).toEqual([path, 200, expect.anything()]);
  return body;
};
const position = (event: StoredEvent): string => String(event.position);
const anywhere = () => [population.tree.root, population.tree.federations.at(-1)?.id ?? ''];

const lists = ['evaluations?', 'evaluations?late=true&', 'evaluations?step=publish&sort=-endorsement&', 'overdue?', 'honours?atLeast=80&', 'duties?', 'duties?late=true&', 'adoptions?'];

describe('a board as of a position', () => {
  it('at the end of the log is the board as it stands', async () => {
    for (const federation of anywhere()) {
      const live = await ok(`/${campaign}/board?federation=${federation}&on=${today}`);
      const then = await ok(`/${campaign}/board?federation=${federation}&on=${today}&asOfPosition=${await node.log.end()}`);
      expect(then).toEqual({ ...live, asOfPosition: String(await node.log.end()), atDeadline: then.atDeadline });
      expect(live.atDeadline).toEqual(then.atDeadline);
    }
  });

  it.each(['2025-06-30', '2025-12-15', '2026-01-31'])('as of the last instant of %s is the board as of that day', async (day) => {
    for (const federation of anywhere()) {
      const ofDay = await ok(`/${campaign}/board?asOf=${day}&on=${day}&federation=${federation}`);
      const instant = await ok(`/${campaign}/board?asOf=${encodeURIComponent(`${day}T23:59:59.999+08:00`)}&on=${day}&federation=${federation}`);
      expect({ ...instant, asOf: day }).toEqual(ofDay);
      expect(ofDay.figures[0].n).toBeGreaterThan(0);
    }
  });

  it('moves by one event at a time: what lies between two boards is what that event did', async () => {
    const published = events.filter(({ type }) => type === 'ResultPublished').slice(-3);
    expect(published).toHaveLength(3);
    const held = async (at: number): Promise<number> => (await ok(`/${campaign}/board?asOfPosition=${at}`)).figures.find(({ figure }: Shown) => figure === 'held').n;
    for (const event of published) expect((await held(event.position)) - (await held(event.position - 1))).toBe(1);
  });

  it('shows rows, late ones, honours, duties and adoptions as they stood, and at the end as they stand', async () => {
    const [end, middle] = [await node.log.end(), position(events[Math.floor(events.length * 0.8)] as StoredEvent)];
    for (const list of lists) {
      const live = await ok(`/${campaign}/${list}limit=200&on=${today}`);
      expect([list, await ok(`/${campaign}/${list}limit=200&on=${today}&asOfPosition=${end}`)]).toEqual([list, live]);
      const rows = (page: Shown) => page.evaluations ?? page.unions ?? page.federations;
      const then = rows(await ok(`/${campaign}/${list}limit=200&on=${today}&asOfPosition=${middle}`));
      const [first] = rows(await ok(`/${campaign}/${list}limit=1&on=${today}&asOfPosition=${middle}`));
      expect([list, first]).toEqual([list, then[0]]);
    }
    const board = await ok(`/${campaign}/board?asOfPosition=${middle}`);
    const { evaluations } = await ok(`/${campaign}/evaluations?limit=200&asOfPosition=${middle}`);
    expect(evaluations.filter(({ held }: Shown) => held !== null)).toHaveLength(board.figures.find(({ figure }: Shown) => figure === 'held').n);
    expect(board.figures.find(({ figure }: Shown) => figure === 'held').n).toBeLessThan(40);
  });

  it('tells of campaigns how far they had come', async () => {
    const opened = events.filter(({ type }) => type === 'EvaluationOpened');
    const fifth = opened[4] as StoredEvent;
    expect(await ok(`/${campaign}?asOfPosition=${position(fifth)}`)).toMatchObject({ opened: 5 });
    expect(await ok(`?asOfPosition=${position(fifth)}`)).toMatchObject({ campaigns: [{ id: campaign, opened: 5 }] });
    expect(await ok(`/${campaign}?asOfPosition=${await node.log.end()}`)).toEqual(await ok(`/${campaign}`));
  });

  it('is refused where too many rows would have to be read back, and of campaigns not counted', async () => {
    const [moment, federation] = [{ at: `${today}T01:00:00.000Z`, position: await node.log.end() }, population.tree.root];
    const few = new PastViews(node, 59);
    await expect(few.evaluations({ campaign, federation, moment })).rejects.toMatchObject({ code: 'too-many-as-of', status: 422, details: { federation, limit: 59 } });
    expect([...(await few.campaigns(moment)).uncounted]).toEqual([campaign]);
    expect([...(await new PastViews(node, 60).campaigns(moment)).uncounted]).toEqual([]);
  });

  it('is refused beyond the end, before the opening, of what is no position, and together with an instant', async () => {
    const end = await node.log.end();
    const opening = events.find(({ type }) => type === 'CampaignOpened') as StoredEvent;
    for (const path of [`/${campaign}/board?`, `/${campaign}/overdue?`, `/${campaign}/duties?`, `/${campaign}?`, '?']) {
      const refused = async (query: string) => ({ ...(await get(path + query)), path });
      expect(await refused(`asOfPosition=${end + 1}`)).toMatchObject({ status: 400, body: { errors: [{ field: 'asOfPosition', rule: 'logEnd', end: String(end) }] } });
      expect(await refused('asOfPosition=soon')).toMatchObject({ status: 400, body: { errors: [{ field: 'asOfPosition', rule: 'position' }] } });
      expect(await refused('asOfPosition=0')).toMatchObject({ status: 400, body: { errors: [{ field: 'asOfPosition', rule: 'eventThere' }] } });
      expect(await refused('asOfPosition=5&asOf=2025-12-15')).toMatchObject({ status: 400, body: { errors: [{ field: 'asOfPosition', rule: 'notWithAsOf' }] } });
      expect(await refused('asOf=soon')).toMatchObject({ status: 400, body: { errors: [{ field: 'asOf', rule: 'dayOrInstant' }] } });
      if (path === '?') expect(await refused(`asOfPosition=${opening.position - 1}`)).toMatchObject({ status: 200, body: { campaigns: [] } });
      else expect(await refused(`asOfPosition=${opening.position - 1}`)).toMatchObject({ status: 404, body: { code: 'campaign-not-opened-by-then', details: { opened: opening.metadata.at } } });
    }
  });

  it('is headed by the name that was borne then', async () => {
    const { root } = population.tree;
    const { name } = await ok(`/${campaign}/board`);
    const renamed = await fetch(`${year.address}/v1/federations/${root}/rename-federation`, { method: 'POST', headers: { 'content-type': 'application/json', 'pingjia-clock': `${today}T09:00:00+08:00`, 'pingjia-actor': `office=officer;body=federation-${root}`, 'idempotency-key': 'rename' }, body: JSON.stringify({ name: '改名总工会', on: '2026-11-20' }) });
    expect(renamed.status).toBe(201);
    await year.caughtUp();
    expect((await ok(`/${campaign}/board`)).name).toBe('改名总工会');
    for (const asOf of ['asOf=2025-12-15', 'asOf=2026-11-26', `asOfPosition=${position(events.at(-1) as StoredEvent)}`]) expect((await ok(`/${campaign}/board?${asOf}`)).name).toBe(name);
  });

  it('freezes at the new date once the vote was put off for all, and as of a day before that at the old one', async () => {
    const extend = await fetch(`${year.address}/v1/campaigns/${campaign}/extend-deadlines`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'pingjia-clock': `${today}T09:00:00+08:00`, 'pingjia-actor': `office=officer;body=federation-${population.tree.root}`, 'idempotency-key': 'more-time' },
      body: JSON.stringify({ due: 'vote', until: '2026-01-15', reason: '雨雪', approvedOn: '2025-12-10' }),
    });
    expect(extend.status).toBe(201);
    await year.caughtUp();
    const { atDeadline } = await ok(`/${campaign}/board`);
    expect(atDeadline).toMatchObject({ deadline: '2026-01-15', board: { figures: (await ok(`/${campaign}/board?asOf=2026-01-15&on=2026-01-15`)).figures } });
    expect((await ok(`/${campaign}/board?asOf=2026-02-01`)).atDeadline.deadline).toBe('2025-12-15');
    expect((await ok(`/${campaign}/board?asOf=${today}`)).atDeadline).toEqual(atDeadline);
  });
});
