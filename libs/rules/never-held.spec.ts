import { neverHeld, type AdoptionRecord, type RuleSet } from './index.js';
import { aRuleSetWith } from './testing/index.js';

const from = (id: string, base: string | null): RuleSet => aRuleSetWith({ id, derivedFrom: base === null ? null : { id: base, version: 1 } });
const sets: Readonly<Record<string, RuleSet>> = { 'district.1': from('district', null), 'street.1': from('street', 'district'), 'village.1': from('village', 'street'), 'a.1': from('a', 'b'), 'b.1': from('b', 'a') };
const on = { adoptedOn: '2025-02-01' };
const own = (id: string) => ({ ...on, own: { id, version: 1 } });
const record = (federation: string, of: string, stands: string | undefined, ...voided: readonly string[]): AdoptionRecord => ({
  standing: stands === undefined ? undefined : { federation, ruleSet: { id: of, version: 1 }, ...own(stands) },
  voided: voided.map((id) => ({ ...own(id), reason: '转错了办法' })),
});
const asked = (ruleSet: string, records: Readonly<Record<string, AdoptionRecord>>) =>
  neverHeld(ruleSet, { insteadOf: 'district.1', path: ['village', 'street'], recorded: async (federation, of) => records[`${federation}.${of}`], published: async (of) => (sets[of] === undefined ? undefined : { ruleSet: sets[of], digest: 'd'.repeat(64) }) });

describe('a set that never held below federations', () => {
  it('is one whose only adoption is void', async () => {
    expect(await asked('street.1', { 'street.district.1': record('street', 'district', undefined, 'street') })).toEqual({ ruleSet: { id: 'street', version: 1 }, by: 'street' });
    expect(await asked('street.1', { 'street.district.1': record('street', 'district', 'other', 'other', 'street') })).toEqual({ ruleSet: { id: 'street', version: 1 }, by: 'street' });
  });

  it('is one that derives from such a set', async () => {
    const records = { 'street.district.1': record('street', 'district', undefined, 'street'), 'village.street.1': record('village', 'street', 'village') };
    expect(await asked('village.1', records)).toEqual({ ruleSet: { id: 'street', version: 1 }, by: 'street' });
  });

  it('is not one that was recorded anew, that somebody else adopted too, or that something else superseded', async () => {
    expect(await asked('street.1', { 'street.district.1': record('street', 'district', 'street', 'street') })).toBeUndefined();
    expect(await asked('street.1', { 'street.district.1': record('street', 'district', undefined, 'street'), 'village.district.1': record('village', 'district', 'street') })).toBeUndefined();
    expect(await asked('street.1', { 'street.district.1': record('street', 'district', 'other', 'third') })).toBeUndefined();
    expect(await asked('street.1', {})).toBeUndefined();
  });

  it('is not the campaign’s own, nor one that nobody published or that derives from nothing; rings end', async () => {
    const voids = { 'street.district.1': record('street', 'district', undefined, 'district'), 'street.a.1': record('street', 'a', undefined, 'x'), 'street.b.1': record('street', 'b', undefined, 'x') };
    for (const set of ['district.1', 'nobodys.1', 'a.1']) expect(await asked(set, voids)).toBeUndefined();
  });
});
