import { after, chair, officer, submitPlan, inspect, untilReported, type Wish } from './testing/a-year.js';

/** The three papers that may be sent back, each with the day it bears in the usual year. */
const papers = [
  ['ReturnPlan', 'plan', '2025-03-01'],
  ['ReturnSelfInspection', 'selfInspection', '2025-10-20'],
  ['ReturnReport', 'report', '2025-11-20'],
] as const;

describe.each(papers)('%s', (type, paper, madeOn) => {
  const past = after(...untilReported);
  const sendBack = (data: object = {}, by = officer): Wish => ({ type, data: { returnedOn: '2025-11-25', reason: '缺附件', ...data }, by }) as Wish;

  it("is the superior's", () => past.when(sendBack({}, chair)).thenRefused('own-union', { body: 'union-centre' }));
  it("comes on the paper's own day or later", () => {
    const [year, month, day] = madeOn.split('-').map(Number) as [number, number, number];
    const before = new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10);
    past.when(sendBack({ returnedOn: before })).thenRefused('date-contradicts', { field: 'returnedOn', milestone: paper, recorded: madeOn, must: 'follow' });
    expect(past.when(sendBack({ returnedOn: madeOn })).decision()).toHaveLength(1);
  });
  it('leaves time to put it right, if only the same day', () => {
    past.when(sendBack({ dueOn: '2025-11-24' })).thenRefused('date-contradicts', { field: 'dueOn', milestone: 'paperReturned', recorded: '2025-11-25' });
    expect(past.when(sendBack({ dueOn: '2025-11-25' })).decision()).toMatchObject([{ data: { dueOn: '2025-11-25' } }]);
  });
  it('is of a paper that was handed in and not returned yet', () => {
    expect(after(...untilReported, sendBack()).when(sendBack()).decision()).toHaveProperty('refused');
  });
});

it('a paper that was sent back is handed in again, as its next version', () => {
  const back = (type: 'ReturnPlan' | 'ReturnSelfInspection'): Wish => ({ type, data: { returnedOn: '2025-10-30', reason: '缺附件' }, by: officer });
  expect(after(...untilReported, back('ReturnPlan'), submitPlan).state().plan).toMatchObject({ stands: 'submitted', version: 2 });
  expect(after(...untilReported, back('ReturnSelfInspection'), inspect()).state().selfInspection).toMatchObject({ stands: 'submitted', version: 2 });
});
