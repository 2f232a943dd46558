import { maxEffectsPerEvent, type Actor, type StoredEvent } from '#kernel';
import { specify } from '#kernel/testing';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import {
  assignDuties,
  CampaignClosed,
  campaignDecider,
  CampaignOpened,
  DeadlinesExtended,
  ExemptionsDecided,
  extendedForAll,
  FederationsCalledUp,
  leadUnits,
  maxExtendedAtOnce,
  UnitsCalledUp,
  UnitsReleased,
  type CalledUpUnit,
  type CampaignState,
} from './index.js';

const ruleSet = { id: 'district', version: 1, digest: 'd'.repeat(64) };
const opened = CampaignOpened.of({ federation: 'city', ruleSet, evaluatedYear: 2025, openedOn: '2025-02-10' });
const unit = (id: string): CalledUpUnit => ({ id, name: id, class: 'privateFirm', superior: 'street', path: ['street', 'city'] });
const called = (...ids: readonly string[]) => UnitsCalledUp.of({ evaluatedYear: 2025, ruleSet, units: ids.map(unit) });
const closed = CampaignClosed.of({ closedOn: '2026-05-10', calledUp: 2, released: 0, stillOpen: {} });
const actor = (bodyId: string): Actor => ({ kind: 'person', office: 'officer', bodyId, assurance: 'unverified' });
const [city, street] = [actor('federation-city'), actor('federation-street')];
const run = (exemption: 'requested' | null, superior = 'street') => ({ superior, exemption, ended: null, counted: true, firstYear: false });
const campaigns = specify(campaignDecider, {
  ruleSet: aRuleSet,
  lineages: { street: { path: ['city'] }, moon: { path: [] }, gone: { path: ['city'] } },
  'federation:street': { name: '街道总工会', line: 'territorial', superiors: ['city'], path: ['district'], kind: 'street' },
  'federation:moon': { name: '月球', line: 'territorial', superiors: [], path: [] },
  'federation:gone': { name: '已撤', line: 'territorial', superiors: ['city'], path: ['city'], closedOn: '2024-01-01' },
  'run:a': run('requested'),
  'run:b': run(null),
  'run:c': run('requested', 'town'),
  openEvaluations: { byStatus: {}, listed: [] },
});

describe('federations called up', () => {
  const usual = { leadingGroup: '2025-03-31', plan: '2025-03-31', check: '2025-11-30', recommendation: '2026-01-31', summary: '2026-02-15' };
  const callUp = (...federations: readonly string[]) => ({ type: 'CallUpFederations', by: city, data: { federations } });
  const streetCalled = (due: object) => FederationsCalledUp.of({ evaluatedYear: 2025, federations: [{ id: 'street', name: '街道总工会', line: 'territorial', kind: 'street', path: ['city'], due }] });

  it('owe what campaign, rules or custom say, until then', () => {
    campaigns.given(opened).when(callUp('street')).then(streetCalled(usual));
    campaigns.given(CampaignOpened.of({ ...opened.data, duties: { summary: '2026-02-28' } })).when(callUp('street')).then(streetCalled({ ...usual, summary: '2026-02-28' }));
    const ruled = specify(campaignDecider, { ruleSet: aRuleSetWith({ duties: { check: 'Y-12-10' } }), lineages: { street: { path: ['city'] } }, 'federation:street': { name: '街道总工会', line: 'territorial', path: ['city'], kind: 'street' } });
    ruled.given(opened).when(callUp('street')).then(streetCalled({ check: '2025-12-10' }));
  });

  it('are known, open, below, and called up once', () => {
    campaigns.given(opened).when(callUp('nowhere')).thenRefused('federation-unknown', { federation: 'nowhere' });
    campaigns.given(opened).when(callUp('moon')).thenRefused('federation-not-below', { units: ['moon'] });
    campaigns.given(opened).when(callUp('gone')).thenRefused('federation-closed', { units: ['gone'] });
    campaigns.given(opened, streetCalled(usual)).when(callUp('street')).thenRefused('already-called-up', { units: ['street'] });
    campaigns.given().when(callUp('street')).thenRefused('campaign-not-open');
    campaigns.given(opened, closed).when(callUp('street')).thenRefused('campaign-closed');
  });

  it('are each assigned their duties', () => {
    const [effect] = assignDuties.on['FederationsCalledUp']?.({ stream: 'campaign-c2025', ...streetCalled(usual) } as unknown as StoredEvent) ?? [];
    expect(effect).toEqual({ category: 'duty', id: 'street.c2025', command: { type: 'AssignDuties', data: { campaign: 'c2025', federation: 'street' } }, begins: true });
  });
});

