import { heldBelow, insteadOf, type HoldingOn, type RuleSet } from './index.js';
import { aRuleSetWith } from './testing/index.js';

const set = (id: string, changes: Partial<RuleSet> = {}) => aRuleSetWith({ id, mayTighten: ['endorsement'], inForce: { from: '2025-01-01' }, ...changes });
const digest = 'd'.repeat(64);
const sets: Readonly<Record<string, RuleSet>> = { 'district.1': set('district'), 'city.1': set('city'), 'street.1': set('street'), 'later.1': set('later', { inForce: { from: '2025-06-01' } }), 'over.1': set('over', { inForce: { from: '2024-01-01', until: '2025-02-28' } }), 'silent.1': aRuleSetWith({ id: 'silent' }) };
type Adoption = Awaited<ReturnType<HoldingOn['adoption']>>;
const own = (id: string, adoptedOn = '2025-02-01'): Adoption => ({ adoptedOn, own: { id, version: 1 } });
const asked: string[] = [];
/** Adoptions by `<federation>.<rule set>`; the village stands below the street, the street below the city. */
async function held(adoptions: Readonly<Record<string, Adoption>>, { day = '2025-03-01', ruleSet = 'district.1' } = {}) {
  asked.length = 0;
  const found = await heldBelow(ruleSet, ['village', 'street', 'city'], {
    day,
    adoption: async (federation, of) => (asked.push(`${federation}.${of}`), adoptions[`${federation}.${of}`]),
    published: async (of) => (sets[of] === undefined ? undefined : { ruleSet: sets[of], digest }),
  });
  return found === undefined ? undefined : [found.ruleSet.id, found.by];
}

describe('the rule sets in whose stead one holds below federations', () => {
  const derived: Readonly<Record<string, RuleSet>> = { 'district.1': set('district'), 'city.1': set('city', { derivedFrom: { id: 'district', version: 1 } }), 'street.1': set('street', { derivedFrom: { id: 'city', version: 1 } }) };
  const found = async (ruleSet: string, adoptions: Readonly<Record<string, Adoption>>) =>
    (await insteadOf(ruleSet, ['street', 'city'], { day: '2025-03-01', adoption: async (federation, of) => adoptions[`${federation}.${of}`], published: async (of) => (derived[of] === undefined ? undefined : { ruleSet: derived[of], digest }) })).map(({ id }) => id);

  it('are those that it derives from and that somebody above adopted so', async () => {
    const tightened = { 'city.district.1': own('city'), 'street.city.1': own('street') };
    expect(await found('street.1', tightened)).toEqual(['city', 'district']);
    expect(await found('city.1', { 'city.district.1': own('city') })).toEqual(['district']);
    // The street tightened that further: the city's is not what holds below it.
    expect(await found('city.1', tightened)).toEqual([]);
    expect(await found('city.1', {})).toEqual([]);
    expect(await found('district.1', tightened)).toEqual([]);
  });

  it('are found in rings too, and of a set that nobody published there are none', async () => {
    const ring = { 'a.1': set('a', { derivedFrom: { id: 'b', version: 1 } }), 'b.1': set('b', { derivedFrom: { id: 'a', version: 1 } }) };
    expect(await insteadOf('a.1', ['city'], { day: '2025-03-01', adoption: async () => undefined, published: async (of) => ({ ruleSet: ring[of as keyof typeof ring], digest }) })).toEqual([]);
    expect(await found('nobodys.1', {})).toEqual([]);
  });
});

describe('the rule set that holds below federations', () => {
  it('is the one asked about where nobody adopted it, or adopted it as it is', async () => {
    expect(await held({})).toBeUndefined();
    expect(await held({ 'street.district.1': { adoptedOn: '2025-02-01' } })).toBeUndefined();
    expect(asked).toEqual(['city.district.1', 'street.district.1', 'village.district.1']);
  });

  it('is the stricter one of a federation above, with its digest and who adopted it', async () => {
    expect(await held({ 'street.district.1': own('street') })).toEqual(['street', 'street']);
    expect(await held({ 'city.district.1': own('city'), 'street.district.1': { adoptedOn: '2025-02-01' } })).toEqual(['city', 'city']);
  });

  it('is tightened again by who adopted what holds above it, and let go by nobody', async () => {
    expect(await held({ 'city.district.1': own('city'), 'street.city.1': own('street') })).toEqual(['street', 'street']);
    expect(await held({ 'city.district.1': own('city'), 'street.district.1': own('street') })).toEqual(['city', 'city']);
  });

  it('holds from the day of the adoption, while it is in force', async () => {
    expect(await held({ 'street.district.1': own('street', '2025-03-01') })).toEqual(['street', 'street']);
    expect(await held({ 'street.district.1': own('street', '2025-03-02') })).toBeUndefined();
    expect(await held({ 'street.district.1': own('later') })).toBeUndefined();
    expect(await held({ 'street.district.1': own('later') }, { day: '2025-06-01' })).toEqual(['later', 'street']);
    expect(await held({ 'street.district.1': own('over') })).toBeUndefined();
  });

  it('is not one that was never compared, or that nobody published', async () => {
    expect(await held({ 'street.silent.1': own('street') }, { ruleSet: 'silent.1' })).toBeUndefined();
    expect(await held({ 'street.district.1': own('unknown') })).toBeUndefined();
  });
});
