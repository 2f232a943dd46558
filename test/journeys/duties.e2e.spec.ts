import type { Command } from '#kernel';
import { campaign } from '../../bench/federation/simulation.js';
import { dutyWishes } from '../population/duties.js';
import { populationOf } from '../population/population.js';
import { officerOf } from '../population/wishes.js';
import { SimulatedYear, type Got, type Shown } from './simulated-year.js';

/** What federations below owe: each number of the board counted again from what was handed in, by code that knows nothing of rows. */
const asked = { unions: 200, seed: 5, holding: 80 };
const population = populationOf(asked);
const { root } = population.tree;
const below = population.tree.federations.map(({ id }) => id).filter((id) => id !== root);
const wishes = dutyWishes(population, { campaign, evaluatedYear: 2025, seed: 6 });
const due: Readonly<Record<string, string>> = { leadingGroup: '2025-03-31', plan: '2025-03-31', check: '2025-11-30', recommendation: '2026-01-31', summary: '2026-02-15' };
const today = '2026-02-16';
let year: SimulatedYear;

const record = (on: string, command: Omit<Command, 'commandId'>): Promise<void> => year.record(on, { ...command, commandId: `duties-${on}-${command.type}-${JSON.stringify(command.data)}` });

beforeAll(async () => {
  year = await SimulatedYear.told(asked, 'opened');
  const at = '2025-01-10T02:00:00.000Z';
  await record(`campaign-${campaign}`, { type: 'CallUpFederations', data: { federations: below }, by: officerOf(root), at });
  for (const federation of below) await record(`duty-${federation}.${campaign}`, { type: 'AssignDuties', data: { campaign, federation }, by: { kind: 'process', office: 'assignDuties', bodyId: 'log-main', assurance: 'unverified' }, at });
  for (const { on, key: _, ...wish } of wishes) await record(on, wish);
  // The campaign opens on 10 January by a set that is in force since 2009.
  for (const [federation, adoptedOn] of [[below[0], '2025-02-20'], [below[1], '2025-01-05']] as const) await record(`adoption-${federation}.default.2`, { type: 'AdoptRuleSet', data: { federation, ruleSet: { id: 'default', version: 2 }, adoptedOn }, by: officerOf(federation ?? ''), at: `${adoptedOn}T02:00:00.000Z` });
  await year.caughtUp();
});
afterAll(() => year?.close());

const get = (path: string): Promise<Got> => year.get(`/v1/campaigns/${campaign}/${path}`, { on: today });

/** The day each federation's paper came, from the commands alone. */
const came = (federation: string, duty: string): string | undefined => {
  const found = wishes.find(({ on, type, data }) => on === `duty-${federation}.${campaign}` && (duty === 'leadingGroup' ? type === 'FormDutyGroup' : type === 'SubmitDuty' && (data as { duty: string }).duty === duty));
  return (found?.data as { formedOn?: string; receivedOn?: string } | undefined)?.[duty === 'leadingGroup' ? 'formedOn' : 'receivedOn'];
};
const isLate = (federation: string, duty: string, on: string): boolean => (due[duty] ?? '') < on && (came(federation, duty) ?? '9999') > (due[duty] ?? '');

describe('the duties of the federations below', () => {
  it('stand on the board, each paper with who owes, handed in, was late, is missing', async () => {
    const { duties } = (await get('board')).body;
    expect(duties).toMatchObject({ federations: below.length, late: below.filter((one) => Object.keys(due).some((duty) => isLate(one, duty, today))).length });
    for (const paper of duties.papers) {
      const all = below.map((one) => came(one, paper.duty));
      const handedIn = all.filter((day) => day !== undefined);
      expect(paper).toMatchObject({ owed: below.length, handedIn: handedIn.length, late: handedIn.filter((day) => day > (due[paper.duty] ?? '')).length, missing: below.length - handedIn.length, returned: 0 });
    }
    for (const what of ['late', 'missing', 'handedIn']) expect([what, duties.papers.some((paper: Shown) => paper[what] > 0)]).toEqual([what, true]);
  });

  it('list the late by name, and only them', async () => {
    const { body } = await get('duties?late=true&limit=200');
    expect(body.federations.map(({ federation }: Shown) => federation).toSorted()).toEqual(below.filter((one) => Object.keys(due).some((duty) => isLate(one, duty, today))).toSorted());
    for (const { text, name, federation, duties } of body.federations) {
      expect(text.startsWith(`${name}：`)).toBe(true);
      for (const duty of duties) expect([federation, duty.duty, duty.isLate]).toEqual([federation, duty.duty, isLate(federation, duty.duty, today)]);
    }
    const others = (await get('duties?late=false&limit=200')).body.federations.map(({ federation }: Shown) => federation);
    expect([...body.federations.map(({ federation }: Shown) => federation), ...others].toSorted()).toEqual(below.toSorted());
  });

  it('are judged by the day that is asked for', async () => {
    const inSpring = (await get('duties?late=true&on=2025-04-01&limit=200')).body.federations.map(({ federation }: Shown) => federation);
    expect(inSpring.toSorted()).toEqual(below.filter((one) => isLate(one, 'plan', '2025-04-01') || isLate(one, 'leadingGroup', '2025-04-01')).toSorted());
  });

  it('are asked for rightly, or not at all', async () => {
    for (const query of ['duties?late=maybe', 'duties?colour=red', 'duties?sort=day', 'adoptions?adopted=perhaps']) expect([query, (await get(query)).status]).toEqual([query, 400]);
  });
});

