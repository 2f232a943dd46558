import type { Node } from '#platform';
import { problemOf, ServedApi } from '../testing/served.js';

const morning = { 'pingjia-clock': '2026-02-24T09:00:00+08:00' };
let api: ServedApi;
afterEach(() => api?.close());

describe('a minute of reminders by request', () => {
  it('is at the moment that the header names, and reads can wait for what it recorded', async () => {
    const asked: string[] = [];
    const look = async (at: string) => (asked.push(at), { at, issued: 3, delivered: 2, position: '17' });
    api = await ServedApi.start({ changed: (node: Node) => ({ ...node, remindedByScenario: { look } }) });
    const { status, headers, body } = await api.post('/v1/notices/remind', {}, morning);
    expect([status, headers.get('pingjia-position'), body]).toEqual([200, '17', { at: '2026-02-24T01:00:00.000Z', issued: 3, delivered: 2 }]);
    expect(asked).toEqual(['2026-02-24T01:00:00.000Z']);
    expect(await problemOf(api, () => api.post('/v1/notices/remind', {}, { 'pingjia-clock': 'nine' }))).toMatchObject({ status: 400, code: 'header-invalid', details: { rule: 'clock' } });
    expect(await problemOf(api, () => api.asWritten('POST', '/v1/notices/remind', { 'pingjia-clock': [] }))).toMatchObject({ status: 400, code: 'header-invalid', details: { rule: 'clock' } });
    expect(asked).toHaveLength(1);
  });

  it('is not there where nobody reminds', async () => {
    api = await ServedApi.start();
    expect(await problemOf(api, () => api.post('/v1/notices/remind', {}, morning))).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('is refused by a server that runs by real time and reminds by itself', async () => {
    api = await ServedApi.start({ env: { CLOCK: 'system' } });
    for (const headers of [morning, {}]) expect(await problemOf(api, () => api.post('/v1/notices/remind', {}, headers))).toMatchObject({ status: 400, code: 'header-invalid', details: { rule: 'realClock' } });
  });
});
