import { Twice } from './twice.js';

const at = (row: number, told: { readonly id?: string; readonly name?: string; readonly code?: string; readonly superior?: string }) => ({ sheet: '表', row, ...told });

describe('rows that tell of a union again', () => {
  it('are found by code however it is written, and by name however it is spelt', () => {
    const twice = new Twice();
    expect(twice.see(at(2, { name: '甲公司工会', code: 'AB-1' }))).toBeUndefined();
    expect(twice.see(at(3, { name: '乙公司工会', code: 'ab_1' }))).toEqual({ code: 'same-code-twice', field: 'code', details: { sheet: '表', row: 2 } });
    expect(twice.see(at(4, { name: '甲 公司工会' }))).toEqual({ code: 'same-union-twice', field: 'name', details: { sheet: '表', row: 2 } });
  });

  it('of a name that every street has one of are two unions where they report to two superiors, and one where the superior is only spelt otherwise', () => {
    const twice = new Twice();
    expect(twice.see(at(2, { name: '机关工会', superior: '海府街道总工会' }))).toBeUndefined();
    expect(twice.see(at(3, { name: '机关工会', superior: '蓝天街道总工会' }))).toBeUndefined();
    expect(twice.see(at(4, { name: '机关工会', superior: '海府街道 总工会' }))).toMatchObject({ code: 'same-union-twice', details: { row: 2 } });
  });

  it('are two where each has an id of its own', () => {
    const twice = new Twice();
    expect(twice.see(at(2, { id: 'a', name: '甲公司工会' }))).toBeUndefined();
    expect(twice.see(at(3, { id: 'b', name: '甲公司工会' }))).toBeUndefined();
    expect(twice.see(at(4, { name: '甲公司工会' }))).toMatchObject({ code: 'same-union-twice', details: { row: 2 } });
  });

  it('are two unions where each has a code of its own', () => {
    const twice = new Twice();
    expect(twice.see(at(2, { name: '甲公司工会', code: 'A1' }))).toBeUndefined();
    expect(twice.see(at(3, { name: '甲公司工会', code: 'A2' }))).toBeUndefined();
    expect(twice.see(at(4, { name: '甲公司工会' }))).toMatchObject({ code: 'same-union-twice', details: { row: 2 } });
  });
});
