import * as fc from 'fast-check';
import { sumOf } from '../voting/ballot.js';
import { aRuleSetWith } from '#rules/testing';
import { outcomeOf } from '../voting/outcome.js';
import { after, chair, holdAssembly, openRound, publish, tally, untilAssembly, untilInspection, type Wish } from '../testing/a-year.js';
import { inconsistency } from '../voting/sheet.js';

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
  it('is not entered into a box that was annulled: who voted there votes in a new round', () => {
    const annul: Wish = { type: 'AnnulBox', data: { round: 1, box: 'main', cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11' } };
    const annulled = after(...untilAssembly, openRound(1, { boxes: 2 }), asked(), annul);
    annulled.when(asked()).thenRefused('box-already-annulled', { box: 'main' });
    expect(annulled.when(asked({ box: 'b' })).decision()).toHaveLength(1);
  });
  it('belongs to a box announced by name, on a day it was announced for', () => {
    const year = after(...untilAssembly, openRound(1, { announced: [{ box: 'hall', venue: '三楼会议室', from: '2025-11-10' }, { box: 'yard', from: '2025-11-10', until: '2025-11-12' }] }));
    year.when(asked()).thenRefused('box-not-announced', { box: 'main', boxes: 2 });
    year.when(asked({ box: 'hall', heldOn: '2025-11-11' })).thenRefused('day-not-announced', { box: 'hall', from: '2025-11-10', until: '2025-11-10' });
    year.when(asked({ box: 'yard', heldOn: '2025-11-13' })).thenRefused('day-not-announced', { until: '2025-11-12' });
    year.when(asked({ box: 'yard', heldOn: '2025-10' })).thenRefused('day-not-announced');
    expect(year.when(asked({ box: 'yard', heldOn: '2025-11' })).decision()).toHaveLength(1);
    expect(year.when(asked({ box: 'hall', heldOn: '2025-11-10' })).decision()).toMatchObject([{ data: { venue: '三楼会议室' } }]);
    expect(year.when(asked({ box: 'hall', heldOn: '2025-11-10', venue: '食堂' })).decision()).toMatchObject([{ data: { venue: '食堂' } }]);
  });
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
  it('is not signed by the chair, nor by whoever presided', () => {
    opened.when(asked({ scrutineer: 'chair' })).thenRefused('teller-is-chair', { teller: 'chair', as: 'scrutineer' });
    opened.when(asked({ tellers: ['teller_1', 'chair'] })).thenRefused('teller-is-chair', { teller: 'chair', as: 'teller' });
    opened.when({ ...asked({ tellers: ['teller_1', 'person_7'] }), by: { ...chair, personId: 'person_7' } }).thenRefused('teller-is-chair', { teller: 'person_7' });
    const presided = after(...untilInspection, { ...holdAssembly, data: { ...holdAssembly.data, presidedBy: 'vice_chair' } } as Wish, openRound());
    presided.when(asked({ scrutineer: 'vice_chair' })).thenRefused('teller-is-chair', { teller: 'vice_chair' });
    expect(opened.when(asked({ scrutineer: 'vice_chair' })).decision()).toHaveLength(1);
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
  it('front-line staff over present, or over returned by questionnaire', () => {
    pair({ frontLine: 51 }, 'frontLine', 'notExceed', 'present');
    expect(inconsistency({ ...asked().data, present: 0, returned: 40, valid: 40, frontLine: 41, subjects: {} }, 'questionnaire')).toMatchObject({ details: { left: 'frontLine', right: 'returned' } });
  });
  it('issued in all boxes over the roll of the round', () => {
    const round = [...untilAssembly, openRound(1, { boxes: 2, entitled: 70 }), asked({ heldOn: '2025-11-11' })];
    after(...round).when(asked({ box: 'b' })).thenRefused('counts-inconsistent', { left: 'issuedInAll', leftCount: 100, right: 'entitledInAll', rightCount: 70 });
  });
  it('but not one as large as the roll, and one more is over it', () => {
    const upTo = (entitled: number) => after(...untilAssembly, openRound(1, { boxes: 2, entitled }), asked({ heldOn: '2025-11-11' })).when(asked({ box: 'b' }));
    expect(upTo(100).decision()).toHaveLength(1);
    upTo(99).thenRefused('counts-inconsistent', { left: 'issuedInAll', leftCount: 100, right: 'entitledInAll', rightCount: 99 });
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
    const aDayLater = { heldOn: '2025-11-11' };
    opened.when(asked({ entitled: 76, ...aDayLater })).thenRefused('quorum-not-met', { n: 50, m: 76, atLeast: '2/3', met: false });
    expect(opened.when(asked({ entitled: 75, ...aDayLater })).decision()).toMatchObject([{ data: { outcome: { quorum: { met: true } } } }]);
  });
  it('warns of an assembly that is', () => {
    const year = after(...untilAssembly, openRound(1, { body: 'assembly' }));
    expect(year.when(asked({ entitled: 76 })).decision()).toMatchObject([{ data: { outcome: { quorum: { met: false }, warnings: ['quorum-short'] } } }]);
  });
  it('of several boxes is judged when all are in', () => {
    const year = [...untilAssembly, openRound(1, { boxes: 2 }), asked({ entitled: 90, heldOn: '2025-11-11' })];
    expect(after(...year).when(publish()).decision()).toMatchObject({ refused: 'boxes-outstanding' });
    after(...year, asked({ box: 'b', entitled: 90 })).when(publish()).thenRefused('quorum-not-met', { n: 100, m: 180 });
    expect(after(...year, asked({ box: 'b', entitled: 60 })).when(publish()).decision()).toMatchObject([{ data: { counts: { entitled: 150, present: 100 }, outcome: { quorum: { met: true } } } }]);
  });
  it('of several boxes is warned of with the last one only', () => {
    const warnings = (...boxes: string[]) => {
      const tallied = boxes.map((box) => asked({ box, entitled: 90 }));
      return after(...untilAssembly, openRound(1, { body: 'assembly', boxes: 2 }), ...tallied).state().rounds[0]?.outcome?.warnings;
    };
    expect([warnings('main'), warnings('main', 'b')]).toEqual([[], ['quorum-short']]);
  });
  it('is not asked where the rules have none for the body', () => expect(outcomeOf(tally(45).data, aRuleSetWith({ quorum: {} }), { body: 'congress' }).quorum).toBeNull());
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
