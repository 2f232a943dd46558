import { evaluationEvents } from '../evaluation.js';
import { date } from '../fields.js';
import { heldOnFields, heldOnOf } from './held-on.js';

type Properties = { readonly [field: string]: { readonly pattern?: string } };
const patternOf = (schema: unknown) => (schema as { readonly pattern?: string }).pattern;
/** Dates that facts have, perhaps partial, by event; whole days alone are due dates and the like. */
const datesOf = ({ schema }: (typeof evaluationEvents)[number]) => Object.entries(schema.properties as Properties).flatMap(([field, { pattern }]) => (pattern === patternOf(date) ? [field] : []));

/** Dates of something else, in an event that has none of its own. */
const ofSomethingElse: readonly string[] = ['RoundOpened.consentedOn'];

describe('the date of a fact', () => {
  it.each(evaluationEvents.map((kind) => [kind.type, kind] as const))('%s: is in a field of the event, wherever it has one', (type, kind) => {
    const dates = datesOf(kind).filter((field) => !ofSomethingElse.includes(`${type}.${field}`));
    const fields: readonly string[] = heldOnFields[type];
    expect(fields.filter((field) => !dates.includes(field))).toEqual([]);
    expect(fields.length > 0).toBe(dates.length > 0);
    // Where a date always is, the fact's own is that or another that always is.
    const always = dates.filter((field) => (kind.schema.required as readonly string[]).includes(field));
    if (always.length > 0) expect(always).toContain(fields[0]);
  });

  it('has a table of every event, and of no other', () => {
    expect(Object.keys(heldOnFields).toSorted()).toEqual(evaluationEvents.map(({ type }) => type).toSorted());
  });

  it('is told as it was recorded: partial, the next best, or none', () => {
    expect(heldOnOf({ type: 'PlanSubmitted', data: { adoptedOn: '2009-03', receivedOn: '2009-03-20' } })).toBe('2009-03');
    expect(heldOnOf({ type: 'ResultBackFilled', data: { source: '总结', publishedOn: '2008' } })).toBe('2008');
    expect(heldOnOf({ type: 'ResultBackFilled', data: { source: '总结' } })).toBeNull();
    expect(heldOnOf({ type: 'EvaluationOpened', data: { foundedOn: '1998' } })).toBeNull();
    expect(heldOnOf({ type: 'constructor', data: {} })).toBeNull();
  });
});
