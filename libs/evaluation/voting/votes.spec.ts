import * as fc from 'fast-check';
import { percent } from '#rules';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { shownData } from '../questions/shown-data.js';
import { questionnaireOf, recognitionOf } from './questionnaires.js';
import { after, events, factsWith, openRound, publish, tally, untilAssembly, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';
import { roundsOf } from './votes.js';

const rounds = (...wishes: readonly Wish[]) => roundsOf(after(...untilAssembly, ...wishes).state(), aRuleSet);
const annulBox = (box: string): Wish => ({ type: 'AnnulBox', data: { round: 1, box, cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11' } });
const boxes = (...sizes: readonly number[]) => [openRound(1, { boxes: sizes.length }), ...sizes.map((present, index) => tally(Math.ceil(present / 2), { box: `b${index}`, present }))];
const told = (list: ReturnType<typeof rounds>) => list[0]?.boxes.map(({ withheld }) => withheld);

describe('a round as it is told', () => {
  it('has every rate over all four denominators, per subject', () => {
    const home = { satisfied: 20, basicallySatisfied: 11, dissatisfied: 7 };
    const sheet = tally(0, { entitled: 60, present: 41, issued: 41, returned: 40, valid: 38, spoilt: 2, subjects: { home, unionWork: { satisfied: 38 } } });
    const [round] = roundsOf(yearUnder(factsWith(aRuleSetWith({ quorum: {} }))).after(...untilAssembly, openRound(), sheet).state(), aRuleSet);
    const [work, ofHome] = round?.total?.subjects ?? [];
    expect(ofHome?.rates.map(({ rate, over }) => [rate, ...over.map((one) => percent(one))])).toEqual([
      ['satisfaction', '52.6', '50.0', '48.8', '33.3'],
      ['combined', '81.6', '77.5', '75.6', '51.7'],
      ['endorsement', '81.6', '77.5', '75.6', '51.7'],
    ]);
    expect(ofHome?.rates[1]?.over).toEqual(['valid', 'returned', 'present', 'entitled'].map((of, index) => ({ n: 31, m: [38, 40, 41, 60][index], of, formula: 'satisfied+basicallySatisfied' })));
    expect(work?.rates[0]?.over[0]).toMatchObject({ n: 38, m: 38, formula: 'satisfied' });
    expect(round?.total?.titles).toMatchObject([{ title: 'qualified', reached: false, missing: 2, rate: { n: 31, m: 41, of: 'present' } }, { title: 'advanced', reached: false, missing: 4 }]);
  });

  it('says who has entered and in what they differ, never what', () => {
    const { sheet: _sheet, ...data } = tally(45).data;
    const entry = (enteredBy: string, others = {}): Wish => ({ type: 'EnterCount', data: { ...data, enteredBy, ...others }, by: { kind: 'person', office: enteredBy, bodyId: 'union-centre', assurance: 'unverified' } });
    const year = (...wishes: readonly Wish[]) => roundsOf(yearUnder(factsWith(aRuleSetWith({ countEntry: 'twoEntries' }))).after(...untilAssembly, openRound(), ...wishes).state(), aRuleSet)[0];
    expect(year(entry('clerk_a'))).toMatchObject({ stands: 'open', total: null, boxes: [{ box: 'main', stands: 'entered', turnout: null, counts: null }] });
    expect(year(entry('clerk_a'), entry('clerk_b', { entitled: 61 }))).toMatchObject({ boxes: [{ stands: 'differing', differsIn: ['entitled'], counts: null }] });
    expect(year(entry('clerk_a'), entry('clerk_b'))).toMatchObject({ stands: 'counted', boxes: [{ stands: 'tallied', differsIn: [], counts: { valid: 50 } }] });
  });

  it('stays when it was annulled, with its cause, beside the new one', () => {
    const annul: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-20' } };
    expect(rounds(openRound(), tally(45), publish(), annul, openRound(2))).toMatchObject([
      { round: 1, stands: 'annulled', annulment: { cause: 'procedure', on: '2025-11-20' }, total: { endorsement: { n: 45, m: 50 } } },
      { round: 2, stands: 'open', annulment: null, total: null },
    ]);
  });

  it('names announced boxes before they are counted', () => {
    expect(rounds(openRound(1, { announced: [{ box: 'hall', venue: '三楼会议室', from: '2025-11-10' }] }))).toMatchObject([{ boxes: [{ box: 'hall', venue: '三楼会议室', from: '2025-11-10', until: '2025-11-10', stands: 'awaited' }], outstanding: 1 }]);
  });
});

describe('results of few ballots', () => {
  it('are told nobody, but how many voted', () => {
    const [round] = rounds(openRound(), tally(4, { present: 4 }));
    expect(round).toMatchObject({ withheld: 'smallGroup', total: null, turnout: { returned: 4 }, boxes: [{ withheld: 'smallGroup', counts: null, turnout: { present: 4 } }] });
    expect(rounds(openRound(), tally(5, { present: 5 }))).toMatchObject([{ withheld: null, total: { counts: { valid: 5 } }, boxes: [{ withheld: null }] }]);
  });
  it('of one box are told nowhere, and neither those of the next smallest', () => {
    const published = rounds(...boxes(50, 4, 20), publish());
    expect(told(published)).toEqual([null, 'smallGroup', 'besideSmallGroup']);
    expect(published).toMatchObject([{ withheld: null, total: { counts: { returned: 74 } } }]);
  });
  it('cannot be had by asking twice: several boxes are told when all are in, and small ones await the publication', () => {
    expect(told(rounds(openRound(1, { boxes: 2 }), tally(25, { box: 'b0' })))).toEqual(['boxesOutstanding']);
    const counted = rounds(...boxes(50, 4, 20));
    expect(counted).toMatchObject([{ withheld: 'notPublished', total: null }]);
    expect(told(counted)).toEqual(['notPublished', 'smallGroup', 'notPublished']);
    expect(told(rounds(...boxes(50, 20)))).toEqual([null, null]);
  });
  it('of an annulled box are withheld as well', () => {
    const published = rounds(...boxes(50, 4, 20), annulBox('b1'), publish());
    expect(told(published)).toEqual([null, 'smallGroup', null]);
    expect(published).toMatchObject([{ boxes: [{}, { stands: 'annulled', annulment: { cause: 'sealBroken' } }, {}], total: { counts: { returned: 70 } } }]);
  });
  it('are never what remains when all that is told is subtracted, at any two moments', () => {
    const size = fc.integer({ min: 1, max: 9 });
    const quorum = yearUnder(factsWith(aRuleSetWith({ quorum: {} })));
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 4 }), fc.option(fc.nat(3), { nil: undefined }), (sizes, annulled) => {
        const life = [...untilAssembly, ...boxes(...sizes), ...(annulled !== undefined && annulled < sizes.length ? [annulBox(`b${annulled}`)] : []), publish()];
        const seen = new Map<string, number>();
        const start = untilAssembly.length + 1;
        for (let until = start; until <= life.length; until++) {
          let state: ReturnType<ReturnType<typeof quorum.after>['state']>;
          try {
            state = quorum.after(...life.slice(0, until)).state();
          } catch {
            continue; // The round went with its last box: there is nothing to publish.
          }
          for (const round of roundsOf(state, aRuleSet)) {
            for (const box of round.boxes) if (box.counts !== null) seen.set(box.box, box.counts.returned);
            if (round.total !== null) seen.set(state.rounds[0]?.boxes === 1 ? 'b0' : Object.entries(state.rounds[0]?.tallied ?? {}).flatMap(([box, one]) => (one.annulled ? [] : [box])).join('+'), round.total.counts.returned);
          }
        }
        // What is known of sums of boxes: differences of any two that leave one small set of boxes.
        const known = [...seen].map(([name, n]) => [new Set(name.split('+')), n] as const);
        for (const [all, n] of known) {
          const inside = known.filter(([part]) => part.size < all.size && [...part].every((box) => all.has(box)));
          const apart = inside.filter(([part]) => part.size === 1).reduce((sum, [, m]) => sum + m, 0);
          for (const rest of [...inside.map(([, m]) => n - m), n - apart]) if (rest > 0) expect(rest).toBeGreaterThanOrEqual(5);
          expect(n).toBeGreaterThanOrEqual(5);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('the data of an event as it is shown', () => {
  const shown = (wishes: readonly Wish[], type: string) => {
    const state = after(...wishes).state();
    return events(wishes).filter((event) => event.type === type).map((event) => shownData(event, { state, below: 5 }));
  };
  const year = (...wishes: readonly Wish[]) => [...untilAssembly, ...wishes];

  it('of one box is whole', () => expect(shown(year(openRound(), tally(45)), 'VoteTallied')).toMatchObject([{ withheld: null, data: { counts: { valid: 50 }, outcome: { endorsement: { n: 45 } } } }]));
  it('of a small one is the turnout', () => {
    const [one] = shown(year(openRound(), tally(4, { present: 4 })), 'VoteTallied');
    expect(one).toMatchObject({ withheld: 'smallGroup', data: { counts: { entitled: 5, present: 4, issued: 4, returned: 4 } } });
    expect(JSON.stringify(one)).not.toMatch(/satisfied|outcome|valid/);
    expect(JSON.stringify(shown(year(openRound(), tally(4, { present: 4 }), publish()), 'ResultPublished'))).not.toMatch(/satisfied|outcome|valid/);
  });
  it('of several boxes tells the outcome so far only where each of them could be told', () => {
    const outcomes = (wishes: readonly Wish[]) => [...shown(year(...wishes), 'VoteTallied'), ...shown(year(...wishes), 'BoxAnnulled')].map(({ data }) => Object.hasOwn(data as object, 'outcome'));
    expect(outcomes([...boxes(50, 20), annulBox('b1')])).toEqual([true, true, true]);
    expect(outcomes([...boxes(50, 20, 4), annulBox('b1')])).toEqual([false, false, false, false]);
    expect(outcomes([...boxes(50, 20, 4), annulBox('b2'), publish()])).toEqual([false, false, false, false]);
    expect(outcomes(boxes(50, 20).slice(0, -1))).toEqual([false]);
  });
  it('of an entry never tells its numbers', () => {
    const counts = { type: 'CountEntered', data: { round: 1, box: 'main', counts: { valid: 45 } } };
    expect(shownData(counts, { state: after(...untilAssembly).state(), below: 5 })).toEqual({ data: { round: 1, box: 'main' }, withheld: null });
  });
  it('of a correction tells no figures of a box that is withheld', () => {
    const corrected = { type: 'FactCorrected', data: { what: { kind: 'box', round: 1, box: 'main' }, wrong: { valid: 4 }, right: { valid: 3 }, reason: '笔误' } };
    const told = (present: number) => shownData(corrected, { state: after(...year(openRound(), tally(4, { present }))).state(), below: 5 });
    expect(told(4)).toEqual({ data: { what: corrected.data.what, reason: '笔误' }, withheld: 'smallGroup' });
    expect(told(5)).toEqual({ data: corrected.data, withheld: null });
  });
  it('of a small survey or an application on a small result tells no rate', () => {
    const visit = { type: 'VisitRecorded', data: { survey: { issued: 4, returned: 4, valid: 4, recognised: 4 }, recognition: { n: 4, m: 4 } } };
    expect(shownData(visit, { state: after(...untilAssembly).state(), below: 5 })).toEqual({ data: { survey: { issued: 4, returned: 4 } }, withheld: 'smallGroup' });
    const applied = { type: 'TitleAppliedFor', data: { title: 'qualified', endorsement: { n: 4, m: 4 } } };
    expect(shownData(applied, { state: after(...year(openRound(), tally(4, { present: 4 }), publish())).state(), below: 5 }).data).toEqual({ title: 'qualified' });
    expect(shownData(applied, { state: after(...year(openRound(), tally(45), publish())).state(), below: 5 }).data).toEqual(applied.data);
  });
});

describe('questionnaires as they are told', () => {
  const asked = (group: string, returned: number): Wish => ({ type: 'RecordQuestionnaire', data: { group, askedOn: '2025-10-12', issued: 10, returned, valid: returned, answers: { agree: returned } } });
  const sum = (returned: number, groups: number): Wish => ({ type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-13', issued: 10 * groups, returned, valid: returned, answers: { agree: returned } } });
  const toldOf = (...wishes: readonly Wish[]) => questionnaireOf(after(...untilPlan, ...wishes).state(), 5);

  it('are none where nobody was asked', () => expect(toldOf()).toBeNull());
  it('come by group and in sum once they are summed up', () => {
    expect(toldOf(asked('d1', 10), asked('d2', 9))).toMatchObject({ withheld: 'notSummarised', sum: null, groups: [{ returned: 10, withheld: 'notSummarised', answers: null }, {}] });
    expect(toldOf(asked('d1', 10), asked('d2', 9), sum(19, 2))).toMatchObject({ withheld: null, sum: { rate: { n: 19, m: 20 } }, groups: [{ answers: { agree: 10 }, rate: { n: 10, m: 10, of: 'issued' } }, { rate: { n: 9, m: 10 } }] });
  });
  it('of a small group are withheld, with the next smallest', () => {
    expect(toldOf(asked('d1', 10), asked('d2', 4), asked('d3', 9), sum(23, 3))?.groups.map(({ withheld }) => withheld)).toEqual([null, 'smallGroup', 'besideSmallGroup']);
    expect(toldOf(asked('d1', 2), asked('d2', 2), sum(4, 2))).toMatchObject({ withheld: 'smallGroup', sum: null });
    const wishes = [...untilPlan, asked('d1', 10), asked('d2', 4), asked('d3', 9), sum(23, 3)];
    const state = after(...wishes).state();
    const data = events(wishes).filter(({ type }) => type === 'QuestionnaireRecorded').map((event) => Object.hasOwn(shownData(event, { state, below: 5 }).data as object, 'answers'));
    expect(data).toEqual([true, false, false]);
    const small = [...untilPlan, asked('d1', 4), sum(4, 1)];
    const [summed] = events(small).filter(({ type }) => type === 'QuestionnaireSummarised').map((event) => shownData(event, { state: after(...small).state(), below: 5 }));
    expect([summed?.withheld, Object.hasOwn(summed?.data as object, 'rate')]).toEqual(['smallGroup', false]);
  });
  it('of the panel are recognition, over each count', () => {
    const visit = (survey?: object) => ({ type: 'VisitRecorded', data: { visitedOn: '2025-12-20', ...(survey === undefined ? {} : { survey }) } });
    expect(recognitionOf([visit()], 5)).toBeNull();
    expect(recognitionOf([visit({ issued: 25, returned: 25, valid: 25, recognised: 25 })], 5)).toMatchObject({ withheld: null, rates: [{ n: 25, m: 25, of: 'valid' }, { of: 'returned' }, { of: 'issued' }] });
    expect(recognitionOf([visit({ issued: 4, returned: 4, valid: 4, recognised: 4 })], 5)).toEqual({ staff: null, issued: 4, returned: 4, withheld: 'smallGroup', recognition: null, rates: [] });
    expect(recognitionOf([visit({ staff: 40, issued: 25, returned: 25, valid: 25, recognised: 25 })], 5)).toMatchObject({ recognition: { n: 25, m: 40, of: 'staff' }, rates: [{ of: 'valid' }, { of: 'returned' }, { of: 'issued', m: 25 }, { of: 'staff', m: 40 }] });
  });
});

it('an entry that is void tells no more of few ballots than one that counts', () => {
  const state = after(...untilAssembly).state();
  const few = { type: 'VoteTallied', data: { round: 1, box: 'main', counts: { ...tally(3, { present: 3 }).data, subjects: { home: { satisfied: 3 } } } } };
  expect(shownData(few, { state, below: 5 }).withheld).toBe('smallGroup');
  expect(JSON.stringify(shownData(few, { state, below: 5 }).data)).not.toContain('satisfied');
  const group = { type: 'QuestionnaireRecorded', data: { group: 'night', issued: 3, returned: 3, valid: 3, answers: { agree: 3 } } };
  expect(shownData(group, { state, below: 5 })).toEqual({ data: { group: 'night', issued: 3, returned: 3 }, withheld: 'smallGroup' });
});
