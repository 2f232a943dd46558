import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body, type Sent } from '../testing/served.js';

/** What is read of an evaluation's own stream: its history, and what is next. */
const at = '/v1/evaluations/centre.2009.1';
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  for (const union of ['centre', 'depot', 'school', 'works']) await anEvaluation(api, union);
  for (let n = 0; n < 10; n++) await form('depot', n);
});
afterAll(() => api?.close());

const form = (union: string, n: number) => api.post(`/v1/evaluations/${union}.2009.1/form-leading-group`, { formedOn: '2009-03-09', members: ['chair', `member_${n}`] });

describe('a timeline', () => {
  it('tells every event: what, when it held, when it was recorded, by whom', async () => {
    const { body } = await api.get('/v1/evaluations/depot.2009.1/timeline');
    const revisions = body.events.map(({ revision }: Body) => revision);
    expect(revisions).toEqual(revisions.map((_: string, index: number) => String(index)));
    expect(body.events.at(-1)).toMatchObject({ event: 'LeadingGroupFormed', text: expect.any(String), recordedAt: '2010-03-02T01:00:00.000Z', by: { office: 'chair', bodyId: 'union-depot', assurance: 'unverified' }, heldOn: '2009-03-09', data: { formedOn: '2009-03-09' } });
    expect(body.events[0]).toMatchObject({ event: 'EvaluationOpened', heldOn: null });
    expect(body.next).toBeUndefined();
  });

  it('marks what was recorded on behalf: by whom, for whom, on what basis', async () => {
    const actor = 'office=officer;body=federation-bureau;onBehalfOf=union-centre;basis=telephone';
    expect((await api.post(`${at}/form-leading-group`, { formedOn: '2009-03-09', members: ['chair'] }, { 'pingjia-actor': actor })).status).toBe(201);
    const marked = (language: string) => api.get(`${at}/timeline`, { 'accept-language': language }).then(({ body }) => body.events.at(-1));
    expect(await marked('zh-CN')).toMatchObject({ text: '2009-03-09成立建家领导小组，成员1人〔市建设局工会经办人代建设工程交易中心工会录入，依据：电话，2010-03-02记录〕', by: { onBehalfOf: 'union-centre', basis: 'telephone' } });
    expect((await marked('en')).text).toMatch(/ — officer of 市建设局工会, on behalf of 建设工程交易中心工会, basis: a call, recorded on 2010-03-02$/);
  });

  it('is disputed by the union where the log has such an entry, and resolved', async () => {
    const union = { 'pingjia-actor': 'office=chair;body=union-centre' };
    const revision = Number((await api.get(`${at}/timeline`)).body.events.at(-1).revision);
    const dispute = (of: number) => api.post(`${at}/dispute-entry`, { revision: of, disputedOn: '2010-03-01', reason: '成员有误' }, union);
    expect((await dispute(0)).body).toMatchObject({ code: 'entry-not-on-behalf' });
    expect((await dispute(revision + 1)).body).toMatchObject({ code: 'entry-unknown' });
    expect((await dispute(revision)).status).toBe(201);
    expect((await api.get(`${at}/next-steps`)).body.nextSteps).toEqual(expect.arrayContaining([expect.objectContaining({ step: 'resolveDispute', revision })]));
    const entry = async (language = 'zh-CN') => (await api.get(`${at}/timeline`, { 'accept-language': language })).body.events[revision];
    expect(await entry()).toMatchObject({ text: expect.stringMatching(new RegExp(`〔此条有异议，待处理，见第${revision + 1}条〕$`)), dispute: { disputedBy: String(revision + 1), resolvedBy: null, upheld: null, voided: false } });
    expect((await api.post(`${at}/resolve-dispute`, { revision, upheld: true, resolvedOn: '2010-03-02', reason: '属实' })).status).toBe(201);
    expect(await entry()).toMatchObject({ text: expect.stringMatching(new RegExp(`〔此条异议成立，已无效，见第${revision + 2}条〕$`)), dispute: { disputedBy: String(revision + 1), resolvedBy: String(revision + 2), upheld: true, voided: true } });
    expect((await api.get(`${at}/timeline`, { 'accept-language': 'zh-CN' })).body.events.at(-1).text).toContain(`：成立，第${revision}条无效，理由：属实`);
    expect((await entry('en')).text).toMatch(new RegExp(` \\(disputed and void, see entry ${revision + 2}\\)$`));
  });

  it('says of an entry that was corrected by which, as of the instant asked for, on whichever page; and the correction says of which', async () => {
    const works = '/v1/evaluations/works.2009.1';
    const send = async (command: string, body: object, clock: string) => expect((await api.post(`${works}/${command}`, body, { 'pingjia-clock': clock })).status).toBe(201);
    await send('form-leading-group', { formedOn: '2009-03', members: ['chair'] }, '2010-03-01T08:00:00+08:00');
    await send('correct-fact', { what: { kind: 'milestone', milestone: 'leadingGroup' }, wrong: '2009-03', right: '2009-03-20', reason: '补全日期', basis: '会议记录' }, '2010-03-01T09:00:00+08:00');
    const told = async (query: string, language = 'zh-CN') => (await api.get(`${works}/timeline${query}`, { 'accept-language': language })).body.events;
    for (const [query, index] of [['', 1], ['?from=1', 0]] as const) expect((await told(query))[index]).toMatchObject({ heldOn: '2009-03', correctedBy: ['2'], text: expect.stringMatching(/〔此条已更正，见第2条〕$/) });
    expect((await told('?from=2'))[0]).toMatchObject({ event: 'FactCorrected', heldOn: null, corrects: ['1'], text: expect.stringMatching(/〔更正第1条〕$/) });
    expect((await told('', 'en')).slice(1).map(({ text }: Body) => /\([^()]+\)$/.exec(text)?.[0])).toEqual(['(corrected, see entry 2)', '(corrects entry 1)']);
    const [before] = await told('?from=1&asOf=2010-03-01T08:59:59%2B08:00');
    expect([before.heldOn, before.correctedBy, before.text.includes('更正')]).toEqual(['2009-03', undefined, false]);
  });

  it('goes on from a revision, and ends', async () => {
    const from = async (revision: number) => (await api.get(`/v1/evaluations/depot.2009.1/timeline?from=${revision}`)).body.events.map((event: Body) => event.revision);
    expect((await from(0)).slice(5)).toEqual(await from(5));
    expect(await from(9_999)).toEqual([]);
  });

  it('comes by pages where it is long', async () => {
    for (let n = 0; n < 1_010; n += 10) await Promise.all(Array.from({ length: 10 }, (_, i) => form('school', n + i)));
    const seen: string[] = [];
    for (let from: string | undefined = '0'; from !== undefined; ) {
      const { body }: { body: Body } = await api.get(`/v1/evaluations/school.2009.1/timeline?from=${from}`);
      seen.push(...body.events.map(({ revision }: Body) => revision));
      from = body.next;
    }
    expect(seen).toEqual(Array.from({ length: 1_011 }, (_, n) => String(n)));
  });

  it.each(['-1', 'x', '1.5', '', '9999999999', '0x1'])('refuses ?from=%s by name', async (from) => {
    expect(await problemOf(api, () => api.get(`${at}/timeline?from=${from}`))).toMatchObject({ status: 400, code: 'query-invalid', errors: [{ field: 'from', rule: 'whole', least: 0, most: 999_999_999 }] });
  });
});

