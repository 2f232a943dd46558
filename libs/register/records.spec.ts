import { maxEntries } from './entries.js';
import type { DomainEvent } from '#kernel';
import { specify } from '#kernel/testing';
import { BranchAdded, BranchEnded, SmallHomeRecorded } from './branches.js';
import { CertificateRecorded, CertificateWithdrawn } from './certificates.js';
import { CommitteeDissolved, CommitteeFormed } from './committees.js';
import { CoveredUnitRemoved, CoveredUnitsAdded } from './covered-units.js';

import { HonourRecorded, HonourWithdrawn } from './honour.js';
import { personDecider, PersonContactChanged, PersonRegistered } from './person.js';
import { AccountRecorded, ContactRecorded, StandingRulesAdopted, UnionReregistered } from './standing.js';
import { ByElectionRecorded, ElectionRecorded, SeatVacated, seatsOn, termOverOn } from './terms.js';
import { unionDetails } from './union-details.js';
import { unionOn } from './union-on.js';
import type { UnionState } from './union-state.js';
import { unionDecider, UnionRegistered } from './union.js';

const registered = UnionRegistered.of({ name: '商圈联合工会', class: 'jointUnion', superior: 'street', path: ['street'], units: 23, foundedOn: '2008' });
const unions = specify(unionDecider, { 'person:p1': { name: '（姓名）' } });
const when = (type: string, data: object, ...past: readonly DomainEvent[]) => unions.given(registered, ...past).when({ type, data });
const state = (...past: readonly DomainEvent[]) => unions.given(registered, ...past).state() as UnionState;

describe('what comes later', () => {
  it('is not there on an earlier day: no small home, and no end', () => {
    const was = (day?: string) => unionDetails(
      state(BranchAdded.of({ branch: 'b1', name: '一分会', formedOn: '2009' }), SmallHomeRecorded.of({ branch: 'b1', since: '2010-05' }), BranchEnded.of({ branch: 'b1', endedOn: '2012' }),
        HonourRecorded.of({ honour: 'h1', name: '先进', level: 'city', issuer: '市总', grantedOn: '2009' }), HonourWithdrawn.of({ honour: 'h1', withdrawnOn: '2012', reason: '复查不合格' })),
      day,
    );
    expect(was('2009-07-01')).toMatchObject({ branches: [{ branch: 'b1', name: '一分会', formedOn: '2009' }], honours: [{ honour: 'h1' }] });
    for (const { branches, honours } of [was('2009-07-01'), was('2011-01-01')]) for (const one of [...branches, ...honours]) expect(Object.keys(one).filter((key) => /endedOn|withdrawn/.test(key))).toEqual([]);
    expect([was('2009-07-01'), was('2010-05-01')].map(({ branches: [branch] }) => branch?.smallHome)).toEqual([undefined, { since: '2010-05' }]);
    expect(was()).toMatchObject({ branches: [], honours: [] });
  });
});

