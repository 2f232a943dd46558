import { aBureau, anEvaluation, aSheet, ruleSet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** Counts and days that cannot be, counts that contradict each other, steps out of order: each is told, none is recorded. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  const both = { ...ruleSet, id: 'both', bodies: ['combined', 'questionnaire'], quorum: { ...ruleSet.quorum, questionnaire: { atLeast: '2/3', count: 'returned', of: 'issued', else: 'warn' } } };
  expect(await api.post('/v1/rule-sets', { ruleSet: both })).toMatchObject({ status: 201 });
  for (const union of ['centre', 'station', 'hall']) await anEvaluation(api, union);
  await anEvaluation(api, 'sample', { rules: 'both' });
  for (const [union, round] of [['centre', { body: 'combined' }], ['hall', { body: 'combined', boxes: 2, entitled: 60 }], ['sample', { body: 'questionnaire' }]] as const) {
    expect(await api.post(`/v1/evaluations/${union}.2009.1/open-round`, { round: 1, mode: 'paper', runBy: 'union', ...round })).toMatchObject({ status: 201 });
  }
});
afterAll(() => api?.close());

const at = '/v1/evaluations/centre.2009.1';
const refused = (path: string, body: unknown): Promise<Body> => problemOf(api, () => api.post(path, body));
/** Each fault as `field rule`. */
const faults = async (path: string, body: unknown): Promise<readonly string[]> => {
  const problem = await refused(path, body);
  expect(problem).toMatchObject({ status: 400, code: 'body-invalid' });
  return problem.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`);
};

describe('counts', () => {
  it.each([-1, 1.5, 10_000_001, 1e300, '52', true, null, [52], { n: 52 }])('may not be %j', async (present) => {
    expect(await faults(`${at}/hold-assembly`, { heldOn: '2010-03-01', body: 'combined', entitled: 60, present })).toEqual(['/present whole']);
  });

  it('may not be so large that JSON itself loses them', async () => {
    const text = `{"heldOn":"2010-03-01","body":"combined","entitled":60,"present":1e999}`;
    expect(await problemOf(api, () => api.postBytes(`${at}/hold-assembly`, text, { 'content-type': 'application/json' }))).toMatchObject({ errors: [{ field: '/present', rule: 'whole', least: 0, most: 10_000_000 }] });
  });

  it.each([[{ home: { satisfied: -1 } }], [{ home: { satisfied: 0.5 } }], [{ home: { satisfied: '45' } }], [{ home: 45 }], [{ 'the home': {} }], [[]], [null], [{ home: [45] }]])('by subject may not be %j', async (subjects) => {
    expect(await faults(`${at}/tally-vote`, { ...aSheet, subjects })).toEqual(['/subjects countsBySubject']);
  });
});

describe('dates', () => {
  it.each(['2011-02-29', '2010-13-01', '2010-00-10', '2010-04-31', '2010-02-30', '1899-12-31', '2200-01-01', '2010-3-1', '2010/03/01', '20100301', '2010-03-01T00:00:00Z', ' 2010-03-01', '二〇一〇年三月一日', '', 20_100_301, null])(
    'do not exist or are none: %j',
    async (heldOn) => {
      expect(await faults(`${at}/hold-assembly`, { heldOn, body: 'combined', entitled: 60, present: 52 })).toEqual(['/heldOn factDate']);
    },
  );

  it('of a day, where a day is needed, are whole', async () => {
    expect(await faults(`${at}/extend-deadline`, { due: 'vote', until: '2010-03', reason: '生产任务集中', approvedOn: '2010-02' })).toEqual(['/until date']);
  });

  it('exist on 29 February of a leap year', async () => {
    expect(await refused(`${at}/hold-assembly`, { heldOn: '2012-02-29', body: 'combined', entitled: 60, present: 52 })).toMatchObject({ status: 422, code: 'date-in-future' });
  });
});

describe('counts that contradict each other', () => {
  const graded = (home: object) => ({ ...aSheet.subjects, home });
  const contradiction = async (command: string, body: object, union = 'centre'): Promise<string> => {
    const { status, code, details, detail } = await refused(`/v1/evaluations/${union}.2009.1/${command}`, body);
    expect(status).toBe(422);
    for (const count of [details.leftCount, details.rightCount]) expect(detail).toContain(String(count));
    return `${code}: ${details.left} ${details.leftCount} ${details.must} ${details.right} ${details.rightCount}`;
  };

  it.each([
    [{ present: 61 }, 'present 61 notExceed entitled 60'],
    [{ issued: 53 }, 'issued 53 notExceed present 52'],
    [{ returned: 53, valid: 52 }, 'returned 53 notExceed issued 52'],
    [{ spoilt: 2 }, 'valid+spoilt 53 equal returned 52'],
    [{ spoilt: 0 }, 'valid+spoilt 51 equal returned 52'],
    [{ subjects: graded({ satisfied: 46, basicallySatisfied: 5, dissatisfied: 1 }) }, 'grades.home 52 equal valid 51'],
    [{ subjects: graded({ satisfied: 50 }) }, 'grades.home 50 equal valid 51'],
  ])('on a sheet: %j', async (wrong: object, told: string) => {
    expect(await contradiction('tally-vote', { ...aSheet, ...wrong })).toBe(`counts-inconsistent: ${told}`);
  });

  it('on sheets of a sample, and of several boxes together', async () => {
    expect(await contradiction('tally-vote', { ...aSheet, present: 0, issued: 61, returned: 61, valid: 60 }, 'sample')).toBe('counts-inconsistent: issued 61 notExceed entitled 60');
    expect(await contradiction('tally-vote', { ...aSheet, entitled: 70, present: 65, issued: 65 }, 'hall')).toBe('counts-inconsistent: issuedInAll 65 notExceed entitledInAll 60');
  });

  it.each([
    [{ returned: 11 }, 'returned 11 notExceed issued 10'],
    [{ valid: 11 }, 'valid 11 notExceed returned 10'],
    [{ answers: { agree: 9 } }, 'answers 9 equal valid 10'],
    [{ answers: { agree: 9, disagree: 2 } }, 'answers 11 equal valid 10'],
  ])('on a questionnaire: %j', async (wrong: object, told: string) => {
    const questionnaire = { group: 'delegation_1', askedOn: '2009-10-12', issued: 10, returned: 10, valid: 10, answers: { agree: 10 } };
    expect(await contradiction('record-questionnaire', { ...questionnaire, ...wrong })).toBe(`questionnaire-inconsistent: ${told}`);
  });

  it('at an assembly', async () => {
    expect(await refused(`${at}/hold-assembly`, { heldOn: '2010-03-01', body: 'combined', entitled: 60, present: 61 })).toMatchObject({ status: 422, details: { present: 61, entitled: 60 } });
  });

  it('at the approval of a plan, on an application, at a spot-check', async () => {
    const approval = { body: 'combined', approvedOn: '2009-03-20', votesFor: 53, present: 52 };
    expect((await refused(`${at}/approve-plan`, approval)).status).toBe(422);
    const spotCheck = { checkedOn: '2010-03-01', seed: '7', drawnFrom: 5, drawn: 6, confirmed: true };
    expect((await refused(`${at}/spot-check`, spotCheck)).status).toBe(422);
  });

  it('in Chinese', async () => {
    const { title, detail } = await problemOf(api, () => api.post(`${at}/tally-vote`, { ...aSheet, returned: 53, valid: 52 }, { 'accept-language': 'zh-CN' }));
    expect(`${title} ${detail}`).toMatch(/[\u4e00-\u9fff]/);
    expect(detail).not.toMatch(/returned|issued|notExceed/);
  });

  it('not at all: such a sheet is recorded', async () => {
    expect(await api.post(`${at}/tally-vote`, aSheet)).toMatchObject({ status: 201, body: { events: ['VoteTallied'] } });
    expect(await refused(`${at}/tally-vote`, aSheet)).toMatchObject({ status: 422, code: 'box-already-tallied' });
  });
});

describe('a step out of order', () => {
  const fresh = '/v1/evaluations/station.2009.1';
  it.each([
    ['submit-plan', { adoptedOn: '2009-03-10', title: '建家计划' }, 'leading-group-missing'],
    ['file-plan', { filedOn: '2009-03-25' }, 'plan-not-submitted'],
    ['tally-vote', aSheet, 'round-not-open'],
    ['publish-result', { round: 1, publishedOn: '2010-03-01', place: '公告栏' }, undefined],
    ['report-upward', { reportedOn: '2010-03-01' }, 'result-not-published'],
    ['file-report', { filedOn: '2010-03-01' }, undefined],
    ['grant-title', { grantedOn: '2010-03-01', certificate: '2010-017' }, undefined],
    ['confirm-item', { item: 'canteen', confirmedOn: '2010-03-01', confirmedBy: 'superior' }, undefined],
    ['close-evaluation', { closedOn: '2010-03-01' }, undefined],
  ])('is refused by its rule: %s', async (command, body, code) => {
    const problem = await refused(`${fresh}/${command}`, body);
    expect(problem.status).toBe(422);
    if (code !== undefined) expect(problem.code).toBe(code);
  });
});
