import { isWithin } from './whole-pipelines.js';

/** Messages of PostgreSQL's protocol: a letter, a length, nothing in them. */
const messages = (letters: string) => Uint8Array.from([...letters].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0, 4]));

describe('a question to the database', () => {
  it.each([
    ['P', true],
    ['PBD', true],
    ['PBDE', true],
    ['PBDES', false],
    ['Q', false],
    ['S', false],
    ['SP', true],
  ])('of the messages %s is open: %s', (letters, open) => {
    expect(isWithin(messages(letters), false)).toBe(open);
    expect(isWithin(messages(letters), true)).toBe(open);
  });

  it('stays as it was while nothing whole came', () => {
    expect(isWithin(new Uint8Array(3), true)).toBe(true);
    expect(isWithin(new Uint8Array(3), false)).toBe(false);
  });
});
