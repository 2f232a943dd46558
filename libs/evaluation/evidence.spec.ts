import { evaluation, evaluationEvents } from './evaluation.js';
import { digestsOf, evidenceIn } from './evidence.js';
import { aRuleSet } from '#rules/testing';
import { factsWith, inspect, openRound, sheet, storedSheet, tally, untilAssembly, untilPlan, yearUnder } from './testing/a-year.js';

const other = { ...sheet, id: 'photo1', sha256: 'e'.repeat(64) };
const inspectWith = (...files: readonly (typeof sheet)[]) => ({ ...inspect(), data: { ...inspect().data, scores: inspect().data.scores.map((score) => ({ ...score, files: [...files] })) } });

describe('evidence', () => {
  it('is asked for by its digests, each once, and only where a command names any', () => {
    const state = yearUnder().after(...untilPlan).state();
    const command = { ...inspectWith(other, sheet), commandId: 'c', at: '2026-12-01T02:00:00.000Z', by: { kind: 'person', office: 'chair', bodyId: 'union-centre', assurance: 'unverified' } } as const;
    const { evidence } = evaluation.needs(command, state);
    expect(evidence).toEqual({ fact: 'evidence', of: `${sheet.sha256} ${other.sha256}` });
    expect(digestsOf(evidence?.of ?? '')).toEqual([sheet.sha256, other.sha256]);
    expect(evaluation.needs({ ...command, ...inspectWith() }, state)).not.toHaveProperty('evidence');
  });

  it('that is not in the store is named by no event', () => {
    const { after } = yearUnder(factsWith(aRuleSet, { evidence: [storedSheet] }));
    after(...untilPlan).when(inspectWith(sheet, other)).thenRefused('evidence-unknown', { id: 'photo1', title: other.title, sha256: other.sha256 });
    after(...untilAssembly, openRound()).when(tally(45, { sheet: other })).thenRefused('evidence-unknown');
  });

  it.each([{ bytes: 2 }, { mediaType: 'image/png' }])('that is stored as %j is not what the command says it is', (difference) => {
    const { after } = yearUnder(factsWith(aRuleSet, { evidence: [{ ...storedSheet, ...difference }] }));
    const withoutFiles = { ...inspect(), data: { ...inspect().data, scores: inspect().data.scores.map(({ criterion, points = 0 }) => ({ criterion, points })) } };
    const stored = { bytes: storedSheet.bytes, mediaType: storedSheet.mediaType, ...difference };
    after(...untilPlan).when(inspect()).thenRefused('evidence-differs', { id: sheet.id, bytes: sheet.bytes, mediaType: sheet.mediaType, stored });
    expect(after(...untilPlan).when(withoutFiles).decision()).toHaveLength(1);
  });

  it('is looked at last: what the step itself refuses, it says first', () => {
    yearUnder(factsWith(aRuleSet, { evidence: [] })).after(...untilPlan).when(tally(45)).thenRefused('round-not-open');
  });

  it('is found wherever it stands', () => {
    expect(evidenceIn({ files: [sheet], scores: [{ files: [other] }, {}], sheet, heldOn: '2025-01-01', subjects: { home: { satisfied: 1 } }, none: null })).toEqual([sheet, other, sheet]);
    expect(evidenceIn(null)).toEqual([]);
  });

  it('alone bears a sha256 in the events of an evaluation', () => {
    const bearers = evaluationEvents.flatMap(({ schema }) => objectsWith('sha256', schema));
    expect(bearers.length).toBeGreaterThan(5);
    for (const bearer of bearers) expect(Object.keys(bearer)).toEqual(Object.keys(sheet));
  });
});

/** The properties of every object in a schema that has a certain field. */
function objectsWith(name: string, schema: unknown): readonly object[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { properties?: object };
  const own = properties !== undefined && Object.hasOwn(properties, name) ? [properties] : [];
  return [...own, ...Object.values(schema).flatMap((inner) => objectsWith(name, inner))];
}
