import { inCycle } from './cycle.js';

describe('the cycle', () => {
  it('is every year where none is said', () => expect([2024, 2025].map((year) => inCycle({}, year))).toEqual([true, true]));

  it('counts from its anchor, before it as well', () => {
    expect([2020, 2021, 2022, 2023, 2024, 2025].filter((year) => inCycle({ cycle: { years: 2, anchor: 2023 } }, year))).toEqual([2021, 2023, 2025]);
    expect([2020, 2021, 2022, 2023, 2024, 2025].filter((year) => inCycle({ cycle: { years: 3, anchor: 2024 } }, year))).toEqual([2021, 2024]);
  });
});
