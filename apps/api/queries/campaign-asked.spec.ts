import type { Node } from '#platform';
import { votePutOff } from './campaign-asked.js';

/** A round whose vote was put off for its only unit. */
const state = { opened: null, calledUp: [{ mill: true }], federations: {}, released: {}, extended: { 'vote@2026-01-31': [{ mill: true }] }, closed: null, circulars: {}, samples: {} };
const folded: string[] = [];
const nodeWith = (row: object | undefined) =>
  ({ views: { campaigns: { get: async () => row } }, commands: { state: async (_decider: unknown, id: string) => (folded.push(id), { state, revision: 3 }) } }) as unknown as Node;
const putOff = async (row: object | undefined) => {
  folded.length = 0;
  return [await votePutOff(nodeWith(row), 'year', undefined), folded.length];
};

describe('the day to which a round’s vote was put off', () => {
  it('is read from the round itself only where its row says that a vote was put off', async () => {
    expect(await putOff({ extended: ['vote'] })).toEqual(['2026-01-31', 1]);
    expect(await putOff({ extended: ['plan'] })).toEqual([undefined, 0]);
  });

  it('is read from the round where no row says so: that of an old version, or none yet', async () => {
    expect(await putOff({ name: 'of an older version' })).toEqual(['2026-01-31', 1]);
    expect(await putOff(undefined)).toEqual(['2026-01-31', 1]);
  });
});
