import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { eventually, get, post, record, type Post } from './asking.js';
import { evaluationOf, registerUnion, unionIds, untilOpened } from './district.js';
import { eventsOf } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

/** A district that recommends one union for the title: two ask for its only place. */
const shipped = readRuleSet(shippedRuleSet('default'));
const { plan: _plan, progress: _progress, selfInspection: _selfInspection, assembly: _assembly, report: _report, ...due } = shipped.due;
const ruleSet = {
  ...shipped,
  id: 'quota',
  due,
  steps: { required: ['vote', 'application'], recorded: ['acceptance', 'rectification'] },
  titles: [{ id: 'districtModel', after: null, endorsement: '80/100', score: 80, recommendedBy: [{ level: 'district', quota: { atMost: 1 } }] }],
  words: { districtModel: { zh: '区级模范职工之家', en: 'district model Home' } },
};
const [first = '', second = ''] = unionIds(2);
const allotment = 'district.2025.districtmodel';

const wish = (union: string, command: string, body: object, actor = `office=chair;body=union-${union}`): Post => ({ path: `/v1/evaluations/${evaluationOf(union)}/${command}`, body, key: `${union}-${command}`, actor });
const place = (command: string, body: object, key: string): Post => ({ path: `/v1/allotments/${allotment}/${command}`, body, key });
const grades = { satisfied: 48, basicallySatisfied: 3, dissatisfied: 1 };
const counts = { entitled: 60, present: 52, issued: 52, returned: 52, valid: 52, spoilt: 0, subjects: Object.fromEntries(shipped.ballot.subjects.map((subject) => [subject, grades])) };
const untilApplied = (union: string): readonly Post[] => [
  wish(union, 'open-round', { round: 1, body: 'assembly', mode: 'paper', runBy: 'union' }),
  wish(union, 'tally-vote', { round: 1, box: 'main', heldOn: '2025-11-10', ...counts, scrutineer: 'scrutineer', tellers: ['teller_1', 'teller_2'] }),
  wish(union, 'publish-result', { round: 1, publishedOn: '2025-11-12', place: '公告栏' }),
  wish(union, 'apply-for-title', { title: 'districtModel', appliedOn: '2025-12-10' }),
];
const recommend = (union: string, key: string): Post => ({ ...wish(union, 'recommend-application', { federation: 'district', recommendedOn: '2025-12-20', place: 1 }, 'office=officer;body=federation-district'), key });
const declined = (url: string, union: string, round: number) =>
  record(url, { ...wish(union, 'decline-application', { federation: 'district', declinedOn: '2025-12-24', reason: '材料不实' }, 'office=officer;body=federation-district'), key: `declined-${union}-${round}` });

const appliedAgain = (url: string, round: number) => record(url, { ...wish(second, 'apply-for-title', { title: 'districtModel', appliedOn: '2025-12-23' }), key: `applied-${round}` });

/** The second union takes the place; to recommend with it and to release it are asked for at once: one is done, the other refused. */
async function raced(url: string, round: number, released: () => Promise<readonly unknown[]>): Promise<void> {
  await record(url, place('take-place', { evaluation: evaluationOf(second), place: 1 }, `taken-${round}`));
  const recommended = post(url, { ...recommend(second, `recommended-${round}`), body: { federation: 'district', recommendedOn: '2025-12-24', place: 1 } });
  const freed = post(url, place('release-place', { evaluation: evaluationOf(second) }, `released-${round}`));
  const outcome = [await recommended, await freed].map(({ status, body }) => (status === 201 ? 'done' : (body as { code: string }).code));
  expect([['done', 'place-in-use'], ['place-not-held', 'done']]).toContainEqual(outcome);
  if (outcome[0] !== 'done') return;
  const before = (await released()).length;
  await declined(url, second, round);
  await eventually(released, ({ length }) => length > before);
  await appliedAgain(url, round);
}

async function twoApplied(url: string): Promise<void> {
  await record(url, { path: '/v1/federations', body: { id: 'district', name: '区总工会', line: 'territorial', superiors: [], level: 'district' }, key: 'district' });
  await record(url, { path: '/v1/rule-sets', body: { ruleSet }, key: 'rules' });
  await record(url, { path: '/v1/campaigns', body: { id: 'district_2025', ruleSet: { id: 'quota', version: ruleSet.version }, evaluatedYear: 2025, federation: 'district', openedOn: '2025-02-10' }, key: 'campaign' });
  for (const union of [first, second]) await record(url, registerUnion(union));
  await record(url, { path: '/v1/campaigns/district_2025/call-up-units', body: { units: [first, second] }, key: 'call-up' });
  await untilOpened(url, [first, second]);
  for (const union of [first, second]) for (const one of untilApplied(union)) await record(url, one);
}

afterAll(tidy);

it('a place of a quota goes to one union; declined, it is free for the next', async () => {
  const folder = freshFolder();
  const { url, end } = await start(folder);
  await twoApplied(url);

  expect(await get(url, `/v1/allotments/${allotment}`)).toMatchObject({ status: 404, body: { code: 'not-found', detail: expect.stringContaining(allotment) } });
  expect(await post(url, recommend(first, 'too-early'))).toMatchObject({ status: 422, body: { code: 'place-not-held', details: { allotment, place: 1, evaluation: evaluationOf(first) } } });
  await record(url, place('take-place', { evaluation: evaluationOf(first), place: 1 }, 'first'));
  expect(await get(url, `/v1/allotments/${allotment}`)).toMatchObject({ status: 200, revision: '"0"', body: { federation: 'district', evaluatedYear: 2025, title: 'districtmodel', held: [{ place: 1, evaluation: evaluationOf(first), used: false }], free: [] } });
  expect(await post(url, place('take-place', { evaluation: evaluationOf(second), place: 1 }, 'second'))).toMatchObject({ status: 422, body: { code: 'place-taken', details: { place: 1, evaluation: evaluationOf(first) } } });
  expect(await post(url, recommend(second, 'not-its-own'))).toMatchObject({ status: 422, body: { code: 'place-not-held' } });
  await record(url, recommend(first, 'recommended'));
  expect(await get(url, `/v1/allotments/${allotment}`)).toMatchObject({ body: { held: [{ used: true }], text: 'Places held: 1, recommended with: 1, free below the last: 0.' } });
  expect(await post(url, place('release-place', { evaluation: evaluationOf(first) }, 'in-use'))).toMatchObject({ status: 422, body: { code: 'place-in-use' } });

  await record(url, wish(first, 'decline-application', { federation: 'district', declinedOn: '2025-12-22', reason: '材料不实' }, 'office=officer;body=federation-district'));
  const released = async () => (await eventsOf(folder)).filter(({ type }) => type === 'PlaceReleased');
  expect(await eventually(released, ({ length }) => length > 0)).toMatchObject([{ stream: `allotment-${allotment}`, data: { evaluation: evaluationOf(first), place: 1 }, metadata: { by: { kind: 'process', bodyId: 'releasePlaces' } } }]);
  await record(url, place('take-place', { evaluation: evaluationOf(second), place: 1 }, 'second-again'));
  expect(await record(url, recommend(second, 'second-recommended'))).toMatchObject({ body: { events: ['ApplicationRecommended'] } });
  await declined(url, second, 0);
  expect(await eventually(released, ({ length }) => length > 1)).toHaveLength(2);

  await appliedAgain(url, 0);
  for (const round of [1, 2, 3, 4, 5, 6]) await raced(url, round, released);
  await end('SIGTERM');
});