describe('units that a joint union covers', () => {
  const added = CoveredUnitsAdded.of({ units: [{ unit: 'a', name: '甲店', joinedOn: '2009' }, { unit: 'b', name: '乙店' }] });
  const removed = CoveredUnitRemoved.of({ unit: 'a', leftOn: '2012-05' });

  it('join and leave on their days, and are counted as of any', () => {
    when('AddCoveredUnits', { ...added.data, listCounts: true }).then(added);
    when('RemoveCoveredUnit', removed.data, added).then(removed);
    const units = (day?: string) => unionOn(state(added, removed), day)?.units;
    expect([units('2008-06-01'), units('2010-01-01'), units('2012-05-01'), units()]).toEqual([1, 2, 1, 1]);
    expect(unionOn(state())?.units).toBe(23);
  });

  it('are those of a joint union, each named once, and leave once', () => {
    unions.given(UnionRegistered.of({ ...registered.data, class: 'stateFirm' })).when({ type: 'AddCoveredUnits', data: added.data }).thenRefused('covers-no-units', { class: 'stateFirm' });
    when('AddCoveredUnits', { units: [{ unit: 'c', name: '丙店' }, { unit: 'c', name: '丙店' }] }).thenRefused('entry-twice', { what: 'coveredUnit', entry: 'c' });
    when('AddCoveredUnits', added.data, added).thenRefused('entry-already-recorded', { entry: 'a' });
    when('RemoveCoveredUnit', { unit: 'x', leftOn: '2012' }, added).thenRefused('record-unknown', { entry: 'x' });
    when('RemoveCoveredUnit', removed.data, added, removed).thenRefused('entry-already-ended', { on: '2012-05' });
    when('RemoveCoveredUnit', { unit: 'a', leftOn: '2008-06' }, added).thenRefused('ends-before-it-begins', { from: '2009' });
  });

  it('are no fewer on their first list than were known, unless that is meant', () => {
    when('AddCoveredUnits', added.data).thenRefused('fewer-units-than-known', { listed: 2, known: 23 });
    when('AddCoveredUnits', { ...added.data, listCounts: false }).thenRefused('fewer-units-than-known', { listed: 2, known: 23 });
    const all = { units: Array.from({ length: 23 }, (_, index) => ({ unit: `u${index}`, name: '店' })) };
    when('AddCoveredUnits', all).then(CoveredUnitsAdded.of(all));
    // Once it counts, the list grows as it may.
    const one = { units: [{ unit: 'c', name: '丙店' }] };
    when('AddCoveredUnits', one, added).then(CoveredUnitsAdded.of(one));
    when('AddCoveredUnits', one, CoveredUnitsAdded.of({ units: [{ unit: 'a', name: '甲店' }] }), CoveredUnitRemoved.of({ unit: 'a', leftOn: '2012' })).then(CoveredUnitsAdded.of(one));
  });

  it('have a limit', () => {
    const many = Array.from({ length: maxEntries + 1 }, (_, index) => ({ unit: `u${index}`, name: '店' }));
    when('AddCoveredUnits', { units: many }).thenRefused('too-many-records', { what: 'coveredUnit', limit: maxEntries });
  });
});

describe('branches, certificates and committees', () => {
  it.each([
    ['AddBranch', BranchAdded.of({ branch: 'b1', name: '窗口分会', formedOn: '2009' }), 'EndBranch', BranchEnded.of({ branch: 'b1', endedOn: '2015' })],
    ['RecordCertificate', CertificateRecorded.of({ certificate: 'c1', kind: 'legalPerson', number: '工法证字第4605号', issuedOn: '2009' }), 'WithdrawCertificate', CertificateWithdrawn.of({ certificate: 'c1', withdrawnOn: '2015', reason: '换证' })],
    ['FormCommittee', CommitteeFormed.of({ committee: 'women', kind: 'women', formedOn: '2009' }), 'DissolveCommittee', CommitteeDissolved.of({ committee: 'women', dissolvedOn: '2015' })],
  ])('%s: begin once, end once, in that order', (begin, begun, end, ended) => {
    when(begin, begun.data).then(begun);
    when(begin, begun.data, begun).thenRefused('entry-already-recorded');
    when(end, ended.data).thenRefused('record-unknown');
    when(end, ended.data, begun).then(ended);
    when(end, ended.data, begun, ended).thenRefused('entry-already-ended', { on: '2015' });
    when(begin, { ...begun.data, formedOn: '2007', issuedOn: '2007' }).thenRefused('date-before-founding');
  });

  it('a branch may hold a small home', () => {
    const branch = BranchAdded.of({ branch: 'b1', name: '窗口分会' });
    const home = SmallHomeRecorded.of({ branch: 'b1', since: '2010-05' });
    when('RecordSmallHome', home.data, branch).then(home);
    when('RecordSmallHome', home.data).thenRefused('record-unknown', { what: 'branch' });
    when('RecordSmallHome', home.data, branch, home).thenRefused('entry-already-recorded', { what: 'smallHome' });
    when('RecordSmallHome', home.data, branch, BranchEnded.of({ branch: 'b1', endedOn: '2009' })).thenRefused('entry-already-ended');
  });

  it('a certificate is not valid before it is issued', () => when('RecordCertificate', { certificate: 'c1', kind: 'other', number: '1', issuedOn: '2012', validUntil: '2011' }).thenRefused('ends-before-it-begins'));
});

