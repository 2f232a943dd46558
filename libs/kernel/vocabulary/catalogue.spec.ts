import { Type } from 'typebox';
import { aLittleEvent } from '#kernel/testing';
import { catalogue, eventType, UnknownEvent, type Upcast } from './catalogue.js';
import type { Json } from './canonical-json.js';
import type { StoredEvent } from './message.js';

const closed = { additionalProperties: false } as const;
const Held = eventType('Held', Type.Object({ on: Type.String({ maxLength: 10 }), present: Type.Integer({ minimum: 0 }) }, closed));

const stored = (type: string, schema: number, data: Json): StoredEvent => {
  const event = aLittleEvent({ type, data });
  return { ...event, metadata: { ...event.metadata, schema }, position: 1, stream: 'union-centre', revision: 0, digest: '' };
};

describe('an event type', () => {
  it('makes events and numbers its schema: 1 + upcasts', () => {
    expect(Held.of({ on: '2010-03-01', present: 52 })).toEqual({ type: 'Held', data: { on: '2010-03-01', present: 52 } });
    expect(Held.schemaNumber).toBe(1);
    expect(eventType('Held', Type.Object({}), [(data) => data, (data) => data]).schemaNumber).toBe(3);
  });
});

describe('the catalogue', () => {
  const known = catalogue(Held);

  it('lets fitting data pass', () => {
    expect(known.misfits(Held.of({ on: '2010-03-01', present: 52 }))).toEqual([]);
  });

  it.each([
    ['a wrong type', { on: '2010-03-01', present: 'many' }, '/present'],
    ['a number out of range', { on: '2010-03-01', present: -1 }, '/present'],
    ['a text over its limit', { on: '2010-03-01T00:00', present: 1 }, '/on'],
    ['a field missing', { on: '2010-03-01' }, ''],
    ['a field nobody declared', { on: '2010-03-01', present: 1, name: 'x' }, '/name'],
    ['no object at all', null, ''],
  ])('names %s by its path', (_, data, path) => {
    const misfits = known.misfits({ type: 'Held', data });
    expect(misfits.length).toBeGreaterThan(0);
    expect(misfits[0]?.path).toBe(path);
    expect(misfits[0]?.message).not.toBe('');
  });

  it('knows what it knows', () => {
    expect([known.has('Held'), known.has('Unheard'), known.has('toString')]).toEqual([true, false, false]);
    expect(() => known.misfits({ type: 'Unheard', data: {} })).toThrow('no event type "Unheard" in the catalogue');
    expect(() => known.schemaNumber('Unheard')).toThrow('no event type "Unheard" in the catalogue');
    expect(() => known.describe(['Held', 'Unheard'])).toThrow('Unheard');
  });

  it('refuses two kinds of one name', () => {
    expect(() => catalogue(Held, eventType('Held', Type.Object({})))).toThrow('two kinds of events bear one name');
  });

  it('describes schemas alike whatever the order they are asked in, and otherwise when one changes', () => {
    const [one, two] = [eventType('One', Type.Object({ a: Type.String() })), eventType('Two', Type.Object({}))];
    const both = catalogue(one, two);
    expect(both.describe(['Two', 'One'])).toBe(both.describe(['One', 'Two']));
    const changed = catalogue(eventType('One', Type.Object({ a: Type.String({ maxLength: 5 }) })), two);
    expect(changed.describe(['One'])).not.toBe(both.describe(['One']));
    expect(changed.describe(['Two'])).toBe(both.describe(['Two']));
  });
});

describe('upcasts', () => {
  const rename: Upcast = (data) => ({ heldOn: (data as { on: Json }).on });
  const count: Upcast = (data) => ({ ...(data as object), present: 0 });
  const third = catalogue(eventType('Held', Type.Object({ heldOn: Type.String(), present: Type.Integer() }), [rename, count]));

  it('bring old data to the schema in force, from whichever it was written by', () => {
    expect(third.upcast(stored('Held', 1, { on: '2010-03-01' }))).toMatchObject({ data: { heldOn: '2010-03-01', present: 0 }, metadata: { schema: 3 } });
    expect(third.upcast(stored('Held', 2, { heldOn: '2010-03-01' }))).toMatchObject({ data: { heldOn: '2010-03-01', present: 0 }, metadata: { schema: 3 } });
  });

  it('leave an event of the schema in force alone, and never change what they were given', () => {
    const current = stored('Held', 3, { heldOn: '2010-03-01', present: 5 });
    expect(third.upcast(current)).toBe(current);
    const old = stored('Held', 1, { on: '2010-03-01' });
    third.upcast(old);
    expect(old).toMatchObject({ data: { on: '2010-03-01' }, metadata: { schema: 1 } });
  });

  it('refuse an event from the future, one nobody knows, and a number that is none', () => {
    expect(() => third.upcast(stored('Held', 4, {}))).toThrow('union-centre@0: Held: schema 4 is newer than 3');
    expect(() => third.upcast(stored('Unheard', 1, {}))).toThrow(UnknownEvent);
    expect(() => third.upcast(stored('Held', 0, {}))).toThrow(UnknownEvent);
  });
});
