import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { eventually, get, post, record, type Answer, type Post } from './asking.js';
import { unionIds, foundDistrict, untilReady } from './district.js';
import { eventsOf } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

/** A title that was granted is an honour of the union, and the next year's application builds on it. */
const ruleSet = readRuleSet(shippedRuleSet('default'));
const [union = ''] = unionIds(1);
const officer = 'office=officer;body=federation-district';
const chair = `office=chair;body=union-${union}`;
const at = (year: number) => `/v1/evaluations/${union}.${year}.1`;
const wish = (year: number, command: string, body: object, actor = chair): Post => ({ path: `${at(year)}/${command}`, body, key: `${year}-${command}`, actor });

const full = ruleSet.standard.items.flatMap(({ criteria }) => criteria).map(({ id, points }) => ({ criterion: id, points }));
const grades = { satisfied: 48, basicallySatisfied: 3, dissatisfied: 1 };
const counts = { entitled: 60, present: 52, issued: 52, returned: 52, valid: 52, spoilt: 0, subjects: Object.fromEntries(ruleSet.ballot.subjects.map((subject) => [subject, grades])) };

/** A year in which all goes well, until it is reported and filed. */
const yearUntilFiled = (year: number): readonly Post[] => [
  wish(year, 'form-leading-group', { formedOn: `${year}-02-20`, members: ['chair'] }),
  wish(year, 'submit-plan', { adoptedOn: `${year}-03-01`, title: '建家计划' }),
  wish(year, 'submit-self-inspection', { inspectedOn: `${year}-10-20`, scores: full }),
  wish(year, 'hold-assembly', { heldOn: `${year}-11-10`, body: 'assembly', entitled: 60, present: 52 }),
  wish(year, 'open-round', { round: 1, body: 'assembly', mode: 'paper', runBy: 'union' }),
  wish(year, 'tally-vote', { round: 1, box: 'main', heldOn: `${year}-11-10`, ...counts, scrutineer: 'scrutineer', tellers: ['teller_1', 'teller_2'] }),
  wish(year, 'publish-result', { round: 1, publishedOn: `${year}-11-12`, place: '公告栏' }),
  wish(year, 'report-upward', { reportedOn: `${year}-11-20` }),
  wish(year, 'file-report', { filedOn: `${year}-11-25` }, officer),
];
const applyFor = (year: number, title: string): Post => wish(year, 'apply-for-title', { title, appliedOn: `${year}-12-10` });
const untilGranted = (year: number): readonly Post[] => [
  applyFor(year, 'qualified'),
  wish(year, 'record-visit', { visitedOn: `${year}-12-12`, presenter: 'vice_chair' }, officer),
  wish(year, 'give-verdict', { verdict: 'accepted', givenOn: `${year}-12-13`, score: 92 }, officer),
  wish(year, 'open-notice', { openedOn: `${year}-12-14`, place: '官网' }, officer),
  wish(year, 'grant-title', { grantedOn: `${year + 1}-01-15`, certificate: `${year}-1` }, officer),
];

/** Opens the round of a year, and waits until the policy has opened the union's evaluation. */
async function openYear(url: string, year: number): Promise<void> {
  const campaign = `district_${year}`;
  await record(url, { path: '/v1/campaigns', body: { id: campaign, ruleSet: { id: ruleSet.id, version: ruleSet.version }, evaluatedYear: year, federation: 'district', openedOn: `${year}-02-10` }, key: campaign });
  await record(url, { path: `/v1/campaigns/${campaign}/call-up-units`, body: { units: [union] }, key: `call-up-${year}` });
  await eventually(() => get(url, at(year)), ({ status }) => status === 200);
}
/** Why the union may not apply for a title now. */
const blocksOf = async (url: string, year: number, title: string): Promise<readonly string[]> => {
  const { body } = await get(url, `${at(year)}/application?title=${title}`);
  return (body as { readonly titles: readonly [{ readonly blocks: readonly { readonly code: string }[] }] }).titles[0].blocks.map(({ code }) => code);
};
const titleSteps = async (url: string, year: number): Promise<unknown> => ((await get(url, `${at(year)}/next-steps`)).body as { readonly nextSteps: readonly { readonly step: string; readonly dueOn: string }[] }).nextSteps.flatMap(({ step, dueOn }) => (step === 'recheckTitle' ? [dueOn] : []));
const honoursIn = async (folder: string, type = 'HonourRecorded') => (await eventsOf(folder)).filter((event) => event.stream === `union-${union}` && event.type === type);

afterAll(tidy);

