import * as fc from 'fast-check';
import { isRefusal } from '#kernel';
import { aRuleSet } from '#rules/testing';
import { initial, type State } from './state.js';
import { accept, apply, close, decisionOf, evolved, factsWith, fileReport, formGroup, grant, holdAssembly, inspect, officer, open, openNotice, openRound, publish, reportUpward, submitPlan, tally, visit, type Wish } from './testing/a-year.js';

/** A union does its year on paper, with the dates of paper, and types it in one evening, in whatever order the sheets lie. */
const sheets: readonly Wish[] = [
  formGroup,
  submitPlan,
  { type: 'RecordPublicity', data: { publicisedOn: '2025-03-12', channel: '宣传栏' } },
  { type: 'ApprovePlan', data: { body: 'congress', approvedOn: '2025-03-10', votesFor: 48, present: 50 } },
  { type: 'FilePlan', data: { filedOn: '2025-03-20' }, by: officer },
  { type: 'ReportProgress', data: { reportedOn: '2025-07-20' } },
  inspect(),
  holdAssembly,
  openRound(),
  tally(45),
  publish(),
  { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '书屋开放时间不固定', owner: 'committee', foundOn: '2025-11-10' } },
  { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } },
  { type: 'TellMembers', data: { item: 'library', toldOn: '2025-12-02' } },
  { type: 'ConfirmItem', data: { item: 'library', confirmedOn: '2025-12-05', confirmedBy: 'superior' }, by: officer },
  reportUpward,
  { type: 'ReceiveOriginal', data: { receivedOn: '2025-11-26' }, by: officer },
  fileReport,
  apply,
  visit,
  accept,
  openNotice,
  grant,
];
const facts = factsWith(aRuleSet);

type Evening = { readonly state: State; readonly left: readonly Wish[] };

/** Types each sheet once; what is refused because something is not there yet goes to the end of the pile. */
function typed({ state, left }: Evening): Evening {
  return left.reduce<Evening>(
    (evening, wish) => {
      const decision = decisionOf(wish, evening.state, facts);
      return isRefusal(decision) ? { ...evening, left: [...evening.left, wish] } : { ...evening, state: decision.reduce(evolved, evening.state) };
    },
    { state, left: [] },
  );
}

function wholeEvening(order: readonly Wish[]): Evening {
  const opening = decisionOf(open, initial, facts);
  if (isRefusal(opening)) throw new Error(opening.refused);
  let evening: Evening = { state: opening.reduce(evolved, initial), left: order };
  for (let before = Infinity; evening.left.length < before; ) {
    before = evening.left.length;
    evening = typed(evening);
  }
  return evening;
}

describe('a year typed in one evening', () => {
  const inOrder = wholeEvening(sheets);

  it('is taken whole on the dates of paper, none of them late', () => {
    expect(inOrder.left).toEqual([]);
    expect(inOrder.state).toMatchObject({ plan: { late: false }, assembly: { held: { on: '2025-11-10', late: false } }, title: { title: 'qualified' } });
  });

  it('ends in the same state whatever the order, and can be closed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...sheets], { minLength: sheets.length, maxLength: sheets.length }), (order) => {
        const evening = wholeEvening(order);
        expect(evening.left.map(({ type }) => type)).toEqual([]);
        expect(evening.state).toEqual(inOrder.state);
        expect(decisionOf(close, evening.state, facts)).toHaveLength(1);
      }),
      { numRuns: 200, seed: 2025 },
    );
  });
});
