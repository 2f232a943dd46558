import * as fc from 'fast-check';
import { catalogue } from '#kernel';
import { statusOf } from '../questions/status.js';
import { after, events, inspect, officer, openRound, publish, tally, untilAssembly, untilInspection, untilPlan, untilPublished, untilReported, untilVote, type Wish } from '../testing/a-year.js';
import { recordedBy, stateAfter } from '../questions/as-of.js';
import { FactCorrected } from './correction.js';

type Data = Extract<Wish, { type: 'CorrectFact' }>['data'];
const correct = (what: Data['what'], wrong: Data['wrong'], right: Data['right'], others: Partial<Data> = {}): Wish => ({ type: 'CorrectFact', data: { what, wrong, right, reason: '录入有误', basis: '计票单', ...others } });
const main = { kind: 'box', round: 1, box: 'main' } as const;
const openItem: Wish = { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } };
const complete: Wish = { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } };
const ask: Wish = { type: 'RecordQuestionnaire', data: { group: 'workshop', askedOn: '2025-10-10', issued: 10, returned: 10, valid: 10, answers: { satisfied: 9, dissatisfied: 1 } } };

describe('correcting the counts of a box', () => {
  const fewer = correct(main, { 'home.satisfied': 45, 'home.dissatisfied': 5 }, { 'home.satisfied': 39, 'home.dissatisfied': 11 });

  it('judges the round anew: the endorsement may fall below the threshold', () => {
    expect(after(...untilPublished).state().rounds[0]?.outcome).toMatchObject({ endorsement: { n: 45, m: 50 }, reached: ['qualified', 'advanced'] });
    const state = after(...untilPublished, fewer).state();
    expect(state.rounds[0]).toMatchObject({ tallied: { main: { counts: { subjects: { home: { satisfied: 39, dissatisfied: 11 }, unionWork: { satisfied: 45 } } } } }, outcome: { endorsement: { n: 39, m: 50 }, reached: [], belowThreshold: true } });
    expect([statusOf(after(...untilPublished).state()), statusOf(state)]).toEqual(['held', 'belowThreshold']);
  });

  it('or rise above it', () => {
    const low = [...untilAssembly, openRound(), tally(39), publish()];
    const more = correct(main, { 'home.satisfied': 39, 'home.dissatisfied': 11 }, { 'home.satisfied': 40, 'home.dissatisfied': 10 });
    expect([statusOf(after(...low).state()), statusOf(after(...low, more).state())]).toEqual(['belowThreshold', 'held']);
  });

  it('keeps the whole consistent: what one count takes another gives', () => {
    after(...untilVote).when(correct(main, { valid: 50 }, { valid: 49 })).thenRefused('counts-inconsistent', { left: 'valid+spoilt', leftCount: 49, right: 'returned', rightCount: 50 });
    after(...untilVote).when(correct(main, { valid: 50, spoilt: 0 }, { valid: 49, spoilt: 1 })).thenRefused('counts-inconsistent', { left: 'grades.unionWork' });
    const whole = correct(main, { valid: 50, spoilt: 0, 'home.dissatisfied': 5, 'unionWork.dissatisfied': 5 }, { valid: 49, spoilt: 1, 'home.dissatisfied': 4, 'unionWork.dissatisfied': 4 });
    expect(after(...untilVote).when(whole).decision()).toMatchObject([{ type: 'FactCorrected', data: { outcome: { endorsement: { n: 45, m: 50 } } } }]);
    after(...untilVote).when(correct(main, { 'home.moderate': 0, 'home.satisfied': 45 }, { 'home.moderate': 1, 'home.satisfied': 44 })).thenRefused('ballot-mismatch', { foreign: ['moderate'] });
    after(...untilAssembly, openRound(), tally(45, { heldOn: '2025-11-11' })).when(correct(main, { entitled: 60 }, { entitled: 90 })).thenRefused('quorum-not-met');
  });

  it('starts from what stands, count by count', () => {
    after(...untilVote).when(correct(main, { valid: 51 }, { valid: 49 })).thenRefused('fact-differs', { fact: 'box', box: 'main', count: 'valid', wrong: 51, recorded: 50 });
    after(...untilVote).when(correct(main, { nobody: 1 }, { nobody: 2 })).thenRefused('fact-differs', { count: 'nobody', recorded: null });
    after(...untilVote).when(correct(main, { valid: 50 }, { valid: 50 })).thenRefused('fact-unchanged', { count: 'valid', right: 50 });
    after(...untilVote).when(correct(main, { valid: 50, spoilt: 0 }, { valid: 49 })).thenRefused('right-value-missing', { count: 'spoilt' });
    after(...untilVote).when(correct(main, {}, {})).thenRefused('right-value-missing');
    after(...untilVote).when(correct(main, { valid: 50 }, '2025-11-11')).thenRefused('right-value-missing');
    after(...untilVote).when(correct({ ...main, box: 'constructor' }, { valid: 50 }, { valid: 49 })).thenRefused('fact-not-recorded', { fact: 'box' });
    after(...untilVote).when(correct(main, 50, 49)).thenRefused('fact-not-recorded');
    const annulled: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-11' } };
    after(...untilVote, annulled).when(correct(main, { valid: 50 }, { valid: 49 })).thenRefused('fact-not-recorded');
  });

  it('needs the superior once it was reported, and is then recorded by the superior', () => {
    after(...untilReported).when(fewer).thenRefused('consent-missing', { fact: 'box' });
    const consented = correct(main, { 'home.satisfied': 45, 'home.dissatisfied': 5 }, { 'home.satisfied': 39, 'home.dissatisfied': 11 }, { consentedBy: 'superior' });
    after(...untilReported).when(consented).thenRefused('own-union');
    expect(after(...untilReported).when({ ...consented, by: officer } as Wish).decision()).toMatchObject([{ type: 'FactCorrected', data: { consentedBy: 'superior' } }]);
  });

  it('shows the corrected figure, and as of a moment before the old one', () => {
    const told = events([...untilPublished, fewer]).map((event, n) => ({ ...event, metadata: { at: `2026-01-01T00:00:${String(n).padStart(2, '0')}.000Z` } as never }));
    const endorsementAt = (second: number) => stateAfter(recordedBy(told, `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`) as never).rounds[0]?.outcome?.endorsement.n;
    expect([endorsementAt(told.length - 2), endorsementAt(told.length - 1)]).toEqual([45, 39]);
  });

  it('may be its day', () => {
    expect(after(...untilPublished, correct(main, '2025-11-10', '2025-11-11')).state()).toMatchObject({ dates: { vote: '2025-11-11' }, rounds: [{ tallied: { main: { on: '2025-11-11', late: false } } }] });
    after(...untilPublished).when(correct(main, '2025-11-10', '2025-11-13')).thenRefused('date-contradicts', { milestone: 'publish' });
  });
});

