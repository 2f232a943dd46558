import { DutiesAssigned, DutyAccepted, DutyGroupFormed, DutyReturned, DutySubmitted, type Paper } from '#campaign';
import { contributionOf, groupsOf, type DomainEvent, type StoredEvent } from '#kernel';
import { deepFreeze } from '#kernel/testing';
import { AdoptionVoided, RuleSetAdopted } from '#rules';
import { adoptionOf, adoptions, duties, dutiesOf, lateOn, type AdoptionRow, type DutyRow } from './index.js';

const ruleSet = { id: 'district', version: 1 };
const due = { leadingGroup: '2025-03-31', plan: '2025-03-31', check: '2025-11-30', summary: '2026-02-15' };
const assignedTo = (campaign: string) => DutiesAssigned.of({ campaign, federation: 'street', name: '某街道总工会', line: 'territorial', kind: 'street', path: ['district', 'city'], evaluatedYear: 2025, due, ruleSet });
const assigned = assignedTo('c2025');
const submitted = (duty: Paper, receivedOn: string, until?: string, version = 1) => DutySubmitted.of({ duty, version, title: '材料', receivedOn, ...(until === undefined ? {} : { due: until }), late: until !== undefined && receivedOn > until });

function folded<Row>(view: { readonly on: object; readonly complete?: (row: Row) => Row; readonly keysOf: (event: StoredEvent) => readonly string[] }, events: readonly DomainEvent[], stream: string): Row {
  const on = view.on as Record<string, (row: Row | undefined, event: StoredEvent, key: string) => Row | undefined>;
  const row = events.reduce<Row | undefined>((before, event, revision) => {
    const stored = deepFreeze({ ...event, stream, revision, metadata: { at: '2025-04-01T01:00:00.000Z', by: { office: 'officer', bodyId: 'federation-street' } } }) as unknown as StoredEvent;
    return view.keysOf(stored).reduce<Row | undefined>((now, key) => on[event.type]?.(deepFreeze(now), stored, key), before);
  }, undefined);
  if (row === undefined) throw new Error('no row');
  return view.complete?.(row) ?? row;
}
const owing = (...events: readonly DomainEvent[]): DutyRow => folded<DutyRow>(duties, [assigned, ...events], 'duty-street.c2025');
const figure = (row: DutyRow, duty: string, on: string) => dutiesOf(contributionOf(duties, row), on).papers.find((one) => one.duty === duty);

