import { bandOf, meanOf, sumFits } from './ballot-kind.js';

const bands = [{ grade: 'satisfied', from: 80, to: 100 }, { grade: 'basicallySatisfied', from: 60, to: 79 }, { grade: 'dissatisfied', from: 0, to: 59 }];

describe('a score sheet', () => {
  it.each([
    [100, 'satisfied'],
    [80, 'satisfied'],
    [79, 'basicallySatisfied'],
    [0, 'dissatisfied'],
    [101, undefined],
  ])('of %d points counts as %s', (points, grade) => expect(bandOf(bands, points)).toBe(grade));
});

describe('the sum of all sheets', () => {
  const sheets = { satisfied: 2, dissatisfied: 1 };

  it.each([
    [159, false],
    [160, true],
    [259, true],
    [260, false],
  ])('%d fits two sheets of 80 to 100 and one of 0 to 59: %s', (sum, fits) => expect(sumFits(bands, sheets, sum)).toBe(fits));

  it('makes a mean in hundredths, rounded down', () => {
    expect(meanOf(259, 3)).toBe(8_633);
    expect(meanOf(0, 0)).toBeUndefined();
  });
});
