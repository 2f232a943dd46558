import type { Actor } from '#kernel';
import { specify } from '#kernel/testing';
import { allotmentDecider, allotmentOf, placeHeldBy, PlaceReleased, PlaceTaken, PlaceUsed } from './allotment.js';
import { applicantFactOf, type ApplicantFact } from './facts.js';
import type { Running } from './state.js';
import { after, close, officer, open, untilApplied, untilGranted, type Wish } from './testing/a-year.js';

const applicant: ApplicantFact = { title: 'qualified', evaluatedYear: 2025, superiors: ['bureau', 'city'], recommendedBy: [] };
const id = 'bureau.2025.qualified';
const allotment = (facts: { applicant?: ApplicantFact } = { applicant }, of = id) => specify(allotmentDecider, facts, of);
const take = (evaluation = 'centre.2025.1', place = 1, by: Actor = officer) => ({ type: 'TakePlace', data: { evaluation, place }, by });
const release = (evaluation = 'centre.2025.1', by: Actor = officer) => ({ type: 'ReleasePlace', data: { evaluation }, by });
const policy: Actor = { kind: 'process', office: 'policy', bodyId: 'releasePlaces', assurance: 'unverified' };
const taken = (evaluation = 'centre.2025.1', place = 1) => PlaceTaken.of({ evaluation, place });
const released = PlaceReleased.of({ evaluation: 'centre.2025.1', place: 1 });

describe('a place of a quota', () => {
  it('is held by one evaluation; who holds it is told to the next', () => {
    allotment().given().when(take()).then(taken());
    allotment().given(taken()).when(take()).thenNothing();
    allotment().given(taken('works.2025.1')).when(take()).thenRefused('place-taken', { place: 1, evaluation: 'works.2025.1' });
    allotment().given(taken('works.2025.1')).when(take('centre.2025.1', 2)).then(taken('centre.2025.1', 2));
  });
  it('is the only one that an evaluation holds here', () => {
    allotment().given(taken()).when(take('centre.2025.1', 2)).thenRefused('place-already-held', { evaluation: 'centre.2025.1', place: 1 });
    allotment().given(taken(), released).when(take('centre.2025.1', 2)).then(taken('centre.2025.1', 2));
  });
  it('is for what was applied for: this title, this year, through this federation', () => {
    allotment({}).given().when(take()).thenRefused('application-missing');
    allotment({ applicant: { ...applicant, superiors: ['city'] } }).given().when(take()).thenRefused('federation-not-superior', { federation: 'bureau' });
    for (const other of ['bureau.2024.qualified', 'bureau.2025.model', 'bureau', 'bureau.2025']) allotment({ applicant }, other).given().when(take()).thenRefused('allotment-of-another', { evaluation: 'centre.2025.1', allotment: id });
  });
  it('is taken and released by its own federation', () => {
    const city: Actor = { ...officer, bodyId: 'federation-city' };
    allotment().given().when(take('centre.2025.1', 1, city)).thenRefused('recommended-by-another', { body: 'federation-city', federation: 'bureau' });
    allotment().given(taken()).when(release('centre.2025.1', city)).thenRefused('recommended-by-another');
    allotment().given(taken()).when(release()).then(released);
    allotment().given(taken()).when(release('works.2025.1')).thenRefused('place-not-held', { allotment: id, evaluation: 'works.2025.1' });
    expect(allotment().given(taken('works.2025.1', 2), taken(), released).state()).toEqual({ places: { 2: 'works.2025.1' }, used: [] });
  });
  it('stays while it is recommended with', () => {
    const recommended = { applicant: { ...applicant, recommendedBy: ['bureau'] } };
    allotment(recommended).given(taken()).when(release()).thenRefused('place-in-use', { evaluation: 'centre.2025.1', place: 1, federation: 'bureau' });
    allotment(recommended).given(taken()).when(release('centre.2025.1', policy)).thenNothing();
    allotment({ applicant: { ...applicant, recommendedBy: ['city'] } }).given(taken()).when(release()).then(released);
  });
  it('stays from when a recommendation claimed it, as long as what was applied for stands', () => {
    const use = { type: 'UsePlace', data: { evaluation: 'centre.2025.1', place: 1 }, by: officer };
    const used = PlaceUsed.of(use.data);
    allotment().given(taken()).when(use).then(used);
    // Again it is recorded again: a release decided before finds the stream moved on.
    allotment().given(taken(), used).when(use).then(used);
    allotment().given(taken('works.2025.1')).when(use).thenRefused('place-not-held', { allotment: id, place: 1, evaluation: 'centre.2025.1' });
    allotment().given(taken()).when({ ...use, by: { ...officer, bodyId: 'federation-city' } }).thenRefused('recommended-by-another');
    allotment().given(taken(), used).when(release()).thenRefused('place-in-use');
    allotment().given(taken(), used).when(release('centre.2025.1', policy)).thenNothing();
    allotment({}).given(taken(), used).when(release('centre.2025.1', policy)).then(released);
    allotment().given(taken(), used, released, taken()).when(release()).then(released);
  });
  it('is in use for this title and year only', () => {
    const another = { applicant: { ...applicant, title: 'model', recommendedBy: ['bureau'] } };
    allotment(another).given(taken()).when(release('centre.2025.1', policy)).then(released);
  });
  it('stays where it was applied for anew before a policy came by', () => {
    allotment().given(taken()).when(release('centre.2025.1', policy)).thenNothing();
  });
  it('is released by a policy, which finds nothing to do where there is none', () => {
    allotment({}).given(taken()).when(release('centre.2025.1', policy)).then(released);
    allotment({}).given().when(release('centre.2025.1', policy)).thenNothing();
  });
  it('is found by its holder', () => {
    expect(placeHeldBy({ places: { 3: 'centre.2025.1' } }, 'centre.2025.1')).toBe(3);
    expect(placeHeldBy({ places: {} }, 'centre.2025.1')).toBeUndefined();
  });
});

describe('an allotment', () => {
  it('bears the title in small letters: an id knows no others', () => {
    expect(allotmentOf('bureau', 2025, 'nationalModel')).toBe('bureau.2025.nationalmodel');
  });
});

describe('the fact of an applicant', () => {
  const factAfter = (...wishes: readonly Wish[]) => applicantFactOf(after(...wishes).state() as Running);
  it('says what was applied for; a closed evaluation keeps its place, a withdrawn one does not', () => {
    expect(factAfter(open)).toBeUndefined();
    expect(factAfter(...untilApplied)).toEqual(applicant);
    expect(factAfter(...untilGranted, close)).toEqual(applicant);
    expect(factAfter(...untilApplied, { type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-12-20', reason: '合并' }, by: officer })).toBeUndefined();
  });
});
