import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { evaluation } from '../evaluation.js';
import { migrationOf } from '../migration.js';
import { nextSteps } from '../questions/next-steps.js';
import { initial, type Running } from '../state.js';
import { after, chair, digest, factsWith, officer, open, yearUnder, type Wish } from '../testing/a-year.js';

const opening = open as Extract<Wish, { type: 'OpenEvaluation' }>;

describe('opening', () => {
  it('pins the rules and carries what views need', () => {
    after().when(open).then({
      type: 'EvaluationOpened',
      data: {
        campaign: 'bureau2025',
        union: 'centre',
        unionName: '中心工会',
        unionClass: 'publicInstitution',
        units: 1,
        superior: 'bureau',
        superiors: ['bureau', 'city'],
        evaluatedYear: 2025,
        run: 1,
        ruleSet: { id: 'district', version: 1, digest },
        steps: aRuleSet.steps,
        heldWhen: 'resultPublished',
        facts: { from: '2025-01-01', cutOff: '2026-04-30' },
        due: { plan: '2025-03-31', progress: '2025-07-31', selfInspection: '2025-10-31', assembly: '2025-12-15', vote: '2025-12-15', application: '2026-01-31', acceptance: '2026-03-31', close: '2026-04-30' },
        firstYear: false,
        makeUp: false,
      },
    });
  });
  it('takes the union as its campaign called it up', () => {
    const asked = { unionName: '商圈联合工会', unionClass: 'jointUnion', units: 23, superior: 'street', superiors: ['street', 'bureau'], firstYear: true, makeUp: true };
    expect(after().when({ ...opening, data: { ...opening.data, ...asked } }).decision()).toMatchObject([{ data: asked }]);
  });
  it('takes along what boards group by: as the campaign has it, or as register and rules do', () => {
    const banded = aRuleSetWith({ statistics: { groupBy: ['size', 'industry'], sizeBands: [25, 100] } });
    const union = { name: '中心工会', class: 'publicInstitution' as const, superior: 'bureau', path: ['bureau'], members: 60, staff: 64, industry: 'construction' };
    const grouped = yearUnder(factsWith(banded, { union })).after();
    expect(grouped.when(open).decision()).toMatchObject([{ data: { industry: 'construction', staff: 64, sizeBand: '25-99' } }]);
    const asked = { industry: 'trade', staff: 24, sizeBand: '0-24' };
    expect(grouped.when({ ...opening, data: { ...opening.data, ...asked } }).decision()).toMatchObject([{ data: asked }]);
  });
  it("counts facts until the campaign's own cut-off, where it has one", () => {
    expect(after().when({ ...opening, data: { ...opening.data, cutOff: '2026-02-15' } }).decision()).toMatchObject([{ data: { facts: { from: '2025-01-01', cutOff: '2026-02-15' } } }]);
    expect(yearUnder(factsWith(aRuleSet, { campaign: { federation: 'bureau', evaluatedYear: 2025, cutOff: '2026-03-01' } })).after().when(open).decision()).toMatchObject([{ data: { facts: { cutOff: '2026-03-01' } } }]);
  });
  it('by a person goes by the stricter set that a federation above has adopted; a policy says what the call-up found', () => {
    const held = { ruleSet: { id: 'street', version: 1, digest: 'e'.repeat(64) }, by: 'bureau' };
    const year = yearUnder(factsWith(aRuleSet, { held })).after();
    year.when(open).thenRefused('rule-set-tightened', { id: 'district', version: 1, holds: 'street.1', by: 'bureau' });
    const policy = { kind: 'process', office: 'callUp', bodyId: 'callUp', assurance: 'unverified' } as const;
    const campaignRuleSet = { id: 'province', version: 3 };
    expect(year.when({ ...opening, data: { ...opening.data, campaignRuleSet }, by: policy }).decision()).toMatchObject([{ data: { ruleSet: { id: 'district' }, campaignRuleSet } }]);
  });
  it("says which is the campaign's rule set, where a person names another", () => {
    const of = (ruleSet: { id: string; version: number }) => yearUnder(factsWith(aRuleSet, { campaign: { federation: 'bureau', evaluatedYear: 2025, ruleSet } })).after().when(open).decision() as readonly { readonly data: object }[];
    expect(of({ id: 'province', version: 3 })).toMatchObject([{ data: { campaignRuleSet: { id: 'province', version: 3 } } }]);
    expect(of({ id: 'district', version: 1 })[0]?.data).not.toHaveProperty('campaignRuleSet');
  });
  it('happens once', () => after(open).when(open).thenRefused('already-opened', { campaign: 'bureau2025' }));
  it('needs a union that lives', () => {
    const { union: _union, ...without } = factsWith(aRuleSet);
    yearUnder(without).after().when(open).thenRefused('union-unknown');
    const closed = { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau'], closedOn: '2025-06-30' } as const;
    yearUnder(factsWith(aRuleSet, { union: { ...closed, path: [...closed.path] } })).after().when(open).thenRefused('union-closed', { closedOn: '2025-06-30' });
  });
  it('needs published rules, the ones that were meant', () => {
    const { ruleSet: _ruleSet, ...without } = factsWith(aRuleSet);
    yearUnder(without).after().when(open).thenRefused('rule-set-unknown', { id: 'district', version: 1 });
    after().when({ ...opening, data: { ...opening.data, ruleSet: { id: 'district', version: 1, digest: 'e'.repeat(64) } } }).thenRefused('rule-set-differs', { published: digest });
    expect(after().when({ ...opening, data: { ...opening.data, ruleSet: { id: 'district', version: 1, digest } } }).decision()).toHaveLength(1);
  });
});

describe('opening by a person', () => {
  const { campaign: _campaign, ...withoutCampaign } = factsWith(aRuleSet);

  it('is the superior\'s, in a campaign of that year above the union', () => {
    after().when({ ...opening, by: chair }).thenRefused('own-union', { body: 'union-centre' });
    yearUnder(withoutCampaign).after().when(open).thenRefused('campaign-unknown', { campaign: 'bureau2025' });
    yearUnder(factsWith(aRuleSet, { campaign: { federation: 'bureau', evaluatedYear: 2024 } })).after().when(open).thenRefused('campaign-of-another-year', { evaluatedYear: 2024 });
    yearUnder(factsWith(aRuleSet, { campaign: { federation: 'moon', evaluatedYear: 2025 } })).after().when(open).thenRefused('union-not-below', { units: ['centre'] });
  });
  it('is of the campaign\'s federation or of one between it and the union, of no other', () => {
    const as = (bodyId: string): Wish => ({ ...opening, by: { ...officer, bodyId } }) as Wish;
    const within = (path: string[]) => yearUnder(factsWith(aRuleSet, { campaign: { federation: 'city', evaluatedYear: 2025 }, federation: { path } })).after();
    expect(within([]).when(as('federation-city')).decision()).toHaveLength(1);
    expect(within(['city']).when(as('federation-bureau')).decision()).toHaveLength(1);
    within(['province']).when(as('federation-bureau')).thenRefused('not-of-campaign', { body: 'federation-bureau', federation: 'city' });
    within(['city']).when(as('federation-moon')).thenRefused('not-of-campaign', { body: 'federation-moon' });
    within(['city']).when(as('union-other')).thenRefused('not-of-campaign', { body: 'union-other' });
    after().when(as('federation-city')).thenRefused('not-of-campaign', { body: 'federation-city', federation: 'bureau' });
  });
  it('by a campaign itself needs no second look at it', () => {
    const policy = { kind: 'process', office: 'callUp', bodyId: 'log-main', assurance: 'unverified' } as const;
    expect(yearUnder(withoutCampaign).after().when({ ...opening, by: policy }).decision()).toHaveLength(1);
  });
});

describe('a cycle of several years', () => {
  const everySecond = (orWhenApplying?: true, anchor = 2024) => yearUnder(factsWith(aRuleSetWith({ cycle: { years: 2, anchor, ...(orWhenApplying === undefined ? {} : { orWhenApplying }) } }))).after();
  const forTitle: Wish = { ...opening, data: { ...opening.data, forTitle: true } };

  it('has no evaluation in a year between, but for a title where the rules let it', () => {
    everySecond().when(open).thenRefused('year-not-in-cycle', { evaluatedYear: 2025, years: 2, anchor: 2024 });
    everySecond().when(forTitle).thenRefused('year-not-in-cycle');
    expect(everySecond(true).when(forTitle).decision()).toMatchObject([{ data: { forTitle: true } }]);
    everySecond(true).when(open).thenRefused('year-not-in-cycle');
    expect(everySecond(undefined, 2023).when(open).decision()).toHaveLength(1);
  });
});

describe('a union with a past', () => {
  const union = { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau'], foundedOn: '2025-03', members: 24 } as const;
  const young = yearUnder(factsWith(aRuleSet, { union: { ...union, path: [...union.path] } }));

  it('takes founding and size along, as the campaign or else the register has them', () => {
    expect(young.after(open).state().opened).toMatchObject({ foundedOn: '2025-03', members: 24 });
    expect(young.after({ ...opening, data: { ...opening.data, foundedOn: '--08', members: 30 } }).state().opened).toMatchObject({ foundedOn: '--08', members: 30 });
  });
  it('owes with what comes next what was due before it was founded', () => {
    const due = { plan: 'Y-03-31', selfInspection: 'Y-10-31', vote: 'Y-12-15', item: 'item + 30d', close: 'Y+1-04-30' };
    const duesOfOne = (foundedOn: string) => yearUnder(factsWith({ ...aRuleSet, due }, { union: { ...union, path: [...union.path], foundedOn } })).after(open).state().due;
    const own = { plan: '2025-03-31', selfInspection: '2025-10-31', vote: '2025-12-15', close: '2026-04-30' };
    // Founded on the day itself, some time in the month, or in a year that nobody knows, it may have owed it.
    for (const foundedOn of ['2009', '2025-03-31', '2025-03', '2025', '--08']) expect([foundedOn, duesOfOne(foundedOn)]).toEqual([foundedOn, own]);
    for (const foundedOn of ['2025-04-01', '2025-06']) expect([foundedOn, duesOfOne(foundedOn)]).toEqual([foundedOn, { ...own, plan: '2025-10-31' }]);
    expect(duesOfOne('2025-11')).toEqual({ ...own, plan: '2025-12-15', selfInspection: '2025-12-15' });
    expect(duesOfOne('2026-05')).toEqual(own);
  });

  describe('that was called up when days had passed', () => {
    const due = { plan: 'Y-03-31', selfInspection: 'Y-10-31', vote: 'Y-12-15', item: 'item + 30d', close: 'Y+1-04-30' };
    const own = { plan: '2025-03-31', selfInspection: '2025-10-31', vote: '2025-12-15', close: '2026-04-30' };
    const old = yearUnder(factsWith({ ...aRuleSet, due, circular: { papers: 5, makeUp: 10 } }, { union: { ...union, path: [...union.path], foundedOn: '2001' } }));
    const openedWith = (data: Partial<typeof opening.data>, at?: string) => old.after({ ...opening, ...(at === undefined ? {} : { at }), data: { ...opening.data, ...data } }).state();
    const duesOfOne = (...asked: Parameters<typeof openedWith>) => openedWith(...asked).due;

    it('owes them with what comes next', () => {
      for (const calledUpOn of ['2025-02-10', '2025-03-31']) expect(duesOfOne({ calledUpOn })).toEqual(own);
      expect(duesOfOne({ calledUpOn: '2025-04-01' })).toEqual({ ...own, plan: '2025-10-31' });
      expect(openedWith({ calledUpOn: '2025-11-03' })).toMatchObject({ due: { ...own, plan: '2025-12-15', selfInspection: '2025-12-15' }, opened: { deferred: { calledUpOn: '2025-11-03', until: '2025-12-15', due: ['plan', 'selfInspection'] } } });
      expect(openedWith({ calledUpOn: '2025-02-10' }).opened).not.toHaveProperty('deferred');
    });
    it('keeps them where nobody said a day, or none comes after: it is late, or made up for', () => {
      for (const data of [{}, { calledUpOn: '2026-05-06' }]) expect(openedWith(data)).toMatchObject({ due: own, opened: expect.not.objectContaining({ deferred: expect.anything() }) });
    });
    it('owes them, where it makes up, within the days that a circular gives for that: from the day on which it was asked for', () => {
      const makeUpBy = '2026-02-27';
      expect(openedWith({ makeUp: true, calledUpOn: '2026-02-13' })).toMatchObject({ due: { plan: makeUpBy, selfInspection: makeUpBy, vote: makeUpBy, close: '2026-04-30' }, opened: { deferred: { until: makeUpBy } } });
      expect(duesOfOne({ makeUp: true }, '2026-05-06T02:00:00.000Z')).toEqual({ plan: '2026-05-20', selfInspection: '2026-05-20', vote: '2026-05-20', close: '2026-05-20' });
    });
    it('was called up on a day that was, if on any', () => {
      const on = (calledUpOn: string): Wish => ({ ...opening, data: { ...opening.data, calledUpOn } });
      old.after().when(on('2026-02-30')).thenRefused('date-impossible', { field: 'calledUpOn' });
      old.after().when(on('2026-12-02')).thenRefused('date-in-future', { field: 'calledUpOn', recordedOn: '2026-12-01' });
    });
    it('keeps the day of its call-up when it moves to other rules', () => {
      const state = openedWith({ calledUpOn: '2025-06-03' }) as Running;
      expect(migrationOf(state, { from: { ...aRuleSet, due }, to: { ...aRuleSet, due: { ...due, plan: 'Y-04-30', selfInspection: 'Y-11-30' } } }).due).toEqual({ plan: '2025-11-30', selfInspection: '2025-11-30', vote: '2025-12-15', close: '2026-04-30' });
    });
    it('says so of each step that is due later for it, until it is put off or returned', () => {
      const told = (...more: readonly Wish[]) => nextSteps(old.after({ ...opening, data: { ...opening.data, calledUpOn: '2025-06-03' } }, ...more).state(), '2025-06-03').map(({ step, dueOn, calledUpOn }) => [step, dueOn, calledUpOn]);
      expect(told().slice(0, 2)).toEqual([['submitPlan', '2025-10-31', '2025-06-03'], ['submitSelfInspection', '2025-10-31', undefined]]);
      expect(told({ type: 'ExtendDeadline', data: { due: 'plan', until: '2025-11-15', reason: '场地装修', approvedOn: '2025-06-04' }, by: officer }).find(([step]) => step === 'submitPlan')).toEqual(['submitPlan', '2025-11-15', undefined]);
    });
  });

  it('did nothing before it was founded, where that is certain', () => {
    const form = (formedOn: string): Wish => ({ type: 'FormLeadingGroup', data: { formedOn, members: ['chair'] } });
    young.after(open).when(form('2025-02-28')).thenRefused('date-before-founding', { field: 'formedOn', foundedOn: '2025-03' });
    for (const formedOn of ['2025-03-01', '2025']) expect(young.after(open).when(form(formedOn)).decision()).toHaveLength(1);
  });
});

describe('a first year', () => {
  const founded = (foundedOn: string) => factsWith(aRuleSet, { union: { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau'], foundedOn } });

  it('is that of a union founded in it, unless said otherwise', () => {
    expect(['2025-03', '2024-12', '--08'].map((day) => yearUnder(founded(day)).after(open).state().opened?.firstYear)).toEqual([true, false, false]);
    expect(yearUnder(founded('2025-03')).after({ ...opening, data: { ...opening.data, firstYear: false } }).state().opened?.firstYear).toBe(false);
  });
});

describe('another run', () => {
  const again: Wish = { ...opening, data: { ...opening.data, run: 2 } };
  const following = (earlierRun: { ended: 'closed' | 'withdrawn' | null; counted: boolean; firstYear: boolean }) => yearUnder(factsWith(aRuleSet, { earlierRun })).after();

  it('asks how the one before stands', () => {
    const needs = (wish: Wish) => evaluation.needs({ ...wish, at: '2026-12-01T02:00:00.000Z', by: officer, commandId: 'c' } as never, initial);
    expect(needs(again)).toMatchObject({ earlierRun: { fact: 'run', of: 'centre.2025.1' } });
    expect(needs(open)).not.toHaveProperty('earlierRun');
    expect(needs(open)).toMatchObject({ held: { fact: 'held', of: 'union.centre@2026-12-01/district.1' } });
  });
  it('follows one that was closed or withdrawn', () => {
    after().when(again).thenRefused('earlier-run-missing', { run: 2, earlier: 1 });
    following({ ended: null, counted: true, firstYear: false }).when(again).thenRefused('earlier-run-not-ended', { run: 2, earlier: 1 });
    expect(following({ ended: 'closed', counted: true, firstYear: false }).when(again).decision()).toMatchObject([{ type: 'EvaluationOpened', data: { run: 2 } }]);
  });
  it('makes up for one that counts, and takes the place of one that does not', () => {
    expect(following({ ended: 'closed', counted: true, firstYear: false }).when(again).decision()).toMatchObject([{ data: { makeUp: true } }]);
    expect(following({ ended: 'withdrawn', counted: false, firstYear: true }).when(again).decision()).toMatchObject([{ data: { makeUp: false, firstYear: true } }]);
  });
});
