import { callUpAll } from '../../apps/auditor/call-up-command.js';
import { eventually, get, inParallel, post, record } from './asking.js';
import { foundDistrict, inFlight, unionIds } from './district.js';
import { eventsOf, faultsOfViews, gapsIn, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

afterAll(tidy);

const unions = unionIds(1_200);
const scopePath = '/v1/campaigns/district_2025/call-up-scope';
const quiet = { out: () => undefined, progress: () => undefined, pauseMs: 50 };

describe('calling up all that a campaign is for', () => {
  it('opens one evaluation for each, also when the server is killed between two pieces and while it opens them', async () => {
    const folder = freshFolder();
    const first = await start(folder);
    await foundDistrict(first.url, unions);
    await record(first.url, { path: '/v1/federations', body: { id: 'moon', name: '外区', line: 'territorial', superiors: [], level: 'district' }, key: 'moon' });
    await record(first.url, { path: '/v1/unions', body: { id: 'elsewhere', name: '外区工会', class: 'privateFirm', superior: 'moon' }, key: 'elsewhere' });
    const piece = await post(first.url, { path: scopePath, body: {}, key: 'first' });
    expect(piece).toMatchObject({ status: 200, body: { calledUp: 400, passedOver: { alreadyCalledUp: 0, closed: 0, outOfScope: 0 }, unions: 1_200, next: expect.any(String) } });
    await eventually(() => get(first.url, '/v1/campaigns/district_2025'), ({ body }) => (body as { opened: number }).opened > 0);
    await first.end('SIGKILL');

    const second = await start(folder);
    const again = post(second.url, { path: scopePath, body: {}, key: 'second' }).catch(() => undefined);
    await second.end('SIGKILL');
    await again;

    const third = await start(folder);
    const said: string[] = [];
    expect(await callUpAll(['district_2025', '--url', third.url, '--lang', 'en'], { ...quiet, out: (line) => void said.push(line) })).toBe(0);
    expect(said.join()).toMatch(/1200/);
    expect((await get(third.url, '/v1/campaigns/district_2025')).body).toMatchObject({ calledUp: 1_200, opened: 1_200, released: 0 });
    expect((await get(third.url, '/v1/campaigns')).body).toMatchObject({ campaigns: [{ id: 'district_2025' }] });
    expect((await post(third.url, { path: scopePath, body: {}, key: 'third' })).body).toMatchObject({ calledUp: 0, passedOver: { alreadyCalledUp: 2_000 > unions.length ? unions.length : 2_000 } });
    await viewsCaughtUp(third.url, folder);
    await third.end('SIGTERM');

    const events = await eventsOf(folder);
    const opened = events.filter(({ type }) => type === 'EvaluationOpened').map(({ stream }) => stream);
    expect(opened.toSorted()).toEqual(unions.map((union) => `evaluation-${union}.2025.1`).toSorted());
    expect(gapsIn(events)).toEqual([]);
    expect(await faultsOfViews(folder)).toEqual([]);
  });

  it('goes by the scope: whom it leaves out is passed over, as is who was registered later and called up before', async () => {
    const folder = freshFolder();
    const server = await start(folder);
    await foundDistrict(server.url, unionIds(5));
    await inParallel(['shop1', 'shop2'], inFlight, (id) => record(server.url, { path: '/v1/unions', body: { id, name: `商店${id}`, class: 'privateFirm', superior: 'district' }, key: id }));
    const campaign = { id: 'institutions', ruleSet: { id: 'default', version: 1 }, evaluatedYear: 2026, federation: 'district', openedOn: '2026-02-10', scope: { classes: ['publicInstitution'], exclusions: [{ union: 'u0', reason: '正在撤销' }] } };
    await record(server.url, { path: '/v1/campaigns', body: campaign, key: 'institutions' });
    await record(server.url, { path: '/v1/campaigns/institutions/call-up-units', body: { units: ['u1'] }, key: 'one' });
    const { body } = await post(server.url, { path: '/v1/campaigns/institutions/call-up-scope', body: {}, key: 'all' });
    expect(body).toEqual({ calledUp: 3, passedOver: { alreadyCalledUp: 1, closed: 0, outOfScope: 3 }, unions: 7 });
    expect(await post(server.url, { path: '/v1/campaigns/nobodys/call-up-scope', body: {}, key: 'none' })).toMatchObject({ status: 404 });
    expect(await post(server.url, { path: '/v1/campaigns/institutions/call-up-scope', body: { cursor: 'odd' }, key: 'odd' })).toMatchObject({ status: 400, body: { code: 'query-invalid' } });
    await server.end('SIGTERM');
  });

  it('says what it cannot do', async () => {
    const said: string[] = [];
    const output = { ...quiet, out: (line: string) => void said.push(line) };
    expect(await callUpAll([], output)).toBe(2);
    expect(await callUpAll(['c2025', '--url', 'http://127.0.0.1:1'], output)).toBe(2);
    expect(said).toEqual([expect.stringMatching(/^用法/), expect.stringContaining('http://127.0.0.1:1')]);
  });
});
