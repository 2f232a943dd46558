import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { eventually, get, post, record, type Post } from './asking.js';
import { eventsOf, faultsOfViews, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

/** A street adopts the wrong set, and a village below tightens that; the street takes it back (作废), and adopts the right one. */
const shipped = readRuleSet(shippedRuleSet('default'));
const base = { ...shipped, id: 'district_rules', version: 1, mayTighten: ['endorsement', 'due'] };
const named = ({ id }: { readonly id: string }) => ({ id, version: 1 });
const withEndorsement = (endorsement: string) => shipped.titles.map((title, i) => (i === 0 ? { ...title, endorsement } : title));
const wrong = { ...base, id: 'wrong_rules', derivedFrom: named(base), titles: withEndorsement('82/100') };
const villages = { ...wrong, id: 'village_rules', derivedFrom: named(wrong), titles: withEndorsement('84/100') };
const right = { ...base, id: 'street_rules', derivedFrom: named(base), titles: withEndorsement('81/100') };
const federations = { street: 'district', village: 'street' };
const unions = { s1: 'street', v1: 'village', s2: 'street', v2: 'village', s3: 'street' };
type Union = keyof typeof unions;
const officerOf = (federation: string) => `office=officer;body=federation-${federation}`;
const adopt = (federation: string, of: object, more: object): Post => ({ path: '/v1/adoptions', body: { federation, ruleSet: of, ...more }, key: `adopt-${federation}-${JSON.stringify(more).length}`, actor: officerOf(federation) });
const at = (union: Union) => `/v1/evaluations/${union}.2025.1`;
const wish = (union: Union, command: string, body: object): Post => ({ path: `${at(union)}/${command}`, body, key: `${union}-${command}`, actor: `office=chair;body=union-${union}` });
/** 81 of 100 who were present: below what the wrong set asks for, not below what the campaign's does. */
const grades = { satisfied: 60, basicallySatisfied: 21, dissatisfied: 19 };
const counts = { entitled: 110, present: 100, issued: 100, returned: 100, valid: 100, spoilt: 0, subjects: Object.fromEntries(base.ballot.subjects.map((subject) => [subject, grades])) };
const scores = base.standard.items.flatMap(({ criteria }) => criteria).map(({ id, points }) => ({ criterion: id, points }));
const untilPublished = (union: Union): readonly Post[] => [
  wish(union, 'form-leading-group', { formedOn: '2025-02-20', members: ['chair'] }),
  wish(union, 'submit-plan', { adoptedOn: '2025-03-01', title: '建家计划' }),
  wish(union, 'submit-self-inspection', { inspectedOn: '2025-10-20', scores }),
  wish(union, 'hold-assembly', { heldOn: '2025-11-10', body: 'assembly', entitled: 110, present: 100 }),
  wish(union, 'open-round', { round: 1, body: 'assembly', mode: 'paper', runBy: 'union' }),
  wish(union, 'tally-vote', { round: 1, box: 'main', heldOn: '2025-11-10', ...counts, scrutineer: 'scrutineer', tellers: ['teller_1', 'teller_2'] }),
  wish(union, 'publish-result', { round: 1, publishedOn: '2025-11-12', place: '公告栏' }),
];
const lead = (command: string, body: object): Post => ({ path: `/v1/campaigns/year/${command}`, body, key: `${command}-${JSON.stringify(body)}`.replaceAll(/[^a-z0-9-]/g, '').slice(0, 60) });

async function foundDistrict(url: string): Promise<void> {
  await record(url, { path: '/v1/federations', body: { id: 'district', name: '区总工会', line: 'territorial', superiors: [], level: 'district' }, key: 'district' });
  for (const [id, superior] of Object.entries(federations)) await record(url, { path: '/v1/federations', body: { id, name: `${id}总工会`, line: 'territorial', superiors: [superior], level: 'town' }, key: id });
  for (const [id, superior] of Object.entries(unions)) await record(url, { path: '/v1/unions', body: { id, name: `${id}厂工会`, class: 'privateFirm', superior }, key: id });
  for (const ruleSet of [base, wrong, villages, right]) await record(url, { path: '/v1/rule-sets', body: { ruleSet }, key: ruleSet.id });
}

// eslint-disable-next-line typescript/no-explicit-any -- what came over the wire has the shape the spec asserts
type Shown = any;
const shown = async (url: string, path: string, position?: string | null): Promise<Shown> => (await get(url, path, position)).body;

afterAll(tidy);

it('an adoption that is taken back binds nobody any more; what was opened by it stays so until it is moved', async () => {
  const folder = freshFolder();
  const { url, end } = await start(folder);
  await foundDistrict(url);
  await record(url, adopt('street', named(base), { own: named(wrong), adoptedOn: '2025-02-01' }));
  await record(url, adopt('village', named(wrong), { own: named(villages), adoptedOn: '2025-02-02' }));
  await record(url, { path: '/v1/campaigns', body: { id: 'year', ruleSet: named(base), evaluatedYear: 2025, federation: 'district', openedOn: '2025-02-10' }, key: 'year' });
  const heldTo = async (union: Union) => (await eventually(() => get(url, `/v1/evaluations/${union}.2025.1`), ({ status }) => status === 200) as Shown).body.ruleSet.id as string;
  await record(url, lead('call-up-federations', { federations: ['street', 'village'] }));
  await record(url, lead('call-up-units', { units: ['s1', 'v1'] }));
  expect([await heldTo('s1'), await heldTo('v1')]).toEqual([wrong.id, villages.id]);

  for (const union of ['s1', 'v1'] as const) for (const post of untilPublished(union)) await record(url, post);
  const below = async (union: Union) => ((shown) => [shown.result.endorsement.n, shown.result.belowThreshold, shown.status])(await shown(url, at(union)));
  await eventually(() => below('v1').catch(() => []), ([, isBelow]) => isBelow === true);
  expect(await below('s1')).toEqual([81, true, 'belowThreshold']);
  const listed = (union: Union) => shown(url, `${at(union)}/migration?to=${base.id}.1`);

  // Not without a reason, not by the village, not another than stands, and once.
  const path = '/v1/adoptions/street.district_rules.1/void-adoption';
  const takeBack: Post = { path, body: { adoptedOn: '2025-02-01', own: named(wrong), reason: '转错了办法', basis: '街工〔2025〕3号' }, key: 'void', actor: officerOf('street') };
  expect(await post(url, { ...takeBack, body: {}, key: 'void-1' })).toMatchObject({ status: 400, body: { code: 'body-invalid' } });
  expect(await post(url, { ...takeBack, actor: officerOf('village'), key: 'void-2' })).toMatchObject({ status: 422, body: { code: 'not-the-federation' } });
  expect(await post(url, { ...takeBack, body: { adoptedOn: '2025-02-01', reason: '转错了办法' }, key: 'void-4' })).toMatchObject({ status: 422, body: { code: 'adoption-differs', details: { own: 'wrong_rules.1' } } });
  expect(await post(url, { ...takeBack, path: '/v1/adoptions/stret.district_rules.1/void-adoption', key: 'void-5' })).toMatchObject({ status: 422, body: { code: 'not-adopted', details: { adoption: 'stret.district_rules.1' } } });
  const { position } = await record(url, takeBack);
  expect(await post(url, { ...takeBack, key: 'void-3' })).toMatchObject({ status: 422, body: { code: 'adoption-voided', details: { reason: '转错了办法' } } });

  const ofStreet = async (after?: string | null) => (await shown(url, '/v1/campaigns/year/adoptions', after)).federations.find(({ federation }: Shown) => federation === 'street');
  await eventually(async () => (await shown(url, '/v1/campaigns/year/adoptions', position)).federations.length as number, (n) => n === 2);
  const board = await shown(url, '/v1/campaigns/year/board', position);
  // The village adopted what held above it then: it has adopted the campaign's, and its own has no effect any more.
  expect(board.adoption).toMatchObject({ calledUp: 2, adopted: 1, tightened: 1, missing: 1, isOverdue: true, own: null });
  const ofVillage = async () => (await shown(url, '/v1/campaigns/year/adoptions')).federations.find(({ federation }: Shown) => federation === 'village');
  expect(await ofVillage()).toMatchObject({ adopted: { ruleSet: named(wrong), own: named(villages), late: false }, holdsAbove: null, isWithoutEffect: true, text: expect.stringContaining('what it derives from does not hold above it any more, so its own has no effect: derive it anew from district_rules version 1') });
  expect(await ofStreet()).toMatchObject({
    adopted: null,
    isWithoutEffect: false,
    voided: { ruleSet: named(base), on: '2025-02-01', own: named(wrong), reason: '转错了办法', basis: '街工〔2025〕3号', by: { office: 'officer', body: 'federation-street' }, at: expect.any(String) },
    // The village's derives from it, and is void with it.
    unions: { all: 2, byOwn: 0, byVoid: 2, byCampaigns: 0, byOthers: 0, voidSets: [{ ...named(villages), unions: 1 }, { ...named(wrong), unions: 1 }] },
    toAdopt: named(base),
    text: expect.stringContaining('what was recorded as adopted on 2025-02-01 is void: 转错了办法); 1 union is still held to village_rules version 1, which is void here: move it; 1 union is still held to wrong_rules version 1'),
  });
  // As of before it was taken back.
  expect((await shown(url, `/v1/campaigns/year/board?asOfPosition=${Number(position) - 1}`)).adoption).toMatchObject({ adopted: 2, tightened: 2, own: null });
  expect((await shown(url, `/v1/campaigns/year/adoptions?asOfPosition=${Number(position) - 1}`)).federations.map(({ federation, isWithoutEffect, holdsAbove }: Shown) => [federation, isWithoutEffect, holdsAbove?.by ?? null]).toSorted()).toEqual([['street', false, null], ['village', false, 'street']]);

  // Those already opened stay; those called up now are held to the campaign's, below the village too, whose set derives from what holds no more.
  await record(url, lead('call-up-units', { units: ['s2', 'v2'] }));
  expect([await heldTo('s1'), await heldTo('v1'), await heldTo('s2'), await heldTo('v2')]).toEqual([wrong.id, villages.id, base.id, base.id]);
  expect(await listed('v1')).toMatchObject({ resultStands: null, judgedAnew: { round: 1, belowThreshold: false, neverHeld: named(wrong) }, text: expect.stringContaining('The result of round 1 was judged by rule set wrong_rules, version 1, whose adoption is void; it is judged anew by the new version.') });
  // Back to the campaign's, all of them; before, that was going round what had been tightened.
  await record(url, lead('migrate-units', { ruleSet: named(base), units: ['s1', 'v1'], reason: '街道转发执行的记录作废' }));
  for (const union of ['s1', 'v1'] as const) await eventually(() => heldTo(union), (held) => held === base.id);
  // Nobody was ever bound by the set that judged them: they are judged by what they are held to now.
  expect([await below('s1'), await below('v1')]).toEqual([[81, false, 'held'], [81, false, 'held']]);
  expect((await shown(url, '/v1/campaigns/year/board')).figures.find(({ figure }: Shown) => figure === 'belowThreshold')).toMatchObject({ n: 0, m: 2 });
  expect((await shown(url, '/v1/campaigns/year/board')).rulesBeside).toEqual([]);

  // The right one, on its true day: whoever is called up from then on is held to it.
  const anew = await record(url, adopt('street', named(base), { own: named(right), adoptedOn: '2025-02-05', documentNumber: '街工〔2025〕3号' }));
  await record(url, lead('call-up-units', { units: ['s3'] }));
  expect(await heldTo('s3')).toBe(right.id);
  expect(await ofStreet(anew.position)).toMatchObject({ adopted: { on: '2025-02-05', late: false, own: named(right), documentNumber: '街工〔2025〕3号' }, voided: { on: '2025-02-01' }, unions: { byVoid: 0 }, text: expect.not.stringContaining('void') });

  // Its whole history, with what voiding it again would name.
  const history = await get(url, '/v1/adoptions/street.district_rules.1');
  expect(history.status).toBe(200);
  expect(history.body).toMatchObject({
    federation: 'street',
    ruleSet: named(base),
    adopted: { adoptedOn: '2025-02-05', own: named(right), documentNumber: '街工〔2025〕3号' },
    revision: '2',
    events: [{ event: 'RuleSetAdopted', data: { own: named(wrong) } }, { event: 'AdoptionVoided', text: expect.stringContaining('basis: 街工〔2025〕3号'), by: { bodyId: 'federation-street', office: 'officer' } }, { event: 'RuleSetAdopted', data: { own: named(right) } }],
  });
  expect(await get(url, '/v1/adoptions/stret.district_rules.1')).toMatchObject({ status: 404, body: { code: 'not-found' } });

  // The village tightened before the street did: the lists and its own board say what to do.
  const superseded = { adopted: { ruleSet: named(wrong) }, holdsAbove: { ruleSet: named(right), by: 'street', byName: 'street总工会' }, isWithoutEffect: true, text: expect.stringContaining('but street总工会 holds all below it to street_rules version 1, so its own has no effect: derive it anew from that version, and adopt that') };
  expect([await ofVillage(), (await shown(url, '/v1/campaigns/year/board?federation=village')).adoption.own, (await shown(url, '/v1/campaigns/year/adoptions?federation=village')).own]).toMatchObject([superseded, superseded, superseded]);
  const again = await record(url, adopt('village', named(right), { adoptedOn: '2025-02-12' }));
  await eventually(async () => (await shown(url, '/v1/campaigns/year/adoptions', again.position)).federations.length as number, (n) => n === 2);
  expect(await ofVillage()).toMatchObject({ adopted: { ruleSet: named(right), on: '2025-02-02', own: null, late: false }, isWithoutEffect: false, toAdopt: null, text: 'village总工会: adopted on 2025-02-02' });

  await viewsCaughtUp(url, folder);
  await end('SIGTERM');
  expect(await faultsOfViews(folder)).toEqual([]);
  expect((await eventsOf(folder)).flatMap(({ type, data }) => (type === 'AdoptionVoided' ? [data] : []))).toEqual([{ federation: 'street', ruleSet: named(base), own: named(wrong), adoptedOn: '2025-02-01', reason: '转错了办法', basis: '街工〔2025〕3号' }]);
});
