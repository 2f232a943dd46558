import { repeatedNameIn } from './repeated-names.js';

/** A body that says two things of one field is found out, wherever that stands. */
describe('a name given twice', () => {
  it.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1,"a":2}]}', '/c/1/a'],
    ['{"a":{"x":{},"x":[]}}', '/a/x'],
    ['[1,[2,{"b":[],"c":",","b":1}]]', '/1/1/b'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"a\\\\":1,"a\\\\":2}', '/a\\'],
    ['{"a\\"":1,"b":"{\\"b\\":1,","b":3}', '/b'],
    ['{ "a" \n:\t1 , "a"\r\n : 2 }', '/a'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"a/b~":1,"a/b~":1}', '/a~1b~0'],
    ['{"":1,"":2}', '/'],
    [`{${Array.from({ length: 40 }, (_, n) => `"n${n}":0`).join()},"n30":1}`, '/n30'],
  ])('is pointed to: %s', (text, pointer) => {
    expect(typeof JSON.parse(text)).toBe('object');
    expect(repeatedNameIn(text)).toBe(pointer);
  });

  it.each(['{}', '[]', '"a"', '7', 'null', '{"a":"a","b":"a"}', '{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":"\\"a\\":1,\\"a\\":","b":"\\\\"}', '{"a":["a","a"],"A":1}', '{"a":[{"b":1},{"b":1}],"b":1}'])('is not seen where there is none: %s', (text) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(repeatedNameIn(text)).toBeUndefined();
  });

  it('is found among as many names as a body can hold, in time that grows with its length only', () => {
    const names = Array.from({ length: 50_000 }, (_, n) => `"n${n}":0`).join();
    const began = performance.now();
    expect(repeatedNameIn(`{${names}}`)).toBeUndefined();
    expect(repeatedNameIn(`{${names},"n49999":0}`)).toBe('/n49999');
    expect(repeatedNameIn(`${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}`)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});
