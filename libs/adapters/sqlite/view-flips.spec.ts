import { ViewNews, type ListQuery, type TotalsChange, type ViewReader } from '#kernel';
import { asNew, Chance, littleView, type LittleRow } from '#kernel/testing';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, tidy } from './testing/folders.js';
import { SqliteViewStore } from './view-store.js';

const identity = { logId: 'log-1', fingerprint: 'first' };
const [made, damaged] = [join(freshFolder(), 'made'), join(freshFolder(), 'damaged')];
const keys = Array.from({ length: 40 }, (_, home) => `home-${String(home).padStart(2, '0')}`);
let file: string;
let truth: string;

/** Everything that a reader can say; refused questions are told apart from answers. */
async function everything(reader: ViewReader<LittleRow>): Promise<{ readonly said: string; readonly named: readonly string[] }> {
  const named: string[] = [];
  const ask = (question: Promise<unknown>) =>
    question.catch((error: unknown) => {
      named.push((error as Error).name);
      return 'refused';
    });
  const rows = await Promise.all(keys.map((key) => ask(reader.get(key))));
  const list = (query: Omit<ListQuery, 'limit'>) => ask(reader.list({ limit: 50, ...query }));
  const lists = [await list({}), await list({ sort: { column: 'points' } }), await list({ scope: ['district'] }), await list({ search: { column: 'name', text: '第7工' } }), await list({ where: { points: [7, 8] } })];
  const answers = [rows, lists, await ask(reader.state()), await ask(reader.groups())];
  for (const group of ['city', 'district', 'country']) answers.push([await ask(reader.totals(group)), await ask(reader.totals(group, '2026-01-15')), await ask(reader.deltas(group))]);
  return { said: JSON.stringify(answers), named };
}

beforeAll(async () => {
  const store = new SqliteViewStore(made, new ViewNews());
  const writer = await store.writer(littleView, identity);
  const replacement = await writer.replace();
  await replacement.put(asNew(keys.map((key, home) => [key, { name: `武昌区第${home}工会`, above: home % 2 === 0 ? ['city'] : ['city', 'district'], points: home, times: 0 }] as const)));
  const day = (number: number): TotalsChange => ({ group: number % 3 === 0 ? 'district' : 'city', day: `2026-01-${String(10 + number)}`, by: { homes: number + 1, points: -number } });
  await replacement.finish(Array.from({ length: 12 }, (_, number) => day(number)), 10);
  await writer.apply({ rows: new Map(), totals: [{ group: 'country', day: '2026-01-21', by: { homes: 3 } }, { group: 'city', day: '2026-01-20', by: { homes: -4, points: 2 } }], position: 17 });
  await writer.close();
  await store.close();
  file = readdirSync(made).find((name) => name.endsWith('.view.db')) ?? '';
  truth = (await seen()).said;
});
afterAll(tidy);

/** The made view, with a byte flipped, read whole. */
async function seen(flip?: { readonly offset: number; readonly mask: number }): Promise<{ readonly said: string; readonly named: readonly string[]; readonly told: number }> {
  rmSync(damaged, { recursive: true, force: true });
  mkdirSync(damaged);
  copyFileSync(join(made, file), join(damaged, file));
  if (flip !== undefined) {
    const bytes = readFileSync(join(damaged, file));
    bytes[flip.offset] = (bytes[flip.offset] ?? 0) ^ flip.mask;
    writeFileSync(join(damaged, file), bytes);
  }
  let told = 0;
  const store = new SqliteViewStore(damaged, new ViewNews(), { damaged: () => told++ });
  try {
    // As a node does when it starts; a view that is not even opened is built anew.
    const writer = await store.writer(littleView, identity);
    await writer.inspected;
    await writer.close();
    return { ...(await everything(store.reader(littleView, identity))), told };
  } finally {
    await store.close();
  }
}

/** Nothing but right answers, or refusals that say why; and whoever builds views anew was told, unless the file cannot even be opened. */
async function judge(flip: { readonly offset: number; readonly mask: number }): Promise<string> {
  const { said, named, told } = await seen(flip);
  if (said === truth) return 'unchanged';
  if (named.length === 0) return 'served changed in silence';
  if (!named.every((name) => name === 'DamagedView' || name === 'StoreUnavailable')) return `named otherwise: ${named.join()}`;
  return told <= 1 ? 'named' : 'told twice';
}

describe("one flipped byte of a view's file", () => {
  const outcomes = new Set<string>();
  // In portions: a machine under load flips a few a second.
  it.each([1, 2, 3, 4])('is named, or changes nothing that is read (a seeded sample, part %i)', async (part) => {
    const chance = new Chance(20_260_115 + part);
    const bytes = readFileSync(join(made, file)).length;
    for (let i = 0; i < 25; i++) {
      const flip = { offset: Math.floor(chance.next() * bytes), mask: 1 << Math.floor(chance.next() * 8) };
      const outcome = await judge(flip);
      outcomes.add(outcome);
      expect({ ...flip, outcome }).toEqual({ ...flip, outcome: expect.stringMatching(/^(unchanged|named)$/) });
    }
  });
  it('is named at times, at times changes nothing', () => expect(outcomes).toEqual(new Set(['unchanged', 'named'])));

  it.each(['武昌区第7工会', 'home-07', '2026-01-13', 'district'])('is named wherever %s stands', async (text) => {
    const bytes = readFileSync(join(made, file));
    const outcomes: string[] = [];
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) outcomes.push(await judge({ offset: at + text.length - 1, mask: 1 }));
    expect(outcomes).toContain('named');
    expect(outcomes.filter((outcome) => !['named', 'unchanged'].includes(outcome))).toEqual([]);
  });
});
