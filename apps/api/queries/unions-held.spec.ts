import type { HoldingOn } from '#rules';
import { aRuleSetWith } from '#rules/testing';
import type { AdoptionRow } from '#views';
import { describeAdoptionRow } from './describe-duties.js';
import { unionsHeld } from './unions-held.js';

const version = (id: string) => ({ id, version: 1 });
const bases: Readonly<Record<string, string | null>> = { district: null, wrong: 'district', worse: 'district', right: 'district', village: 'wrong', below: 'right' };
const published: HoldingOn['published'] = async (key) => {
  const id = key.replace('.1', '');
  const base = bases[id];
  return base === undefined ? undefined : { ruleSet: aRuleSetWith({ id, derivedFrom: base === null ? null : version(base) }), digest: 'd'.repeat(64) };
};
const totals = { should: 20, makeUp: 1, exempt: 2, 'rules.right.1': 3, 'rules.wrong.1': 4, 'rules.worse.1': 1, 'rules.village.1': 2, 'rules.below.1': 5, 'rules.nobodys.1': 1 };
const held = (own: string | null, ...voided: readonly string[]) => unionsHeld(totals, { own: own === null ? null : version(own), voidedSets: voided.map(version), published });

describe('the sets by which unions of a federation are held', () => {
  it('add up to all: its own, every void one and what derives from it, others, and the campaign’s', async () => {
    const { voidSets, ...sums } = await held('right', 'wrong', 'worse');
    expect(sums).toEqual({ all: 23, byOwn: 3, byVoid: 7, byOthers: 6, byCampaigns: 7 });
    expect(voidSets).toEqual([{ id: 'village', version: 1, unions: 2 }, { id: 'worse', version: 1, unions: 1 }, { id: 'wrong', version: 1, unions: 4 }]);
  });

  it('count what was void and was recorded anew as its own, and what derives from it as another’s', async () => {
    expect(await held('wrong', 'wrong')).toMatchObject({ byOwn: 4, byVoid: 0, byOthers: 12, byCampaigns: 7, voidSets: [] });
    expect(await held(null, 'wrong')).toMatchObject({ byOwn: 0, byVoid: 6, byOthers: 10, byCampaigns: 7 });
  });
});

describe('an adoption in a list', () => {
  const row = (ruleSet: string, own: string | null = null): AdoptionRow => {
    const adopted = { ruleSet: version(ruleSet), on: '2025-02-01', own: own === null ? null : version(own), documentNumber: null };
    return { federation: 'village', name: '某村工会联合会', ruleSet: version('district'), calledUp: [], adoptions: [adopted], sets: [adopted.ruleSet], adopted, voided: null, voidedSets: [] };
  };
  const above = (id: string) => ({ ruleSet: version(id), by: 'street', byName: '某街道总工会' });
  const told = (of: AdoptionRow, holds: string | null, unions: Parameters<typeof describeAdoptionRow>[1]['unions'] = null) =>
    describeAdoptionRow(of, { on: '2025-06-01', dueOn: '2025-02-28', wording: 'zh-CN', unions, holdsAbove: holds === null ? null : above(holds) });

  it('of what held above it then, and does no more, says what is to be adopted', () => {
    expect(told(row('wrong'), 'wrong')).toMatchObject({ toAdopt: null, isWithoutEffect: false, text: '某村工会联合会：2025-02-01转发执行' });
    expect(told(row('wrong'), null)).toMatchObject({ toAdopt: version('district'), isWithoutEffect: false, text: '某村工会联合会：2025-02-01转发执行；上级已不按所转发的办法执行，应转发执行district第1版' });
    expect(told(row('wrong'), 'right')).toMatchObject({ toAdopt: version('right'), text: '某村工会联合会：2025-02-01转发执行；某街道总工会已从严，应转发执行right第1版' });
    expect(told(row('wrong', 'village'), 'right')).toMatchObject({ toAdopt: version('right'), isWithoutEffect: true });
    expect(told(row('district'), null)).toMatchObject({ toAdopt: null });
  });

  it('names each void set by which unions are held still', async () => {
    const { text } = told(row('district', 'right'), null, await held('right', 'wrong', 'worse'));
    for (const part of ['按此执行3家，仍按原办法7家', '仍有2家按已作废的village第1版执行', '仍有1家按已作废的worse第1版执行', '仍有4家按已作废的wrong第1版执行']) expect(text).toContain(part);
  });
});
