import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { sumOf } from './ballot.js';
import { outcomeOf } from './outcome.js';
import { after, factsWith, openRound, publish, tally, untilAssembly, yearUnder } from '../testing/a-year.js';

const opened = after(...untilAssembly, openRound());
const asked = (data: Parameters<typeof tally>[1] = {}) => tally(45, data);

describe('participation', () => {
  const rule = { atLeast: '3/10', of: 'members', frontLine: '3/5', withConsentAtLeast: '1/5', else: 'stop' } as const;
  const under = (others: object = {}) => yearUnder(factsWith(aRuleSetWith({ participation: { ...rule, ...others } })));
  const round = (others: Parameters<typeof openRound>[1] = {}) => [...untilAssembly, openRound(1, { members: 150, ...others })];

  it('asks for a share of the members, and of the front line among those who took part', () => {
    expect(under().after(...round()).when(asked({ frontLine: 30 })).decision()).toMatchObject([
      { data: { counts: { frontLine: 30 }, outcome: { warnings: [], participation: { n: 50, count: 'returned', m: 150, of: 'members', atLeast: '3/10', consented: false, frontLine: { n: 30, m: 50, met: true }, met: true } } } },
    ]);
    under().after(...round()).when(asked({ frontLine: 29 })).thenRefused('participation-short', { met: false, frontLine: { n: 29, m: 50, atLeast: '3/5', met: false } });
    under().after(...round({ members: 167 })).when(asked({ frontLine: 50 })).thenRefused('participation-short', { n: 50, m: 167, atLeast: '3/10' });
  });
  it('is judged for all boxes when the result is published', () => {
    const boxes = [...round({ boxes: 2, members: 400 }), asked({ frontLine: 40 }), asked({ box: 'b', frontLine: 40 })];
    under().after(...boxes).when(publish()).thenRefused('participation-short', { n: 100, m: 400, frontLine: { n: 80, m: 100, met: true } });
  });
  it('may be lower where the superior consented beforehand', () => {
    expect(under().after(...round({ members: 250, consentedOn: '2025-11-01' })).when(asked({ frontLine: 50 })).decision()).toMatchObject([{ data: { outcome: { participation: { atLeast: '1/5', consented: true, met: true } } } }]);
    under().after(...round({ members: 250, consentedOn: '2025-11-11' })).when(asked({ frontLine: 50 })).thenRefused('consent-not-prior', { consentedOn: '2025-11-11', heldOn: '2025-11-10' });
  });
  it('warns where the rules say so, or where something was not counted', () => {
    expect(under({ else: 'warn' }).after(...round({ members: 200 })).when(asked({ frontLine: 50 })).decision()).toMatchObject([{ data: { outcome: { warnings: ['participation-short'] } } }]);
    expect(under().after(...round()).when(asked()).decision()).toMatchObject([{ data: { outcome: { warnings: ['participation-unknown'], participation: { met: null, frontLine: { n: null, met: null } } } } }]);
    expect(under({ of: 'staff' }).after(...round()).when(asked({ frontLine: 50 })).decision()).toMatchObject([{ data: { outcome: { warnings: ['participation-unknown'], participation: { m: null, met: null } } } }]);
    expect(under({ of: 'staff' }).after(...round({ staff: 160 })).when(asked({ frontLine: 50 })).decision()).toMatchObject([{ data: { outcome: { participation: { m: 160, met: true } } } }]);
    expect(under({ of: 'entitled', count: 'present' }).after(...round()).when(asked({ frontLine: 50 })).decision()).toMatchObject([{ data: { outcome: { participation: { count: 'present', n: 50, m: 60, met: true } } } }]);
  });
  it('of members goes by the register where the round does not say', () => {
    const union = { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'], members: 155 } as const;
    const year = yearUnder(factsWith(aRuleSetWith({ participation: rule }), { union: { ...union, path: [...union.path] } })).after(...untilAssembly, openRound());
    expect(year.when(asked({ frontLine: 50 })).decision()).toMatchObject([{ data: { outcome: { participation: { m: 155 } } } }]);
  });
});

describe('other ballots', () => {
  const bands = [{ grade: 'satisfied', from: 80, to: 100 }, { grade: 'basicallySatisfied', from: 60, to: 79 }, { grade: 'dissatisfied', from: 0, to: 59 }];
  const scored = yearUnder(factsWith(aRuleSetWith({ ballot: { ...aRuleSet.ballot, kind: 'scores', bands } }))).after(...untilAssembly, openRound());
  const points = (home: number, unionWork = 4000) => asked({ points: { home, unionWork } });

  it('of score sheets come with points that the bands can have', () => {
    expect(scored.when(points(3600)).decision()).toMatchObject([{ data: { counts: { points: { home: 3600, unionWork: 4000 } } } }]);
    expect(scored.when(points(4795)).decision()).toHaveLength(1);
    scored.when(points(3599)).thenRefused('points-outside-bands', { subject: 'home', sum: 3599, least: 3600, most: 4795 });
    scored.when(points(4796)).thenRefused('points-outside-bands', { sum: 4796 });
  });
  it('of score sheets have points for each subject, others for none', () => {
    scored.when(asked({ points: { home: 4000 } })).thenRefused('ballot-mismatch', { missing: ['points.unionWork'], foreign: [] });
    scored.when(asked({ points: { home: 4000, unionWork: 4000, canteen: 1 } })).thenRefused('ballot-mismatch', { foreign: ['points.canteen'] });
    opened.when(points(4000)).thenRefused('ballot-mismatch', { foreign: ['points.home', 'points.unionWork'] });
  });
  it('of propositions are agreed to or not', () => {
    const rules = aRuleSetWith({ ballot: { kind: 'propositions', subjects: ['meetsModel'], grades: ['agree', 'disagree', 'abstain'] }, endorsement: { subject: 'meetsModel', upper: ['agree'], over: { assembly: 'valid', questionnaire: 'valid' } } });
    const year = yearUnder(factsWith(rules)).after(...untilAssembly, openRound());
    expect(year.when(asked({ subjects: { meetsModel: { agree: 42, disagree: 5, abstain: 3 } } })).decision()).toMatchObject([{ data: { outcome: { subject: 'meetsModel', endorsement: { n: 42, m: 50, of: 'valid', formula: 'agree' }, reached: ['qualified'] } } }]);
  });
  it('of several boxes add up, front line and points only where every box counted them', () => {
    const box = (others: object) => ({ entitled: 10, present: 10, issued: 10, returned: 10, valid: 10, spoilt: 0, subjects: {}, ...others });
    expect(sumOf([box({ frontLine: 4, points: { home: 800 } }), box({ frontLine: 5, points: { home: 700 } })])).toMatchObject({ frontLine: 9, points: { home: 1500 } });
    expect(sumOf([box({ frontLine: 4, points: { home: 800 } }), box({})])).toEqual({ ...box({}), entitled: 20, present: 20, issued: 20, returned: 20, valid: 20 });
  });
});

describe('the threshold', () => {
  const counts = (n: number, present: number) => tally(n, { present }).data;

  it('is compared in whole numbers: 80.0 % passes, 79.96 % does not', () => {
    expect(outcomeOf(counts(4, 5), aRuleSet, { body: 'congress' }).reached).toEqual(['qualified']);
    expect(outcomeOf(counts(1999, 2500), aRuleSet, { body: 'congress' })).toMatchObject({ reached: [], belowThreshold: true });
    expect(outcomeOf(counts(2000, 2500), aRuleSet, { body: 'congress' }).belowThreshold).toBe(false);
    expect(outcomeOf(counts(17, 20), aRuleSet, { body: 'congress' }).reached).toEqual(['qualified', 'advanced']);
  });
  it('takes the denominator of the rule set, and shows all four', () => {
    const wuhan = { entitled: 60, present: 41, issued: 41, returned: 40, valid: 38, spoilt: 2, subjects: { home: { satisfied: 31, basicallySatisfied: 0, dissatisfied: 7 } } };
    expect(outcomeOf(wuhan, aRuleSet, { body: 'congress' }).rates.map(({ n, m, of }) => [n, m, of])).toEqual([[31, 38, 'valid'], [31, 40, 'returned'], [31, 41, 'present'], [31, 60, 'entitled']]);
    const overValid = aRuleSetWith({ endorsement: { ...aRuleSet.endorsement, over: { assembly: 'valid', questionnaire: 'valid' } } });
    expect(outcomeOf(wuhan, overValid, { body: 'congress' })).toMatchObject({ endorsement: { n: 31, m: 38 }, reached: ['qualified'] });
    expect(outcomeOf(wuhan, aRuleSet, { body: 'congress' }).belowThreshold).toBe(true);
  });
  it('is nobody\'s where the rules have no titles', () => expect(outcomeOf(counts(0, 50), aRuleSetWith({ titles: [] }), { body: 'congress' })).toMatchObject({ reached: [], belowThreshold: false }));
  it('of a title may have its own subject, grades and denominator; one switched off is nobody\'s', () => {
    const own = { id: 'model', after: null, endorsement: '3/5', score: 0, subject: 'unionWork', upper: ['satisfied'], over: { assembly: 'entitled', questionnaire: 'issued' } } as const;
    const title = { ...own, upper: [...own.upper] };
    const rules = (...titles: (typeof aRuleSet)['titles']) => aRuleSetWith({ titles });
    const sheet = { ...tally(40).data, subjects: { home: { satisfied: 0, basicallySatisfied: 50 }, unionWork: { satisfied: 36, basicallySatisfied: 14 } } };
    expect(outcomeOf(sheet, rules(...aRuleSet.titles, title), { body: 'congress' }).reached).toEqual(['qualified', 'advanced', 'model']);
    expect(outcomeOf({ ...sheet, entitled: 61 }, rules(title), { body: 'congress' })).toMatchObject({ reached: [], belowThreshold: true });
    expect(outcomeOf(sheet, rules({ ...title, off: true }), { body: 'congress' })).toMatchObject({ reached: [], belowThreshold: false });
  });
  it('comes with a warning for a small group', () => {
    expect(outcomeOf(counts(4, 4), aRuleSet, { body: 'congress' }).warnings).toEqual(['small-group']);
    // Five ballots are enough where fewer than five are few.
    expect(outcomeOf(counts(5, 5), aRuleSet, { body: 'congress' }).warnings).toEqual([]);
  });
  it('counts no subject that is not there', () => expect(outcomeOf({ ...counts(4, 5), subjects: {} }, aRuleSet, { body: 'congress' }).endorsement.n).toBe(0));
});
