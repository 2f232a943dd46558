import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { countsOf, countsRefused, differencesOf, inconsistency, nobodyEntitled, sheetRefused, type SheetData } from './sheet.js';
import { after, chair, officer, openRound, tally, untilAssembly } from '../testing/a-year.js';

const { sheet: _picture, ...asked } = tally(45).data;
const sheetWith = (others: Partial<SheetData> = {}): SheetData => ({ ...asked, ...others });
const state = after(...untilAssembly, openRound()).state();
const refused = (others: Partial<SheetData> = {}, by = officer) => sheetRefused({ data: sheetWith(others), by }, state.rounds[0], { state, rules: aRuleSet });
const grades = { satisfied: 45, basicallySatisfied: 0, dissatisfied: 5 };

describe('a sheet', () => {
  it('is fine as the usual year has it', () => expect(refused()).toBeUndefined());
  it('belongs to a round', () => expect(sheetRefused({ data: sheetWith(), by: officer }, undefined, { state, rules: aRuleSet })).toMatchObject({ refused: 'round-not-open', details: { round: 1 } }));
  it('of which nobody was entitled is none', () => {
    expect(nobodyEntitled({ entitled: 0 })).toEqual({ refused: 'nobody-entitled', details: {} });
    expect([nobodyEntitled({ entitled: 1 }), nobodyEntitled({})]).toEqual([undefined, undefined]);
    expect(refused({ entitled: 0, present: 0, issued: 0, returned: 0, valid: 0, subjects: { unionWork: {}, home: {} } })).toMatchObject({ refused: 'nobody-entitled' });
  });
  it('is told one fault at a time, in the order in which a reader would look: box, ballot, counts, signatures', () => {
    const all = { box: 'main', subjects: { home: grades }, present: 61, tellers: ['chair', 'chair'] };
    expect(refused({ ...all, round: 1 })).toMatchObject({ refused: 'ballot-mismatch' });
    expect(refused({ present: 61, tellers: ['chair', 'chair'] })).toMatchObject({ refused: 'counts-inconsistent' });
    expect(refused({ tellers: ['chair', 'chair'] })).toMatchObject({ refused: 'tellers-not-three' });
    expect(refused({ tellers: ['chair', 'teller_1'] })).toMatchObject({ refused: 'teller-is-chair', details: { teller: 'chair', as: 'teller' } });
  });
  it('is signed by nobody who is judged, by name where the chair enters it', () => {
    const named = { ...chair, personId: 'person_7' };
    expect(refused({ scrutineer: 'person_7' }, named)).toMatchObject({ refused: 'teller-is-chair', details: { as: 'scrutineer' } });
    expect(refused({ scrutineer: 'person_7' }, { ...officer, personId: 'person_7' })).toBeUndefined();
  });
});

describe('counts', () => {
  it('of a sheet are its numbers alone; what was not counted is left out', () => {
    expect(countsOf(sheetWith())).toEqual({ entitled: 60, present: 50, issued: 50, returned: 50, valid: 50, spoilt: 0, subjects: { unionWork: grades, home: grades } });
    expect(countsOf(sheetWith({ frontLine: 0, points: { home: 0 } }))).toMatchObject({ frontLine: 0, points: { home: 0 } });
  });
  it('may each be as large as the one it may not exceed, and no larger', () => {
    const counts = { entitled: 50, present: 50, issued: 50, returned: 50, valid: 49, spoilt: 1, subjects: { home: { satisfied: 49 } }, frontLine: 50 };
    expect(inconsistency(counts, 'congress')).toBeUndefined();
    const wrong = [
      [{ ...counts, entitled: 49 }, 'present', 'notExceed', 'entitled'],
      [{ ...counts, entitled: 51, issued: 51 }, 'issued', 'notExceed', 'present'],
      [{ ...counts, returned: 51 }, 'returned', 'notExceed', 'issued'],
      [{ ...counts, spoilt: 0 }, 'valid+spoilt', 'equal', 'returned'],
      [{ ...counts, subjects: { home: { satisfied: 48 } } }, 'grades.home', 'equal', 'valid'],
      [{ ...counts, frontLine: 51 }, 'frontLine', 'notExceed', 'present'],
    ] as const;
    for (const [told, left, must, right] of wrong) expect(inconsistency(told, 'congress')).toMatchObject({ refused: 'counts-inconsistent', details: { left, must, right } });
  });
  it('of a questionnaire are judged without anybody present', () => {
    const counts = { entitled: 50, present: 0, issued: 50, returned: 40, valid: 40, spoilt: 0, subjects: {}, frontLine: 40 };
    expect(inconsistency(counts, 'questionnaire')).toBeUndefined();
    expect(inconsistency({ ...counts, issued: 51 }, 'questionnaire')).toMatchObject({ details: { left: 'issued', right: 'entitled' } });
    expect(inconsistency({ ...counts, frontLine: 41 }, 'questionnaire')).toMatchObject({ details: { left: 'frontLine', right: 'returned' } });
  });
  it('corrected are judged as those of a sheet are: ballot, nobody, each pair', () => {
    const counts = countsOf(sheetWith());
    expect(countsRefused(counts, 'congress', aRuleSet)).toBeUndefined();
    expect(countsRefused({ ...counts, subjects: {} }, 'congress', aRuleSet)).toMatchObject({ refused: 'ballot-mismatch', details: { missing: ['unionWork', 'home'] } });
    expect(countsRefused({ ...counts, entitled: 0 }, 'congress', aRuleSet)).toMatchObject({ refused: 'nobody-entitled' });
    expect(countsRefused({ ...counts, spoilt: 1 }, 'congress', aRuleSet)).toMatchObject({ refused: 'counts-inconsistent' });
  });
});

