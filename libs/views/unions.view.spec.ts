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
  it('is searched by name', () => expect(unions.searched).toEqual(['name']));
  it('counts for the federation it reports to, and for no other', () => {
    expect(groupsOf(unions, rowAfter(registered))).toEqual(['street']);
    expect(contributionOf(unions, rowAfter(registered))).toEqual({ unions: 1, units: 23, 'class.jointUnion': 1, members: 310 });
  });
});
