import { join } from 'node:path';
import { compareView } from '#adapters/sqlite';
import { nextStepNames } from '#evaluation';
import { foundedLogId, identityOf } from '#kernel';
import { openLogReader, type Node } from '#platform';
import { views, type EvaluationRow } from '#views';
import { campaign } from '../../bench/federation/simulation.js';
import { populationOf } from '../population/population.js';
import { assertLateness, isLate, isOverdue, listsAsked, published, sum, whereabouts } from './recounting.js';
import { SimulatedYear, type Got, type Shown } from './simulated-year.js';

/** Every number of a board, counted again from the rows of its unions by code that knows nothing of totals. */
const asked = { unions: 200, seed: 11, holding: 130 };
const population = populationOf(asked);
const today = '2026-11-27';
let year: SimulatedYear;
let node: Node;
let rows: readonly EvaluationRow[];

beforeAll(async () => {
  year = await SimulatedYear.told(asked, 'lived');
  ({ node } = year);
  const page = await node.views.evaluations.list({ limit: 200 });
  expect(page).toMatchObject({ rows: { length: population.unions.length } });
  rows = page.rows.map(([, row]) => row);
});
afterAll(() => year?.close());

const get = (path: string): Promise<Got> => year.get(path, { on: today });
const ask = async (query = ''): Promise<Shown> => {
  const { status, body } = await get(`/v1/campaigns/${campaign}/board${query}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const below = (federation: string) => rows.filter(({ state }) => state.opened?.superiors.includes(federation) === true);
const figures = (board: Shown): Record<string, { n: number; m: number | null }> => Object.fromEntries(board.figures.map(({ figure, n, m }: Shown) => [figure, { n, m }]));

describe('the board of a federation', () => {
  const anywhere = [population.tree.root, ...population.tree.federations.slice(-3).map(({ id }) => id)];

  it.each(anywhere)('of %s counts what its rows say: coverage, late, entries, items', async (federation) => {
    const unions = below(federation);
    expect(unions.length).toBeGreaterThan(0);
    const shown = figures(await ask(`?federation=${federation}`));
    const held = unions.filter((row) => row.held !== null);
    expect(shown['should']?.n).toBe(unions.length);
    expect(shown['coverage']).toEqual({ n: held.length, m: unions.length });
    expect(shown['coverageUnits']).toEqual({ n: sum(held.map(({ units }) => units)), m: sum(unions.map(({ units }) => units)) });
    expect(shown['notHeld']?.n).toBe(unions.length - held.length);
    expect(shown['heldLate']).toEqual({ n: held.filter((row) => row.held?.late === true).length, m: held.length });
    expect(shown['reportedLate']?.n).toBe(unions.filter((row) => row.reportedLate).length);
    expect(shown['entriesOnBehalf']?.n).toBe(sum(unions.map((row) => row.onBehalf)));
    const items = unions.flatMap(({ state }) => Object.values(state.items));
    for (const [figure, stands] of [['itemsOpen', 'open'], ['itemsDoing', 'doing'], ['itemsDone', 'done'], ['itemsConfirmed', 'confirmed'], ['itemsCarriedOver', 'carriedOver']] as const) {
      expect([figure, shown[figure]?.n]).toEqual([figure, items.filter((item) => item.stands === stands).length]);
    }
    const { itemsOverdue } = await ask(`?federation=${federation}`);
    expect(itemsOverdue.items).toBe(items.filter(({ stands, dueOn }) => ['open', 'doing'].includes(stands) && dueOn < today).length);
  });

  it.each(anywhere)('of %s sums up ballots, subject by subject, of the results that are shown', async (federation) => {
    const board = await ask(`?federation=${federation}`);
    const shown = figures(board);
    const all = published(below(federation));
    const open = all.filter(({ small }) => !small).flatMap(({ counts }) => counts);
    const every = all.flatMap(({ counts }) => counts);
    expect(shown['returnRate']).toEqual({ n: sum(every.map(({ returned }) => returned)), m: sum(every.map(({ issued }) => issued)) });
    expect(shown['resultsWithheld']).toEqual({ n: all.filter(({ small }) => small).length, m: all.length });
    expect(shown['belowThreshold']).toEqual({ n: all.filter((one) => one.below && !one.small).length, m: all.filter(({ small }) => !small).length });
    for (const { subject, grades, rates } of board.subjects) {
      for (const { grade, n } of grades) expect([subject, grade, n]).toEqual([subject, grade, sum(open.map(({ subjects }) => subjects[subject]?.[grade] ?? 0))]);
      const satisfaction = rates.find(({ rate }: Shown) => rate === 'satisfaction');
      expect(satisfaction.over.map(({ of, n, m }: Shown) => [of, n, m])).toEqual((['valid', 'returned', 'present', 'entitled'] as const).map((of) => [of, sum(open.map(({ subjects }) => subjects[subject]?.['satisfied'] ?? 0)), sum(open.map((counts) => counts[of]))]));
    }
  });

  it.each(anywhere)('of %s tells steps, statuses and who is late by step and working days', async (federation) => {
    const unions = below(federation);
    const board = await ask(`?federation=${federation}`);
    for (const { step, unions: n } of board.bySteps) expect([step, n]).toEqual([step, unions.filter((row) => whereabouts(row) === step).length]);
    expect(sum(board.bySteps.map((one: Shown) => one.unions))).toBe(unions.length);
    for (const { status, unions: n } of board.byStatus) expect([status, n]).toEqual([status, unions.filter((row) => row.status === status).length]);
    expect(sum(board.byStatus.map((one: Shown) => one.unions))).toBe(unions.length);
    const calendar = node.calendar();
    assertLateness(board, unions, { on: today, calendar });
    // Of what is owed still, three days before the day of the inspections.
    const on = '2025-10-28';
    assertLateness(await ask(`?federation=${federation}&on=${on}`), unions, { on, calendar });
  });

  it('counts who is late in several steps in each, and as due soon only who is not late yet', async () => {
    const now = await ask();
    // Whose plan, inspection and sitting are overdue is late in each.
    expect(sum(now.late.map((one: Shown) => one.unions))).toBeGreaterThan(now.lateUnions.unions);
    const before = await ask('?on=2025-10-28');
    const inspections = before.late.find((one: Shown) => one.step === 'submitSelfInspection');
    expect(before.lateUnions.dueSoon).toBeGreaterThan(0);
    expect(inspections.dueSoon).toBeGreaterThan(before.lateUnions.dueSoon);
  });

  it('breaks down by class and by the federations below, whose own boards say the same', async () => {
    const root = await ask();
    const [byClass] = root.breakdowns;
    for (const { key, figures: of } of byClass.rows) {
      const unions = rows.filter(({ unionClass }) => unionClass === key);
      expect([key, of[0].n, of[1].n]).toEqual([key, unions.length, unions.filter(({ held }) => held !== null).length]);
    }
    expect(root.direct).toBe(rows.filter(({ superior }) => superior === population.tree.root).length);
    const directlyBelow = population.tree.federations.filter(({ data }) => data.superiors.includes(population.tree.root)).map(({ id }) => id);
    expect(root.children.map(({ federation }: Shown) => federation)).toEqual(directlyBelow.toSorted());
    for (const child of root.children) {
      const own = figures(await ask(`?federation=${child.federation}`));
      for (const { figure, n, m } of child.figures) expect({ n, m }).toEqual(own[figure]);
    }
  });

  it('stands as of a past day as it stood then, and freezes its figures at the deadline', async () => {
    const now = await ask();
    const past = await ask('?asOf=2025-12-15&on=2025-12-15');
    expect(now.atDeadline.deadline).toBe('2025-12-15');
    expect(past).toMatchObject({ asOf: '2025-12-15', on: '2025-12-15', figures: now.atDeadline.board.figures });
    expect(past.late).toEqual(now.atDeadline.board.late);
    const inThatMoment = new Map<string, number>();
    for (const { day, by } of await node.views.evaluations.deltas(`${campaign}.${population.tree.root}`)) if (day <= '2025-12-15') for (const [measure, n] of Object.entries(by)) inThatMoment.set(measure, (inThatMoment.get(measure) ?? 0) + n);
    expect(figures(past)['held']?.n).toBe(inThatMoment.get('held'));
    expect(figures(past)['held']?.n).toBeLessThan(figures(now)['held']?.n ?? 0);
    expect((await ask('?asOf=2025-01-01')).atDeadline.board).toBeNull();
  });

  it('says no to what is none', async () => {
    const problem = async (path: string) => (await get(path)).status;
    expect(await problem('/v1/campaigns/none/board')).toBe(404);
    expect(await problem(`/v1/campaigns/${campaign}/board?federation=nobody`)).toBe(404);
    expect(await problem(`/v1/campaigns/${campaign}/board?asOf=2027-01-01`)).toBe(400);
    expect(await problem(`/v1/campaigns/${campaign}/board?on=yesterday&federation=A`)).toBe(400);
    expect(await problem(`/v1/campaigns/${campaign}/board?colour=red`)).toBe(400);
  });
});

describe('the unions behind the numbers', () => {
  const list = async (query: string): Promise<Shown> => {
    const { status, body } = await get(`/v1/campaigns/${campaign}/${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body;
  };
  const everyPage = async (query: string): Promise<readonly Shown[]> => {
    const all: Shown[] = [];
    for (let cursor = ''; ; ) {
      const { next, evaluations, unions } = await list(`${query}&limit=40${cursor}`);
      all.push(...(evaluations ?? unions));
      if (next === undefined) return all;
      cursor = `&cursor=${next}`;
    }
  };
  const town = population.tree.federations.find(({ data }) => data.level === 'town')?.id ?? '';

  it.each(listsAsked({ town, today }))('%s finds those and no others, page after page', async (query, judge) => {
    const found = await everyPage(`evaluations?${query}`);
    for (const { id, step } of found) expect([id, step]).toEqual([id, whereabouts(rows.find(({ evaluation }) => evaluation === id) as EvaluationRow)]);
    expect(found.map(({ id }) => id).toSorted()).toEqual(rows.filter(judge).map(({ evaluation }) => evaluation).toSorted());
    expect(found.length).toBeLessThanOrEqual(rows.length);
  });

  it('are late or not late, every one of them', async () => {
    const [late, others] = [await everyPage('evaluations?late=true'), await everyPage('evaluations?late=false')];
    expect(others.some(({ dueOn }) => dueOn === null)).toBe(true);
    expect([...late, ...others].map(({ id }) => id).toSorted()).toEqual(rows.map(({ evaluation }) => evaluation).toSorted());
  });

  it('are late in the order of their days, with what they owe and by how many working days', async () => {
    const late = await everyPage('overdue?');
    expect(late.map(({ dueOn }) => dueOn)).toEqual(late.map(({ dueOn }) => dueOn).toSorted());
    expect(late.map(({ evaluation }) => evaluation).toSorted()).toEqual(rows.filter((row) => isLate(row, today)).map(({ evaluation }) => evaluation).toSorted());
    for (const { evaluation, steps } of late) expect(steps.map(({ step }: Shown) => step).toSorted()).toEqual(nextStepNames.filter((step) => isOverdue(rows.find((row) => row.evaluation === evaluation) as EvaluationRow, step, today)).toSorted());
    expect(late.some(({ steps }) => steps.length > 1)).toBe(true);
    const inspections = await everyPage('overdue?owes=submitSelfInspection');
    expect(inspections.map(({ evaluation, step }) => [evaluation, step])).toEqual(expect.arrayContaining(rows.filter((row) => isOverdue(row, 'submitSelfInspection', today)).map(({ evaluation }) => [evaluation, 'submitSelfInspection'])));
    for (const { text, stepText, workingDaysLate, unionName } of late) expect(text).toMatch(new RegExp(`^${unionName}.*：${stepText}，逾期${workingDaysLate}个工作日`));
  });

  it('are told to be counted past the published calendar, where they are', async () => {
    const { unions } = await list('overdue?on=2099-10-08&limit=1');
    expect(unions).toMatchObject([{ certain: false, text: expect.stringMatching(/逾期\d+个工作日.* （国家尚未公布\d+年放假安排/) }]);
    expect((await list('overdue?limit=1')).unions).toMatchObject([{ certain: true, text: expect.not.stringContaining('放假安排') }]);
    const { id } = (await list('evaluations?late=true&limit=1')).evaluations[0];
    const steps = async (on: string) => (await year.get(`/v1/evaluations/${id}/next-steps`, { on })).body.nextSteps[0].text;
    expect([await steps('2099-10-08'), await steps(today)]).toEqual([expect.stringContaining('放假安排'), expect.not.stringContaining('放假安排')]);
  });

  it('may be put forward for honours, or not and why', async () => {
    const judged = await everyPage('honours?');
    expect(judged.filter(({ eligible }) => !eligible).map(({ evaluation }) => evaluation).toSorted()).toEqual(rows.filter(({ result }) => result?.belowThreshold === true).map(({ evaluation }) => evaluation).toSorted());
    for (const { eligible, reasons, text, unionName } of judged) expect(text.slice(unionName.length)).toMatch(eligible ? '：可以参加推优评先（' : `：不参加推优评先（${reasons.length === 1 ? '未达申报比例' : ''}）`);
  });

  it('are asked for rightly, or not at all', async () => {
    const band = await get(`/v1/campaigns/${campaign}/evaluations?sizeBand=0-9`);
    expect(band).toMatchObject({ status: 400, body: { errors: [{ field: 'sizeBand', rule: 'sizeBandOfRules', message: '评议办法没有这一人数分组，现有分组：无' }] } });
    expect(await get(`/v1/campaigns/${campaign}/overdue?late=false&sort=unionName`)).toMatchObject({ status: 400, body: { errors: [{ field: 'late', rule: 'unknown' }, { field: 'sort', rule: 'unknown' }] } });
    expect(await get(`/v1/campaigns/${campaign}/overdue?owes=closeEvaluation&grade=urge`)).toMatchObject({ status: 400, body: { errors: [{ field: 'owes', rule: 'oneOf', allowed: expect.not.arrayContaining(['closeEvaluation']) }] } });
    for (const query of ['late=maybe', 'below=101', 'step=flying', 'owes=flying', 'owes=submitPlan,openRound', 'sort=id', 'colour=red', 'sizeBand=%20']) expect([query, (await get(`/v1/campaigns/${campaign}/evaluations?${query}`)).status]).toEqual([query, 400]);
  });
});

it('compares every view with the log, on the folder of the running server, and finds no fault', async () => {
  const logId = (await foundedLogId(node.log)) ?? '';
  const log = await openLogReader(node.config);
  try {
    for (const view of views) {
      const compared = await compareView({ folder: join(node.config.dataDir, 'views'), view, identity: identityOf(view, logId, node.catalogue, node.hashing) }, { log, catalogue: node.catalogue, maxRows: 90 });
      expect(compared).toMatchObject({ view: view.name, position: expect.any(Number), faults: [] });
    }
  } finally {
    await log.close();
  }
});