describe('units that leave', () => {
  const release = (units: readonly string[], by = city) => ({ type: 'ReleaseUnits', by, data: { units: units.map((union) => ({ union, reason: '已合并' })), releasedOn: '2025-09-01' } });
  const released = (...units: readonly string[]) => UnitsReleased.of({ evaluatedYear: 2025, releasedOn: '2025-09-01', units: units.map((union) => ({ union, reason: '已合并' })) });

  it('leave with a reason, once', () => {
    campaigns.given(opened, called('a', 'b')).when(release(['a'])).then(released('a'));
    campaigns.given(opened, called('a', 'b'), released('a')).when(release(['a', 'b'])).thenRefused('unit-already-released', { units: ['a'] });
    campaigns.given(opened, called('a')).when(release(['z'])).thenRefused('unit-not-called-up', { units: ['z'] });
  });

  it('leave on a day that was', () => {
    const on = (releasedOn: string, recordedOn: string) => ({ ...release(['a']), at: `${recordedOn}T02:00:00.000Z`, data: { ...release(['a']).data, releasedOn } });
    campaigns.given(opened, called('a')).when(on('2025-09-01', '2025-09-01')).then(released('a'));
    campaigns.given(opened, called('a')).when(on('2025-09-01', '2025-08-31')).thenRefused('date-in-future', { field: 'releasedOn', date: '2025-09-01', recordedOn: '2025-08-31' });
    campaigns.given(opened, called('a')).when(on('2025-02-30', '2025-09-01')).thenRefused('date-impossible', { field: 'releasedOn' });
  });

  it('are led by the federation whose round it is, while it is open', () => {
    campaigns.given(opened, called('a')).when(release(['a'], street)).thenRefused('not-the-campaigns-federation', { body: 'federation-street', federation: 'city' });
    campaigns.given(opened, called('a'), closed).when(release(['a'])).thenRefused('campaign-closed', { closedOn: '2026-05-10' });
    campaigns.given(opened, called('a'), closed).when({ type: 'CallUpUnits', data: { units: ['b'] } }).thenRefused('campaign-closed');
  });

  it('have their evaluations withdrawn', () => {
    const [effect] = leadUnits.on['UnitsReleased']?.(released('a') as unknown as StoredEvent) ?? [];
    expect(effect).toEqual({ category: 'evaluation', id: 'a.2025.1', command: { type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-09-01', reason: '已合并' } } });
  });
});

describe('deadlines extended', () => {
  const more = { due: 'vote' as const, until: '2026-01-15', reason: '雨雪', approvedOn: '2025-12-10' };
  const extend = (units?: readonly string[]) => ({ type: 'ExtendDeadlines', by: city, data: { ...more, ...(units === undefined ? {} : { units }) } });
  const extended = (...units: readonly string[]) => DeadlinesExtended.of({ ...more, evaluatedYear: 2025, units: [...units] });

  it('for one, some or all', () => {
    campaigns.given(opened, called('a', 'b', 'c')).when(extend(['b'])).then(extended('b'));
    campaigns.given(opened, called('a', 'b'), called('c')).when(extend()).then(extended('a', 'b', 'c'));
  });

  it('leave out who left and who has it already', () => {
    const gone = UnitsReleased.of({ evaluatedYear: 2025, releasedOn: '2025-09-01', units: [{ union: 'a', reason: '已合并' }] });
    campaigns.given(opened, called('a', 'b', 'c'), gone, extended('b')).when(extend()).then(extended('c'));
    campaigns.given(opened, called('a', 'b'), gone, extended('b')).when(extend()).thenNothing();
  });

  it('go on where a large round is extended piece by piece', () => {
    const many = Array.from({ length: maxExtendedAtOnce + 1 }, (_, index) => `u${index}`);
    const rounds = Array.from({ length: 21 }, (_, index) => called(...many.slice(index * 500, (index + 1) * 500)));
    const first = campaigns.given(opened, ...rounds).when(extend()).decision() as (typeof extended extends (...units: never[]) => infer E ? E : never)[];
    expect(first.map(({ data }) => data.units.length)).toEqual(Array.from({ length: 20 }, () => maxEffectsPerEvent));
    campaigns.given(opened, ...rounds, ...first).when(extend()).then(extended(`u${maxExtendedAtOnce}`));
  });

  it('are to a day after the due date, and after the one to which it was put off already', () => {
    const until = (day: string, due = 'vote') => ({ type: 'ExtendDeadlines', by: city, data: { ...more, due, until: day } });
    campaigns.given(opened, called('a')).when(until('2025-12-15')).thenRefused('until-not-later', { due: 'vote', from: '2025-12-15', until: '2025-12-15' });
    campaigns.given(opened, called('a', 'b'), extended('b')).when(until('2026-01-10')).then(DeadlinesExtended.of({ ...more, until: '2026-01-10', evaluatedYear: 2025, units: ['a'] }));
    const without = specify(campaignDecider, { ruleSet: aRuleSetWith({ due: { item: 'item + 40d', close: 'Y+1-12-31' } }) });
    without.given(opened, called('a')).when(until('2026-01-15')).thenRefused('due-unknown', { due: 'vote' });
  });

  it('move the date of the round where they are for all that did not leave it', () => {
    const of = (...events: readonly (DeadlinesExtended | UnitsReleased)[]) => extendedForAll(campaigns.given(opened, called('a', 'b'), ...events).state() as CampaignState, 'vote');
    const later = DeadlinesExtended.of({ ...more, until: '2026-02-01', evaluatedYear: 2025, units: ['a'] });
    const gone = UnitsReleased.of({ evaluatedYear: 2025, releasedOn: '2025-09-01', units: [{ union: 'a', reason: '已合并' }] });
    expect([of(), of(extended('a')), of(extended('a'), gone)]).toEqual([undefined, undefined, undefined]);
    expect([of(extended('a', 'b')), of(extended('b'), later), of(extended('b'), gone)]).toEqual(['2026-01-15', '2026-01-15', '2026-01-15']);
    expect(of(extended('a', 'b'), DeadlinesExtended.of({ ...more, due: 'plan', until: '2026-03-01', evaluatedYear: 2025, units: ['a', 'b'] }))).toBe('2026-01-15');
  });

  it('name days that exist', () => campaigns.given(opened, called('a')).when({ type: 'ExtendDeadlines', by: city, data: { ...more, until: '2026-02-30' } }).thenRefused('date-impossible', { field: 'until' }));

  it('reach each evaluation', () => {
    const [effect] = leadUnits.on['DeadlinesExtended']?.(extended('a') as unknown as StoredEvent) ?? [];
    expect(effect).toEqual({ category: 'evaluation', id: 'a.2025.1', command: { type: 'ExtendDeadline', data: more } });
  });
});

describe('exemptions of a list', () => {
  const decide = (units: readonly string[], data: object = { approved: true }, by = street) => ({ type: 'DecideExemptions', by, data: { units, decidedOn: '2025-10-09', ...data } });
  const decided = ExemptionsDecided.of({ evaluatedYear: 2025, approved: true, decidedOn: '2025-10-09', units: ['a'] });
  const declined = ExemptionsDecided.of({ evaluatedYear: 2025, approved: false, decidedOn: '2025-10-09', reason: '不符合条件', units: ['a'] });

  it('are decided by the next level, of those who asked', () => {
    campaigns.given(opened, called('a', 'b', 'c')).when(decide(['a'])).then(decided);
    campaigns.given(opened, called('a', 'b', 'c')).when(decide(['a', 'b'])).thenRefused('exemption-not-requested', { units: ['b'], count: 1 });
    campaigns.given(opened, called('a', 'b', 'c')).when(decide(['a', 'c'])).thenRefused('not-next-level', { superior: 'town' });
    campaigns.given(opened, called('a')).when(decide(['a'], { approved: true }, city)).thenRefused('not-next-level');
  });

  it('are declined with a reason', () => {
    campaigns.given(opened, called('a')).when(decide(['a'], { approved: false })).thenRefused('decision-reason-missing');
    campaigns.given(opened, called('a')).when(decide(['a'], { approved: false, reason: '不符合条件' })).then(declined);
  });

  it('reach each evaluation', () => {
    const sent = (event: object) => (leadUnits.on['ExemptionsDecided']?.(event as StoredEvent) ?? []).map(({ id, command }) => [id, command]);
    expect(sent(decided)).toEqual([['a.2025.1', { type: 'ApproveExemption', data: { approvedOn: '2025-10-09' } }]]);
    expect(sent(declined)).toEqual([['a.2025.1', { type: 'DeclineExemption', data: { declinedOn: '2025-10-09', reason: '不符合条件' } }]]);
  });
});

describe('closing a campaign', () => {
  const close = (data: object = {}) => ({ type: 'CloseCampaign', by: city, data: { closedOn: '2026-05-10', ...data } });
  const listed = ['a.2025.1', 'b.2025.1', 'c.2025.1'].map((id) => ({ id, status: id.startsWith('c') ? 'held' : 'notStarted' }));
  const open = specify(campaignDecider, { openEvaluations: { byStatus: { notStarted: 2, held: 1 }, listed } });

  it('ends it where nothing is open', () => {
    campaigns.given(opened, called('a', 'b')).when(close()).then(closed);
    campaigns.given(opened, called('a', 'b'), closed).when(close()).thenRefused('campaign-closed');
    campaigns.given(opened).when(close({ closedOn: '2026-02-30' })).thenRefused('date-impossible');
  });

  it('names what is open, and leaves it open only if that is said and why', () => {
    open.given(opened, called('a')).when(close()).thenRefused('evaluations-open', { count: 3, byStatus: { notStarted: 2, held: 1 }, evaluations: ['a.2025.1', 'b.2025.1', 'c.2025.1'] });
    open.given(opened, called('a')).when(close({ leaveOpen: true })).thenRefused('decision-reason-missing');
    open.given(opened, called('a')).when(close({ leaveOpen: true, reason: '转下年督办' })).then(CampaignClosed.of({ closedOn: '2026-05-10', calledUp: 1, released: 0, stillOpen: { notStarted: 2, held: 1 }, openEvaluations: listed, reason: '转下年督办' }));
  });
});
