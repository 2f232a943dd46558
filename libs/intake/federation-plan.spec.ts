import { createHash } from 'node:crypto';
import type { RegisterEntry } from './register-entry.js';
import { KnownRegister, type KnownFederation } from './known-register.js';
import { planRegister } from './register-plan.js';

const texts = { foundingReason: '导入名册与登记不符', basis: 'sheet:a' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const entry = (told: Partial<RegisterEntry>): RegisterEntry => ({ sheet: '', row: 2, what: 'union', name: '甲公司工会', class: 'privateFirm', superior: '区直属', faults: [], ...told });

describe('a row of a federation', () => {
  const known: readonly KnownFederation[] = [
    { id: 'meilan', name: '美兰区总工会', superiors: [] },
    { id: 'schools', name: '区教育工会', superiors: ['meilan'], from: null },
    { id: 'haifu', name: '海府街道总工会', superiors: ['meilan', 'schools', 'city'], line: 'territorial', kind: 'street', level: 'town', organisationCode: 'HF-1', from: '2010-05' },
  ];
  const federation = (told: Partial<RegisterEntry>) => entry({ what: 'federation', superior: '美兰区总工会', ...told });
  const rowsOf = (entries: readonly RegisterEntry[], keepIds = false) => planRegister(entries, { known: new KnownRegister(known, []), on: '2026-05-01', addFederations: false, keepIds, texts, sha256 });
  const notesOf = (told: Partial<RegisterEntry>) => rowsOf([federation({ name: '海府街道总工会', alsoBelow: ['区教育工会'], ...told })]).flatMap(({ outcome, notes }) => [outcome, ...notes.map(({ code, field, details }) => [code, field, details])]);

  it.each<[string, Partial<RegisterEntry>, Partial<RegisterEntry>]>([
    ['by one new id', { id: 'baisha', name: '白沙街道总工会' }, { id: 'baisha', name: '白沙门街道总工会' }],
    ['by one known id', { id: 'haifu', name: '海府街道总工会' }, { id: 'haifu', name: '海府路街道总工会' }],
    ['by its id, and by its name', { id: 'haifu', name: '海府路街道总工会' }, { name: '海府街道总工会' }],
    ['by its name, and by its id', { name: '海府街道总工会' }, { id: 'haifu', name: '海府路街道总工会' }],
  ])('that tells again of another row’s, %s, is refused, naming that row; both are told', (_, first, second) => {
    for (const keepIds of [true, false]) {
      const rows = rowsOf([federation(first), federation({ row: 3, ...second })], keepIds).toSorted((a, b) => a.row - b.row);
      expect(rows).toMatchObject([{ row: 2 }, { row: 3, outcome: 'refused', faults: expect.arrayContaining([expect.objectContaining({ code: 'same-union-twice', details: { sheet: '', row: 2 } })]) }]);
    }
  });

  it('is known by its name under another id, which is told; unions find it by either id and by either name', () => {
    const rows = rowsOf(
      [
        federation({ id: 'other_1', name: '海府街道总工会', alsoBelow: ['区教育工会'] }),
        federation({ row: 3, id: 'schools', name: '美兰区教育系统工会' }),
        ...['other_1', 'haifu', '美兰区教育系统工会', '区教育工会'].map((superior, index) => entry({ row: index + 4, id: `u_${index}`, name: `第${index}工会`, superior })),
      ],
      true,
    );
    expect(rows.map(({ outcome, notes, commands, faults }) => [outcome, ...notes.map(({ code, details }) => [code, details?.['value'], details?.['known']]), ...commands.map(({ data }) => data['superior']), ...faults])).toEqual([
      ['unchanged', ['federation-other-id', 'other_1', 'haifu']],
      ['unchanged', ['federation-otherwise', '美兰区教育系统工会', '区教育工会']],
      ['added', 'haifu'],
      ['added', 'haifu'],
      ['added', 'schools'],
      ['added', 'schools'],
    ]);
  });

  it('of a name that two bear, each with an id of its own, is the known one once', () => {
    const rows = rowsOf([federation({ id: 'a', name: '海府街道总工会' }), federation({ row: 3, id: 'b', name: '海府街道总工会' })], true);
    expect(rows.map(({ id, outcome }) => [id, outcome]).toSorted()).toEqual([['b', 'added'], ['haifu', 'unchanged']]);
  });

  it('tells what it says otherwise, field by field, and takes none of it', () => {
    expect(notesOf({ code: 'hf_1', federationKind: 'street', line: 'territorial', level: 'town', foundedOn: '2010' })).toEqual(['unchanged']);
    expect(notesOf({ code: 'HF-2', federationKind: 'town', line: 'industrial', level: 'district', foundedOn: '2010-06' })).toEqual([
      'unchanged',
      ['federation-otherwise', 'federationKind', { value: 'town', known: 'street' }],
      ['federation-otherwise', 'line', { value: 'industrial', known: 'territorial' }],
      ['federation-otherwise', 'level', { value: 'district', known: 'town' }],
      ['federation-otherwise', 'code', { value: 'HF-2', known: 'HF-1' }],
      ['federation-otherwise', 'foundedOn', { value: '2010-06', known: '2010-05' }],
    ]);
    expect(notesOf({ name: '区教育工会', alsoBelow: [], foundedOn: '1999' })).toEqual(['unchanged', ['federation-otherwise', 'foundedOn', { value: '1999' }]]);
  });

  it('tells of a superior that it leaves out, where it names others', () => {
    expect(notesOf({ alsoBelow: [] })).toEqual(['unchanged', ['superiors-left-out', 'alsoBelow', { superiors: ['区教育工会'] }]]);
  });

  it('tells of a founding that no year is known of, which the register cannot keep', () => {
    const note = ['founding-without-year', 'foundedOn', { value: '--08' }];
    expect(notesOf({ foundedOn: '--08' })).toEqual(['unchanged']);
    expect(notesOf({ name: '区教育工会', alsoBelow: [], foundedOn: '--08' })).toEqual(['unchanged', note]);
    expect(notesOf({ name: '白沙街道总工会', alsoBelow: [], foundedOn: '--08' })).toEqual(['added', note]);
  });

  it('is, where it names no line, what its name says, and otherwise what it says itself', () => {
    const told = (more: Partial<RegisterEntry>) => rowsOf([federation({ name: '白沙街道总工会', ...more })])[0]?.commands[0]?.data;
    expect(told({})).toMatchObject({ kind: 'street', line: 'territorial', level: 'town' });
    expect(told({ federationKind: 'general' })).toMatchObject({ kind: 'general', line: 'territorial', level: 'town' });
    expect(told({ line: 'territorial' })).toEqual({ name: '白沙街道总工会', superiors: ['meilan'], line: 'territorial' });
  });

  it('below a ring of others is refused, as is a union below it', () => {
    const rows = rowsOf([federation({ name: '甲联会', superior: '乙联会' }), federation({ row: 3, name: '乙联会', superior: '甲联会' }), federation({ row: 4, name: '丙联会', superior: '甲联会' }), entry({ row: 5, superior: '丙联会' })]);
    expect(rows.toSorted((a, b) => a.row - b.row).map(({ outcome, faults }) => [outcome, ...faults.map(({ code }) => code)])).toEqual([['refused', 'superior-loop'], ['refused', 'superior-loop'], ['refused', 'superior-refused'], ['refused', 'superior-refused']]);
  });
});