describe('next steps', () => {
  const next = async (headers: Sent) => (await api.get(`${at}/next-steps`, headers)).body;

  it('say who must act, until when, and how late it is, on the day of asking', async () => {
    const early = await next({ 'pingjia-clock': '2009-03-02T09:00:00+08:00' });
    expect(early).toMatchObject({ id: 'centre.2009.1', today: '2009-03-02', nextSteps: expect.arrayContaining([expect.objectContaining({ text: expect.any(String) })]) });
    const late = await next({ 'pingjia-clock': '2009-06-02T09:00:00+08:00' });
    expect(late.nextSteps[0].workingDaysLeft).toBeLessThan(0);
    expect(early.nextSteps[0].workingDaysLeft).toBeGreaterThan(0);
  });

  it('have the revision as ETag, and words in both languages', async () => {
    const { headers } = await api.get(`${at}/next-steps`);
    expect(headers.get('etag')).toBe(`"${await api.node.log.head('evaluation-centre.2009.1')}"`);
    expect((await next({ 'accept-language': 'zh-CN' })).nextSteps[0].text).toMatch(/[\u4e00-\u9fff]/);
    expect((await next({ 'accept-language': 'en' })).nextSteps[0].text).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('refuse a clock that is none', async () => {
    expect(await problemOf(api, () => api.get(`${at}/next-steps`, { 'pingjia-clock': 'soon' }))).toMatchObject({ status: 400, code: 'header-invalid' });
  });
});

describe('an item of rectification', () => {
  it('is named by what it is about, on the page where it is opened and on those after it, and in what is next', async () => {
    const send = async (command: string, body: object) => expect((await api.post(`${at}/${command}`, body)).status).toBe(201);
    await send('open-item', { item: 'library', source: 'comments', problem: '职工书屋开放时间不固定', owner: 'committee', foundOn: '2010-02-01', dueOn: '2010-04-01' });
    await send('report-item', { item: 'library', progressedOn: '2010-03-01', progress: '已排值班表' });
    const texts = async (query: string) => (await api.get(`${at}/timeline${query}`, { 'accept-language': 'zh-CN' })).body.events.map(({ text }: Body) => text).slice(-1);
    const last = await api.node.log.head('evaluation-centre.2009.1');
    for (const query of ['', `?from=${last}`]) expect(await texts(query)).toEqual(['2010-03-01整改事项“职工书屋开放时间不固定”进展：已排值班表〔工会主席，2010-03-02记录〕']);
    const { nextSteps } = (await api.get(`${at}/next-steps`, { 'accept-language': 'zh-CN' })).body;
    expect(nextSteps.map(({ text }: Body) => text).join()).toContain('完成整改事项“职工书屋开放时间不固定”');
  });
});
