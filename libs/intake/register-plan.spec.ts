import { createHash } from 'node:crypto';
import type { RegisterEntry } from './register-entry.js';
import { KnownRegister, type KnownUnion } from './known-register.js';
import { changesOf } from './register-changes.js';
import { planRegister } from './register-plan.js';

const texts = { foundingReason: '导入名册与登记不符', basis: 'sheet:a' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const union = (told: Partial<KnownUnion> = {}): KnownUnion => ({ id: 'u1', name: '甲公司工会', class: 'privateFirm', superior: 'meilan', units: 1, unitsListed: false, members: 10, staff: 20, women: null, womenStaff: null, certificate: null, industry: null, code: null, foundedOn: '2018-10', closedOn: null, revision: 3, ...told });
const entry = (told: Partial<RegisterEntry> = {}): RegisterEntry => ({ sheet: '', row: 2, what: 'union', name: '甲公司工会', class: 'privateFirm', superior: '区直属', faults: [], ...told });
const plan = (entries: readonly RegisterEntry[], unions: readonly KnownUnion[] = [], addFederations = false, keepIds = false) =>
  planRegister(entries, { known: new KnownRegister([{ id: 'meilan', name: '美兰区总工会', superiors: [] }], unions), on: '2026-05-01', addFederations, keepIds, texts, sha256 });
const told = (rows: ReturnType<typeof plan>) => rows.map(({ id, outcome, faults }) => [id, outcome, ...faults.map(({ code }) => code)]);

describe('what the rows of a register become', () => {
  it('a new union with an id that follows from its code, else from superior and name; always the same', () => {
    const rows = plan([entry({ code: 'AB-1', members: 5 }), entry({ row: 3, name: '乙工会' })]);
    expect(rows[0]).toMatchObject({ id: 'c_ab_1', outcome: 'added', commands: [{ category: 'union', id: 'c_ab_1', type: 'RegisterUnion', data: { name: '甲公司工会', class: 'privateFirm', superior: 'meilan', members: 5, code: 'AB-1' } }] });
    expect(rows[1]?.id).toMatch(/^u_[0-9a-f]{24}$/);
    expect(plan([entry({ row: 9, name: '乙 工会' })])[0]?.id).toBe(rows[1]?.id);
  });

  it.each<[string, Partial<RegisterEntry>, Partial<KnownUnion>, readonly unknown[]]>([
    ['known by its id, under another name', { id: 'u1', name: '新名工会' }, {}, ['u1', 'changed']],
    ['known by its code', { code: 'A1', superior: '区直属' }, { code: 'A1' }, ['u1', 'unchanged']],
    ['known by its name below its superior', {}, {}, ['u1', 'unchanged']],
    ['of a name that another bears elsewhere', {}, { superior: 'haifu' }, [undefined, 'refused', 'union-elsewhere']],
    ['ended', {}, { closedOn: '2025-01' }, [undefined, 'refused', 'union-ended']],
    ['of an id that nobody has', { id: 'u9' }, {}, [undefined, 'refused', 'id-not-known']],
    ['of a name that one below its superior bore before', {}, { name: '甲集团工会', formerNames: ['甲公司工会'] }, [undefined, 'refused', 'union-renamed']],
    ['of a name that one elsewhere bore before', { code: 'B3' }, { name: '甲集团工会', formerNames: ['甲公司工会'], superior: 'haifu' }, ['c_b3', 'added']],
    ['of a name that another bore before, by its code', { code: 'B2' }, { name: '甲集团工会', formerNames: ['甲公司工会'], code: 'A1' }, ['c_b2', 'added']],
    ['another than the one of its name, by its code', { code: 'B2' }, { code: 'A1' }, ['c_b2', 'added']],
  ])('a union %s', (_, read, known, expected) => expect(told(plan([entry(read)], [union(known)]))).toEqual([expected]));

  it('two unions where every street has one of that name, and one where the superior is spelt in two ways', () => {
    const streets = ['海府街道总工会', '蓝天街道总工会', '海府街道'].map((superior, index) => entry({ row: index + 2, name: '机关工会', class: 'government', superior }));
    expect(plan(streets, [], true).filter(({ what }) => what === 'union').map(({ outcome, faults }) => [outcome, ...faults.map(({ code, details }) => [code, details?.['row']])])).toEqual([['added'], ['added'], ['refused', ['same-union-twice', 2]]]);
    expect(told(plan([entry({ name: '机关工会' })], [union({ name: '机关工会', superior: 'haifu' })]))).toMatchObject([[expect.stringMatching(/^u_/), 'added']]);
  });

  it('tell by its name where another of that name is', () => {
    const known = new KnownRegister([{ id: 'meilan', name: '美兰区总工会', superiors: [] }, { id: 'haifu', name: '海府街道总工会', superiors: ['meilan'] }, { id: 'lantian', name: '蓝天街道总工会', superiors: ['haifu'] }], [union({ superior: 'haifu' })]);
    const rows = planRegister([entry(), entry({ row: 3, what: 'federation', name: '蓝天街道总工会', superior: '美兰区总工会' })], { known, on: '2026-05-01', addFederations: false, keepIds: false, texts, sha256 });
    expect(rows.map(({ faults }) => faults.map(({ code, details }) => [code, details?.['superior']]))).toEqual([[['federation-elsewhere', '海府街道总工会']], [['union-elsewhere', '海府街道总工会']]]);
  });

  it('a union directly below the federation that imports where the table names no superior, which is told', () => {
    const { superior: _superior, ...unnamed } = entry();
    expect(plan([unnamed])).toMatchObject([{ outcome: 'added', commands: [{ data: { superior: 'meilan' } }], notes: [{ code: 'superior-of-import', field: 'superior', details: { value: '美兰区总工会' } }] }]);
    expect(plan([entry()])).toMatchObject([{ outcome: 'added', notes: [] }]);
    expect(plan([unnamed], [union()])).toMatchObject([{ outcome: 'unchanged', notes: [] }]);
  });

  it('federations first, those above before those below, and those that only rows name where that is asked for', () => {
    const named = entry({ row: 4, superior: '灵山镇总工会' });
    const below = entry({ row: 2, what: 'federation', name: '三级工会', superior: '二级工会' });
    const above = entry({ row: 3, what: 'federation', name: '二级工会', superior: '美兰区总工会' });
    expect(plan([below, above, named], [], true).map((row) => [row.entry['name'], row.outcome])).toEqual([['二级工会', 'added'], ['灵山镇总工会', 'added'], ['三级工会', 'added'], ['甲公司工会', 'added']]);
    expect(told(plan([named]))).toEqual([[undefined, 'refused', 'superior-not-known']]);
  });

  it('no federation that only refused rows name', () => {
    const [good, twice, bad] = [entry({ superior: '灵山镇总工会' }), entry({ row: 3, superior: '灵山镇总工会' }), entry({ row: 4, name: '乙工会', superior: '新埠街道总工会', faults: [{ code: 'class-missing', field: 'class' }] })];
    const told = entry({ row: 5, what: 'federation', name: '三级工会', superior: '二级工会' });
    const refused = entry({ row: 6, what: 'federation', name: '四级工会', superior: '五级工会', faults: [{ code: 'row-hidden' }] });
    expect(plan([good, twice, bad, told, refused], [], true).filter(({ what, outcome }) => what === 'federation' && outcome === 'added').map((row) => row.entry['name'])).toEqual(['二级工会', '灵山镇总工会', '三级工会']);
  });

  it('nothing for a ring of federations, however long, nor for a union below it', () => {
    const ring = Array.from({ length: 300 }, (_, index) => entry({ row: index + 2, what: 'federation', name: `第${index}联会`, superior: `第${(index + 1) % 300}联会` }));
    const rows = plan([...ring, entry({ row: 400, superior: '第7联会' })]);
    expect(new Set(rows.slice(0, -1).map(({ faults }) => faults.map(({ code }) => code).join()))).toEqual(new Set(['superior-loop']));
    expect(rows.at(-1)?.faults.map(({ code }) => code)).toEqual(['superior-refused']);
  });
});

describe('what a row says otherwise than the register', () => {
  const changes = (read: Partial<RegisterEntry>, known: Partial<KnownUnion> = {}, superior: string | undefined = 'meilan') => changesOf(entry(read), union(known), { superior, on: '2026-05-01', texts });

  it('is nothing where it says the same, or leaves it open', () => {
    expect(changes({ name: '甲 公司工会', members: 10, staff: 20, foundedOn: '2018-10' })).toEqual({ changes: [], commands: [], faults: [], notes: [] });
    expect(changes({ code: 'CA9' }, { code: 'ca9' }).changes).toEqual([]);
    expect(changes({}, {}, undefined)).toEqual({ changes: [], commands: [], faults: [], notes: [] });
  });

  it('is recorded field by field as of the day the table was filled in', () => {
    const { commands, changes: told } = changes({ name: '新名工会', class: 'jointUnion', units: 3, industry: 'trade', members: 12, staff: 25, code: 'A1' }, {}, 'haifu');
    expect(commands.map(({ type, data }) => [type, data])).toEqual([
      ['RenameUnion', { name: '新名工会', on: '2026-05-01' }],
      ['ReclassifyUnion', { class: 'jointUnion', units: 3, industry: 'trade', on: '2026-05-01' }],
      ['MoveUnion', { superior: 'haifu', on: '2026-05-01' }],
      ['RecordHeadcount', { members: 12, staff: 25, on: '2026-05-01' }],
      ['RecordCode', { code: 'A1', on: '2026-05-01' }],
    ]);
    expect(told.map(({ field }) => field)).toEqual(['name', 'class', 'units', 'industry', 'superior', 'members', 'staff', 'code']);
  });

  it('cannot be a number of staff alone where nobody knows the members', () => {
    expect(changes({ staff: 30 }, { members: null }).faults).toEqual([{ code: 'headcount-without-members', field: 'staff' }]);
  });

  it('is a correction where the day of founding differs or is more exact, and nothing where it only says less', () => {
    const corrected = (foundedOn: string) => [{ category: 'union', id: 'u1', type: 'CorrectFounding', data: { foundedOn, reason: '导入名册与登记不符', basis: 'sheet:a' } }];
    expect(changes({ foundedOn: '2019' })).toMatchObject({ changes: [{ field: 'foundedOn', from: '2018-10', to: '2019' }], commands: corrected('2019'), notes: [{ code: 'founded-otherwise', details: { value: '2019', known: '2018-10' } }] });
    expect(changes({ foundedOn: '2018-10-08' }).commands).toEqual(corrected('2018-10-08'));
    expect(changes({ foundedOn: '2019' }, { foundedOn: null }).commands).toEqual(corrected('2019'));
    for (const foundedOn of ['2018', '2018-10', '--10']) expect(changes({ foundedOn })).toEqual({ changes: [], commands: [], faults: [], notes: [] });
  });

  it('is the legal-person certificate where none is on record; another is only told', () => {
    const recorded = { category: 'union', id: 'u1', type: 'RecordCertificate', data: { certificate: 'legal_person', kind: 'legalPerson', number: '工法证字第0801号' } };
    expect(changes({ certificate: '工法证字第0801号' })).toMatchObject({ changes: [{ field: 'certificate', from: null }], commands: [recorded], notes: [] });
    expect(changes({ certificate: '工法证字第0801号' }, { certificate: '工法证字第0801号' })).toEqual({ changes: [], commands: [], faults: [], notes: [] });
    expect(changes({ certificate: '工法证字第0801号' }, { certificate: '第9号' })).toMatchObject({ commands: [], notes: [{ code: 'certificate-otherwise', details: { known: '第9号' } }] });
    expect(changes({ certificate: '已办' })).toEqual({ changes: [], commands: [], faults: [], notes: [] });
    expect(plan([entry({ certificate: '第1号', womenStaff: 4, staff: 9 })])[0]?.commands.map(({ type, data }) => [type, data['womenStaff'] ?? data['number']])).toEqual([['RegisterUnion', 4], ['RecordCertificate', '第1号']]);
  });

  it('is only told where it is how many units there are, and the register keeps a list of them', () => {
    const listed = { class: 'jointUnion', units: 2, unitsListed: true } as const;
    expect(changes({ class: 'jointUnion', units: 3 }, listed)).toEqual({ changes: [], commands: [], faults: [], notes: [{ code: 'units-otherwise', field: 'units', details: { value: 3, known: 2 } }] });
    expect(changes({ class: 'jointUnion', units: 3, industry: 'trade' }, listed).commands.map(({ data }) => data)).toEqual([{ class: 'jointUnion', units: 2, industry: 'trade', on: '2026-05-01' }]);
    expect(changes({ class: 'jointUnion', units: 2 }, listed).notes).toEqual([]);
    expect(changes({ class: 'jointUnion', units: 1 }, listed).notes).toMatchObject([{ code: 'units-otherwise' }]);
  });

  it('is noted where a joint union covers fewer units than the register knows', () => {
    const known = { class: 'jointUnion', units: 23 } as const;
    expect(changes({ class: 'jointUnion', units: 3 }, known)).toMatchObject({ changes: [{ field: 'units', from: 23, to: 3 }], notes: [{ code: 'units-fewer', field: 'units', details: { value: 3, known: 23 } }] });
    expect(changes({ class: 'privateFirm', units: 1 }, known)).toMatchObject({ changes: [{ field: 'class' }], notes: [] });
    expect(changes({ class: 'jointUnion', units: 24 }, known)).toMatchObject({ changes: [{ field: 'units', from: 23, to: 24 }], notes: [] });
  });

  it('is a headcount with the women among the staff', () => {
    expect(changes({ womenStaff: 7 }).commands).toEqual([{ category: 'union', id: 'u1', type: 'RecordHeadcount', data: { members: 10, womenStaff: 7, on: '2026-05-01' } }]);
    expect(changes({ womenStaff: 7 }, { womenStaff: 7 }).commands).toEqual([]);
  });
});
