import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { eventually, get, post, record, type Post } from './asking.js';
import { eventsOf, faultsOfViews, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

/** A federation that adopts the rule set of a campaign with a stricter one of its own holds the unions below it to that (从严). */
const shipped = readRuleSet(shippedRuleSet('default'));
const base = { ...shipped, id: 'district_rules', version: 1, mayTighten: ['endorsement', 'due'] };
const [qualified, ...further] = shipped.titles;
const strict = { ...base, id: 'street_rules', derivedFrom: { id: base.id, version: 1 }, titles: [{ ...qualified, endorsement: '85/100' }, ...further], due: { ...base.due, plan: 'Y-03-15' } };
const federations = { street: ['district'], village: ['street'], zone: ['district'], port: ['district'] };
/** By the federation each reports to. */
const unions = { s1: 'street', v1: 'village', z1: 'zone', p1: 'port' };
type Union = keyof typeof unions;

const at = (union: Union) => `/v1/evaluations/${union}.2025.1`;
const wish = (union: Union, command: string, body: object, actor = `office=chair;body=union-${union}`): Post => ({ path: `${at(union)}/${command}`, body, key: `${union}-${command}`, actor });
/** 42 of 52 who were present: 80.8 %. */
const grades = { satisfied: 40, basicallySatisfied: 2, dissatisfied: 10 };
const counts = { entitled: 60, present: 52, issued: 52, returned: 52, valid: 52, spoilt: 0, subjects: Object.fromEntries(base.ballot.subjects.map((subject) => [subject, grades])) };
const scores = base.standard.items.flatMap(({ criteria }) => criteria).map(({ id, points }) => ({ criterion: id, points }));
const untilFiled = (union: Union): readonly Post[] => [
  wish(union, 'form-leading-group', { formedOn: '2025-02-20', members: ['chair'] }),
  wish(union, 'submit-plan', { adoptedOn: '2025-03-01', title: '建家计划' }),
  wish(union, 'submit-self-inspection', { inspectedOn: '2025-10-20', scores }),
  wish(union, 'hold-assembly', { heldOn: '2025-11-10', body: 'assembly', entitled: 60, present: 52 }),
  wish(union, 'open-round', { round: 1, body: 'assembly', mode: 'paper', runBy: 'union' }),
  wish(union, 'tally-vote', { round: 1, box: 'main', heldOn: '2025-11-10', ...counts, scrutineer: 'scrutineer', tellers: ['teller_1', 'teller_2'] }),
  wish(union, 'publish-result', { round: 1, publishedOn: '2025-11-12', place: '公告栏' }),
  wish(union, 'report-upward', { reportedOn: '2025-11-20' }),
  wish(union, 'file-report', { filedOn: '2025-11-25' }, `office=officer;body=federation-${unions[union]}`),
];
const apply = (union: Union) => wish(union, 'apply-for-title', { title: 'qualified', appliedOn: '2025-12-10' });
const adopt = (federation: string, own?: object): Post => ({ path: '/v1/adoptions', body: { federation, ruleSet: { id: base.id, version: 1 }, adoptedOn: '2025-02-01', ...(own === undefined ? {} : { own }) }, key: `adopt-${federation}`, actor: `office=officer;body=federation-${federation}` });
const lead = (command: string, body: object): Post => ({ path: `/v1/campaigns/year/${command}`, body, key: command });

async function foundDistrict(url: string): Promise<void> {
  await record(url, { path: '/v1/federations', body: { id: 'district', name: '区总工会', line: 'territorial', superiors: [], level: 'district' }, key: 'district' });
  for (const [id, superiors] of Object.entries(federations)) await record(url, { path: '/v1/federations', body: { id, name: `${id}总工会`, line: 'territorial', superiors, level: 'town' }, key: id });
  for (const [id, superior] of Object.entries(unions)) await record(url, { path: '/v1/unions', body: { id, name: `${id}厂工会`, class: 'privateFirm', superior }, key: id });
  for (const ruleSet of [base, strict]) await record(url, { path: '/v1/rule-sets', body: { ruleSet }, key: ruleSet.id });
}

// eslint-disable-next-line typescript/no-explicit-any -- what came over the wire has the shape the spec asserts
type Shown = any;
const shown = async (url: string, path: string, position?: string | null): Promise<Shown> => (await get(url, path, position)).body;

afterAll(tidy);

it('a stricter rule set that a federation has adopted binds the unions below it, and nobody else', async () => {
  const folder = freshFolder();
  const { url, end } = await start(folder);
  await foundDistrict(url);
  await record(url, adopt('street', { id: strict.id, version: 1 }));
  await record(url, adopt('zone'));
  await record(url, { path: '/v1/campaigns', body: { id: 'year', ruleSet: { id: base.id, version: 1 }, evaluatedYear: 2025, federation: 'district', openedOn: '2025-02-10' }, key: 'year' });
  await record(url, lead('call-up-units', { units: Object.keys(unions) }));
  await record(url, lead('call-up-federations', { federations: ['street', 'zone', 'port'] }));
  for (const union of Object.keys(unions) as Union[]) await eventually(() => get(url, at(union)), ({ status }) => status === 200);
  const heldTo = async (union: Union) => (await shown(url, at(union))).ruleSet.id as string;
  expect([await heldTo('s1'), await heldTo('v1'), await heldTo('z1'), await heldTo('p1')]).toEqual([strict.id, strict.id, base.id, base.id]);
  expect([(await shown(url, at('s1'))).dueOn, (await shown(url, at('z1'))).dueOn]).toEqual(['2025-03-15', '2025-03-31']);

  // The same count, two thresholds.
  for (const union of ['s1', 'z1'] as const) for (const one of untilFiled(union)) await record(url, one);
  expect(await post(url, apply('s1'))).toMatchObject({ status: 422, body: { code: 'below-threshold' } });
  const { position } = await record(url, apply('z1'));
  expect((await shown(url, `${at('s1')}/application?title=qualified`)).titles[0].blocks.map(({ code }: Shown) => code)).toContain('below-threshold');

  const board = await shown(url, '/v1/campaigns/year/board', position);
  expect(board.rulesBeside).toEqual([{ ruleSet: { id: strict.id, version: 1 }, unions: 2, text: 'of them 2 are held to street_rules version 1' }]);
  expect(board.figures.find(({ figure }: Shown) => figure === 'belowThreshold')).toMatchObject({ n: 1, m: 2 });
  expect((await shown(url, '/v1/campaigns/year/board?federation=zone')).rulesBeside).toEqual([]);
  expect((await shown(url, `/v1/campaigns/year/evaluations?ruleSet=${strict.id}.1&sort=unionName`)).evaluations.map(({ union }: Shown) => union)).toEqual(['s1', 'v1']);
  // A person cannot go round it with another run.
  expect(await post(url, { path: '/v1/evaluations', body: { campaign: 'year', union: 'v1', evaluatedYear: 2025, run: 2, ruleSet: { id: base.id, version: 1 } }, key: 'again' })).toMatchObject({ status: 422, body: { code: 'rule-set-tightened', details: { holds: 'street_rules.1', by: 'street' } } });

  // Adopted after the call-up: it says who is still held to the campaign's; each moves by an explicit command, and not back.
  const late = await record(url, adopt('port', { id: strict.id, version: 1 }));
  const adoptionOf = async (federation: string, after?: string | null) => {
    await eventually(async () => (await shown(url, '/v1/campaigns/year/adoptions', after)).federations.map(({ federation: one }: Shown) => one).toSorted(), (all) => all.join() === 'port,street,zone');
    return (await shown(url, '/v1/campaigns/year/adoptions')).federations.find((one: Shown) => one.federation === federation);
  };
  expect(await adoptionOf('street', late.position)).toMatchObject({ unions: { all: 2, byOwn: 2, byCampaigns: 0 } });
  expect(await adoptionOf('port')).toMatchObject({ unions: { all: 1, byOwn: 0, byCampaigns: 1 }, text: expect.stringContaining('tightened by street_rules version 1: of 1 union below, 0 are held to it, 1 still to the campaign’s') });
  expect(await adoptionOf('zone')).toMatchObject({ unions: null });
  const toMove = `/v1/campaigns/year/evaluations?federation=port&ruleSet=${base.id}.1`;
  expect((await shown(url, toMove)).evaluations.map(({ id }: Shown) => id)).toEqual(['p1.2025.1']);
  const officer = 'office=officer;body=federation-district';
  await record(url, lead('migrate-units', { ruleSet: { id: strict.id, version: 1 }, units: ['p1'], reason: '港口总工会从严执行' }));
  await eventually(() => heldTo('p1'), (held) => held === strict.id);
  expect((await shown(url, toMove)).evaluations).toEqual([]);
  expect(await adoptionOf('port')).toMatchObject({ unions: { byOwn: 1, byCampaigns: 0 } });
  expect(await post(url, { ...wish('p1', 'migrate-rules', { ruleSet: { id: base.id, version: 1 }, reason: '改回' }, officer), key: 'back' })).toMatchObject({ status: 422, body: { code: 'rule-set-tightened' } });
  expect(await get(url, `${at('p1')}/migration?to=${base.id}.1`)).toMatchObject({ status: 422, body: { code: 'rule-set-tightened' } });
  // As of before the move, and now.
  const unionsBeside = async (asked: string) => (await shown(url, `/v1/campaigns/year/board?${asked}`)).rulesBeside.map(({ unions }: Shown) => unions);
  expect([await unionsBeside(`asOfPosition=${late.position}`), await unionsBeside('')]).toEqual([[2], [3]]);

  await viewsCaughtUp(url, folder);
  await end('SIGTERM');
  expect(await faultsOfViews(folder)).toEqual([]);
  const [calledUp] = (await eventsOf(folder)).filter(({ type }) => type === 'UnitsCalledUp');
  expect(calledUp?.data).toMatchObject({ ruleSet: { id: base.id }, tightened: [{ federation: 'street', ruleSet: { id: strict.id, version: 1 } }], units: [{ id: 's1', ruleSet: { id: strict.id } }, { id: 'v1' }, { id: 'z1' }, { id: 'p1' }] });
});