it('a title becomes an honour of the union, once, and opens the next rung; taken back at a re-check it closes it', async () => {
  const folder = freshFolder();
  const first = await start(folder);
  await foundDistrict(first.url, [union]);
  for (const year of [2023, 2024]) await openYear(first.url, year);
  for (const one of [...yearUntilFiled(2023), ...yearUntilFiled(2024)]) await record(first.url, one);

  expect(await blocksOf(first.url, 2024, 'advanced')).toEqual(['lower-title-missing']);
  const refused: Answer = await post(first.url, applyFor(2024, 'advanced'));
  expect(refused).toMatchObject({ status: 422, body: { code: 'lower-title-missing', details: { title: 'advanced', after: 'qualified' } } });

  for (const one of untilGranted(2023)) await record(first.url, one);
  // Killed on the way from the grant to the honour, or just after it: it is recorded once all the same.
  await first.end('SIGKILL');
  const second = await start(folder);
  await untilReady(second.url);
  await eventually(() => blocksOf(second.url, 2024, 'advanced'), (blocks) => !blocks.includes('lower-title-missing'));
  expect(await honoursIn(folder)).toMatchObject([{ data: { honour: 'e2023_1', title: 'qualified', issuer: expect.stringContaining('总工会'), issuedBy: 'federation-district', level: 'district', grantedOn: '2024-01-15' }, metadata: { by: { kind: 'process', bodyId: 'titlesAsHonours' } } }]);
  expect(await blocksOf(second.url, 2024, 'advanced')).toEqual([]);
  expect(await blocksOf(second.url, 2024, 'model')).toEqual(expect.arrayContaining(['lower-title-missing']));

  await record(second.url, wish(2023, 'recheck-title', { kept: false, recheckedOn: '2024-06-01', reason: '不再符合标准' }, officer));
  await eventually(() => blocksOf(second.url, 2024, 'advanced'), (blocks) => blocks.includes('lower-title-missing'));
  expect(await honoursIn(folder, 'HonourWithdrawn')).toMatchObject([{ data: { honour: 'e2023_1', withdrawnOn: '2024-06-01' } }]);
  await second.end('SIGTERM');
});

it('the next year’s application for the next rung is recorded once the title below is held', async () => {
  const server = await start(freshFolder());
  await foundDistrict(server.url, [union]);
  for (const year of [2023, 2024]) await openYear(server.url, year);
  for (const one of [...yearUntilFiled(2023), ...untilGranted(2023), ...yearUntilFiled(2024)]) await record(server.url, one);
  await eventually(() => blocksOf(server.url, 2024, 'advanced'), (blocks) => blocks.length === 0);
  expect(await record(server.url, applyFor(2024, 'advanced'))).toMatchObject({ body: { events: ['TitleAppliedFor'] } });
  await server.end('SIGTERM');
});

it('a title is re-checked once a year for as long as it is kept, and a certificate number is given once', async () => {
  const server = await start(freshFolder());
  await foundDistrict(server.url, [union]);
  for (const year of [2023, 2024]) await openYear(server.url, year);
  for (const one of [...yearUntilFiled(2023), ...untilGranted(2023), ...yearUntilFiled(2024), ...untilGranted(2024).slice(0, -1)]) await record(server.url, one);
  const grant = (certificate: string) => post(server.url, wish(2024, 'grant-title', { grantedOn: '2025-01-15', certificate }, officer));
  expect(await grant('２０２３-1')).toMatchObject({ status: 422, body: { code: 'certificate-taken', details: { evaluation: `${union}.2023.1` } } });
  expect(await grant('2024-1')).toMatchObject({ status: 201 });

  const recheck = (recheckedOn: string, kept = true): Post => ({ ...wish(2023, 'recheck-title', { kept, recheckedOn, reason: '复查' }, officer), key: `recheck-${recheckedOn}` });
  expect(await titleSteps(server.url, 2023)).toEqual(['2025-01-15']);
  await record(server.url, recheck('2025-01-10'));
  expect(await titleSteps(server.url, 2023)).toEqual(['2026-01-15']);
  expect(await post(server.url, recheck('2025-02-10'))).toMatchObject({ status: 422, body: { code: 'title-already-rechecked' } });
  const board = () => get(server.url, '/v1/campaigns/district_2023/board?federation=district');
  expect(await eventually(board, ({ body }) => (body as { readonly titles: readonly { readonly rechecked: number }[] }).titles[0]?.rechecked === 1)).toMatchObject({ body: { titles: [{ title: 'qualified', granted: 1, rechecked: 1, withdrawn: 0 }] } });
  await record(server.url, recheck('2026-01-10', false));
  expect(await titleSteps(server.url, 2023)).toEqual([]);
  // It was granted in this round, and is withdrawn since.
  expect(await eventually(board, ({ body }) => (body as { readonly titles: readonly { readonly withdrawn: number }[] }).titles[0]?.withdrawn === 1)).toMatchObject({ body: { titles: [{ title: 'qualified', granted: 1, rechecked: 0, withdrawn: 1 }] } });
  await server.end('SIGTERM');
});
