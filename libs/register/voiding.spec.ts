import * as fc from 'fast-check';
import type { DomainEvent } from '#kernel';
import { specify } from '#kernel/testing';
import { BranchAdded, BranchEnded, SmallHomeRecorded } from './branches.js';
import { CertificateRecorded, CertificateWithdrawn } from './certificates.js';
import { CommitteeDissolved, CommitteeFormed } from './committees.js';
import { CoveredUnitRemoved, CoveredUnitsAdded } from './covered-units.js';
import { HonourRecorded, HonourWithdrawn } from './honour.js';
import { entriesIn, honoursFor, unionDecider, unionDetails, UnionRegistered, unionOn, voidMarksIn, type UnionState } from './index.js';
import { AccountRecorded, ContactRecorded, StandingRulesAdopted, UnionReregistered } from './standing.js';
import { ByElectionRecorded, ElectionRecorded, SeatVacated } from './terms.js';
import { CodeRecorded, HeadcountRecorded, UnionMoved, UnionRenamed } from './union-changes.js';
import { UnionClosed } from './union-endings.js';
import type { Voidable } from './voidable.js';
import { UnionEntryVoided } from './voiding.js';

const registered = UnionRegistered.of({ name: '机械厂工会', class: 'stateFirm', superior: 'street', path: ['street', 'district'], foundedOn: '1998' });
const renamed = UnionRenamed.of({ name: '机械公司工会', on: '2008-05' });
const moved = (superior: string, on: string) => UnionMoved.of({ superior, path: [superior, 'district'], on });
const wrong = { reason: '日期录入有误', basis: '更名批复（2018）12号' };
const voids = (fact: Voidable, on: string) => ({ type: 'VoidUnionEntry', data: { fact, on, ...wrong } });
const voided = (fact: Voidable, on: string, more: { code?: string } = {}) => UnionEntryVoided.of({ fact, on, ...wrong, ...more });
const unions = specify(unionDecider, {
  'superior:street': { path: ['district'], notThere: [] },
  'superior:town': { path: ['district'], notThere: [], closedOn: '2010-06-30' },
});
type Past = readonly DomainEvent[];
const on = (day: string, ...past: Past) => unionOn(unions.given(...past).state() as UnionState, day);

