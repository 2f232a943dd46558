import type { Node } from '#platform';
import { calledBodies } from './called-bodies.js';

const rows = (of: Readonly<Record<string, object>>) => ({ get: async (id: string) => of[id] });
const node = { views: { federations: rows({ district: { name: '某区总工会', code: null }, haifu: { name: '海府街道总工会', code: '81A' } }), unions: rows({ mill: { name: '某厂工会', code: '82B' } }) } } as unknown as Pick<Node, 'views'>;

describe('the bodies that a refusal names', () => {
  it('are called by name, and by code where they have one', async () => {
    expect(await calledBodies(node, { body: 'federation-haifu', federation: 'district' }, 'zh-CN')).toEqual({ body: '海府街道总工会（81A）', federation: '某区总工会' });
    expect(await calledBodies(node, { body: 'union-mill', union: 'mill' }, 'en')).toEqual({ body: '某厂工会 (82B)', union: '某厂工会 (82B)' });
  });

  it('stay as they are where the register has none, and where a detail is something else', async () => {
    expect(await calledBodies(node, { body: 'log-main', union: 'nobody', federation: 7, haifu: 'haifu', units: ['mill'] }, 'en')).toEqual({});
  });
});
