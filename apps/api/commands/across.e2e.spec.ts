import { aBureau, anEvaluation, aSheet, ruleSet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Answer, type Body, type Sent } from '../testing/served.js';

/** What may happen across the steps, as a client does it and reads it back. */
const unions = ['centre', 'depot', 'school', 'works', 'shop'];
const chairOf = (union: string): Sent => ({ 'pingjia-actor': `office=chair;body=union-${union}` });
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  for (const union of unions) await anEvaluation(api, union, { name: `${union}工会` });
});
afterAll(() => api?.close());

const at = (union: string) => `/v1/evaluations/${union}.2009.1`;
const post = (union: string, command: string, body: object, headers: Sent = {}): Promise<Answer> => api.post(`${at(union)}/${command}`, body, headers);
async function send(union: string, command: string, body: object, headers: Sent = {}): Promise<Body> {
  const { status, body: answer, ...others } = await post(union, command, body, headers);
  expect([command, status, status === 201 ? null : answer]).toEqual([command, 201, null]);
  return { ...answer, ...others };
}
const refused = (union: string, command: string, body: object, headers: Sent = {}): Promise<Body> => problemOf(api, () => post(union, command, body, headers));
const ask = async (union: string, question = '', headers: Sent = {}): Promise<Body> => {
  const { status, body } = await api.get(`${at(union)}${question}`, { 'pingjia-position': String(await api.node.log.end()), ...headers });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};
const history = async (union: string, query = ''): Promise<Body[]> => (await ask(union, `/timeline${query}`, { 'accept-language': 'zh-CN' })).events;
const on = (clock: string): Sent => ({ 'pingjia-clock': `2010-03-${clock}+08:00` });

