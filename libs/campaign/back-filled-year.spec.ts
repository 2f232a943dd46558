import { catalogue, type Actor } from '#kernel';
import { specify } from '#kernel/testing';
import { BackFilledYearVoided, backFilledYearDecider, YearBackFilled } from './index.js';
import { backFilledYearEvents } from './back-filled-year.js';

const officer = (bodyId: string): Actor => ({ kind: 'person', office: 'officer', bodyId, assurance: 'unverified' });
const [street, district, union] = [officer('federation-haifu'), officer('federation-district'), officer('union-centre')];
const years = specify(backFilledYearDecider, { federation: { name: '海府街道总工会' }, lineage: { path: ['district', 'city'] } });
const known = { federation: 'haifu', evaluatedYear: 2024, source: '2024年工作总结', totals: { should: 60, held: 41, issued: 900, returned: 880 } };
const backFill = (changes: object = {}, { by = street, at = '2025-02-15T02:00:00.000Z' } = {}) => ({ type: 'BackFillYear', by, at, data: { ...known, ...changes } });
const backFilled = YearBackFilled.of({ ...known, name: '海府街道总工会' });
const asVoid = (by = street) => ({ type: 'VoidBackFilledYear', by, data: { reason: '数字有误', basis: '统计报表' } });
const voided = BackFilledYearVoided.of({ reason: '数字有误', basis: '统计报表' });

describe('totals of a year that is over', () => {
  it('are back-filled by the federation or one above it, with where they come from', () => {
    years.given().when(backFill()).then(backFilled);
    years.given().when(backFill({}, { by: district })).then(backFilled);
    years.given().when(backFill({}, { by: union })).thenRefused('not-the-federation', { body: 'union-centre', federation: 'haifu' });
    specify(backFilledYearDecider, { lineage: { path: [] } }).given().when(backFill()).thenRefused('federation-unknown', { federation: 'haifu' });
  });

  it('are not those of a year under way', () => {
    years.given().when(backFill({}, { at: '2024-12-31T15:59:59.999Z' })).thenRefused('year-not-over', { evaluatedYear: 2024, cutOff: '2024-12-31' });
    years.given().when(backFill({}, { at: '2024-12-31T16:00:00.000Z' })).then(backFilled);
  });

  it('hold something, and nothing that contradicts itself', () => {
    years.given().when(backFill({ totals: {} })).thenRefused('totals-empty');
    years.given().when(backFill({ totals: { should: 40, held: 41 } })).thenRefused('totals-inconsistent', { part: 'held', n: 41, whole: 'should', m: 40 });
    years.given().when(backFill({ totals: { valid: 9 }, grades: { home: { satisfied: 8, dissatisfied: 2 } } })).thenRefused('totals-inconsistent', { part: 'home', n: 10, whole: 'valid', m: 9 });
    const graded = { totals: {}, grades: { home: { satisfied: 8, dissatisfied: 2 } } };
    years.given().when(backFill(graded)).then(YearBackFilled.of({ ...known, ...graded, name: '海府街道总工会' }));
  });

  it('stand until they are declared void, by whoever could record them; then the right ones are back-filled', () => {
    years.given(backFilled).when(backFill()).thenRefused('year-already-back-filled', { federation: 'haifu', evaluatedYear: 2024 });
    years.given(backFilled).when(asVoid(union)).thenRefused('not-the-federation');
    years.given(backFilled).when(asVoid(district)).then(voided);
    years.given(backFilled, voided).when(asVoid()).thenRefused('year-not-back-filled');
    years.given(backFilled, voided).when(backFill()).then(backFilled);
  });

  it('fit their schemas', () => expect([backFilled, voided].flatMap(catalogue(...backFilledYearEvents).misfits)).toEqual([]));
});