describe('points of score sheets', () => {
  const bands = [{ grade: 'satisfied', from: 80, to: 100 }, { grade: 'dissatisfied', from: 0, to: 79 }];
  const scored = aRuleSetWith({ ballot: { kind: 'scores', subjects: ['home'], grades: ['satisfied', 'dissatisfied'], bands } });
  const counts = (points: Record<string, number>) => ({ entitled: 3, present: 3, issued: 3, returned: 3, valid: 3, spoilt: 0, subjects: { home: { satisfied: 2, dissatisfied: 1 } }, points });

  it('lie between the least and the most that so many sheets in each band can have', () => {
    for (const sum of [160, 279]) expect(countsRefused(counts({ home: sum }), 'congress', scored)).toBeUndefined();
    for (const sum of [159, 280]) expect(countsRefused(counts({ home: sum }), 'congress', scored)).toEqual({ refused: 'points-outside-bands', details: { subject: 'home', sum, least: 160, most: 279 } });
  });
  it('are said where sheets are scored, of each subject, and nowhere else', () => {
    expect(countsRefused(counts({}), 'congress', scored)).toMatchObject({ refused: 'ballot-mismatch', details: { missing: ['points.home'], foreign: [] } });
    expect(countsRefused(counts({ home: 200, canteen: 1 }), 'congress', scored)).toMatchObject({ details: { missing: [], foreign: ['points.canteen'] } });
    expect(countsRefused({ ...countsOf(sheetWith()), points: { home: 1 } }, 'congress', aRuleSet)).toMatchObject({ refused: 'ballot-mismatch', details: { foreign: ['points.home'] } });
  });
});

describe('two entries of one box', () => {
  const one = { heldOn: '2025-11-10', scrutineer: 'scrutineer', tellers: ['teller_1', 'teller_2'], counts: countsOf(sheetWith()) };
  it('agree whoever of the tellers is named first, and whether a grade nobody gave is written as 0', () => {
    expect(differencesOf(one, { ...one, tellers: ['teller_2', 'teller_1'] })).toEqual([]);
    const { basicallySatisfied: _none, ...given } = grades;
    expect(differencesOf(one, { ...one, counts: { ...one.counts, subjects: { unionWork: grades, home: given } } })).toEqual([]);
  });
  it('differ by name: the day, who signed, each number', () => {
    expect(differencesOf(one, { ...one, heldOn: '2025-11' })).toEqual(['heldOn']);
    expect(differencesOf(one, { ...one, scrutineer: 'teller_3' })).toEqual(['scrutineer']);
    expect(differencesOf(one, { ...one, tellers: ['teller_1', 'teller_3'] })).toEqual(['tellers']);
    const home = { satisfied: 44, basicallySatisfied: 1, dissatisfied: 5 };
    expect([...differencesOf(one, { ...one, counts: { ...one.counts, entitled: 61, frontLine: 3, points: { home: 7 }, subjects: { unionWork: grades, home } } })].toSorted()).toEqual(['entitled', 'frontLine', 'home.basicallySatisfied', 'home.satisfied', 'points.home']);
  });
});
