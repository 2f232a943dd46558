import { canonicalJson, catalogue, maxAppendBytes } from '#kernel';
import { someone, specify } from '#kernel/testing';
import { maxPath, maxUnits } from '#register';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { campaignDecider, campaignEvents, campaignFacts, CampaignOpened, maxUnitsCalledUp, UnitsCalledUp } from './index.js';

const ruleSet = { id: 'wuhan', version: 1, digest: 'd'.repeat(64) };
const opened = CampaignOpened.of({ federation: 'city', ruleSet, evaluatedYear: 2009, openedOn: '2009-01-05' });
const centre = { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'] } as const;
const market = { name: '商圈联合工会', class: 'jointUnion', superior: 'bureau', path: ['bureau', 'city'], units: 23, foundedOn: '2001' } as const;
type Facts = { readonly [fact: string]: unknown };
/** Each union stands where the register recorded it, unless a lineage says otherwise. */
const standing = (facts: Facts, moved: object = {}) => ({
  lineages: { ...Object.fromEntries(Object.entries(facts).flatMap(([key, union]) => (key.startsWith('union:') ? [[key.slice(6), { path: (union as typeof centre).path }]] : []))), ...moved },
  ...facts,
});
const specifyStanding = (facts: Facts, moved?: object) => specify(campaignDecider, standing(facts, moved));
const campaigns = specifyStanding({
  ruleSet: aRuleSet,
  'union:centre': centre,
  'union:market': market,
  'union:gone': { ...centre, closedOn: '2008-06-30' },
  'union:young': { ...centre, foundedOn: '2009-05' },
  'union:undated': { ...centre, foundedOn: '--08' },
  'union:elsewhere': { ...centre, superior: 'moon', path: ['moon'] },
});
const callUp = (...units: readonly string[]) => ({ type: 'CallUpUnits', data: { units } });
const calledUpOn = '2026-01-15';
const called = (...units: Parameters<typeof UnitsCalledUp.of>[0]['units']) => UnitsCalledUp.of({ evaluatedYear: 2009, ruleSet, units, calledUpOn });
const centreCalled = { id: 'centre', ...centre, path: [...centre.path] };
const marketCalled = { id: 'market', name: market.name, class: market.class, superior: 'bureau', path: [...market.path], units: 23, foundedOn: '2001' };

describe('calling units up', () => {
  it('records each with its class and all federations above, as they are now', () => {
    campaigns.given(opened).when(callUp('centre', 'market')).then(called(centreCalled, marketCalled));
  });

  it('places each where it stands on the day of the call-up, wherever it was registered', () => {
    const moved = specifyStanding({ ruleSet: aRuleSet, 'union:centre': centre }, { centre: { path: ['newTown', 'city'] } });
    moved.given(opened).when(callUp('centre')).then(called({ ...centreCalled, superior: 'newTown', path: ['newTown', 'city'] }));
    const left = specifyStanding({ ruleSet: aRuleSet, 'union:centre': centre }, { centre: { path: ['moon'] } });
    left.given(opened).when(callUp('centre')).thenRefused('union-not-below', { units: ['centre'] });
  });

  it('records the stricter rule set that a federation above holds a unit to, once for all of them', () => {
    const held = { ruleSet: { id: 'street', version: 1, digest: 'e'.repeat(64) }, by: 'bureau' };
    const under = (path: readonly string[]) => ({ path, held });
    const tightened = specifyStanding({ ruleSet: aRuleSet, 'union:centre': centre, 'union:market': market, 'union:young': centre }, { centre: under(centre.path), market: under(market.path) });
    const own = { ruleSet: { id: 'street', version: 1 } };
    tightened.given(opened).when(callUp('centre', 'market', 'young')).then(UnitsCalledUp.of({ evaluatedYear: 2009, ruleSet, units: [{ ...centreCalled, ...own }, { ...marketCalled, ...own }, { ...centreCalled, id: 'young' }], calledUpOn, tightened: [{ federation: 'bureau', ruleSet: held.ruleSet }] }));
  });

  it('says on which day, today or as it was where that is recorded later: none before the round was opened', () => {
    const on = (day: string) => ({ ...callUp('centre'), data: { units: ['centre'], calledUpOn: day }, at: '2009-07-02T02:00:00.000Z' });
    expect(campaigns.given(opened).when({ ...callUp('centre'), at: '2009-07-02T02:00:00.000Z' }).decision()).toMatchObject([{ data: { calledUpOn: '2009-07-02' } }]);
    expect(campaigns.given(opened).when(on('2009-01-05')).decision()).toMatchObject([{ data: { calledUpOn: '2009-01-05' } }]);
    campaigns.given(opened).when(on('2009-01-04')).thenRefused('date-out-of-order', { field: 'calledUpOn', after: '2009-01-05' });
    campaigns.given(opened).when(on('2009-07-03')).thenRefused('date-in-future', { field: 'calledUpOn', recordedOn: '2009-07-02' });
    campaigns.given(opened).when(on('2009-02-30')).thenRefused('date-impossible', { field: 'calledUpOn' });
  });

  it('goes on piece by piece', () => {
    campaigns.given(opened, called(centreCalled)).when(callUp('market')).then(called(marketCalled));
  });

  it('takes nobody in twice', () => {
    campaigns.given(opened, called(centreCalled), called(marketCalled)).when(callUp('centre')).thenRefused('already-called-up', { units: ['centre'], count: 1 });
    campaigns.given(opened).when(callUp('centre', 'market', 'centre')).thenRefused('unit-twice', { units: ['centre'] });
  });

  it('notes whose first year it is: said so, or founded in the evaluated year', () => {
    const first = { ...centreCalled, firstYear: true };
    campaigns.given(opened).when({ type: 'CallUpUnits', data: { units: ['centre', 'market'], firstYear: ['centre'] } }).then(called(first, marketCalled));
    campaigns.given(opened).when(callUp('young', 'undated')).then(called({ ...first, id: 'young', foundedOn: '2009-05' }, { ...centreCalled, id: 'undated', foundedOn: '--08' }));
    campaigns.given(opened).when({ type: 'CallUpUnits', data: { units: ['centre'], firstYear: ['market'] } }).thenRefused('unit-not-listed', { units: ['market'], count: 1 });
  });

  it('notes who makes up for a round that was missed', () => {
    campaigns.given(opened).when({ type: 'CallUpUnits', data: { units: ['centre'], makeUp: true } }).then(called({ ...centreCalled, makeUp: true }));
    campaigns.given(opened).when({ type: 'CallUpUnits', data: { units: ['centre'], makeUp: false } }).then(called(centreCalled));
  });

  it('carries founding and size as the register has them', () => {
    const sized = specifyStanding({ ruleSet: aRuleSet, 'union:centre': { ...centre, foundedOn: '1998-08', members: 24 } });
    sized.given(opened).when(callUp('centre')).then(called({ ...centreCalled, foundedOn: '1998-08', members: 24 }));
  });

  it('keeps to the cycle of the rules, but for those who seek a title', () => {
    const everyThird = (orWhenApplying?: true) => specifyStanding({ ruleSet: aRuleSetWith({ cycle: { years: 3, anchor: 2010, ...(orWhenApplying === undefined ? {} : { orWhenApplying }) } }), 'union:centre': centre });
    const forTitle = { type: 'CallUpUnits', data: { units: ['centre'], forTitle: true } };
    everyThird(true).given(opened).when(callUp('centre')).thenRefused('year-not-in-cycle', { evaluatedYear: 2009, years: 3, anchor: 2010 });
    everyThird().given(opened).when(forTitle).thenRefused('year-not-in-cycle');
    everyThird(true).given(opened).when(forTitle).then(called({ ...centreCalled, forTitle: true }));
  });

  describe('by the scope of the campaign', () => {
    const banded = aRuleSetWith({ statistics: { groupBy: ['size'], sizeBands: [25, 100] } });
    const sized = specifyStanding({
      ruleSet: banded,
      'union:centre': { ...centre, members: 60, staff: 64, industry: 'construction' },
      'union:small': { ...centre, members: 24 },
      'union:market': market,
    });
    const scoped = (scope: NonNullable<(typeof opened)['data']['scope']>) => CampaignOpened.of({ ...opened.data, scope });

    it('notes industry, staff and the band of sizes', () => {
      sized.given(opened).when(callUp('centre', 'small')).then(
        called({ ...centreCalled, members: 60, industry: 'construction', staff: 64, sizeBand: '25-99' }, { ...centreCalled, id: 'small', members: 24, sizeBand: '0-24' }),
      );
    });

    it('leaves out whom it names, with the reason', () => {
      sized.given(scoped({ exclusions: [{ union: 'small', reason: '正在撤销' }] })).when(callUp('centre', 'small')).thenRefused('union-excluded', { units: ['small'], count: 1, reason: '正在撤销' });
    });

    it.each([
      ['class', { classes: ['jointUnion' as const] }, ['centre', 'small'], 2],
      ['size', { sizes: ['25-99'] }, ['small', 'market'], 2],
      ['subtree', { subtree: ['moon'] }, ['centre', 'small', 'market'], 3],
    ])('is not for those who do not fit by %s', (by, scope, units, count) => {
      sized.given(scoped(scope)).when(callUp('centre', 'small', 'market')).thenRefused('union-out-of-scope', { by, units, count });
    });

    it('is for those who fit by class and by size, not by one of them', () => {
      const both = (classes: readonly string[], sizes: readonly string[]) => sized.given(scoped({ classes, sizes } as never));
      both(['jointUnion'], ['25-99']).when(callUp('centre')).thenRefused('union-out-of-scope', { by: 'class', units: ['centre'], count: 1 });
      both(['publicInstitution'], ['0-24']).when(callUp('centre')).thenRefused('union-out-of-scope', { by: 'size', units: ['centre'], count: 1 });
    });

    it('calls up who fits in everything', () => {
      sized.given(scoped({ classes: ['publicInstitution'], sizes: ['25-99'], subtree: ['city'] })).when(callUp('centre')).then(called({ ...centreCalled, members: 60, industry: 'construction', staff: 64, sizeBand: '25-99' }));
    });
  });

  it('tells the campaign\'s own cut-off to those it calls up', () => {
    campaigns.given(CampaignOpened.of({ ...opened.data, cutOff: '2010-02-15' })).when(callUp('centre')).then(UnitsCalledUp.of({ ...called(centreCalled).data, cutOff: '2010-02-15' }));
  });

  describe('after a federation moved', () => {
    const moved = (path: readonly string[]) => specifyStanding({ ruleSet: aRuleSet, 'union:centre': centre }, { centre: { path } });

    it('takes the path as it is on the day of the call-up, not as it was when the superior was recorded', () => {
      moved(['bureau', 'zone', 'city']).given(opened).when(callUp('centre')).then(called({ ...centreCalled, path: ['bureau', 'zone', 'city'] }));
    });

    it('calls up whom the move brought below the federation, and no more whom it took away', () => {
      const away = CampaignOpened.of({ ...opened.data, federation: 'zone' });
      campaigns.given(away).when(callUp('centre')).thenRefused('union-not-below', { units: ['centre'] });
      moved(['bureau', 'zone']).given(away).when(callUp('centre')).then(called({ ...centreCalled, path: ['bureau', 'zone'] }));
      moved(['bureau', 'zone']).given(opened).when(callUp('centre')).thenRefused('union-not-below', { units: ['centre'] });
    });

    it('judges the scope by where a union stands now', () => {
      const scoped = CampaignOpened.of({ ...opened.data, scope: { subtree: ['zone'] } });
      campaigns.given(scoped).when(callUp('centre')).thenRefused('union-out-of-scope', { by: 'subtree' });
      moved(['bureau', 'zone', 'city']).given(scoped).when(callUp('centre')).then(called({ ...centreCalled, path: ['bureau', 'zone', 'city'] }));
    });

    it('asks for the day of the command in Shanghai', () => {
      const state = campaigns.given(opened).state() as typeof campaignDecider.initial;
      const command = { type: 'CallUpUnits', data: { units: ['centre', 'market'] }, by: someone, at: '2009-03-01T17:00:00.000Z', commandId: 'c' } as const;
      expect(campaignDecider.needs(command, state)).toMatchObject({ lineages: { fact: 'lineages', of: 'union.centre+market@2009-03-02/wuhan.1' } });
    });

    it('has a limit to what stands above', () => {
      const path = ['bureau', 'city', ...Array.from({ length: maxPath - 1 }, (_, index) => `above${index}`)];
      moved(path).given(opened).when(callUp('centre')).thenRefused('path-too-long', { federations: 21, allowed: 20 });
    });
  });

  it('needs an open campaign', () => campaigns.given().when(callUp('centre')).thenRefused('campaign-not-open'));
  it('needs somebody to call up', () => campaigns.given(opened).when(callUp()).thenRefused('units-empty'));
  it('needs unions that are registered', () => campaigns.given(opened).when(callUp('centre', 'nobody', 'constructor')).thenRefused('union-unknown', { units: ['nobody', 'constructor'], count: 2 }));
  it('leaves closed unions alone', () => campaigns.given(opened).when(callUp('gone')).thenRefused('union-closed', { units: ['gone'] }));
  it('calls up only unions below the federation', () => campaigns.given(opened).when(callUp('elsewhere')).thenRefused('union-not-below', { units: ['elsewhere'] }));

  it('has a limit, and names at most 20 units in a refusal', () => {
    const many = Array.from({ length: maxUnitsCalledUp + 1 }, (_, index) => `u${index}`);
    campaigns.given(opened).when(callUp(...many)).thenRefused('units-too-many', { units: 501, allowed: 500 });
    campaigns.given(opened).when(callUp(...many.slice(1))).thenRefused('union-unknown', { units: many.slice(1, 21), count: 500 });
  });
});

describe('the events of a campaign', () => {
  it('fit their schemas', () => {
    const { misfits } = catalogue(...campaignEvents);
    expect([opened, called(centreCalled, marketCalled), called({ ...marketCalled, units: maxUnits })].flatMap(misfits)).toEqual([]);
  });

  it('fit into one append, at the longest names and paths there are', () => {
    const longest = { ...marketCalled, firstYear: true, makeUp: true, forTitle: true, foundedOn: '2001-01-01', members: 10_000_000, staff: 10_000_000, industry: 'i'.repeat(32), sizeBand: '1000000-1000000', id: 'u'.repeat(32), name: '工'.repeat(200), superior: 'f'.repeat(32), path: Array.from({ length: maxPath }, (_, index) => `${index}`.padStart(32, 'f')) };
    const data = Buffer.byteLength(canonicalJson(called(...Array.from({ length: maxUnitsCalledUp }, () => longest)).data));
    // Metadata names the stream and revision of each union's fact: twice the id and some words.
    const basedOn = maxUnitsCalledUp * Buffer.byteLength(canonicalJson([`union:${longest.id}`, `union-${longest.id}@99999`]));
    // Of the federations above, a fact names so many characters, or their digest.
    expect(data + basedOn + 4_000 + 1_000).toBeLessThan(maxAppendBytes);
  });

  it('make the fact "campaign" once it is open', () => {
    expect(campaignFacts.campaign.read(campaignDecider.initial)).toBeUndefined();
    const state = campaigns.given(opened).state() as typeof campaignDecider.initial;
    expect(campaignFacts.campaign.read(state)).toEqual({ value: opened.data });
  });
});