describe('an entry of the register that was wrong', () => {
  it('counts no more, and the one before it holds on', () => {
    unions.given(registered, renamed).when(voids('name', '2008-05')).then(voided('name', '2008-05'));
    expect(on('2010-01-01', registered, renamed)?.name).toBe('机械公司工会');
    expect(on('2010-01-01', registered, renamed, voided('name', '2008-05'))?.name).toBe('机械厂工会');
  });

  it('is never the first superior that is known: a union reports to somebody', () => {
    const late = UnionRegistered.of({ ...registered.data, superiorFrom: '2001' });
    unions.given(late).when(voids('superior', '2001')).thenRefused('record-unknown', { what: 'superior', entry: '2001' });
    unions.given(late, moved('town', '2005')).when(voids('superior', '2005')).then(voided('superior', '2005'));
    expect([on('2000-12-31', late, moved('town', '2005')), on('2003-01-01', late, moved('town', '2005')), on('2005-01-01', late, moved('town', '2005'))].map((then) => then?.superior)).toEqual([null, 'street', 'town']);
  });

  it('is followed by the right one, recorded anew', () => {
    const right = UnionRenamed.of({ name: '机械公司工会', on: '2018-05' });
    unions.given(registered, renamed, voided('name', '2008-05')).when({ type: 'RenameUnion', data: right.data }).then(right);
    const past: Past = [registered, renamed, voided('name', '2008-05'), right];
    expect([on('2010-01-01', ...past)?.name, on('2018-05-01', ...past)?.name]).toEqual(['机械厂工会', '机械公司工会']);
  });

  it('is named by its kind and day as recorded; what the registration said is none', () => {
    unions.given(registered, renamed).when(voids('name', '2008-05-01')).thenRefused('record-unknown', { what: 'name', entry: '2008-05-01' });
    unions.given(registered, renamed).when(voids('class', '2008-05')).thenRefused('record-unknown', { what: 'class' });
    unions.given(registered, renamed, voided('name', '2008-05')).when(voids('name', '2008-05')).thenRefused('record-unknown');
    unions.given().when(voids('name', '2008-05')).thenRefused('union-not-registered');
  });

  it('takes away the one recorded last of a day, and leaves all else', () => {
    const past: Past = [registered, renamed, UnionRenamed.of({ name: '机械集团工会', on: '2008-05' }), HeadcountRecorded.of({ members: 40, on: '2008-05' })];
    expect(on('2010-01-01', ...past, voided('name', '2008-05'))).toMatchObject({ name: '机械公司工会', members: 40 });
    expect(on('2010-01-01', ...past, voided('headcount', '2008-05'))).toMatchObject({ name: '机械集团工会' });
    expect(on('2010-01-01', ...past, voided('headcount', '2008-05'))?.members).toBeUndefined();
  });

  it('may be its end: it goes on as if it had not ended', () => {
    const closed = UnionClosed.of({ on: '2009-07', reason: '注销' });
    unions.given(registered, closed).when(voids('end', '2009-07')).then(voided('end', '2009-07'));
    unions.given(registered).when(voids('end', '2009-07')).thenRefused('record-unknown', { what: 'end' });
    expect(on('2010-01-01', registered, closed, voided('end', '2009-07'))?.closedOn).toBeUndefined();
    unions.given(registered, closed, voided('end', '2009-07')).when({ type: 'RenameUnion', data: { name: '新名', on: '2010' } }).then(UnionRenamed.of({ name: '新名', on: '2010' }));
  });

  it('leaves it with a superior that was there for all that time', () => {
    unions.given(registered, moved('town', '2005')).when(voids('superior', '2005')).then(voided('superior', '2005'));
    const past: Past = [registered, moved('town', '2005'), moved('street', '2008')];
    unions.given(...past).when(voids('superior', '2008')).thenRefused('superior-not-there', { superior: 'town', closedOn: '2010-06-30' });
    unions.given(...past, moved('other', '2009')).when(voids('superior', '2008')).then(voided('superior', '2008'));
  });

  it('gives back an earlier code, which is claimed again', () => {
    const coded: Past = [registered, CodeRecorded.of({ code: 'a1', on: '2001' }), CodeRecorded.of({ code: 'b2', on: '2005' })];
    unions.given(...coded).when(voids('code', '2005')).then(voided('code', '2005', { code: 'a1' }));
    expect(unionDecider.claims?.([voided('code', '2005', { code: 'a1' })], 'mill')).toMatchObject([{ id: 'a1', type: 'ClaimCode', data: { union: 'mill', from: '2005' } }]);
    unions.given(...coded.slice(0, 2)).when(voids('code', '2001')).then(voided('code', '2001'));
  });
});