describe('correcting who came to the sitting', () => {
  const sitting = { kind: 'sitting' } as const;
  it('judges the quorum anew', () => {
    expect(after(...untilAssembly, correct(sitting, { present: 50 }, { present: 48 })).state().assembly.held).toMatchObject({ entitled: 60, present: 48 });
    after(...untilAssembly).when(correct(sitting, { present: 50 }, { present: 39 })).thenRefused('quorum-not-met', { n: 39, m: 60 });
    after(...untilAssembly).when(correct(sitting, { entitled: 60 }, { entitled: 49 })).thenRefused('present-over-entitled', { present: 50, entitled: 49 });
    after(...untilInspection).when(correct(sitting, { present: 50 }, { present: 48 })).thenRefused('fact-not-recorded');
  });
});

describe('correcting points', () => {
  const points = (criterion: string) => ({ kind: 'points', criterion }) as const;
  it('adds the score up anew', () => {
    expect(after(...untilInspection, correct(points('1.2'), 30.5, 31)).state().selfInspection).toMatchObject({ score: { earned: 9_100, of100: 9_100 }, points: { '1.2': 31 }, zeros: [] });
    after(...untilInspection).when(correct(points('1.2'), 30.5, 41)).thenRefused('points-over-maximum');
    after(...untilInspection).when(correct(points('1.2'), 30, 31)).thenRefused('fact-differs', { fact: 'points', criterion: '1.2', recorded: 30.5 });
    after(...untilInspection).when(correct(points('9.9'), 30, 31)).thenRefused('fact-not-recorded');
  });
  it('opens an item for an obligatory criterion that now has nothing', () => {
    const { selfInspection, items } = after(...untilInspection, correct(points('1.1'), 40, 0)).state();
    expect([selfInspection.zeros, items]).toMatchObject([['1.1'], { c1_1_v1: { stands: 'open', criterion: '1.1' } }]);
    expect(after(...untilPlan, inspect({ '1.1': 0 }), correct(points('1.1'), 0, 40)).state().selfInspection.zeros).toEqual([]);
  });
});