describe("a correction of a box's count", () => {
  const wrong = { 'home.satisfied': 45, 'home.dissatisfied': 1 };
  const correction = { what: { kind: 'box', round: 1, box: 'main' }, wrong, right: { 'home.satisfied': 30, 'home.dissatisfied': 16 }, reason: '唱票记录误抄', basis: '计票单原件' };
  const consented = { ...correction, consentedBy: 'superior' };
  /** What the votes say of the lowest title and of the endorsement of the Home, over those present. */
  const endorsed = ({ rounds: [{ total }] }: Body) => {
    const { rates } = total.subjects.find(({ subject }: Body) => subject === 'home');
    const [{ n, m }] = rates.find(({ rate }: Body) => rate === 'endorsement').over.filter(({ of }: Body) => of === 'present');
    return { title: total.titles[0].title, reached: total.titles[0].reached, n, m };
  };

  it('needs nobody before the report, and both figures stay to be seen', async () => {
    await send('depot', 'open-round', { round: 1, body: 'combined', mode: 'paper', runBy: 'union' }, chairOf('depot'));
    await send('depot', 'tally-vote', aSheet, chairOf('depot'));
    await send('depot', 'correct-fact', { ...correction, right: { 'home.satisfied': 44, 'home.dissatisfied': 2 } }, chairOf('depot'));
    expect(endorsed(await ask('depot', '/votes'))).toMatchObject({ title: 'qualified', reached: true, n: 49, m: 52 });
  });

  it('needs the superior once it was reported: refused without, and from the union itself', async () => {
    await send('centre', 'form-leading-group', { formedOn: '2009-03-09', members: ['chair'] });
    await send('centre', 'submit-plan', { adoptedOn: '2009-03-20', title: '建家计划' });
    await send('centre', 'submit-self-inspection', { inspectedOn: '2010-02-01', scores: ruleSet.standard.items.flatMap(({ criteria }) => criteria).map(({ id, points }) => ({ criterion: id, points })) });
    await send('centre', 'hold-assembly', { heldOn: '2010-03-01', body: 'combined', entitled: 60, present: 52 });
    await send('centre', 'open-round', { round: 1, body: 'combined', mode: 'paper', runBy: 'union' }, on('01T17:00:00'));
    await send('centre', 'tally-vote', aSheet, on('01T18:00:00'));
    await send('centre', 'publish-result', { round: 1, publishedOn: '2010-03-02', place: '公告栏' }, on('02T18:00:00'));
    await send('centre', 'report-upward', { reportedOn: '2010-03-03' }, { ...chairOf('centre'), ...on('03T10:00:00') });
    expect(await refused('centre', 'correct-fact', correction, { ...chairOf('centre'), ...on('04T10:00:00') })).toMatchObject({ status: 422, code: 'consent-missing' });
    expect(await refused('centre', 'correct-fact', consented, { ...chairOf('centre'), ...on('04T10:00:00') })).toMatchObject({ status: 422, code: 'own-union' });
    expect(endorsed(await ask('centre', '/votes'))).toMatchObject({ reached: true, n: 50, m: 52 });
  });

  it('takes the threshold with it: row, votes and history follow, and as of before they are as they were', async () => {
    const before = await ask('centre');
    await send('centre', 'correct-fact', consented, on('05T10:00:00'));
    expect(await ask('centre')).toMatchObject({ status: 'belowThreshold', result: { endorsement: { n: 35, m: 52 }, belowThreshold: true } });
    expect(endorsed(await ask('centre', '/votes'))).toMatchObject({ reached: false, n: 35, m: 52 });
    expect((await ask('centre', '/application', on('06T10:00:00'))).titles[0].blocks).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'below-threshold' })]));
    const then = '?asOf=2010-03-05T09:59:59%2B08:00';
    expect(await ask('centre', then, on('06T10:00:00'))).toEqual(before);
    expect(before).toMatchObject({ result: { endorsement: { n: 50, m: 52 }, belowThreshold: false } });
    expect(endorsed(await ask('centre', `/votes${then}`, on('06T10:00:00')))).toMatchObject({ reached: true, n: 50, m: 52 });
    const told = await history('centre');
    const tallied = told.find(({ event }) => event === 'VoteTallied');
    const corrected = told.at(-1);
    expect(tallied).toMatchObject({ heldOn: '2010-03-01', correctedBy: [corrected.revision] });
    expect(corrected).toMatchObject({ event: 'FactCorrected', corrects: [tallied.revision], data: { consentedBy: 'superior', wrong } });
  });

  it('is itself not corrected: the fact is, anew, from what stands', async () => {
    const { revision } = (await history('centre')).at(-1);
    const ofCorrection = { ...consented, what: { kind: 'correction', revision: Number(revision) } };
    expect(await refused('centre', 'correct-fact', ofCorrection, on('06T10:00:00'))).toMatchObject({ status: 422, code: 'correction-not-corrected' });
    expect(await refused('centre', 'correct-fact', consented, on('06T10:00:00'))).toMatchObject({ status: 422, code: 'fact-differs' });
    await send('centre', 'correct-fact', { ...consented, wrong: consented.right, right: wrong }, on('06T10:00:00'));
    expect(await ask('centre')).toMatchObject({ result: { endorsement: { n: 50, m: 52 }, belowThreshold: false } });
    expect((await history('centre')).find(({ event }) => event === 'VoteTallied').correctedBy).toHaveLength(2);
  });
});

