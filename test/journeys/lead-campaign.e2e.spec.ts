import { eventually, get, post, record, type Post } from './asking.js';
import { callUp, foundDistrict, untilOpened } from './district.js';
import { faultsOfViews, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

afterAll(tidy);

const street = 'office=officer;body=federation-street';
const lead = (command: string, body: object): Post => ({ path: `/v1/campaigns/district_2025/${command}`, body, key: command });
const statusOf = async (url: string, union: string) => ((await get(url, `/v1/evaluations/${union}.2025.1`)).body as { status?: string }).status;

describe('a federation leads its campaign', () => {
  it('lets a unit go, gives all the others more time, exempts one of a list, hears from a street, and closes with what is open', async () => {
    const folder = freshFolder();
    const { url, end } = await start(folder);
    await foundDistrict(url, []);
    await record(url, { path: '/v1/federations', body: { id: 'street', name: '海府街道总工会', line: 'territorial', superiors: ['district'], level: 'town' }, key: 'street' });
    for (const id of ['a', 'b', 'c']) await record(url, { path: '/v1/unions', body: { id, name: `${id}厂工会`, class: 'privateFirm', superior: 'street' }, key: id });
    await record(url, callUp(['a', 'b', 'c']));
    await untilOpened(url, ['a', 'b', 'c']);

    await record(url, lead('release-units', { units: [{ union: 'a', reason: '已合并' }], releasedOn: '2025-09-01' }));
    await eventually(() => statusOf(url, 'a'), (status) => status === 'withdrawn');
    await record(url, lead('extend-deadlines', { due: 'plan', until: '2025-05-15', reason: '换届', approvedOn: '2025-03-20' }));
    await eventually(() => get(url, '/v1/evaluations/b.2025.1'), ({ body }) => (body as { dueOn?: string }).dueOn === '2025-05-15');
    await record(url, { path: '/v1/evaluations/c.2025.1/request-exemption', body: { reasonCode: 'merging', requestedOn: '2025-10-08' }, key: 'ask', actor: 'office=chair;body=union-c' });
    await record(url, { ...lead('decide-exemptions', { units: ['c'], approved: true, decidedOn: '2025-10-09' }), actor: street });
    await eventually(() => statusOf(url, 'c'), (status) => status === 'exempt');

    await record(url, lead('call-up-federations', { federations: ['street'] }));
    const handIn: Post = { path: '/v1/duties/street.district_2025/submit-duty', body: { duty: 'check', title: '检查情况', receivedOn: '2025-12-02' }, key: 'check', actor: street };
    await eventually(() => post(url, handIn), ({ status }) => status === 201);
    expect(await post(url, { path: '/v1/duties/street.district_2025/accept-duty', body: { duty: 'check', acceptedOn: '2025-12-03' }, key: 'own', actor: street })).toMatchObject({ status: 422, body: { code: 'not-above-federation' } });

    const close = { closedOn: '2026-05-10' };
    expect(await post(url, lead('close-campaign', close))).toMatchObject({ status: 422, body: { code: 'evaluations-open', details: { count: 1, evaluations: ['b.2025.1'] } } });
    const { position } = await record(url, lead('close-campaign', { ...close, leaveOpen: true, reason: '转下年督办' }));
    expect((await get(url, '/v1/campaigns/district_2025', position)).body).toMatchObject({ calledUp: 3, opened: 3, released: 1, federations: 1, closed: { closedOn: '2026-05-10', stillOpen: { notStarted: 1 } } });
    await viewsCaughtUp(url, folder);
    await end('SIGTERM');
    expect(await faultsOfViews(folder)).toEqual([]);
  });

  it('is told who ended in the register since, lets them go at one word with the reason, and is told who came later', async () => {
    const { url, end } = await start(freshFolder());
    await foundDistrict(url, []);
    const register = (id: string) => record(url, { path: '/v1/unions', body: { id, name: `${id}厂工会`, class: 'privateFirm', superior: 'district' }, key: id });
    const change = (id: string, command: string, body: object) => record(url, { path: `/v1/unions/${id}/${command}`, body, key: `${id}-${command}` });
    for (const id of ['a', 'b', 'c', 'd']) await register(id);
    await record(url, callUp(['a', 'b', 'c']));
    await untilOpened(url, ['a', 'b', 'c']);
    await change('a', 'merge-union', { into: 'b', on: '2025-06-30', reason: '企业合并' });
    await change('c', 'close-union', { on: '2025-07', reason: '企业注销' });
    await change('d', 'close-union', { on: '2025-07', reason: '企业注销' });
    await register('e');

    expect((await get(url, '/v1/campaigns/district_2025/to-call-up')).body).toEqual({ unions: [{ union: 'e', unionName: 'e厂工会', unionClass: 'privateFirm', superior: 'district', members: null }], passedOver: { alreadyCalledUp: 3, closed: 1, outOfScope: 0 } });
    const proposed = [
      { union: 'a', unionName: 'a厂工会', superior: 'district', closedOn: '2025-06-30', mergedInto: 'b', status: 'notStarted', reason: 'merged on 2025-06-30 into b厂工会: 企业合并' },
      { union: 'c', unionName: 'c厂工会', superior: 'district', closedOn: '2025-07', mergedInto: null, status: 'notStarted', reason: 'closed in July 2025: 企业注销' },
    ];
    expect((await get(url, '/v1/campaigns/district_2025/to-release')).body).toEqual({ unions: proposed });
    expect(await post(url, { ...lead('release-proposed', {}), actor: street })).toMatchObject({ status: 422, body: { code: 'not-the-campaigns-federation' } });
    expect(await post(url, lead('release-proposed', {}))).toMatchObject({ status: 200, body: { released: proposed } });
    await eventually(() => statusOf(url, 'a'), (status) => status === 'withdrawn');
    expect((await get(url, '/v1/evaluations/a.2025.1/timeline')).body).toMatchObject({ events: expect.arrayContaining([expect.objectContaining({ event: 'EvaluationWithdrawn', data: expect.objectContaining({ reason: proposed[0]?.reason }) })]) });
    expect(await post(url, { ...lead('release-proposed', {}), key: 'again' })).toMatchObject({ status: 200, body: { released: [] } });
    expect(await get(url, '/v1/campaigns/district_2025/to-release?cursor=odd')).toMatchObject({ status: 400, body: { code: 'query-invalid' } });
    expect(await get(url, '/v1/campaigns/nobodys/to-call-up')).toMatchObject({ status: 404 });
    await end('SIGTERM');
  });
});