describe('the adoption of the rule set', () => {
  it('is missing of all that were called up and have not adopted it', async () => {
    const { adoption } = (await get('board')).body;
    expect(adoption).toMatchObject({ calledUp: below.length, adopted: 2, late: 1, missing: below.length - 2, isOverdue: true, dueOn: '2025-01-10' });
    const missing = (await get('adoptions?adopted=false&limit=200')).body;
    expect(missing.federations.map(({ federation }: Shown) => federation).toSorted()).toEqual(below.slice(2).toSorted());
  });

  it('is late after the day on which the campaign opened, not after the one from which its rule set is in force', async () => {
    expect((await get('adoptions?adopted=true&late=true')).body.federations).toMatchObject([{ federation: below[0], isOverdue: false, adopted: { on: '2025-02-20', dueOn: '2025-01-10', late: true }, text: expect.stringContaining('逾期') }]);
    const [inTime, ...more] = (await get('adoptions?late=false')).body.federations;
    expect([inTime, more]).toMatchObject([{ federation: below[1], adopted: { on: '2025-01-05', dueOn: '2025-01-10', late: false }, text: `${inTime.name}：2025-01-05转发执行` }, []]);
  });
});

describe('the circular', () => {
  const on = '2026-02-15';
  const named = () => below.toSorted().map((one) => ({ federation: one, papers: ['plan', 'check', 'recommendation', 'summary'].filter((paper) => isLate(one, paper, on)) })).filter(({ papers }) => papers.length > 0);
  const post = async (body: object, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly body: Shown }> => {
    const response = await fetch(`${year.address}/v1/campaigns/${campaign}/sign-circular`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'pingjia-clock': `${today}T09:00:00+08:00`, 'pingjia-actor': `office=officer;body=federation-${root}`, 'idempotency-key': `sign-${JSON.stringify(body).length}`, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  it('is drafted in the words of officials: the figures of that day, the late by name, days to put it right', async () => {
    const { body } = await get(`circular?on=${on}`);
    expect(body.annex.map(({ federation, papers }: Shown) => ({ federation, papers }))).toEqual(named());
    expect(body.text).toMatch(new RegExp(`^截至2026年2月15日，全区应开展会员评家的基层工会0家，已开展0家；未开展0家。${body.annex[0].name}`));
    expect(body.text).toContain('要求及时报送');
    expect(body.text).toContain('材料（名单附后），现予以通报。');
    // The Spring Festival of 2026 lasts until 23 February; Saturday the 28th is worked.
    expect(body).toMatchObject({ on, papersBy: '2026-02-28', makeUpBy: '2026-03-13', certain: true });
    const response = await fetch(`${year.address}/v1/campaigns/${campaign}/circular?on=${on}`, { headers: { 'pingjia-clock': `${today}T09:00:00+08:00`, 'accept-language': 'en' } });
    expect(((await response.json()) as Shown).text).toMatch(/^As of 15 February 2026, of 0 unions that should hold the members’ evaluation in the district, 0 have held it; 0 have not\. .* in time as “the notice” requires \(list attached\), and are named herewith\./);
  });

  it('is signed by a person, changed in its words if need be, and read again as it was signed', async () => {
    const draft = (await get(`circular?on=${on}`)).body;
    const wish = { circular: 'winter', on, text: `${draft.text}特此通报。`, figuresDigest: draft.figuresDigest, signedOn: today, documentNumber: '某工发〔2026〕2号' };
    expect(await post({ ...wish, figuresDigest: 'e'.repeat(64) })).toMatchObject({ status: 422, body: { code: 'circular-figures-changed' } });
    const { status, body } = await post(wish);
    expect([status, body.warnings ?? []]).toEqual([201, []]);
    const signed = (await get('circulars/winter')).body;
    expect(signed).toMatchObject({ ...wish, figures: draft.figures, otherFigures: [], named: named(), by: { bodyId: `federation-${root}` } });
    // What comes in later changes the next draft, never what was signed.
    const owing = below.find((one) => came(one, 'summary') === undefined) ?? '';
    const papersOf = async (): Promise<readonly string[]> => (await get(`circular?on=${today}`)).body.annex.find(({ federation }: Shown) => federation === owing)?.papers ?? [];
    expect(await papersOf()).toContain('summary');
    await record(`duty-${owing}.${campaign}`, { type: 'SubmitDuty', data: { duty: 'summary', title: '总结', receivedOn: '2026-02-15' }, by: officerOf(owing), at: '2026-02-16T02:00:00.000Z' });
    expect(await papersOf()).not.toContain('summary');
    expect((await get('circulars/winter')).body).toEqual(signed);
    expect((await get('circulars/none')).status).toBe(404);
    // Figures that are none of the draft's are told when it is signed, and with it.
    const other = await post({ ...wish, circular: 'other', text: '全区已开展98765家。', figuresDigest: (await get(`circular?on=${on}`)).body.figuresDigest });
    expect(other).toMatchObject({ status: 201, body: { warnings: [{ code: 'figures-beside-draft', details: { figures: ['98765家'] } }] } });
    expect((await get('circulars/other')).body).toMatchObject({ figures: draft.figures, otherFigures: ['98765家'] });
  });
});
