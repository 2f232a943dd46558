import type { StoredEvent } from '#kernel';
import { releasePlaces } from './index.js';

const effectsOf = (type: string, data: object) => releasePlaces.on[type]?.({ stream: 'evaluation-centre.2025.1', type, data } as unknown as StoredEvent) ?? [];

describe('an application that comes to nothing', () => {
  it.each(['ApplicationDeclined', 'ApplicationWithdrawn'])('frees its places with every federation above: %s', (type) => {
    expect(effectsOf(type, { allotments: ['bureau.2025.model', 'city.2025.model'] })).toEqual(
      ['bureau.2025.model', 'city.2025.model'].map((id) => ({ category: 'allotment', id, command: { type: 'ReleasePlace', data: { evaluation: 'centre.2025.1' } } })),
    );
  });
  it('holds none where its title has no quota', () => {
    expect(effectsOf('ApplicationWithdrawn', { withdrawnOn: '2025-12-12', reason: '条件尚不成熟' })).toEqual([]);
  });
});
