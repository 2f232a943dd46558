import { specify } from '#kernel/testing';
import { campaignDecider, CampaignOpened, evaluatedYears } from './index.js';

const digest = 'd'.repeat(64);
const ruleSet = { inForce: { from: '2009-01-01', until: '2012-12-31' } };
const federation = { name: '局工会', path: [] };
const campaigns = specify(campaignDecider, { ruleSet, ruleSetDigest: digest, federation });
const wish = { ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-01-05' };
const open = (changed: Partial<typeof wish> = {}) => ({ type: 'OpenCampaign', data: { ...wish, ...changed } });
const opened = CampaignOpened.of({ ...wish, ruleSet: { ...wish.ruleSet, digest } });

describe('opening a campaign', () => {
  it('pins the rule set by its digest', () => campaigns.given().when(open()).then(opened));
  it('is done once', () => campaigns.given(opened).when(open()).thenRefused('campaign-already-open', { evaluatedYear: 2009 }));

  it('asks for facts by the key of the rule set and the id of the federation', () => {
    const command = { ...open(), commandId: 'c', by: { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' }, at: '' } as unknown as Parameters<typeof campaignDecider.needs>[0];
    expect(campaignDecider.needs(command, campaignDecider.initial)).toEqual({
      ruleSet: { fact: 'ruleSet', of: 'wuhan.1' },
      ruleSetDigest: { fact: 'ruleSetDigest', of: 'wuhan.1' },
      federation: { fact: 'federation', of: 'bureau' },
    });
  });

  it('needs a rule set that was published', () => {
    specify(campaignDecider, { federation }).given().when(open()).thenRefused('rule-set-unknown', { ruleSet: 'wuhan.1' });
  });

  it('needs a federation that is registered', () => {
    specify(campaignDecider, { ruleSet, ruleSetDigest: digest }).given().when(open()).thenRefused('federation-unknown', { federation: 'bureau' });
  });

  it.each(['2009-02-30', '2009-01', 'today'])('does not happen on %s', (openedOn) => {
    campaigns.given().when(open({ openedOn })).thenRefused('date-impossible', { field: 'openedOn', date: openedOn });
  });

  it.each([evaluatedYears.first - 1, evaluatedYears.last + 1, 2009.5])('evaluates no year %d', (evaluatedYear) => {
    campaigns.given().when(open({ evaluatedYear })).thenRefused('year-out-of-range', { evaluatedYear });
  });

  it.each(['2008-12-31', '2013-01-01'])('uses no rule set that is not in force on %s', (openedOn) => {
    campaigns.given().when(open({ openedOn })).thenRefused('rule-set-not-in-force', { openedOn, from: '2009-01-01', until: '2012-12-31' });
  });
});
