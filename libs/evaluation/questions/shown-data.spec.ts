import type { State } from '../state.js';
import { after, openRound, publish, tally, untilAssembly, untilPlan, type Wish } from '../testing/a-year.js';
import { shownData } from './shown-data.js';

const nothing: Pick<State, 'rounds' | 'questionnaires'> = after(...untilPlan).state();
const below = 5;
const shown = (type: string, data: object, state: Pick<State, 'rounds' | 'questionnaires'> = nothing) => shownData({ type, data } as never, { state, below });

describe('what is shown of few answers', () => {
  const sum = { summarisedOn: '2025-10-13', groups: 1, issued: 6, valid: 3, answers: { agree: 3 }, rate: { n: 3, m: 6 }, atLeast: '1/2', reached: true };
  it('is of a sum of questionnaires how many went out and came back, no answer and no rate', () => {
    expect(shown('QuestionnaireSummarised', { ...sum, returned: 4 })).toEqual({ data: { summarisedOn: '2025-10-13', groups: 1, issued: 6, returned: 4, atLeast: '1/2' }, withheld: 'smallGroup' });
    expect(shown('QuestionnaireSummarised', { ...sum, returned: 5 })).toEqual({ data: { ...sum, returned: 5 }, withheld: null });
  });

  it('is of a panel\'s survey how many were asked and answered, not what they recognised', () => {
    const visit = (survey?: object) => ({ visitedOn: '2025-12-20', presenter: 'vice_chair', recognition: { n: 3, m: 6 }, ...(survey === undefined ? {} : { survey }) });
    const asked = { issued: 6, valid: 3, recognised: 3 };
    expect(shown('VisitRecorded', visit({ ...asked, returned: 4 }))).toEqual({ data: { visitedOn: '2025-12-20', presenter: 'vice_chair', survey: { issued: 6, returned: 4 } }, withheld: 'smallGroup' });
    expect(shown('VisitRecorded', visit({ staff: 40, ...asked, returned: 4 }))).toMatchObject({ data: { survey: { staff: 40, issued: 6, returned: 4 } } });
    for (const whole of [visit(), visit({ ...asked, returned: 5 })]) expect(shown('VisitRecorded', whole)).toEqual({ data: whole, withheld: null });
  });

  it('is all where nothing is counted', () => expect(shown('PlanSubmitted', { title: '建家计划' })).toEqual({ data: { title: '建家计划' }, withheld: null }));

  it('is of what one person entered everything but the counts', () => {
    expect(shown('CountEntered', { round: 1, box: 'main', counts: { valid: 50 } })).toEqual({ data: { round: 1, box: 'main' }, withheld: null });
  });
});

describe('what is shown of few ballots', () => {
  const few = after(...untilAssembly, openRound(), tally(3, { present: 4, entitled: 5 })).state();
  const many = after(...untilAssembly, openRound(), tally(45), publish()).state();
  const counts = { ...tally(3, { present: 4, entitled: 5 }).data, valid: 4 };

  it('is the turnout of the result, not how they fell', () => {
    const published = { round: 1, publishedOn: '2025-11-12', place: '宣传栏', outcome: { belowThreshold: false } };
    const { data, withheld } = shown('ResultPublished', { ...published, counts }, few);
    expect(withheld).toBe('smallGroup');
    expect(data).toMatchObject({ round: 1, place: '宣传栏', counts: { present: 4, issued: 4, returned: 4 } });
    expect(data).not.toHaveProperty('outcome');
    expect(data).not.toHaveProperty('counts.subjects');
    expect(shown('ResultPublished', { ...published, counts: tally(45).data }, many)).toEqual({ data: { ...published, counts: tally(45).data }, withheld: null });
    // What was recorded without counts has none to withhold.
    expect(shown('ResultPublished', published, few).data).toEqual(published);
  });

  it('is no less where the entry is void, and its round knows it no more', () => {
    expect(shown('ResultPublished', { round: 9, counts }, nothing)).toMatchObject({ withheld: 'smallGroup' });
    expect(shown('VoteTallied', { round: 9, box: 'main', counts, outcome: {} }, nothing)).toMatchObject({ withheld: 'smallGroup' });
    expect(shown('VoteTallied', { round: 9, box: 'main', counts: { ...counts, returned: 5 }, outcome: {} }, nothing)).toMatchObject({ withheld: null });
  });

  it('is no correction that tells them apart, of a box or of a group', () => {
    const corrected = (what: object) => ({ what, wrong: { valid: 3 }, right: { valid: 4 }, outcome: {}, reason: '笔误' });
    const box = { kind: 'box', round: 1, box: 'main' };
    expect(shown('FactCorrected', corrected(box), few)).toEqual({ data: { what: box, reason: '笔误' }, withheld: 'smallGroup' });
    expect(shown('FactCorrected', corrected(box), many)).toEqual({ data: corrected(box), withheld: null });
    const asked: Wish = { type: 'RecordQuestionnaire', data: { group: 'workshop', askedOn: '2025-10-12', issued: 4, returned: 4, valid: 4, answers: { satisfied: 4 } } };
    const group = { kind: 'group', group: 'workshop' };
    expect(shown('FactCorrected', corrected(group), after(...untilPlan, asked).state())).toEqual({ data: { what: group, reason: '笔误' }, withheld: 'smallGroup' });
    expect(shown('FactCorrected', corrected(group))).toEqual({ data: corrected(group), withheld: null });
    const milestone = { kind: 'milestone', milestone: 'plan' };
    expect(shown('FactCorrected', corrected(milestone), few)).toEqual({ data: corrected(milestone), withheld: null });
  });

  it('is no result that a title was sought with, once it was published', () => {
    const sought = { title: 'qualified', appliedOn: '2025-12-10', endorsement: { n: 4, m: 4 } };
    const published = after(...untilAssembly, openRound(), tally(4, { present: 4, entitled: 5 }), publish()).state();
    expect(shown('TitleAppliedFor', sought, published)).toEqual({ data: { title: 'qualified', appliedOn: '2025-12-10' }, withheld: 'smallGroup' });
    for (const state of [few, many]) expect(shown('TitleAppliedFor', sought, state)).toEqual({ data: sought, withheld: null });
  });
});
