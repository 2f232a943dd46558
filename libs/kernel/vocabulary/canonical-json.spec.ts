import * as fc from 'fast-check';
import { canonicalJson, maxTextCharacters, NotCanonical } from './canonical-json.js';

const refusal = (value: unknown): NotCanonical => {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof NotCanonical) return error;
    throw error;
  }
  throw new Error('it was written');
};

describe('canonical JSON', () => {
  describe('writes as RFC 8785 says', () => {
    it('its example of literals, numbers and texts', () => {
      const value = JSON.parse(
        String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
      ) as unknown;
      expect(canonicalJson(value)).toBe(
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
      );
    });

    it('its example of sorting: by UTF-16 code unit, so an emoji stands before U+FB33', () => {
      const value = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis' };
      expect(canonicalJson(value)).toBe(
        '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
      );
    });

    it.each([
      ['0000000000000000', '0'],
      ['8000000000000000', '0'],
      ['0000000000000001', '5e-324'],
      ['8000000000000001', '-5e-324'],
      ['7fefffffffffffff', '1.7976931348623157e+308'],
      ['ffefffffffffffff', '-1.7976931348623157e+308'],
      ['4340000000000000', '9007199254740992'],
      ['c340000000000000', '-9007199254740992'],
      ['4430000000000000', '295147905179352830000'],
      ['44b52d02c7e14af5', '9.999999999999997e+22'],
      ['44b52d02c7e14af6', '1e+23'],
      ['44b52d02c7e14af7', '1.0000000000000001e+23'],
      ['444b1ae4d6e2ef4e', '999999999999999700000'],
      ['444b1ae4d6e2ef4f', '999999999999999900000'],
      ['444b1ae4d6e2ef50', '1e+21'],
      ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
      ['3eb0c6f7a0b5ed8d', '0.000001'],
      ['41b3de4355555553', '333333333.3333332'],
      ['41b3de4355555557', '333333333.33333343'],
      ['becbf647612f3696', '-0.0000033333333333333333'],
      ['43143ff3c1cb0959', '1424953923781206.2'],
    ])('the number of its table with the bits %s as %s', (bits, text) => {
      expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
    });

    it('numbers that look like keys of a list in the order of texts', () => {
      expect(canonicalJson({ 10: 'ten', 9: 'nine', a: 1, A: 2, '': 3 })).toBe('{"":3,"10":"ten","9":"nine","A":2,"a":1}');
    });

    it('many keys as few: sorted by code unit', () => {
      const keys = Array.from({ length: 60 }, (_, i) => `键${(i * 37) % 60}`);
      expect(Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))) as object)).toEqual(keys.toSorted());
    });

    it('nothing, as nothing', () => {
      expect([null, [], {}, '', Object.create(null)].map(canonicalJson)).toEqual(['null', '[]', '{}', '""', '{}']);
    });
  });

  it('keeps a key named __proto__ as the ordinary key that it is', () => {
    const value = JSON.parse('{"__proto__":{"admin":true},"constructor":1}') as unknown;
    expect(canonicalJson(value)).toBe('{"__proto__":{"admin":true},"constructor":1}');
    expect(canonicalJson({})).toBe('{}');
  });

  describe('refuses, naming the place', () => {
    it.each([
      ['undefined', { a: { b: undefined } }, '/a/b'],
      ['undefined in a list', [1, undefined], '/1'],
      ['a hole in a list', Object.assign([1], { 2: 3 }), '/1'],
      ['a BigInt', { count: 5n }, '/count'],
      ['a function', { run: () => 1 }, '/run'],
      ['a symbol', { is: Symbol('x') }, '/is'],
      ['NaN', { rate: Number.NaN }, '/rate'],
      ['infinity', [[Number.POSITIVE_INFINITY]], '/0/0'],
      ['half a character in a text', { name: 'a\ud800b' }, '/name'],
      ['half a character in a key', { '\udc00': 1 }, '/\udc00'],
      ['two halves in the wrong order', { name: '\ude00\ud83d' }, '/name'],
      ['a date', { at: new Date(0) }, '/at'],
      ['a map', { rows: new Map() }, '/rows'],
      ['an object of a class', { of: new (class Thing {})() }, '/of'],
      ['a place whose key needs escaping', { 'a/b': { '~': undefined } }, '/a~1b/~0'],
      ['the value itself', undefined, ''],
    ])('%s', (_, value, path) => {
      expect(refusal(value).path).toBe(path);
    });

    it('a text or a key beyond its limit', () => {
      expect(canonicalJson('家'.repeat(maxTextCharacters))).toHaveLength(maxTextCharacters + 2);
      expect(refusal({ text: 'x'.repeat(maxTextCharacters + 1) })).toMatchObject({ path: '/text', reason: 'a text may hold 20000 characters, this one has 20001' });
      expect(refusal({ ['k'.repeat(maxTextCharacters + 1)]: 1 }).reason).toContain('20001');
    });

    it('nesting deeper than 32, and a ring', () => {
      const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);
      expect(canonicalJson(nested(32))).toBe(`${'['.repeat(32)}0${']'.repeat(32)}`);
      expect(refusal(nested(33)).reason).toBe('nested deeper than 32');
      const ring: Record<string, unknown> = {};
      ring['self'] = ring;
      expect(refusal(ring).reason).toBe('nested deeper than 32');
    });
  });

  describe('for any value', () => {
    const seeded = { seed: 8785, numRuns: 1_000 };
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

    it('gives back the value when parsed', () => {
      fc.assert(
        fc.property(value, (value) => {
          expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        }),
        seeded,
      );
    });

    it('does not depend on the order in which keys were set', () => {
      fc.assert(
        fc.property(value, (value) => {
          expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        }),
        seeded,
      );
    });

    it('is its own canonical form', () => {
      fc.assert(
        fc.property(value, (value) => {
          const text = canonicalJson(value);
          expect(canonicalJson(JSON.parse(text))).toBe(text);
        }),
        seeded,
      );
    });
  });
});

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, inner]) => [key, reversed(inner)]));
};
