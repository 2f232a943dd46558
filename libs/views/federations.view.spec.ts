import { contributionOf, groupsOf, type StoredEvent } from '#kernel';
import { deepFreeze } from '#kernel/testing';
import { federationRowOf, federations, type FederationRow } from './index.js';

const registered = { stream: 'federation-street', revision: 0, type: 'FederationRegistered', data: { name: '海府街道总工会', line: 'territorial', superiors: ['district', 'education'], path: ['district', 'education', 'city'], level: 'town' } };

describe('a row of the federations', () => {
  const row = federationRowOf([deepFreeze(registered) as unknown as StoredEvent]) as FederationRow;

  it('says what the register has today', () => {
    expect(row).toMatchObject({ federation: 'street', revision: 0, name: '海府街道总工会', line: 'territorial', level: 'town', superiors: ['district', 'education'] });
  });
  describe('that moved', () => {
    const move = (superiors: readonly string[], on: string, position: number) => ({ stream: 'hierarchy-main', revision: position, type: 'FederationMoved', data: { federation: 'street', superiors, path: superiors, on } });
    const rowOf = (...events: readonly object[]) => federationRowOf(events.map((event) => deepFreeze(event) as unknown as StoredEvent)) as FederationRow;
    const moved = rowOf(registered, move(['zone'], '2009-01-01', 7));

    it('is touched by its own moves alone, which stand in the stream of the hierarchy', () => {
      expect(federations.keysOf(move(['zone'], '2009-01-01', 7) as unknown as StoredEvent)).toEqual(['street']);
      expect(federationRowOf([deepFreeze(move(['zone'], '2009-01-01', 7)) as unknown as StoredEvent])).toBeUndefined();
    });

    it('counts for its new superiors, and for no old one; its revision is that of its own stream', () => {
      expect(moved).toMatchObject({ superiors: ['zone'], revision: 0, name: '海府街道总工会' });
      expect(groupsOf(federations, moved)).toEqual(['zone']);
      expect(contributionOf(federations, moved)).toEqual({ federations: 1 });
    });

    it('stays where the later move put it, whichever was recorded first', () => {
      expect(rowOf(registered, move(['zone'], '2009-01-01', 7), move(['town'], '2005', 8)).superiors).toEqual(['zone']);
    });

    it('reports again to those before once a move is void', () => {
      const voided = { stream: 'hierarchy-main', revision: 9, type: 'FederationMoveVoided', data: { federation: 'street', on: '2009-01-01', reason: '有误', basis: '批复' } };
      expect(federations.keysOf(voided as unknown as StoredEvent)).toEqual(['street']);
      expect(rowOf(registered, move(['zone'], '2009-01-01', 7), voided).superiors).toEqual(['district', 'education']);
    });

    it('says since when it holds', () => {
      expect([row, moved].map((one) => federations.columns['changedOn']?.(one))).toEqual(['', '2009-01-01']);
      expect(federations.columns['changedOn']?.(rowOf(registered, move(['zone'], '2009-01-01', 7), { ...registered, revision: 1, type: 'FederationRenamed', data: { name: '新名', on: '2009-03' } }))).toBe('2009-03-01');
    });
  });

  it('counts for those it reports to directly, through either line', () => {
    expect(groupsOf(federations, row)).toEqual(['district', 'education']);
    expect(contributionOf(federations, row)).toEqual({ federations: 1 });
  });
});
