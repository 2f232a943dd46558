import { noticeDecider } from '#reminders';
import { ServedApi } from '../testing/served.js';

const data = (union: string) => ({
  recipient: { kind: 'chair', id: union },
  campaign: 'bureau_2009',
  federation: 'bureau',
  day: '2010-03-01',
  notBefore: '2010-03-01T01:00:00.000Z',
  grade: 'urge',
  nth: 1,
  counted: ['bureau'],
  items: [{ key: `${union}.2009.1/submitPlan`, evaluation: `${union}.2009.1`, step: 'submitPlan', dueOn: '2010-02-26' }],
  due: 1,
});

describe('notices over HTTP', () => {
  let api: ServedApi;
  let position = '';
  beforeAll(async () => {
    api = await ServedApi.start();
    for (const union of ['a', 'b']) {
      const outcome = await api.node.commands.handle(noticeDecider, `chair.${union}.bureau_2009.20100301`, { type: 'IssueNotice', data: data(union), commandId: 'issue', by: { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' }, at: '2010-03-01T01:00:00.000Z' });
      if (outcome.kind === 'recorded') position = String(outcome.position);
    }
  });
  afterAll(() => api.close());

  it('are listed by how they stand, by campaign and by federation', async () => {
    const { body } = await api.get('/v1/notices?status=issued&campaign=bureau_2009&under=bureau', { 'pingjia-position': position });
    expect(body.notices).toMatchObject([{ id: 'chair.a.bureau_2009.20100301', status: 'issued', recipient: 'chair.a', due: 1 }, { id: 'chair.b.bureau_2009.20100301' }]);
    expect((await api.get('/v1/notices?status=delivered')).body.notices).toEqual([]);
    expect((await api.get('/v1/notices?under=elsewhere')).body.notices).toEqual([]);
  });

  it('are read and taken back by hand, but not answered before they were sent', async () => {
    expect(await api.get('/v1/notices/chair.a.bureau_2009.20100301')).toMatchObject({ status: 200, body: { grade: 'urge', attempts: 0 } });
    expect((await api.post('/v1/notices/chair.b.bureau_2009.20100301/acknowledge-notice', {})).status).toBe(422);
    expect((await api.post('/v1/notices/chair.b.bureau_2009.20100301/withdraw-notice', { reason: 'byHand' })).status).toBe(201);
    expect((await api.get('/v1/notices/chair.none.bureau_2009.20100301')).status).toBe(404);
  });
});
