import * as fc from 'fast-check';
import { sumOf } from '../ballot.js';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { after, openRound, publish, tally, untilAssembly } from '../testing/a-year.js';
import { inconsistency, outcomeOf } from './vote.js';

const opened = after(...untilAssembly, openRound());
const asked = (data: Parameters<typeof tally>[1] = {}) => tally(45, data);

describe('the count of a box', () => {
  it('is recorded raw, beside what the rules make of it', () => {
    const [event] = opened.when(tally(40)).decision() as unknown[];
    expect(event).toMatchObject({
      type: 'VoteTallied',
      data: {
        counts: { entitled: 60, present: 50, issued: 50, returned: 50, valid: 50, spoilt: 0 },
        outcome: { endorsement: { n: 40, m: 50, of: 'present', formula: 'satisfied+basicallySatisfied' }, quorum: { n: 50, m: 60, met: true, else: 'stop' }, reached: ['qualified'], belowThreshold: false, warnings: [] },
        late: false,
        due: { publish: '2025-11-17' },
      },
    });
  });

  it('needs an open round', () => {
    after(...untilAssembly).when(asked()).thenRefused('round-not-open');
    opened.when(asked({ round: 2 })).thenRefused('round-not-open');
  });
  it('comes before the result is published', () => after(...untilAssembly, openRound(), asked(), publish()).when(asked({ box: 'b' })).thenRefused('round-published'));
  it('is entered once', () => after(...untilAssembly, openRound(1, { boxes: 2 }), asked()).when(asked()).thenRefused('box-already-tallied', { box: 'main' }));
  it('belongs to a box that was announced', () => after(...untilAssembly, openRound(), asked()).when(asked({ box: 'other' })).thenRefused('box-not-announced', { boxes: 1 }));
  it('names the subjects and grades of the ballot', () => {
    const home = { satisfied: 50 };
    opened.when(asked({ subjects: { home } })).thenRefused('ballot-mismatch', { missing: ['unionWork'], foreign: [] });
    opened.when(asked({ subjects: { home, unionWork: home, canteen: home } })).thenRefused('ballot-mismatch', { foreign: ['canteen'] });
    opened.when(asked({ subjects: { home: { ...home, splendid: 1 }, unionWork: home } })).thenRefused('ballot-mismatch', { foreign: ['splendid'] });
  });
  it('is signed by a scrutineer and two tellers, three people', () => {
    opened.when(asked({ tellers: ['teller_1', 'teller_1'] })).thenRefused('tellers-not-three');
    opened.when(asked({ tellers: ['scrutineer', 'teller_1'] })).thenRefused('tellers-not-three');
    opened.when(asked({ tellers: ['teller_1'] })).thenRefused('tellers-not-three');
  });
  it('is warned of where no signed sheet is attached', () => {
    const { sheet: _sheet, ...data } = asked().data;
    expect(opened.when({ type: 'TallyVote', data }).decision()).toMatchObject([{ data: { outcome: { warnings: ['sheet-missing'] } } }]);
  });
  it('is late after the due date of the vote', () => expect(opened.when(asked({ heldOn: '2025-12-16' })).decision()).toMatchObject([{ data: { late: true } }]));
  it('may be of a month: late only where certain, due from its last day', () => {
    expect(opened.when(asked({ heldOn: '2025-12' })).decision()).toMatchObject([{ data: { late: false, due: { publish: '2026-01-09' } } }]);
  });
});

describe('counts that contradict each other are refused by name', () => {
  const pair = (counts: Parameters<typeof tally>[1], left: string, must: string, right: string) => opened.when(asked(counts)).thenRefused('counts-inconsistent', { left, must, right });

  it('present over entitled', () => pair({ entitled: 49 }, 'present', 'notExceed', 'entitled'));
  it('issued over present, at a sitting', () => pair({ issued: 51 }, 'issued', 'notExceed', 'present'));
  it('returned over issued', () => opened.when(asked({ returned: 51 })).thenRefused('counts-inconsistent', { left: 'returned', leftCount: 51, must: 'notExceed', right: 'issued', rightCount: 50 }));
  it('valid and spoilt other than returned', () => pair({ spoilt: 1 }, 'valid+spoilt', 'equal', 'returned'));
  it('grades of a subject other than valid', () => pair({ subjects: { unionWork: { satisfied: 50 }, home: { satisfied: 49 } } }, 'grades.home', 'equal', 'valid'));
  it('issued in all boxes over the roll of the round', () => {
    const round = [...untilAssembly, openRound(1, { boxes: 2, entitled: 70 }), asked()];
    after(...round).when(asked({ box: 'b' })).thenRefused('counts-inconsistent', { left: 'issuedInAll', leftCount: 100, right: 'entitledInAll', rightCount: 70 });
  });
  it('but a questionnaire has nobody present', () => {
    const year = after(...untilAssembly, openRound(1, { body: 'questionnaire' }));
    const grades = { satisfied: 40, basicallySatisfied: 0, dissatisfied: 0 };
    const counts = { entitled: 100, present: 0, issued: 50, returned: 40, valid: 40, subjects: { unionWork: grades, home: grades } };
    expect(year.when(asked(counts)).decision()).toMatchObject([{ data: { outcome: { endorsement: { n: 40, m: 50, of: 'issued' }, quorum: { count: 'returned', n: 40, of: 'issued', m: 50 } } } }]);
    year.when(asked({ ...counts, issued: 101 })).thenRefused('counts-inconsistent', { left: 'issued', right: 'entitled' });
  });
});