describe('the duties of a federation below', () => {
  it('are owed from the day they are assigned, and missing after their day', () => {
    const row = owing();
    expect(row).toMatchObject({ campaign: 'c2025', federation: 'street', kind: 'street', lateFrom: '2025-03-31', duties: { check: { stands: 'owed', dueOn: '2025-11-30' }, recommendation: { stands: 'owed', dueOn: null } } });
    expect(figure(row, 'check', '2025-11-30')).toMatchObject({ owed: 1, handedIn: 0, missing: 0 });
    expect(figure(row, 'check', '2025-12-01')).toMatchObject({ owed: 1, handedIn: 0, missing: 1 });
    // No day, no lateness.
    expect(figure(row, 'recommendation', '2099-01-01')).toMatchObject({ owed: 1, missing: 0 });
  });

  it('count as late once they came late, whatever comes after', () => {
    const row = owing(DutyGroupFormed.of({ formedOn: '2025-03-01', members: ['a'], due: '2025-03-31', late: false }), submitted('plan', '2025-03-20', '2025-03-31'), submitted('check', '2025-12-08', '2025-11-30'), DutyAccepted.of({ duty: 'check', version: 1, acceptedOn: '2025-12-09' }));
    expect(row).toMatchObject({ lateFrom: '2025-11-30', duties: { leadingGroup: { stands: 'handedIn', on: '2025-03-01', missed: null }, check: { stands: 'accepted', on: '2025-12-08', missed: '2025-11-30' } } });
    expect(figure(row, 'check', '2026-01-01')).toMatchObject({ handedIn: 1, accepted: 1, late: 1, missing: 0 });
    expect(dutiesOf(contributionOf(duties, row), '2025-11-30')).toMatchObject({ federations: 1, late: 0 });
    expect(dutiesOf(contributionOf(duties, row), '2025-12-01')).toMatchObject({ federations: 1, late: 1 });
  });

  it('are owed again when sent back, until the day that was given', () => {
    const back = owing(submitted('plan', '2025-03-20', '2025-03-31'), DutyReturned.of({ duty: 'plan', version: 1, returnedOn: '2025-03-25', reason: '缺日程', putRightBy: '2025-04-10' }));
    expect(figure(back, 'plan', '2025-04-11')).toMatchObject({ returned: 1, handedIn: 0, missing: 1 });
    const again = owing(submitted('plan', '2025-03-20', '2025-03-31'), DutyReturned.of({ duty: 'plan', version: 1, returnedOn: '2025-03-25', reason: '缺日程', putRightBy: '2025-04-10' }), submitted('plan', '2025-04-12', '2025-04-10', 2));
    expect(figure(again, 'plan', '2025-05-01')).toMatchObject({ returned: 0, handedIn: 1, late: 1, missing: 0 });
    expect(again.duties.plan.missed).toBe('2025-04-10');
  });

  it('are missing again when sent back without a day: after their own, or after the day of the return where that had passed', () => {
    const back = (returnedOn: string) => owing(submitted('check', '2025-11-21', '2025-11-30'), DutyReturned.of({ duty: 'check', version: 1, returnedOn, reason: '缺名单' }));
    expect(back('2025-11-22')).toMatchObject({ duties: { check: { stands: 'returned', dueOn: '2025-11-30' } } });
    expect(['2025-11-30', '2025-12-01'].map((on) => figure(back('2025-11-22'), 'check', on)?.missing)).toEqual([0, 1]);
    expect(back('2025-12-05')).toMatchObject({ duties: { check: { stands: 'returned', dueOn: '2025-12-05' } } });
    expect(['2025-12-05', '2025-12-06'].map((on) => figure(back('2025-12-05'), 'check', on)?.missing)).toEqual([0, 1]);
    const undated = owing(submitted('recommendation', '2025-11-21'), DutyReturned.of({ duty: 'recommendation', version: 1, returnedOn: '2025-11-22', reason: '缺名单' }));
    expect(undated).toMatchObject({ duties: { recommendation: { stands: 'returned', dueOn: null } } });
  });

  it('are late on a day by the dates of their facts: from the day after theirs, and what was missed first stays so', () => {
    const { check } = owing(submitted('check', '2025-12-08', '2025-11-30'), DutyReturned.of({ duty: 'check', version: 1, returnedOn: '2025-12-09', reason: '缺名单', putRightBy: '2025-12-15' }), submitted('check', '2025-12-20', '2025-12-15', 2)).duties;
    expect(check.missed).toBe('2025-11-30');
    expect(['2025-11-30', '2025-12-01', '2025-12-19', '2025-12-20'].map((on) => lateOn(check, on)?.as)).toEqual([undefined, 'missing', 'missing', 'late']);
    const owed = owing().duties.check;
    expect(['2025-11-30', '2025-12-01'].map((on) => lateOn(owed, on))).toEqual([undefined, { as: 'missing', since: '2025-11-30' }]);
    const back = owing(submitted('check', '2025-11-20', '2025-11-30'), DutyReturned.of({ duty: 'check', version: 1, returnedOn: '2025-11-25', reason: '缺名单', putRightBy: '2025-12-03' })).duties.check;
    expect(['2025-12-03', '2025-12-04'].map((on) => lateOn(back, on))).toEqual([undefined, { as: 'missing', since: '2025-12-03' }]);
  });

  it('are counted for every federation above, and unknown where never assigned', () => {
    expect(groupsOf(duties, owing())).toEqual(['c2025.district', 'c2025.city']);
    const [handler] = [duties.on['DutySubmitted']];
    expect(handler?.(undefined, { ...submitted('plan', '2025-03-20'), stream: 'duty-x.c', revision: 0 } as unknown as StoredEvent, 'x.c')).toBeUndefined();
  });
});