describe('the committee', () => {
  const elected = ElectionRecorded.of({ term: 1, electedOn: '2008-06', seats: [{ seat: 'chair' }, { seat: 'organisation', person: 'p1' }] });
  const by = ByElectionRecorded.of({ electedOn: '2009-06', seats: [{ seat: 'organisation' }] });
  const vacated = SeatVacated.of({ seat: 'organisation', on: '2009-04', reason: '调离' });

  it('is elected, filled by by-elections, and as of any day it is known who sat where', () => {
    when('RecordElection', elected.data).then(elected);
    when('RecordByElection', by.data, elected).then(by);
    when('VacateSeat', vacated.data, elected, by).then(vacated);
    const seats = (day?: string) => seatsOn(state(elected, by, vacated), day).map(({ seat, person, since }) => `${seat} ${person ?? '–'} ${since}`);
    expect(seats('2008-05-31')).toEqual([]);
    expect(seats('2009-03-31')).toEqual(['chair – 2008-06', 'organisation p1 2008-06']);
    expect(seats('2009-05-01')).toEqual(['chair – 2008-06']);
    expect(seats()).toEqual(['chair – 2008-06', 'organisation – 2009-06']);
    expect(seatsOn(state(elected, by, ElectionRecorded.of({ term: 2, electedOn: '2013-06', seats: [{ seat: 'chair' }] })))).toEqual([{ seat: 'chair', since: '2013-06' }]);
  });

  it('is over on the last day that its end can mean, by the term in office then', () => {
    const first = ElectionRecorded.of({ term: 1, electedOn: '2008-06', endsOn: '2011-02', seats: [{ seat: 'chair' }] });
    const second = ElectionRecorded.of({ term: 2, electedOn: '2011-04', seats: [{ seat: 'chair' }] });
    expect([termOverOn(state()), termOverOn(state(first)), termOverOn(state(first, second)), termOverOn(state(first, second), '2011-03-31')]).toEqual([undefined, '2011-02-28', undefined, '2011-02-28']);
  });

  it('needs an election before a by-election, people who are known, seats named once', () => {
    when('RecordByElection', by.data).thenRefused('no-term-then', { on: '2009-06' });
    when('VacateSeat', vacated.data).thenRefused('seat-not-taken', { seat: 'organisation' });
    when('RecordElection', { term: 1, electedOn: '2008-06', seats: [{ seat: 'chair', person: 'p9' }] }).thenRefused('person-unknown', { person: 'p9' });
    when('RecordElection', { term: 1, electedOn: '2008-06', seats: [{ seat: 'chair' }, { seat: 'chair' }] }).thenRefused('entry-twice', { what: 'seat' });
    when('RecordElection', elected.data, elected).thenRefused('entry-already-recorded', { what: 'term', entry: '1' });
    when('RecordElection', { ...elected.data, endsOn: '2007' }).thenRefused('ends-before-it-begins', { what: 'term' });
  });
});

describe('what else stands in the register', () => {
  it.each([
    ['AdoptStandingRules', StandingRulesAdopted.of({ title: '评家制度', adoptedOn: '2009', body: 'combined', text: '每年至少一次大会' })],
    ['RecordAccount', AccountRecorded.of({ own: true, bank: '某银行', on: '2009' })],
    ['ReregisterUnion', UnionReregistered.of({ on: '2010-03' })],
    ['RecordContact', ContactRecorded.of({ office: 'chair', person: 'p1', on: '2010' })],
  ])('%s', (type, event) => {
    when(type, event.data).then(event);
    const [[field]] = Object.entries(event.data).filter(([name]) => /^(on|\w+On)$/.test(name)) as [[string, string]];
    when(type, { ...event.data, [field]: '2007' }).thenRefused('date-before-founding', { field });
  });

  it('keeps no name: a contact is a person by id', () => when('RecordContact', { office: 'chair', person: 'p9', on: '2010' }).thenRefused('person-unknown'));
  it('is renewed once a day', () => when('ReregisterUnion', { on: '2010-03' }, UnionReregistered.of({ on: '2010-03' })).thenNothing());
});

describe('how a person is reached', () => {
  const persons = specify(personDecider);
  const known = PersonRegistered.of({ name: '（姓名）', telephone: '010-1' });
  it('may change', () => {
    persons.given(known).when({ type: 'ChangePersonContact', data: { email: 'a@example.org' } }).then(PersonContactChanged.of({ email: 'a@example.org' }));
    persons.given(known).when({ type: 'ChangePersonContact', data: { telephone: '010-1' } }).thenNothing();
    persons.given().when({ type: 'ChangePersonContact', data: {} }).thenRefused('person-not-registered');
  });
});