describe('an entry beside the profile that was wrong', () => {
  const wrongly = (fact: Voidable, named: { on?: string; entry?: string }) => ({ type: 'VoidUnionEntry', data: { fact, ...named, ...wrong } });
  const isVoid = (fact: Voidable, named: { on?: string; entry?: string }) => UnionEntryVoided.of({ fact, ...named, ...wrong });
  const details = (...past: Past) => unionDetails(unions.given(...past).state() as UnionState);
  const elected = ElectionRecorded.of({ term: 1, electedOn: '2008-06', seats: [{ seat: 'chair' }, { seat: 'women' }] });
  const filled = ByElectionRecorded.of({ electedOn: '2009-06', seats: [{ seat: 'women' }, { seat: 'audit' }] });

  it('may be an election: the committee before it holds on', () => {
    const again = ElectionRecorded.of({ term: 2, electedOn: '2013-06', seats: [{ seat: 'chair' }] });
    unions.given(registered, elected, again).when(wrongly('election', { on: '2013-06' })).then(isVoid('election', { on: '2013-06' }));
    expect(details(registered, elected, again, isVoid('election', { on: '2013-06', entry: '2' })).term).toMatchObject({ term: 1 });
    unions.given(registered, elected, isVoid('election', { on: '2008-06' })).when({ type: 'RecordElection', data: { ...elected.data, electedOn: '2018-06' } }).then(ElectionRecorded.of({ ...elected.data, electedOn: '2018-06' }));
  });

  it('is no election that somebody was elected after, into its term: that is void first', () => {
    unions.given(registered, elected, filled).when(wrongly('election', { on: '2008-06' })).thenRefused('no-term-then', { on: '2009-06' });
    unions.given(registered, elected, filled, isVoid('byElection', { on: '2009-06' })).when(wrongly('election', { on: '2008-06' })).then(isVoid('election', { on: '2008-06' }));
  });

  it('may be a by-election, whole or a seat of it, or a seat that fell vacant', () => {
    const seats = (...past: Past) => details(registered, elected, filled, ...past).seats.map(({ seat, since }) => `${seat} ${since}`);
    expect(seats(isVoid('byElection', { on: '2009-06' }))).toEqual(['chair 2008-06', 'women 2008-06']);
    expect(seats(isVoid('byElection', { on: '2009-06', entry: 'audit' }))).toEqual(['chair 2008-06', 'women 2009-06']);
    const left = SeatVacated.of({ seat: 'chair', on: '2010' });
    expect([seats(left).length, seats(left, isVoid('vacancy', { on: '2010', entry: 'chair' })).length]).toEqual([2, 3]);
    unions.given(registered, elected, left).when(wrongly('vacancy', { on: '2010' })).thenRefused('entry-not-named', { fact: 'vacancy', by: ['entry'] });
  });

  it('may be a certificate or an honour, by its id; the right one takes the id anew', () => {
    const certified = CertificateRecorded.of({ certificate: 'c1', kind: 'legalPerson', number: '111', issuedOn: '2007' });
    unions.given(registered, certified).when(wrongly('certificate', { entry: 'c1' })).then(isVoid('certificate', { entry: 'c1' }));
    unions.given(registered, certified).when(wrongly('certificate', { entry: 'c1', on: '2008' })).thenRefused('record-unknown', { what: 'certificate', entry: 'c1' });
    unions.given(registered, certified).when(wrongly('certificate', { on: '2007' })).thenRefused('entry-not-named', { by: ['entry'] });
    expect(details(registered, certified, isVoid('certificate', { entry: 'c1' })).certificates).toEqual([]);
    const right = { certificate: 'c1', kind: 'legalPerson', number: '222' } as const;
    unions.given(registered, certified, isVoid('certificate', { entry: 'c1' })).when({ type: 'RecordCertificate', data: right }).then(CertificateRecorded.of(right));
  });

  it('may be an honour of the ladder: it opens no rung any more, and one whose withdrawal is void opens it again', () => {
    const qualified = HonourRecorded.of({ honour: 'h1', title: 'qualified', grantedOn: '2007' });
    const lost = HonourWithdrawn.of({ honour: 'h1', withdrawnOn: '2010', reason: '复查' });
    const rungs = (...past: Past) => honoursFor(unions.given(registered, qualified, ...past).state() as UnionState, 'qualified').length;
    expect([rungs(), rungs(isVoid('honour', { entry: 'h1' })), rungs(lost), rungs(lost, isVoid('honourEnd', { entry: 'h1' }))]).toEqual([1, 0, 0, 1]);
    unions.given(registered, qualified).when(wrongly('honourEnd', { entry: 'h1' })).thenRefused('record-unknown');
    unions.given(registered, qualified, lost).when({ ...wrongly('honourEnd', { entry: 'h1' }), by: { kind: 'person', office: 'chair', bodyId: 'union-mill', assurance: 'unverified' } }).thenRefused('own-union');
  });

  it('is no title that an evaluation granted: that is withdrawn at its re-check', () => {
    const granted = HonourRecorded.of({ honour: 'e2023_1', title: 'qualified', issuer: 'federation-district', grantedOn: '2024-01-15' });
    unions.given(registered, granted).when(wrongly('honour', { entry: 'e2023_1' })).thenRefused('honour-of-a-title', { honour: 'e2023_1', title: 'qualified' });
  });
});

