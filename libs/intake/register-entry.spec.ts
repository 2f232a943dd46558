import { registerEntry } from './register-entry.js';

const read = (values: Readonly<Record<string, unknown>>) => registerEntry({ kind: 'entry', sheet: '', row: 2, values: { name: '辛一工会', class: 'government', superior: '区直属', ...values }, told: {}, faults: [], section: undefined } as never, { today: '2026-11-27', namesSuperiors: true });

describe('the system id that a row gives', () => {
  it.each(['a', '1', 'u_0123456789abcdef', 'a'.repeat(32)])('%s: is kept', (id) => expect(read({ id })).toMatchObject({ id, faults: [] }));

  it.each(['A-1', '总1', 'a'.repeat(33), '_a', 'a.b', 'a b', 'a\n'])('%j: is none, of a union as of a federation', (id) => {
    for (const kind of ['government', 'federation']) {
      const { faults, ...entry } = read({ id, class: kind });
      expect([faults, 'id' in entry]).toEqual([[{ code: 'id-unreadable', field: 'id', details: { value: id } }], false]);
    }
  });
});
