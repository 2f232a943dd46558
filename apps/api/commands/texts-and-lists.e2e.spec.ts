import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** What may stand in a text and in a list of a body. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
});
afterAll(() => api?.close());

const at = '/v1/evaluations/centre.2009.1';
const refused = (path: string, body: unknown): Promise<Body> => problemOf(api, () => api.post(path, body));
/** Each fault as `field rule`. */
const faults = async (path: string, body: unknown): Promise<readonly string[]> => (await refused(path, body)).errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`);

describe('a text', () => {
  it('of several lines holds line breaks and tabs, and no other control character', async () => {
    const sent = (reason: string) => ({ returnedOn: '2009-03-25', reason });
    expect(await refused(`${at}/return-plan`, sent('一、\n\t未写明措施'))).toMatchObject({ status: 422, code: 'plan-not-submitted' });
    for (const reason of ['铃\u0007声', '退\b格', '\u202e反写', '回\r车']) expect(await faults(`${at}/return-plan`, sent(reason))).toEqual(['/reason controls']);
  });

  it('that is a telephone number is no shorter than one', async () => {
    expect(await faults('/v1/persons', { id: 'p1', name: '（姓名）', telephone: '12' })).toEqual(['/telephone telephone']);
    expect((await api.post('/v1/persons', { id: 'p1', name: '（姓名）', telephone: '110' })).status).toBe(201);
  });
});

describe('a list', () => {
  it('has as many elements as it must, each once', async () => {
    const sent = (members: unknown) => faults(`${at}/form-leading-group`, { formedOn: '2009-03-02', members });
    expect(await sent([])).toEqual(['/members arrayMinSize']);
    expect(await sent(['chair', 'women', 'chair', 'chair'])).toEqual(['/members/2 unique', '/members/3 unique']);
    expect(await sent(['Chair', 'Chair'])).toEqual(['/members/0 idPart', '/members/1 idPart']);
    expect(await faults(`${at}/submit-plan`, { adoptedOn: '2009-03-10', title: '建家计划', publicity: ['宣传栏', '宣传栏'] })).toEqual(['/publicity/1 unique']);
    expect((await refused(`${at}/form-leading-group`, { formedOn: '2009-03-02', members: ['chair', 'chair'] })).errors[0].message).toBe('the same as an element before it');
  });
});
