import type { EvaluationRow } from '#views';
import { describeHonour } from './describe-honours.js';

const row = (rest: object) => ({ unionName: '甲工会', status: 'held', held: null, result: null, state: { backFilled: null }, ...rest }) as unknown as EvaluationRow;
const told = (rest: object, honours: object = {}) => (['zh-CN', 'en'] as const).map((wording) => describeHonour('a.2025.1', row(rest), { rules: { honours }, wording } as never).text);
const held = { on: '2025-11-20', late: false };

describe('a line of the list of honours', () => {
  it('names the day and the rate that it rests on', () =>
    expect(told({ held, result: { endorsement: { n: 49, m: 52, of: 'present' }, belowThreshold: false } })).toEqual(['甲工会：可以参加推优评先（2025-11-20开展，认同率94.2%（49/52，以实到计））', '甲工会: may be put forward for honours (held on 2025-11-20, endorsement 94.2% (49/52 present))']));
  it('names the day alone where the result of few ballots is not shown', () => expect(told({ held })).toEqual(['甲工会：可以参加推优评先（2025-11-20开展）', '甲工会: may be put forward for honours (held on 2025-11-20)']));
  it('does not let a union that held nothing pass for one with a result', () => {
    expect(told({ status: 'notStarted' })).toEqual(['甲工会：可以参加推优评先（未开展，无测评结果作依据）', '甲工会: may be put forward for honours (not held: there is no result to rest on)']);
    expect(told({ status: 'notStarted' }, { vetoWhereNotHeld: true })[0]).toBe('甲工会：不参加推优评先（未开展）');
  });
  it('tells an exemption and a back-filled year as what they are', () => {
    expect(told({ status: 'exempt' })[0]).toBe('甲工会：可以参加推优评先（经批准免评）');
    expect(told({ status: 'backFilled', state: { backFilled: { held: true } } })[0]).toBe('甲工会：可以参加推优评先（补录已开展）');
  });
});
