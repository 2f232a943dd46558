import { differences } from './expectations.js';

describe('what must hold of an answer', () => {
  const answer = { status: 'held', counts: { entitled: 60, present: 52 }, rates: [{ name: 'satisfaction', n: 45 }, { name: 'endorsement', n: 50 }] };

  test('an object needs the named fields, the others are free', () => {
    expect(differences({ status: 'held', counts: { present: 52 } }, answer)).toEqual([]);
  });

  test('a difference names where, what was expected and what is there', () => {
    expect(differences({ counts: { present: 51 } }, answer)).toEqual([{ path: '/counts/present', expected: 51, actual: 52 }]);
  });

  test('a list has as many elements as expected, each a partial match', () => {
    expect(differences({ rates: [{ n: 45 }, { name: 'endorsement' }] }, answer)).toEqual([]);
    expect(differences({ rates: [{ n: 45 }] }, answer)).toHaveLength(1);
  });

  test('$length counts, $contains looks for elements, $absent for nothing', () => {
    expect(differences({ rates: { $length: 2 }, title: { $absent: true } }, answer)).toEqual([]);
    expect(differences({ rates: { $contains: [{ name: 'endorsement', n: 50 }] } }, answer)).toEqual([]);
    expect(differences({ rates: { $length: 3 } }, answer)).toEqual([{ path: '/rates', expected: { $length: 3 }, actual: { $length: 2 } }]);
    expect(differences({ rates: { $contains: [{ name: 'recognition' }] } }, answer)).toHaveLength(1);
    expect(differences({ status: { $absent: true } }, answer)).toHaveLength(1);
  });

  test('where no element of a list matches, the nearest one is told, or that nothing comes near', () => {
    expect(differences({ rates: { $contains: [{ name: 'endorsement', n: 49 }] } }, answer)).toEqual([{ path: '/rates/1/n', expected: 49, actual: 50 }]);
    expect(differences({ rates: { $contains: [{ name: 'recognition' }] } }, answer)).toEqual([{ path: '/rates', expected: { $contains: [{ name: 'recognition' }] }, actual: { $length: 2 } }]);
  });

  test('what is not there at all differs', () => {
    expect(differences({ round: { number: 1 } }, answer)).toEqual([{ path: '/round', expected: { number: 1 }, actual: undefined }]);
    expect(differences([], undefined)).toHaveLength(1);
  });
});