describe('the adoption of a rule set', () => {
  const adopted = (adoptedOn: string, own?: { id: string; version: number }) => RuleSetAdopted.of({ federation: 'street', name: '某街道总工会', path: ['district', 'city'], ruleSet, ...(own === undefined ? {} : { own }), adoptedOn, due: '2025-02-28', late: adoptedOn > '2025-02-28' });
  const row = (...events: readonly DomainEvent[]) => folded<AdoptionRow>(adoptions, events, 'any-stream');
  const figures = (of: AdoptionRow, on = '2025-06-01') => adoptionOf(contributionOf(adoptions, of), { dueOn: '2025-02-28', on });

  it('is missing of a federation called up to a campaign held by it', () => {
    expect(figures(row(assigned))).toMatchObject({ calledUp: 1, adopted: 0, missing: 1, isOverdue: true });
    expect(figures(row(assigned), '2025-02-28')).toMatchObject({ missing: 1, isOverdue: false });
  });

  it('is there once recorded, before or after the call-up, late and tightened told', () => {
    for (const events of [[assigned, adopted('2025-03-05', { id: 'street', version: 1 })], [adopted('2025-03-05', { id: 'street', version: 1 }), assigned]]) expect(figures(row(...events))).toMatchObject({ calledUp: 1, adopted: 1, late: 1, tightened: 1, missing: 0, isOverdue: false });
  });

  it('is judged by the day of each campaign: in time for one, late for another, whatever was recorded with it', () => {
    const early = row(adopted('2025-03-05'), assigned);
    expect(early.adopted).toEqual({ ruleSet, on: '2025-03-05', own: null, documentNumber: null });
    const late = (dueOn: string) => adoptionOf(contributionOf(adoptions, early), { dueOn, on: '2025-06-01' }).late;
    expect(['2025-03-04', '2025-03-05', '2025-03-06'].map(late)).toEqual([1, 0, 0]);
  });

  it('counts for each campaign that the federation was called up to, and for none otherwise', () => {
    expect(groupsOf(adoptions, row(assigned, assignedTo('c2026')))).toEqual(['c2025.district', 'c2025.city', 'c2026.district', 'c2026.city']);
    expect(groupsOf(adoptions, row(adopted('2025-02-01')))).toEqual([]);
  });

  it('that is void is missing again until it is recorded anew, and says so', () => {
    const own = { id: 'street', version: 1 };
    const voided = AdoptionVoided.of({ federation: 'street', ruleSet, own, adoptedOn: '2025-03-05', reason: '日期录入有误' });
    const undone = row(assigned, adopted('2025-03-05', own), voided);
    expect(figures(undone)).toMatchObject({ calledUp: 1, adopted: 0, late: 0, tightened: 0, missing: 1, isOverdue: true });
    expect(undone).toMatchObject({ adopted: null, voided: { on: '2025-03-05', own, reason: '日期录入有误', at: '2025-04-01T01:00:00.000Z', by: { office: 'officer', body: 'federation-street' } } });
    expect(figures(row(assigned, adopted('2025-03-05', own), voided, adopted('2025-02-25')))).toMatchObject({ adopted: 1, late: 0, tightened: 0, missing: 0 });
    expect(row(adopted('2025-03-05', own), voided, assigned)).toMatchObject({ adopted: null, voided: { own } });
  });

  it('keeps the stricter sets of all that are void, each once, and with the last one its basis', () => {
    const set = (id: string) => ({ id, version: 1 });
    const isVoid = (own: { id: string; version: number } | undefined, more: object = {}) => AdoptionVoided.of({ federation: 'street', ruleSet, ...(own === undefined ? {} : { own }), adoptedOn: '2025-03-05', reason: '转错了办法', ...more });
    const twice = row(assigned, adopted('2025-03-05', set('a')), isVoid(set('a')), adopted('2025-03-05', set('b')), isVoid(set('b')), adopted('2025-03-05', set('a')), isVoid(set('a')), adopted('2025-03-05'), isVoid(undefined, { basis: '街工〔2025〕3号' }));
    expect(twice).toMatchObject({ voidedSets: [set('a'), set('b')], voided: { own: null, basis: '街工〔2025〕3号' } });
    expect(row(adopted('2025-03-05', set('a')), isVoid(set('a')), assigned)).toMatchObject({ voidedSets: [set('a')], voided: { basis: null } });
  });

  it('of a set that holds above in its stead is its adoption too, since the first of both, and alone where that is void', () => {
    const [city, own] = [{ id: 'city', version: 1 }, { id: 'street', version: 2 }];
    const instead = RuleSetAdopted.of({ ...adopted('2025-03-20', own).data, ruleSet: city, insteadOf: [ruleSet] });
    const rowOf = (...events: readonly DomainEvent[]) => folded<AdoptionRow>({ ...adoptions, keysOf: () => ['street.district.1'] }, events, 'any-stream');
    expect(adoptions.keysOf(instead as unknown as StoredEvent)).toEqual(['street.city.1', 'street.district.1']);
    expect(rowOf(assigned, instead)).toMatchObject({ ruleSet, adopted: { ruleSet: city, on: '2025-03-20', own } });
    const both = rowOf(assigned, adopted('2025-02-01'), instead);
    expect([figures(both), both]).toMatchObject([{ adopted: 1, late: 0, tightened: 1, missing: 0 }, { sets: [ruleSet, city], adopted: { ruleSet: city, on: '2025-02-01', own } }]);
    const voided = AdoptionVoided.of({ federation: 'street', ruleSet: city, own, insteadOf: [ruleSet], adoptedOn: '2025-03-20', reason: '转错了办法' });
    expect(rowOf(assigned, adopted('2025-02-01'), instead, voided)).toMatchObject({ adopted: { ruleSet, on: '2025-02-01', own: null }, voided: { ruleSet: city, own }, sets: [ruleSet, city] });
  });

  it('says nothing where the rule set was not recorded with the call-up', () => {
    const { ruleSet: _, ...without } = assigned.data;
    expect(adoptions.keysOf({ type: 'DutiesAssigned', data: without } as unknown as StoredEvent)).toEqual([]);
  });
});
