import { aBureau, anEvaluation, aSheet, ruleSet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body, type Sent } from '../testing/served.js';

/** The votes of an evaluation as they are asked for: every rate with its counts, no small group apart, in words beside keys. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  const entries = { ...ruleSet, id: 'entries', countEntry: 'twoEntries' };
  expect(await api.post('/v1/rule-sets', { ruleSet: entries })).toMatchObject({ status: 201 });
  for (const union of ['centre', 'depot', 'school', 'station']) await anEvaluation(api, union);
  await anEvaluation(api, 'office', { rules: 'entries' });
});
afterAll(() => api?.close());

async function send(union: string, command: string, body: object, headers: Sent = {}): Promise<void> {
  const answer = await api.post(`/v1/evaluations/${union}.2009.1/${command}`, body, headers);
  expect({ command, answer: answer.body }).toMatchObject({ answer: { stream: `evaluation-${union}.2009.1` } });
}
const votes = async (union: string, language = 'en'): Promise<Body> => (await api.get(`/v1/evaluations/${union}.2009.1/votes`, { 'accept-language': language })).body;
const timeline = async (union: string): Promise<Body[]> => (await api.get(`/v1/evaluations/${union}.2009.1/timeline`, { 'accept-language': 'en' })).body.events;
const openRound = { round: 1, body: 'combined', mode: 'paper', runBy: 'union' };
const graded = (satisfied: number, basicallySatisfied: number, dissatisfied: number) => Object.fromEntries(ruleSet.ballot.subjects.map((subject) => [subject, { satisfied, basicallySatisfied, dissatisfied }]));
const sheetOf = (box: string, n: number) => ({ ...aSheet, box, entitled: n, present: n, issued: n, returned: n, valid: n, spoilt: 0, subjects: graded(n, 0, 0) });

describe('the votes of an evaluation', () => {
  it('are none before a round', async () => expect(await votes('centre')).toMatchObject({ id: 'centre.2009.1', smallGroupBelow: 5, rounds: [], questionnaire: null, recognition: null }));

  it('tell every rate over four denominators with counts and formula, and what a title misses', async () => {
    await send('centre', 'open-round', { ...openRound, announced: [{ box: 'main', venue: '三楼会议室', from: '2010-03-01' }] });
    await send('centre', 'tally-vote', { ...aSheet, entitled: 60, present: 41, issued: 41, returned: 40, valid: 38, spoilt: 2, subjects: graded(20, 11, 7) });
    const [round] = (await votes('centre')).rounds;
    const home = round.total.subjects.find(({ subject }: Body) => subject === 'home');
    expect(home.rates.map(({ rate, over }: Body) => [rate, ...over.map(({ of, percent }: Body) => `${of} ${percent}`)])).toEqual([
      ['satisfaction', 'valid 52.6', 'returned 50.0', 'present 48.8', 'entitled 33.3'],
      ['combined', 'valid 81.6', 'returned 77.5', 'present 75.6', 'entitled 51.7'],
      ['endorsement', 'valid 81.6', 'returned 77.5', 'present 75.6', 'entitled 51.7'],
    ]);
    expect(home.rates[1].over[2]).toMatchObject({ n: 31, m: 41, of: 'present', formula: 'satisfied+basicallySatisfied', text: 'satisfied + basically satisfied ÷ present = 75.6 % (31/41)' });
    expect(round).toMatchObject({ stands: 'counted', standsText: 'counted, to be published', boxes: [{ box: 'main', venue: '三楼会议室', turnout: { present: 41 } }], total: { titles: [{ title: 'qualified', reached: false, missing: 2 }] } });
    const [chinese] = (await votes('centre', 'zh-CN')).rounds;
    expect([chinese.standsText, chinese.total.subjects[0].rates[1].rateText, chinese.total.titles[0].text]).toEqual(['已计票，待公布', '满意和基本满意率', expect.stringMatching(/^未达到合格职工之家的申报比例：31\/41（以实到计）/)]);
  });

  it('withhold the results of small boxes, with the reason, also in the timeline', async () => {
    await send('depot', 'open-round', { ...openRound, boxes: 3 });
    for (const [box, n] of [['hall', 30], ['gate', 4], ['yard', 12]] as const) await send('depot', 'tally-vote', sheetOf(box, n));
    expect((await votes('depot')).rounds[0]).toMatchObject({ withheld: 'notPublished', total: null });
    await send('depot', 'publish-result', { round: 1, publishedOn: '2010-03-02', place: '公告栏' });
    const [round] = (await votes('depot')).rounds;
    expect(round.boxes.map(({ box, withheld, withheldText, counts }: Body) => [box, withheld, withheldText, counts === null])).toEqual([
      ['hall', null, null, false],
      ['gate', 'smallGroup', 'too few ballots to be shown apart', true],
      ['yard', 'besideSmallGroup', 'not shown apart, so that a smaller group cannot be worked out', true],
    ]);
    expect(round.total.counts).toMatchObject({ returned: 46 });
    const told = (await timeline('depot')).filter(({ event }) => event === 'VoteTallied');
    expect(told.map(({ withheld }) => withheld)).toEqual([undefined, 'smallGroup', 'besideSmallGroup']);
    expect(told[1]).toMatchObject({ text: expect.stringMatching(/returned 4; too few ballots/), data: { counts: { returned: 4 } } });
    expect(JSON.stringify(told.slice(1))).not.toMatch(/satisfied|"valid"|outcome/);
  });

  it('show nobody what one person entered before two agree', async () => {
    await send('office', 'open-round', openRound);
    const enter = (who: string, entitled = 60) => send('office', 'enter-count', { ...aSheet, entitled, enteredBy: who }, { 'pingjia-actor': `office=clerk;body=union-office;person=${who}` });
    await enter('clerk_a', 59);
    await enter('clerk_b');
    expect((await votes('office')).rounds[0]).toMatchObject({ total: null, boxes: [{ stands: 'differing', differsIn: ['entitled'], turnout: null, counts: null }] });
    const [, second] = (await timeline('office')).filter(({ event }) => event === 'CountEntered');
    expect(second).toMatchObject({ text: expect.stringMatching(/differ from the other entry in entitled/) });
    expect(JSON.stringify(await timeline('office'))).not.toMatch(/satisfied|"present"|\b59\b/);
    await enter('clerk_a');
    expect((await votes('office')).rounds[0]).toMatchObject({ stands: 'counted', total: { counts: { entitled: 60, valid: 51 } } });
  });

  it('have the questionnaires of four delegations, ten out to each, forty back, all agree', async () => {
    const groups = ['d1', 'd2', 'd3', 'd4'];
    await send('school', 'declare-sample', { drawnOn: '2009-10-10', frame: '会员名册', population: 480, method: '抽签', groups: groups.map((group) => ({ group, eligible: 120, toIssue: 10 })) });
    for (const group of groups) await send('school', 'record-questionnaire', { group, askedOn: '2009-10-12', issued: 10, returned: 10, valid: 10, answers: { agree: 10 } });
    const wrong = { summarisedOn: '2009-10-13', issued: 40, returned: 40, valid: 39, answers: { agree: 39 } };
    const problem = await problemOf(api, () => api.post('/v1/evaluations/school.2009.1/summarise-questionnaire', wrong, { 'accept-language': 'zh-CN' }));
    expect(problem).toMatchObject({ status: 422, code: 'questionnaire-inconsistent', detail: expect.stringMatching(/^各组有效合计（40）应等于有效（39）/) });
    await send('school', 'summarise-questionnaire', { ...wrong, valid: 40, answers: { agree: 40 } });
    const { questionnaire } = await votes('school');
    expect(questionnaire).toMatchObject({ sample: { frame: '会员名册', population: 480 }, withheld: null, sum: { issued: 40, returned: 40, rate: { n: 40, m: 40, of: 'issued', formula: 'agree', percent: '100.0' } } });
    expect(questionnaire.groups.map(({ group, rate }: Body) => [group, rate.n, rate.m])).toEqual(groups.map((group) => [group, 10, 10]));
  });

  it('are told as of an instant', async () => {
    await send('station', 'open-round', openRound, { 'pingjia-clock': '2010-03-01T09:00:00+08:00' });
    await send('station', 'tally-vote', aSheet, { 'pingjia-clock': '2010-03-01T17:00:00+08:00' });
    const asOf = async (instant: string) => (await api.get(`/v1/evaluations/station.2009.1/votes?asOf=${encodeURIComponent(instant)}`)).body.rounds[0].stands;
    expect([await asOf('2010-03-01T10:00:00+08:00'), await asOf('2010-03-01T18:00:00+08:00')]).toEqual(['open', 'counted']);
  });
});

describe('counts and names that cannot be', () => {
  it.each([
    [{ points: { home: -1 } }, '/points pointsByWord'],
    [{ points: { home: 0.5 } }, '/points pointsByWord'],
    [{ frontLine: -1 }, '/frontLine whole'],
    [{ frontLine: 1e300 }, '/frontLine whole'],
    [{ present: 1.5 }, '/present whole'],
  ])('are refused by field and rule: %j', async (wrong, told) => {
    const problem = await problemOf(api, () => api.post('/v1/evaluations/office.2009.1/enter-count', { ...aSheet, ...wrong, enteredBy: 'clerk_a' }));
    expect(problem).toMatchObject({ status: 400, code: 'body-invalid' });
    expect(problem.errors.map(({ field, rule }: Body) => `${field} ${rule}`)).toEqual([told]);
  });
  it('are told in both languages', async () => {
    const tellers = ['teller_1', 'chair'];
    const tell = async (language: string) => (await problemOf(api, () => api.post('/v1/evaluations/school.2009.1/tally-vote', { ...aSheet, tellers }, { 'accept-language': language }))).detail;
    await send('school', 'open-round', openRound);
    expect([await tell('zh-CN'), await tell('en')]).toEqual(['计票人“chair”是工会主席或大会主持人，不得担任计票人，请另行指定。', 'The teller "chair" is the chair, or presides over the sitting; name another teller.']);
  });
});