describe('correcting an item, and a group of questionnaires', () => {
  it('keeps an item’s dates in their order', () => {
    const found = { kind: 'item', item: 'library', date: 'foundOn' } as const;
    expect(after(...untilAssembly, openItem, correct(found, '2025-11-10', '2025-11-09')).state().items['library']?.foundOn).toBe('2025-11-09');
    after(...untilAssembly, openItem, complete).when(correct(found, '2025-11-10', '2025-12-02')).thenRefused('date-contradicts', { milestone: 'itemCompleted', must: 'precede' });
    after(...untilAssembly, openItem, complete).when(correct({ ...found, date: 'completedOn' }, '2025-12-01', '2025-11-09')).thenRefused('date-contradicts', { milestone: 'itemFound' });
    expect(after(...untilAssembly, openItem, complete, correct({ ...found, date: 'completedOn' }, '2025-12-01', '2025-12-02')).state().items['library']?.completedOn).toBe('2025-12-02');
    after(...untilAssembly, openItem).when(correct({ ...found, date: 'completedOn' }, '2025-12-01', '2025-12-02')).thenRefused('fact-not-recorded');
  });

  it('keeps a group’s counts consistent', () => {
    const group = { kind: 'group', group: 'workshop' } as const;
    const right = correct(group, { 'answers.satisfied': 9, 'answers.dissatisfied': 1 }, { 'answers.satisfied': 8, 'answers.dissatisfied': 2 });
    expect(after(...untilPlan, ask, right).state().questionnaires.groups['workshop']).toEqual({ issued: 10, returned: 10, valid: 10, answers: { satisfied: 8, dissatisfied: 2 }, askedOn: '2025-10-10' });
    after(...untilPlan, ask).when(correct(group, { valid: 10 }, { valid: 9 })).thenRefused('questionnaire-inconsistent', { left: 'answers' });
    expect(after(...untilPlan, ask, correct(group, '2025-10-10', '2025-10-11')).state().questionnaires.groups['workshop']?.askedOn).toBe('2025-10-11');
    after(...untilPlan, ask).when(correct(group, '2025-10-10', '2024-10-11')).thenRefused('date-before-facts');
    const sum: Wish = { type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-12', issued: 10, returned: 10, valid: 10, answers: { satisfied: 9, dissatisfied: 1 } } };
    after(...untilPlan, ask, sum).when(right).thenRefused('questionnaire-summarised');
  });
});

describe('a correction', () => {
  it('names its fact in full', () => {
    after(...untilVote).when(correct({ kind: 'box', round: 1 }, { valid: 50 }, { valid: 49 })).thenRefused('fact-unnamed', { kind: 'box', missing: ['box'] });
  });
  it('is itself not corrected: the fact is, anew', () => {
    const first = correct(main, '2025-11-10', '2025-11-11');
    after(...untilVote, first).when(correct({ kind: 'correction', revision: 7 }, '2025-11-10', '2025-11-12')).thenRefused('correction-not-corrected', { revision: 7 });
    expect(after(...untilVote, first, correct(main, '2025-11-11', '2025-11-12')).state().dates.vote).toBe('2025-11-12');
  });
  it('of the first schema, which knew milestones alone, still reads', () => {
    const [upcast] = FactCorrected.upcasts;
    const old = { milestone: 'assembly', wrong: '2025-11-10', right: '2025-11-09', late: false, reason: '笔误', basis: '会议记录' };
    expect(upcast?.(old)).toEqual({ what: { kind: 'milestone', milestone: 'assembly' }, wrong: '2025-11-10', right: '2025-11-09', late: false, reason: '笔误', basis: '会议记录' });
    expect(catalogue(FactCorrected).misfits({ type: 'FactCorrected', data: upcast?.(old) })).toEqual([]);
  });
  it('and back leaves the figures as they were, whatever was corrected', () => {
    fc.assert(
      fc.property(fc.nat(50), (satisfied) => {
        if (satisfied === 45) return;
        const there = { 'home.satisfied': satisfied, 'home.dissatisfied': 50 - satisfied };
        const here = { 'home.satisfied': 45, 'home.dissatisfied': 5 };
        const { corrections: _corrections, ...state } = after(...untilVote, correct(main, here, there), correct(main, there, here)).state();
        const { corrections: _none, ...before } = after(...untilVote).state();
        expect(state).toEqual({ ...before, rounds: [expect.objectContaining({ outcome: before.rounds[0]?.outcome })] });
      }),
      { numRuns: 40 },
    );
  });
});
