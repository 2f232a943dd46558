import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { dayOf } from '#kernel';
import { contactBook, domainDeciders, openNode, readConfig, type Node } from '#platform';
import { ApiModule, serve } from '../../apps/api/index.js';
import { deliver } from '../../apps/reminders/deliver.js';
import { sweep } from '../../apps/reminders/sweep.js';
import { ViewDueRows } from '../../apps/reminders/view-due-rows.js';
import { callUp, campaign, found } from '../../bench/federation/simulation.js';
import { populationOf } from '../population/population.js';
import { evaluationOf, yearWishes } from '../population/wishes.js';

/** Meilan: 1,023 unions of which 665 held the evaluation by 15 February, the day of the summary, and its 358 others: after the Spring Festival, told by the clock of the spec. */
const simulated = { population: populationOf({ unions: 1_023, holding: 665, seed: 15 }), evaluatedYear: 2025, seed: 15 };
const { root, federations } = simulated.population.tree;
const patienceMs = 600_000;
let folder: string;
let node: Node;
let served: Awaited<ReturnType<typeof serve>>;

const caughtUp = async () => {
  const end = await node.log.end();
  for (const view of Object.values(node.views)) expect(await view.reached(end, patienceMs)).toBe(true);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pingjia-meilan-'));
  node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0', CLOCK: 'scenario' }));
  served = await serve(node, ApiModule);
  await found({ node, ...simulated });
  await callUp({ node, ...simulated });
  const ruleSet = readRuleSet(shippedRuleSet('default.2'));
  const wishes = yearWishes(simulated.population, { ruleSet, evaluatedYear: 2025, seed: 15, chosen: () => true }).filter(({ at }) => dayOf(at) <= '2026-02-15');
  const lanes = new Map<string, typeof wishes[number][]>();
  for (const wish of wishes) lanes.set(wish.on, [...(lanes.get(wish.on) ?? []), wish]);
  await Promise.all([...lanes].map(async ([on, lane]) => {
    const [category, id] = [on.slice(0, on.indexOf('-')), on.slice(on.indexOf('-') + 1)];
    const decider = domainDeciders.find((one) => one.category === category);
    if (decider === undefined) throw new Error(`nobody decides "${category}"`);
    for (const { key, on: _, ...wish } of lane) expect(await node.commands.handle(decider, id, { ...wish, commandId: `sim-${key}` })).toMatchObject({ kind: 'recorded' });
  }));
  await caughtUp();
}, patienceMs);
afterAll(async () => {
  await served?.close();
  await node?.close();
  await rm(folder, { recursive: true, force: true });
});

const parts = () => ({ node, rows: new ViewDueRows(node.views), contacts: contactBook({}, async (decider, id) => (await node.commands.state(decider, id)).state) });
/** One tick of the minute by the spec's clock: what is issued, and sent to the outbox. */
async function tick(at: string): Promise<number> {
  const { issued } = await sweep(parts(), at);
  await caughtUp();
  const sending = { ...parts(), channels: new Map([[node.outbox.name, node.outbox]]), now: () => at, signal: new AbortController().signal };
  const waiting = await node.views.notices.list({ where: { status: 'issued' }, limit: 200 });
  for (const [noticeId] of waiting.rows) expect(await deliver(sending, noticeId)).toBe('delivered');
  await caughtUp();
  return issued;
}
const at = (day: string, clock: string) => new Date(`${day}T${clock}:00+08:00`).toISOString();
// eslint-disable-next-line typescript/no-explicit-any -- what came over the wire has the shape the spec asserts
type Shown = any;
const get = async (path: string, day = '2026-02-24'): Promise<Shown> => (await fetch(`${served.address}${path}`, { headers: { 'pingjia-clock': at(day, '18:00') } })).json();

