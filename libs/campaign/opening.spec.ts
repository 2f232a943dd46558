import { specify } from '#kernel/testing';
import { aRuleSetWith } from '#rules/testing';
import { campaignDecider, CampaignOpened, evaluatedYears } from './index.js';

const digest = 'd'.repeat(64);
const ruleSet = aRuleSetWith({ inForce: { from: '2009-01-01', until: '2012-12-31' }, facts: { from: 'Y-01-01', cutOff: 'Y+1-04-30' }, statistics: { groupBy: ['size'], sizeBands: [25, 100] } });
const federation = { name: '局工会', path: [] };
const campaigns = specify(campaignDecider, { ruleSet, ruleSetDigest: digest, federation, 'subtree:bureau': federation, 'excluded:gone': { name: '在撤工会' } });
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

  it('is for federations and unions that are registered, and asks for each that is named', () => {
    const exclusions = ['gone', 'nobody'].map((union) => ({ union, reason: '正在撤销' }));
    const scope = { subtree: ['bureau', 'nowhere'], exclusions };
    const faults = [
      { code: 'federation-unknown', field: 'scope/subtree/1', federation: 'nowhere' },
      { code: 'union-unknown', field: 'scope/exclusions/1/union', union: 'nobody' },
    ];
    campaigns.given().when(open({ scope } as object)).thenRefused('federation-unknown', { federation: 'nowhere', count: 2, faults });
    campaigns.given().when(open({ scope: { exclusions } } as object)).thenRefused('union-unknown', { union: 'nobody', count: 1, faults: faults.slice(1) });
    const command = { ...open({ scope } as object), commandId: 'c', by: { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' }, at: '' } as unknown as Parameters<typeof campaignDecider.needs>[0];
    expect(campaignDecider.needs(command, campaignDecider.initial)).toMatchObject({ 'subtree:nowhere': { fact: 'federation', of: 'nowhere' }, 'excluded:gone': { fact: 'union', of: 'gone' } });
  });

  it('records its notice, its scope, the days that federations are given and its own cut-off', () => {
    const more = {
      cutOff: '2010-02-15',
      notice: { title: '关于开展2009年度会员评家的通知', documentNumber: '建工会〔2009〕3号', issuedOn: '2009-01-05' },
      scope: { classes: ['publicInstitution' as const], sizes: ['25-99', '100-'], subtree: ['bureau'], exclusions: [{ union: 'gone', reason: '正在撤销' }] },
      duties: { plan: '2009-03-31', summary: '2010-02-15' },
    };
    campaigns.given().when(open(more as object)).then(CampaignOpened.of({ ...opened.data, ...more }));
  });

  it.each(['2008-12-31', '2010-05-01'])('does not end its year on %s, outside of what the rules say', (cutOff) => {
    campaigns.given().when(open({ cutOff } as object)).thenRefused('cut-off-out-of-range', { cutOff, from: '2009-01-01', last: '2010-04-30' });
  });

  it('names only days that exist', () => {
    campaigns.given().when(open({ cutOff: '2010-02-30' } as object)).thenRefused('date-impossible', { field: 'cutOff', date: '2010-02-30' });
    campaigns.given().when(open({ duties: { check: '2009-11-31' } } as object)).thenRefused('date-impossible', { field: 'check', date: '2009-11-31' });
  });

  it('tells sizes apart as its rules do, and leaves a union out once', () => {
    campaigns.given().when(open({ scope: { sizes: ['0-99'] } } as object)).thenRefused('size-band-unknown', { size: '0-99', bands: ['0-24', '25-99', '100-'] });
    const exclusions = [{ union: 'gone', reason: '撤销' }, { union: 'gone', reason: '合并' }];
    campaigns.given().when(open({ scope: { exclusions } } as object)).thenRefused('unit-twice', { units: ['gone'], count: 1 });
  });

  it.each(['2008-12-31', '2013-01-01'])('uses no rule set that is not in force on %s', (openedOn) => {
    campaigns.given().when(open({ openedOn })).thenRefused('rule-set-not-in-force', { openedOn, from: '2009-01-01', until: '2012-12-31' });
  });
});
