import { contributionOf, groupsOf, type StoredEvent } from '#kernel';
import { deepFreeze, someone } from '#kernel/testing';
import { unionRowOf, unions, type UnionRow } from './index.js';

type Happening = readonly [type: string, data: object];
const registered: Happening = ['UnionRegistered', { name: '商圈联合工会', class: 'jointUnion', superior: 'street', path: ['street', 'district'], units: 23, members: 310 }];

function rowAfter(...happenings: readonly Happening[]): UnionRow {
  const events = happenings.map(([type, data], revision) => deepFreeze({ stream: 'union-market', revision, type, data, metadata: { by: someone } }) as unknown as StoredEvent);
  for (const event of events) expect(unions.keysOf(event)).toEqual(['market']);
  const row = unionRowOf(events);
  if (row === undefined) throw new Error('no row');
  return row;
}

describe('a row of the unions', () => {
  it('says what the register has today; what is not known is null', () => {
    expect(rowAfter(registered)).toMatchObject({ union: 'market', revision: 0, name: '商圈联合工会', class: 'jointUnion', superior: 'street', units: 23, members: 310, staff: null, foundedOn: null, closedOn: null });
  });
  describe('that ended', () => {
    const closed: Happening = ['UnionClosed', { on: '2009-07', reason: '企业注销' }];
    const merged: Happening = ['UnionMerged', { into: 'mall', on: '2009-07-15', reason: '并入' }];

    it('counts apart, and no more among those that go on', () => {
      expect(contributionOf(unions, rowAfter(registered, closed))).toEqual({ ended: 1 });
      expect(groupsOf(unions, rowAfter(registered, closed))).toEqual(['street']);
    });

    it('says when, and what it became part of', () => {
      expect(rowAfter(registered, closed)).toMatchObject({ revision: 1, closedOn: '2009-07', mergedInto: null });
      expect(rowAfter(registered, merged)).toMatchObject({ closedOn: '2009-07-15', mergedInto: 'mall' });
    });
  });

  it('says from when on it holds: the last change that lists tell apart, no headcount', () => {
    const spans = (...happenings: readonly Happening[]) => [unions.columns['beganOn'], unions.columns['changedOn']].map((column) => column?.(rowAfter(...happenings)));
    const founded: Happening = ['UnionRegistered', { ...registered[1], foundedOn: '2001-05' }];
    expect(spans(registered)).toEqual(['', '']);
    expect(spans(founded, ['HeadcountRecorded', { members: 300, on: '2010-01-01' }])).toEqual(['2001-05-01', '']);
    expect(spans(founded, ['UnionRenamed', { name: '新名', on: '2008-05' }], ['UnionMoved', { superior: 'town', path: ['town'], on: '2006' }])).toEqual(['2001-05-01', '2008-05-01']);
    expect(spans(founded, ['UnionRenamed', { name: '新名', on: '2008-05' }], ['UnionClosed', { on: '2009-07', reason: '注销' }])).toEqual(['2001-05-01', '2009-07-01']);
  });

  it('says whether the register names a chair or somebody of the Party organisation now', () => {
    const contacted = (...happenings: readonly Happening[]) => unions.columns['contacted']?.(rowAfter(registered, ...happenings));
    const contact = (office: string, person?: string): Happening => ['ContactRecorded', { office, on: '2010-01-01', ...(person === undefined ? {} : { person }) }];
    expect([contacted(), contacted(contact('treasurer', 'p1')), contacted(contact('chair', 'p1')), contacted(contact('party', 'p1')), contacted(contact('chair', 'p1'), contact('chair'))]).toEqual([null, null, 1, 1, null]);
  });

  it('is searched by name', () => expect(unions.searched).toEqual(['name']));
  it('counts for the federation it reports to, and for no other', () => {
    expect(groupsOf(unions, rowAfter(registered))).toEqual(['street']);
    expect(contributionOf(unions, rowAfter(registered))).toEqual({ unions: 1, units: 23, 'class.jointUnion': 1, members: 310 });
  });
});
