import { contributionOf, groupsOf, type StoredEvent } from '#kernel';
import { deepFreeze } from '#kernel/testing';
import { federationRowOf, federations, type FederationRow } from './index.js';

const registered = { stream: 'federation-street', revision: 0, type: 'FederationRegistered', data: { name: '海府街道总工会', line: 'territorial', superiors: ['district', 'education'], path: ['district', 'education', 'city'], level: 'town' } };

describe('a row of the federations', () => {
  const row = federationRowOf([deepFreeze(registered) as unknown as StoredEvent]) as FederationRow;

  it('says what the register has today', () => {
    expect(row).toMatchObject({ federation: 'street', revision: 0, name: '海府街道总工会', line: 'territorial', level: 'town', superiors: ['district', 'education'] });
  });
  it('counts for those it reports to directly, through either line', () => {
    expect(groupsOf(federations, row)).toEqual(['district', 'education']);
    expect(contributionOf(federations, row)).toEqual({ federations: 1 });
  });
});