const entry = fc.constantFrom('x', 'y');
const dayOfYear = fc.constantFrom('2008', '2009-06', '2010-03-01');
const anyEvent: fc.Arbitrary<DomainEvent> = fc.oneof(
  fc.record({ certificate: entry, kind: fc.constant('other' as const), number: fc.constantFrom('1', '2'), issuedOn: dayOfYear }).map((data) => CertificateRecorded.of(data)),
  fc.record({ certificate: entry, withdrawnOn: dayOfYear, reason: fc.constant('r') }).map((data) => CertificateWithdrawn.of(data)),
  fc.record({ honour: entry, name: fc.constantFrom('a', 'b'), grantedOn: dayOfYear }).map((data) => HonourRecorded.of(data)),
  fc.record({ honour: entry, withdrawnOn: dayOfYear, reason: fc.constant('r') }).map((data) => HonourWithdrawn.of(data)),
  fc.record({ committee: entry, kind: fc.constant('women' as const), formedOn: dayOfYear }).map((data) => CommitteeFormed.of(data)),
  fc.record({ committee: entry, dissolvedOn: dayOfYear }).map((data) => CommitteeDissolved.of(data)),
  fc.record({ branch: entry, name: fc.constant('一分会'), formedOn: dayOfYear }).map((data) => BranchAdded.of(data)),
  fc.record({ branch: entry, endedOn: dayOfYear }).map((data) => BranchEnded.of(data)),
  fc.record({ branch: entry, since: dayOfYear }).map((data) => SmallHomeRecorded.of(data)),
  fc.record({ unit: entry, leftOn: dayOfYear }).map((data) => CoveredUnitRemoved.of(data)),
  entry.map((unit) => CoveredUnitsAdded.of({ units: [{ unit, name: '店' }] })),
  fc.record({ own: fc.boolean(), on: dayOfYear }).map((data) => AccountRecorded.of(data)),
  fc.record({ on: dayOfYear }).map((data) => UnionReregistered.of(data)),
  fc.record({ title: fc.constantFrom('甲', '乙'), adoptedOn: dayOfYear }).map((data) => StandingRulesAdopted.of(data)),
  fc.record({ office: entry, on: dayOfYear }).map((data) => ContactRecorded.of(data)),
  fc.record({ name: fc.constantFrom('甲', '乙'), on: dayOfYear }).map((data) => UnionRenamed.of(data)),
  fc.record({ term: fc.constantFrom(1, 2, 3), electedOn: dayOfYear, seats: fc.constant('chair').map((seat) => [{ seat }]) }).map((data) => ElectionRecorded.of(data)),
  fc.record({ seat: entry, on: dayOfYear }).map((data) => SeatVacated.of(data)),
);
type Marked = DomainEvent & { readonly revision: number };
const foldedFrom = (events: Past) => JSON.stringify(unions.given(registered, ...events).state());
/** A history that rules could have made: an id once, an end once and after its beginning. */
function possible(events: Past): Past {
  const seen = new Set<string>();
  return events.filter((event) => {
    const [one] = entriesIn(event);
    if (one?.entry === undefined || one.fact === 'contact' || one.fact === 'vacancy') return true;
    const key = `${one.fact} ${one.entry}`;
    const begins = one.fact.replace(/End$/, '').replace('smallHome', 'branch');
    return !seen.has(key) && (begins === one.fact || seen.has(`${begins} ${one.entry}`)) && seen.add(key) !== undefined;
  });
}

it('whatever is void, the union is as if it had not been recorded, and the history says which it was', () => {
  let voids = 0;
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }).map(possible), fc.nat(), (events, which) => {
      const [one] = events.length === 0 ? [] : entriesIn(events[which % events.length] as DomainEvent);
      if (one === undefined) return;
      const past = [...events, UnionEntryVoided.of({ fact: one.fact, ...(one.on === undefined ? {} : { on: one.on }), ...(one.entry === undefined ? {} : { entry: one.entry }), ...wrong })];
      const marks = voidMarksIn(past.map((event, revision): Marked => ({ ...event, revision })));
      const left = events.filter((_, revision) => marks.get(revision)?.isVoid !== true);
      expect(left.length).toBeLessThan(events.length);
      expect(marks.get(events.length)?.voids).toEqual(events.flatMap((event, revision) => (left.includes(event) ? [] : [revision])));
      expect(foldedFrom(past)).toBe(foldedFrom(left));
      voids++;
    }),
  );
  expect(voids).toBeGreaterThan(50);
});