describe('the 358 unions of Meilan that did not hold the evaluation', () => {
  it('lead to a handful of digests at nine on a working day, one a recipient, shown in the outbox', async () => {
    // Monday, but of the Spring Festival.
    expect(await tick(at('2026-02-16', '09:00'))).toBe(0);
    expect(await tick(at('2026-02-24', '08:59'))).toBe(0);
    const issued = await tick(at('2026-02-24', '09:00'));
    expect(issued).toBeGreaterThan(1);
    expect(issued).toBeLessThanOrEqual(federations.length);
    expect(await tick(at('2026-02-24', '09:01'))).toBe(0);
    const { messages } = await get('/v1/outbox?day=2026-02-24&limit=200');
    expect(messages).toHaveLength(issued);
    expect(new Set(messages.map(({ recipient }: Shown) => recipient.id)).size).toBe(issued);
    const { text } = messages.find(({ recipient }: Shown) => recipient.id === `federation.${root}`);
    expect(text).toContain('未按时上报');
    expect(text).toContain('已评议 665 家');
  }, patienceMs);

  it('are each explained: the chair has no contact, its superior was told, by a notice that names it', async () => {
    const heldOnes = await Promise.all(simulated.population.unions.map(async ({ id }) => [id, await node.views.evaluations.get(evaluationOf(id, 2025))] as const));
    const notHeld = heldOnes.filter(([, row]) => row?.held === null);
    expect(notHeld).toHaveLength(358);
    const wrong: unknown[] = [];
    for (const [id, row] of notHeld) {
      const step = row?.next?.step ?? '';
      const { things } = await get(`/v1/notices/explain?unit=union-${id}&step=${step}&on=2026-02-24`);
      const [thing] = things.filter(({ owed }: Shown) => owed);
      const told = thing?.levels.filter((one: Shown) => one.told) ?? [];
      const chair = thing?.levels.find(({ level }: Shown) => level === 'owner');
      const notices = await Promise.all(told.map(async ({ notice }: Shown) => node.views.notices.get(notice)));
      const named = notices.every((notice, index) => notice?.state?.issued?.items.some(({ key }: { readonly key: string }) => key === (thing.toldAs ?? thing.key)) === told[index].named);
      if (chair?.because !== 'noContact' || told.length === 0 || !named) wrong.push({ id, step, thing });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  }, patienceMs);

  it('are told by their board how many notices went out, and answer on another day why not', async () => {
    const { notices } = await get(`/v1/notices?campaign=${campaign}&status=delivered&limit=200`);
    expect(notices.length).toBeGreaterThan(1);
    const { reminders } = await get(`/v1/campaigns/${campaign}/board`);
    expect(reminders).toMatchObject({ notices: notices.length, sent: notices.length, failed: 0, acknowledged: 0, calls: 0, byChannel: [{ channel: 'outbox', sent: notices.length }] });
    expect(reminders.text).toContain(`已发送${notices.length}`);
    const [first] = (await get(`/v1/campaigns/${campaign}/overdue?limit=1`)).unions;
    const { things } = await get(`/v1/notices/explain?unit=union-${first.union}&step=${first.step}&on=2026-02-16`);
    expect(things[0].levels.find(({ recipient }: Shown) => recipient === `federation.${first.superior}`)).toMatchObject({ told: false, because: 'notWorked' });
  }, patienceMs);

  it('are urged, pressed or proposed for the circular by how long they are late, each in one list of the three', async () => {
    const everyPage = async (query: string) => {
      const found: Shown[] = [];
      for (let cursor = ''; ; ) {
        const { unions, next } = await get(`/v1/campaigns/${campaign}/overdue?${query}limit=200${cursor}`);
        found.push(...unions);
        if (next === undefined) return found;
        cursor = `&cursor=${encodeURIComponent(next)}`;
      }
    };
    const late = await everyPage('');
    for (const grade of ['urge', 'press', 'circulate']) expect(await everyPage(`grade=${grade}&`)).toEqual(late.filter((row) => row.grade === grade));
    expect(late.find(({ grade }) => grade === 'circulate')?.gradeText).toBe('通报');
    for (const query of ['overdue?grade=remind', 'evaluations?grade=press']) expect((await get(`/v1/campaigns/${campaign}/${query}`)).code).toBe('query-invalid');
  }, patienceMs);
});
