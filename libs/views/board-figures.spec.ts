import { figureOf } from './board-figures.js';

/** Three results, one of them of few ballots: its ballots are in no sum, and so it may be in no denominator. */
const totals = { results: 3, resultsWithheld: 1, returned: 130, 'withheld.returned': 9, valid: 118, belowThreshold: 1 };

describe('rates of ballots leave results of few ballots out on both sides', () => {
  it('valid ballots are those of the ballots returned where they are shown', () => expect(figureOf('validRate', totals)).toMatchObject({ n: 118, m: 121, of: 'returned' }));
  it('below the threshold are those of the results that are shown', () => expect(figureOf('belowThreshold', totals)).toMatchObject({ n: 1, m: 2, of: 'results' }));
});
