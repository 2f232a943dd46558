import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** Entries of a union that were wrong: void, struck out in the history, and gone from what it is. */
let api: ServedApi;
const post = async (path: string, body: object): Promise<string> => {
  const answer = await api.post(path, body);
  expect({ path, ...answer }).toMatchObject({ status: 201 });
  return answer.headers.get('pingjia-position') ?? '';
};
const of = (command: string, body: object) => post(`/v1/unions/mill/${command}`, body);
const wrong = { reason: '录入有误', basis: '原件' };
const isVoid = (fact: string, named: object) => of('void-union-entry', { fact, ...named, ...wrong });
const get = async (path: string, headers = {}): Promise<Body> => (await api.get(path, { 'pingjia-position': String(await api.node.log.end()), ...headers })).body;

beforeAll(async () => {
  api = await ServedApi.start();
  await post('/v1/federations', { id: 'district', name: '区总工会', line: 'territorial', superiors: [] });
  await post('/v1/unions', { id: 'mill', name: '机械厂工会', class: 'jointUnion', units: 2, superior: 'district', foundedOn: '1998' });
});
afterAll(() => api?.close());

it('a mistaken election, certificate, honour or any other entry counts no more, and the history says which, why and by whom', async () => {
  await of('record-election', { term: 1, electedOn: '2005-06', seats: [{ seat: 'chair' }] });
  await of('record-election', { term: 2, electedOn: '2008-06', seats: [{ seat: 'chair' }, { seat: 'women' }] });
  await of('record-by-election', { electedOn: '2009-01', seats: [{ seat: 'audit' }] });
  await of('record-certificate', { certificate: 'c1', kind: 'legalPerson', number: '111', issuedOn: '2007' });
  await of('record-honour', { honour: 'h1', title: 'qualified', grantedOn: '2007' });
  await of('form-committee', { committee: 'women', kind: 'women', formedOn: '2006' });
  await of('record-account', { own: true, on: '2006-01-01' });
  await of('reregister-union', { on: '2006' });
  await of('adopt-standing-rules', { title: '评家制度', adoptedOn: '2006' });
  await of('add-covered-units', { units: [{ unit: 'a', name: '甲店' }, { unit: 'b', name: '乙店' }] });
  const before = String(await api.node.log.end());

  expect(await problemOf(api, () => api.post('/v1/unions/mill/void-union-entry', { fact: 'honour', on: '2007', ...wrong }))).toMatchObject({ status: 422, code: 'entry-not-named', details: { by: ['entry'] } });
  for (const [fact, named] of [['byElection', { on: '2009-01' }], ['election', { on: '2008-06' }], ['certificate', { entry: 'c1' }], ['honour', { entry: 'h1' }], ['unionCommittee', { entry: 'women' }], ['account', { on: '2006-01-01' }], ['reregistration', { on: '2006' }], ['standingRules', { on: '2006' }], ['coveredUnit', { entry: 'b' }]] as const) await isVoid(fact, named);

  expect(await get('/v1/unions/mill')).toMatchObject({ term: { term: 1 }, seats: [{ seat: 'chair', since: '2005-06' }], certificates: [], honours: [], committees: [], account: null, reregisteredOn: null, standingRules: null, coveredUnits: [{ unit: 'a' }], units: 1 });
  expect(await get('/v1/unions/mill?on=2008-12-31')).toMatchObject({ term: { term: 1 }, certificates: [], honours: [] });
  // By what was recorded before, it is as it was.
  expect(await get(`/v1/unions/mill?asOfPosition=${before}`)).toMatchObject({ term: { term: 2 }, certificates: [{ certificate: 'c1' }], honours: [{ honour: 'h1' }], coveredUnits: [{}, {}] });

  const { events } = await get('/v1/unions/mill/history', { 'accept-language': 'zh-CN' });
  const struck = events.filter(({ isVoid }: Body) => isVoid).map(({ event }: Body) => event);
  expect(struck).toEqual(['ElectionRecorded', 'ByElectionRecorded', 'CertificateRecorded', 'HonourRecorded', 'CommitteeFormed', 'AccountRecorded', 'UnionReregistered', 'StandingRulesAdopted']);
  expect(events.find(({ event }: Body) => event === 'HonourRecorded')).toMatchObject({ on: '2007', isVoid: true, voidedBy: ['14'], text: expect.stringMatching(/〔此条已作废，见第14条〕$/) });
  expect(events[14]).toMatchObject({ event: 'UnionEntryVoided', voids: ['5'], on: null, by: { office: expect.any(String) }, recordedAt: expect.any(String), data: { fact: 'honour', entry: 'h1', ...wrong }, text: expect.stringMatching(/^登记项（荣誉“h1”）作废，原因：录入有误（依据：原件）.*〔作废第5条〕$/) });
  expect(events.find(({ event }: Body) => event === 'CoveredUnitsAdded')).toMatchObject({ isVoid: false, voidedBy: ['19'], text: expect.stringContaining('〔此条部分作废，见第19条〕') });
  expect((await get(`/v1/unions/mill/history?asOfPosition=${before}`)).events.every(({ isVoid }: Body) => !isVoid)).toBe(true);
  expect((await get('/v1/unions/mill/history?from=15')).events).toHaveLength(5);
  expect([(await api.get('/v1/unions/nobody/history')).status, (await api.get('/v1/unions/mill/history?from=x')).status]).toEqual([404, 400]);

  // What is recorded anew takes the same id.
  await of('record-honour', { honour: 'h1', name: '文明单位', grantedOn: '2008' });
  expect((await get('/v1/unions/mill')).honours).toMatchObject([{ honour: 'h1', name: '文明单位' }]);
});
