import { specify, someone } from '#kernel/testing';
import { honoursFor, maxHonours, type Union } from './index.js';
import { HonourRecorded, HonourWithdrawn, type Honour } from './honour.js';
import { unionDecider, UnionRegistered } from './union.js';

const unions = specify(unionDecider, { 'superior:bureau': { path: ['city'], notThere: [] } });
const registered = UnionRegistered.of({ name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'], foundedOn: '1998-08' });
const civilised: Honour = { honour: 'h1', name: '市级文明单位', level: 'city', issuer: '市委', grantedOn: '2007', holder: '窗口服务部' };
const qualified: Honour = { honour: 'q1', title: 'qualified', grantedOn: '2008-03-01' };
const officer = { ...someone, bodyId: 'federation-bureau' };
const record = (honour: Partial<Honour>, by = officer) => ({ type: 'RecordHonour', data: { ...civilised, ...honour }, by });
const title = { type: 'RecordHonour', data: qualified, by: officer };
const withdraw = (honour = 'q1') => ({ type: 'WithdrawHonour', data: { honour, withdrawnOn: '2010-02', reason: '复查不合格' }, by: officer });

describe('an honour', () => {
  it('is recorded with level, issuer, a date perhaps partial, and its holder', () => unions.given(registered).when(record({})).then(HonourRecorded.of(civilised)));
  it('that a federation of the register granted says it by name, at its level', () => {
    const granted = { type: 'RecordHonour', data: { ...qualified, issuer: 'federation-city' }, by: officer };
    const by = (issuer: object | undefined) => specify(unionDecider, { issuer } as never).given(registered).when(granted);
    by({ name: '海口市总工会', level: 'city' }).then(HonourRecorded.of({ ...qualified, issuer: '海口市总工会', issuedBy: 'federation-city', level: 'city' }));
    by({ name: '某系统工会' }).then(HonourRecorded.of({ ...qualified, issuer: '某系统工会', issuedBy: 'federation-city' }));
    by(undefined).then(HonourRecorded.of(granted.data));
  });
  it('has a name, or is a title of the ladder', () => {
    const { name: _name, ...nameless } = civilised;
    unions.given(registered).when({ type: 'RecordHonour', data: nameless, by: officer }).thenRefused('honour-nameless', { honour: 'h1' });
    unions.given(registered).when(title).then(HonourRecorded.of(qualified));
  });
  it('is of a union that is registered', () => {
    unions.given().when(record({})).thenRefused('union-not-registered');
    unions.given().when(withdraw()).thenRefused('union-not-registered');
  });
  it('is recorded once, up to a limit', () => {
    unions.given(registered, HonourRecorded.of(civilised)).when(record({})).thenRefused('honour-already-recorded', { honour: 'h1' });
    const many = Array.from({ length: maxHonours }, (_, index) => HonourRecorded.of({ ...civilised, honour: `h${index + 2}` }));
    unions.given(registered, ...many).when(record({})).thenRefused('too-many-honours', { limit: maxHonours });
  });
  it('of the ladder is recorded by a federation: nobody gives it to themselves', () => {
    unions.given(registered).when({ ...title, by: someone }).thenRefused('own-union', { body: 'union-centre' });
    unions.given(registered).when(record({}, someone)).then(HonourRecorded.of(civilised));
  });
  it('was granted on a day that exists, has come, and is not before the union was founded', () => {
    unions.given(registered).when(record({ grantedOn: '2007-13' })).thenRefused('date-impossible', { field: 'grantedOn' });
    unions.given(registered).when(record({ grantedOn: '2026-02' })).thenRefused('date-in-future', { recordedOn: '2026-01-15' });
    unions.given(registered).when(record({ grantedOn: '1998-07' })).thenRefused('date-before-founding', { foundedOn: '1998-08' });
    expect(unions.given(registered).when(record({ grantedOn: '1998' })).decision()).toHaveLength(1);
    expect(unions.given(registered).when(record({ grantedOn: '--02' })).decision()).toHaveLength(1);
  });
  it('is brought along at the registration, judged alike', () => {
    const { path: _path, ...data } = registered.data;
    const bringing = (...honours: Honour[]) => ({ type: 'RegisterUnion', data: { ...data, honours, members: 60 }, by: officer });
    unions.given().when(bringing(civilised, qualified)).then(UnionRegistered.of({ ...registered.data, members: 60, honours: [civilised, qualified] }));
    unions.given().when(bringing(civilised, civilised)).thenRefused('honour-already-recorded', { honour: 'h1' });
    unions.given().when(bringing({ ...civilised, grantedOn: '1990' })).thenRefused('date-before-founding');
  });
  it('stays on record when it is withdrawn, and stands for its title no more', () => {
    unions.given(registered, HonourRecorded.of(qualified)).when(withdraw()).then(HonourWithdrawn.of({ honour: 'q1', withdrawnOn: '2010-02', reason: '复查不合格' }));
    unions.given(registered).when(withdraw()).thenRefused('honour-unknown', { honour: 'q1' });
    const given = unions.given(registered, HonourRecorded.of(qualified), HonourWithdrawn.of({ honour: 'q1', withdrawnOn: '2010-02', reason: '复查不合格' }));
    given.when(withdraw()).thenRefused('honour-already-withdrawn', { on: '2010-02' });
    expect((given.state() as Union).honours).toMatchObject([{ honour: 'q1', withdrawnOn: '2010-02' }]);
    expect(honoursFor(given.state() as Union, 'qualified')).toEqual([]);
  });
  it('of a part of the unit does not stand for the unit', () => {
    const held = unions.given(registered, HonourRecorded.of(qualified), HonourRecorded.of({ ...qualified, honour: 'q2', holder: '一分会' })).state() as Union;
    expect(honoursFor(held, 'qualified').map(({ honour }) => honour)).toEqual(['q1']);
  });
});
