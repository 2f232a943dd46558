import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { catalogue } from '#kernel';
import { someone, specify } from '#kernel/testing';
import { campaignDecider, campaignEvents, campaignFacts, CampaignOpened, drawNamed, drawOf, drawSample, maxSampleSize, SampleDrawn, UnitsCalledUp } from './index.js';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const ruleSet = { id: 'wuhan', version: 1, digest: 'd'.repeat(64) };
const opened = CampaignOpened.of({ federation: 'city', ruleSet, evaluatedYear: 2009, openedOn: '2009-01-05' });
const called = (...units: readonly string[]) => UnitsCalledUp.of({ evaluatedYear: 2009, ruleSet, units: units.map((id) => ({ id, name: id, class: 'publicInstitution' as const, superior: 'city', path: ['city'] })) });
const wish = { sample: 'spring', seed: '20100301-7', seedFrom: '福彩双色球第2010025期', size: 2, drawnOn: '2010-03-01' };
const draw = (changed: Partial<typeof wish> = {}) => ({ type: 'DrawSample', at: '2010-03-02T01:00:00.000Z', data: { ...wish, ...changed } });
const made = drawSample({ seed: wish.seed, size: 2, from: ['a', 'b', 'c'] }, sha256);
const drawn = SampleDrawn.of({ sample: 'spring', seed: wish.seed, seedFrom: wish.seedFrom, drawnOn: wish.drawnOn, drawnFrom: made.drawnFrom, drawn: [...made.drawn] });
const campaigns = specify(campaignDecider, { draw: made });

describe('a sample', () => {
  it('can be drawn again by anybody who follows the description', () => {
    const ranked = ['a', 'b', 'c'].map((id) => [sha256(`20100301-7\n${id}`), id] as const).toSorted();
    expect(made).toEqual({ drawn: ranked.slice(0, 2).map(([, id]) => id), drawnFrom: { count: 3, digest: sha256('a\nb\nc') } });
  });

  it('is the same whatever the order of the list; every id at most once; another seed draws others', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9_]{0,5}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(ids, fc.string({ minLength: 1, maxLength: 20 }), fc.nat(60), (from, seed, size) => {
        const one = drawSample({ seed, size, from }, sha256);
        expect(drawSample({ seed, size, from: from.toReversed() }, sha256)).toEqual(one);
        expect(new Set(one.drawn).size).toBe(Math.min(size, from.length));
        expect(one.drawn.every((id) => from.includes(id))).toBe(true);
      }),
    );
    const from = Array.from({ length: 200 }, (_, n) => `u${n}`);
    expect(drawSample({ seed: '1', size: 20, from }, sha256).drawn).not.toEqual(drawSample({ seed: '2', size: 20, from }, sha256).drawn);
  });

  it('draws everybody alike often', () => {
    const from = Array.from({ length: 10 }, (_, n) => `u${n}`);
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++) for (const id of drawSample({ seed: String(seed), size: 3, from }, sha256).drawn) times.set(id, (times.get(id) ?? 0) + 1);
    for (const id of from) expect(Math.abs((times.get(id) ?? 0) - 600)).toBeLessThan(100);
  });

  it('is named by all that it depends on', () => {
    const one = { seed: 'a\n"b', size: 2, from: ['x', 'y'] };
    expect(drawOf(drawNamed(one))).toEqual(one);
  });
});

describe('drawing a sample', () => {
  const given = campaigns.given(opened, called('a', 'b'), called('c'));

  it('records seed, source, list and who was drawn', () => {
    given.when(draw()).then(drawn);
    expect(catalogue(...campaignEvents).misfits(drawn)).toEqual([]);
  });

  it('asks for the draw over all units called up, once it is allowed', () => {
    const { initial, evolve, needs } = campaignDecider;
    const state = evolve.UnitsCalledUp(evolve.CampaignOpened(initial, opened), called('a', 'b'));
    const command = { ...draw(), by: someone, commandId: 'c' } as never;
    expect(needs(command, state)).toEqual({ draw: { fact: 'draw', of: drawNamed({ seed: wish.seed, size: 2, from: ['a', 'b'] }) } });
    expect(needs({ ...draw({ size: 3 }), by: someone, commandId: 'c' } as never, state)).toEqual({});
  });

  it('is refused for more than were called up, and for more than one event holds', () => {
    given.when(draw({ size: 4 })).thenRefused('sample-too-large', { size: 4, calledUp: 3, limit: maxSampleSize });
    const many = Array.from({ length: 501 }, (_, n) => `u${n}`);
    campaigns.given(opened, called(...many.slice(0, 500)), called(many[500] ?? '')).when(draw({ size: 501 })).thenRefused('sample-too-large', { size: 501, calledUp: 501 });
    campaigns.given(opened).when(draw({ size: 1 })).thenRefused('sample-too-large', { calledUp: 0 });
    campaigns.given().when(draw()).thenRefused('campaign-not-open');
  });

  it('leaves every draw of the round visible: none is drawn over', () => {
    campaigns.given(opened, called('a', 'b', 'c'), drawn).when(draw({ seed: 'better' })).thenRefused('sample-already-drawn', { sample: 'spring' });
    const fifty = Array.from({ length: 50 }, (_, n) => ({ ...drawn, data: { ...drawn.data, sample: `s${n}` } }));
    campaigns.given(opened, called('a', 'b', 'c'), ...fifty).when(draw()).thenRefused('too-many-samples', { limit: 50 });
  });

  it('is dated on a day that exists and has come', () => {
    given.when(draw({ drawnOn: '2010-02-30' })).thenRefused('date-impossible', { field: 'drawnOn' });
    given.when(draw({ drawnOn: '2010-03-03' })).thenRefused('date-in-future', { field: 'drawnOn', recordedOn: '2010-03-02' });
  });

  it('gives evaluations the fact "samples"', () => {
    expect(campaignFacts.samples.read(campaigns.given(opened, called('a', 'b', 'c'), drawn).state() as never)).toEqual({ value: { spring: { seed: wish.seed, drawnFrom: 3, drawn: [...made.drawn] } } });
    expect(campaignFacts.samples.read(campaignDecider.initial)).toBeUndefined();
  });
});
