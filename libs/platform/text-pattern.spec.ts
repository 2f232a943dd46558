import { patternParts } from './text-pattern.js';

describe('a pattern taken apart', () => {
  it('is what stands there, what is filled in and the word that goes by a number', () =>
    expect(patternParts('by {on:due.day}: {n} {n|day|days}')).toEqual(['by ', { kind: 'filled', way: 'on', name: 'due.day', path: ['due', 'day'] }, ': ', { kind: 'filled', way: undefined, name: 'n', path: ['n'] }, ' ', { kind: 'counted', path: ['n'], one: 'day', others: 'days' }]));

  it('has a part that is left out where one of its details is missing, whatever numbers stand in it', () =>
    expect(patternParts('{a}[（{b}{n|x|y}）]')[1]).toMatchObject({ kind: 'maybe', needs: [['b']], parts: ['（', { kind: 'filled' }, { kind: 'counted' }, '）'] }));

  it('knows all details by a dot, and leaves strange marks as they are', () => {
    expect(patternParts('{percent:.}')).toEqual([{ kind: 'filled', way: 'percent', name: '.', path: [] }]);
    expect(patternParts('{} ] {a b} [')).toEqual(['{} ] {a b} [']);
  });
});
