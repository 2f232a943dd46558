import { actorHeader, requestOf } from './http-client.js';

describe('a step becomes a request', () => {
  test('a creating command goes to its collection with the id in the body', () => {
    expect(requestOf({ on: 'union-centre', do: 'RegisterUnion', with: { name: '工会' } })).toEqual({ path: '/v1/unions', body: { id: 'centre', name: '工会' } });
    expect(requestOf({ on: 'campaign-bureau_2009', do: 'OpenCampaign', with: {} })).toEqual({ path: '/v1/campaigns', body: { id: 'bureau_2009' } });
  });

  test('a rule set brings its own name', () => {
    expect(requestOf({ on: 'ruleset-wuhan.1', do: 'PublishRuleSet', with: { ruleSet: { id: 'wuhan' } } })).toEqual({ path: '/v1/rule-sets', body: { ruleSet: { id: 'wuhan' } } });
  });

  test('any other command goes to its thing, in kebab-case', () => {
    expect(requestOf({ on: 'evaluation-centre.2009.1', do: 'HoldAssembly', with: { present: 52 } })).toEqual({ path: '/v1/evaluations/centre.2009.1/hold-assembly', body: { present: 52 } });
    expect(requestOf({ on: 'campaign-bureau_2009', do: 'CallUpUnits' })).toEqual({ path: '/v1/campaigns/bureau_2009/call-up-units', body: {} });
  });

  test('an actor becomes a header', () => {
    expect(actorHeader({ office: 'chair', body: 'union-centre' })).toBe('office=chair;body=union-centre');
    expect(actorHeader({ office: 'officer', body: 'federation-bureau', onBehalfOf: 'union-centre', basis: 'letter' })).toBe('office=officer;body=federation-bureau;onBehalfOf=union-centre;basis=letter');
  });
});