describe('quorum', () => {
  it('stops a congress that is short of two thirds', () => {
    opened.when(asked({ entitled: 76 })).thenRefused('quorum-not-met', { n: 50, m: 76, atLeast: '2/3', met: false });
    expect(opened.when(asked({ entitled: 75 })).decision()).toMatchObject([{ data: { outcome: { quorum: { met: true } } } }]);
  });
  it('warns of an assembly that is', () => {
    const year = after(...untilAssembly, openRound(1, { body: 'assembly' }));
    expect(year.when(asked({ entitled: 76 })).decision()).toMatchObject([{ data: { outcome: { quorum: { met: false }, warnings: ['quorum-short'] } } }]);
  });
  it('of several boxes is judged when all are in', () => {
    const year = [...untilAssembly, openRound(1, { boxes: 2 }), asked({ entitled: 90 })];
    expect(after(...year).when(publish()).decision()).toMatchObject({ refused: 'boxes-outstanding' });
    after(...year, asked({ box: 'b', entitled: 90 })).when(publish()).thenRefused('quorum-not-met', { n: 100, m: 180 });
    expect(after(...year, asked({ box: 'b', entitled: 60 })).when(publish()).decision()).toMatchObject([{ data: { counts: { entitled: 150, present: 100 }, outcome: { quorum: { met: true } } } }]);
  });
  it('is not asked where the rules have none for the body', () => expect(outcomeOf(tally(45).data, aRuleSetWith({ quorum: {} }), 'congress').quorum).toBeNull());
});

describe('the threshold', () => {
  const counts = (n: number, present: number) => tally(n, { present }).data;

  it('is compared in whole numbers: 80.0 % passes, 79.96 % does not', () => {
    expect(outcomeOf(counts(4, 5), aRuleSet, 'congress').reached).toEqual(['qualified']);
    expect(outcomeOf(counts(1999, 2500), aRuleSet, 'congress')).toMatchObject({ reached: [], belowThreshold: true });
    expect(outcomeOf(counts(2000, 2500), aRuleSet, 'congress').belowThreshold).toBe(false);
    expect(outcomeOf(counts(17, 20), aRuleSet, 'congress').reached).toEqual(['qualified', 'advanced']);
  });
  it('takes the denominator of the rule set, and shows all four', () => {
    const wuhan = { entitled: 60, present: 41, issued: 41, returned: 40, valid: 38, spoilt: 2, subjects: { home: { satisfied: 31, basicallySatisfied: 0, dissatisfied: 7 } } };
    expect(outcomeOf(wuhan, aRuleSet, 'congress').rates.map(({ n, m, of }) => [n, m, of])).toEqual([[31, 38, 'valid'], [31, 40, 'returned'], [31, 41, 'present'], [31, 60, 'entitled']]);
    const overValid = aRuleSetWith({ endorsement: { ...aRuleSet.endorsement, over: { assembly: 'valid', questionnaire: 'valid' } } });
    expect(outcomeOf(wuhan, overValid, 'congress')).toMatchObject({ endorsement: { n: 31, m: 38 }, reached: ['qualified'] });
    expect(outcomeOf(wuhan, aRuleSet, 'congress').belowThreshold).toBe(true);
  });
  it('is nobody\'s where the rules have no titles', () => expect(outcomeOf(counts(0, 50), aRuleSetWith({ titles: [] }), 'congress')).toMatchObject({ reached: [], belowThreshold: false }));
  it('comes with a warning for a small group', () => expect(outcomeOf(counts(4, 4), aRuleSet, 'congress').warnings).toEqual(['small-group']));
  it('counts no subject that is not there', () => expect(outcomeOf({ ...counts(4, 5), subjects: {} }, aRuleSet, 'congress').endorsement.n).toBe(0));
});

describe('counts', () => {
  const less = fc.nat(3);
  // Consistent by making, each count some less than the one before, then perhaps off by one somewhere.
  const box = fc.record({ entitled: fc.integer({ min: 20, max: 99 }), less: fc.tuple(less, less, less, less, less), off: fc.constantFrom('', 'present', 'issued', 'returned', 'valid', 'spoilt'), by: fc.constantFrom(-1, 1) }).map(({ entitled, less: [a, b, c, spoilt, upper], off, by }) => {
    const counts = { entitled, present: entitled - a, issued: entitled - a - b, returned: entitled - a - b - c, valid: entitled - a - b - c - spoilt, spoilt };
    const satisfied = counts.valid - upper;
    return { ...counts, ...(off === '' ? {} : { [off]: counts[off as 'valid'] + by }), subjects: { home: { satisfied, dissatisfied: upper } } };
  });

  it('that pass are consistent in every pair', () => {
    fc.assert(
      fc.property(box, (counts) => {
        const { entitled, present, issued, returned, valid, spoilt, subjects } = counts;
        const consistent = present <= entitled && issued <= present && returned <= issued && valid + spoilt === returned && subjects.home.satisfied + subjects.home.dissatisfied === valid;
        expect(inconsistency(counts, 'congress') === undefined).toBe(consistent);
      }),
    );
  });
  it('add up box by box, in any order', () => {
    fc.assert(fc.property(fc.array(box, { maxLength: 5 }), (boxes) => expect(sumOf(boxes)).toEqual(sumOf(boxes.toReversed()))));
  });
});
