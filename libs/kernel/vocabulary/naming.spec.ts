import { categoryOf, idOf, isId, isStreamName, streamOf } from './naming.js';

describe('names', () => {
  it.each(['centre', '2009', 'a', '0', 'u_1', 'centre.2009.1', 'a.b.c.d.e.f', 'x'.repeat(32)])('takes "%s" as an id', (id) => {
    expect(isId(id)).toBe(true);
    expect(isStreamName(`union-${id}`)).toBe(true);
  });

  it.each(['', 'Centre', '_a', '.a', 'a.', 'a..b', 'a-b', 'a b', 'a/b', '../a', 'é', '家', 'a\n', 'a\u0000', 'a:b', 'x'.repeat(33), 'a.b.c.d.e.f.g'])('refuses %j as an id', (id) => {
    expect(isId(id)).toBe(false);
    expect(() => streamOf('union', id)).toThrow(RangeError);
  });

  it.each(['', 'Union', 'u1', 'a-b', 'x'.repeat(21)])('refuses %j as a category', (category) => {
    expect(() => streamOf(category, 'centre')).toThrow(RangeError);
  });

  it('takes a stream apart where its category ends', () => {
    const stream = streamOf('evaluation', 'centre.2009.1');
    expect(stream).toBe('evaluation-centre.2009.1');
    expect([categoryOf(stream), idOf(stream)]).toEqual(['evaluation', 'centre.2009.1']);
  });
});
