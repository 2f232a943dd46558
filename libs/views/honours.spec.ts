import { honourOf, type EvaluationRow } from './index.js';

const row = (rest: object = {}) => ({ status: 'held', held: { on: '2025-11-12', late: false }, result: { belowThreshold: false }, state: { backFilled: null }, ...rest }) as unknown as EvaluationRow;
const [veto, open] = [{ honours: { vetoWhereNotHeld: true } }, {}];

describe('a union put forward for honours', () => {
  it('has held its evaluation with a result above the threshold', () => expect(honourOf(row(), veto)).toEqual({ eligible: true, reasons: [], exempt: false }));
  it('is left out where it was not held, if the rule set says so', () => {
    expect(honourOf(row({ status: 'notStarted', held: null, result: null }), veto)).toEqual({ eligible: false, reasons: ['notHeld'], exempt: false });
    expect(honourOf(row({ status: 'notStarted', held: null, result: null }), open).eligible).toBe(true);
  });
  it('is left out below the threshold, and where the evaluation was withdrawn', () => {
    expect(honourOf(row({ result: { belowThreshold: true } }), open).reasons).toEqual(['belowThreshold']);
    expect(honourOf(row({ status: 'withdrawn', held: null, result: null }), veto).reasons).toEqual(['withdrawn']);
  });
  it('is not hit where it is exempt, or where a back-filled year says that it was held', () => {
    expect(honourOf(row({ status: 'exempt', held: null, result: null }), veto)).toEqual({ eligible: true, reasons: [], exempt: true });
    expect(honourOf(row({ status: 'backFilled', held: null, result: null, state: { backFilled: { held: true } } }), veto).eligible).toBe(true);
  });
});