describe('a spot-check', () => {
  const campaign = '/v1/campaigns/bureau_2009';
  it('names the sample that the campaign drew, and the union is one of it', async () => {
    expect(await api.post('/v1/campaigns', { id: 'bureau_2009', ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-16' })).toMatchObject({ status: 201 });
    expect(await api.post(`${campaign}/call-up-units`, { units: unions })).toMatchObject({ status: 201 });
    expect(await refused('works', 'spot-check', { checkedOn: '2010-03-02', sample: 'spring', confirmed: true })).toMatchObject({ status: 422, code: 'sample-unknown' });
    expect(await api.post(`${campaign}/draw-sample`, { sample: 'spring', seed: '03 11 17', seedFrom: '双色球第2010025期', size: 2, drawnOn: '2010-03-01' })).toMatchObject({ status: 201 });
    const { drawn }: { drawn: string[] } = (await api.get(`${campaign}/samples/spring`)).body;
    const [inside = '', outside = ''] = [drawn[0], unions.find((union) => !drawn.includes(union))];
    const check = { checkedOn: '2010-03-02', sample: 'spring', confirmed: false, findings: '台账缺一季度' };
    expect(await refused(outside, 'spot-check', check)).toMatchObject({ status: 422, code: 'union-not-drawn' });
    expect(await refused(inside, 'spot-check', { ...check, seed: 'another' })).toMatchObject({ status: 422, code: 'sample-differs' });
    expect(await refused(inside, 'spot-check', check, chairOf(inside))).toMatchObject({ status: 422, code: 'own-union' });
    await send(inside, 'spot-check', check);
    expect((await history(inside)).at(-2)).toMatchObject({ event: 'SpotChecked', heldOn: '2010-03-02', data: { sample: 'spring', seed: '03 11 17', drawnFrom: 5, drawn: 2 } });
    // What it found is to be put right: an item of the union's, by the day the rules say.
    expect(await ask(inside, '/next-steps')).toMatchObject({ nextSteps: expect.arrayContaining([expect.objectContaining({ step: 'completeItem', item: 'check_1', body: `union-${inside}`, dueOn: '2010-04-11' })]) });
  });
});

describe('an entry on behalf of the union', () => {
  const behalf = { 'pingjia-actor': 'office=officer;body=federation-bureau;onBehalfOf=union-school;basis=letter' };
  it('rests on something, is disputed by the union, and resolved by the superior: each counted and marked', async () => {
    const group = { formedOn: '2009-03-09', members: ['chair'] };
    expect(await problemOf(api, () => post('school', 'form-leading-group', group, { 'pingjia-actor': behalf['pingjia-actor'].replace(';basis=letter', '') }))).toMatchObject({ code: 'basis-missing' });
    await send('school', 'form-leading-group', group, behalf);
    const { revision } = (await history('school')).at(-1);
    const dispute = { revision: Number(revision), disputedOn: '2010-03-02', reason: '成员有误' };
    expect(await refused('school', 'dispute-entry', dispute, { 'pingjia-actor': 'office=officer;body=federation-bureau' })).toMatchObject({ status: 422, code: 'behalf-not-said' });
    await send('school', 'dispute-entry', dispute, chairOf('school'));
    expect(await ask('school')).toMatchObject({ onBehalf: 1, openDisputes: 1 });
    const resolve = { revision: Number(revision), upheld: false, resolvedOn: '2010-03-02', reason: '与来函一致' };
    expect(await refused('school', 'resolve-dispute', resolve, chairOf('school'))).toMatchObject({ status: 422, code: 'own-union' });
    await send('school', 'resolve-dispute', resolve);
    expect(await ask('school')).toMatchObject({ onBehalf: 1, openDisputes: 0 });
    const told = await history('school');
    expect(told[Number(revision)]).toMatchObject({ by: { basis: 'letter' }, text: expect.stringMatching(/依据：.*〔此条异议不成立，见第3条〕$/), dispute: { disputedBy: '2', resolvedBy: '3', upheld: false } });
  });

  it('that is disputed and wrong is void: its step is open again, and both stay in the history', async () => {
    const plan = { adoptedOn: '2009-03-12', title: '2009年建家计划' };
    await send('school', 'submit-plan', plan, behalf);
    const { revision } = (await history('school')).at(-1);
    expect(await ask('school', '/next-steps')).not.toMatchObject({ nextSteps: expect.arrayContaining([expect.objectContaining({ step: 'submitPlan' })]) });
    await send('school', 'dispute-entry', { revision: Number(revision), disputedOn: '2010-03-02', reason: '本会未通过该计划' }, chairOf('school'));
    await send('school', 'resolve-dispute', { revision: Number(revision), upheld: true, resolvedOn: '2010-03-02', reason: '属实' });
    expect(await ask('school', '/next-steps')).toMatchObject({ nextSteps: expect.arrayContaining([expect.objectContaining({ step: 'submitPlan', missing: [] })]) });
    const told = await history('school');
    expect(told[Number(revision)]).toMatchObject({ event: 'PlanSubmitted', text: expect.stringMatching(/〔此条异议成立，已无效，见第6条〕$/), dispute: { upheld: true, voided: true } });
    expect(told.at(-1)).toMatchObject({ event: 'DisputeResolved', data: { voids: { event: 'PlanSubmitted', left: { paper: { stands: 'none' } } } } });
    await send('school', 'submit-plan', plan, chairOf('school'));
  });
});

describe('a year that is over', () => {
  it('is back-filled with what is known, once nothing else of it can be recorded', async () => {
    const result = { source: '2009年工作总结', heldOn: '2009-12', counts: { entitled: 60, present: 52 }, title: 'qualified' };
    const later = { 'pingjia-clock': '2010-06-01T09:00:00+08:00' };
    expect(await refused('works', 'back-fill-result', result)).toMatchObject({ status: 422, code: 'year-not-over' });
    expect(await refused('centre', 'back-fill-result', result, later)).toMatchObject({ status: 422, code: 'facts-already-recorded' });
    await send('works', 'back-fill-result', result, later);
    expect((await history('works')).at(-1)).toMatchObject({ event: 'ResultBackFilled', heldOn: '2009-12', data: { counts: { present: 52 } } });
    expect((await ask('works')).held).toBeNull();
  });
});

describe('an exemption', () => {
  it('is declined by the next level with its reason, and may be asked for again', async () => {
    const request = { reasonCode: 'merging', requestedOn: '2010-03-01' };
    const decline = { declinedOn: '2010-03-02', reason: '机构合并尚未批复' };
    expect(await refused('shop', 'decline-exemption', decline)).toMatchObject({ status: 422, code: 'exemption-not-requested' });
    await send('shop', 'request-exemption', request, chairOf('shop'));
    expect(await refused('shop', 'decline-exemption', decline, chairOf('shop'))).toMatchObject({ status: 422, code: 'own-union' });
    expect(await refused('shop', 'decline-exemption', { ...decline, declinedOn: '2010-02-01' })).toMatchObject({ status: 422, code: 'date-contradicts' });
    await send('shop', 'decline-exemption', decline);
    expect((await history('shop')).at(-1)).toMatchObject({ event: 'ExemptionDeclined', heldOn: '2010-03-02', text: expect.stringContaining('机构合并尚未批复') });
    await send('shop', 'request-exemption', request, chairOf('shop'));
  });
});

describe('a move to newer rules', () => {
  it('records what the dry run listed, once', async () => {
    expect(await api.post('/v1/rule-sets', { ruleSet: { ...ruleSet, version: 2, publicNoticeDays: ruleSet.publicNoticeDays + 2 } })).toMatchObject({ status: 201 });
    const migrate = { ruleSet: { id: 'wuhan', version: 2 }, reason: '修订评议办法' };
    const listed = await ask('shop', '/migration?to=wuhan.2');
    expect(await refused('shop', 'migrate-rules', migrate, chairOf('shop'))).toMatchObject({ status: 422, code: 'own-union' });
    await send('shop', 'migrate-rules', migrate);
    const { data, heldOn } = (await history('shop')).at(-1);
    expect([data.differencesInAll, heldOn]).toEqual([listed.differencesInAll, null]);
    expect(data.differences.map(({ path }: Body) => path)).toEqual(listed.differences.map(({ path }: Body) => path));
    expect(data.differences.map(({ path }: Body) => path)).toContain('/publicNoticeDays');
    expect(await refused('shop', 'migrate-rules', migrate)).toMatchObject({ status: 422, code: 'rules-unchanged' });
    expect((await ask('shop', '/migration?to=wuhan.1')).from).toEqual({ id: 'wuhan', version: 2 });
  });
});
