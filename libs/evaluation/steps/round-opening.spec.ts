import { after, openRound, publish, tally, untilAssembly, untilPublished, type Wish } from '../testing/a-year.js';

const annulRound = (round = 1): Wish => ({ type: 'AnnulRound', data: { round, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-20' } });

describe('a round', () => {
  it('is opened with one box unless more are announced', () => after(...untilAssembly).when(openRound()).then({ type: 'RoundOpened', data: { round: 1, body: 'congress', mode: 'paper', runBy: 'union', boxes: 1 } }));
  it('may announce its boxes, each once, with venue and days', () => {
    const hall = { box: 'hall', venue: '三楼会议室', from: '2025-11-10' };
    expect(after(...untilAssembly).when(openRound(1, { announced: [hall, { box: 'yard', from: '2025-11-10', until: '2025-11-12' }] })).decision()).toMatchObject([{ data: { boxes: 2, announced: [hall, { box: 'yard' }] } }]);
    after(...untilAssembly).when(openRound(1, { announced: [hall, hall] })).thenRefused('box-twice', { box: 'hall' });
    after(...untilAssembly).when(openRound(1, { announced: [hall], boxes: 2 })).thenRefused('boxes-differ', { boxes: 2, announced: 1 });
    after(...untilAssembly).when(openRound(1, { announced: [{ ...hall, until: '2025-11-09' }] })).thenRefused('days-reversed', { box: 'hall', from: '2025-11-10', until: '2025-11-09' });
    after(...untilAssembly).when(openRound(1, { announced: [{ ...hall, from: '2025-02-30' }] })).thenRefused('date-impossible', { field: 'from' });
    after(...untilAssembly).when(openRound(1, { consentedOn: '2027-01-01' })).thenRefused('date-in-future', { field: 'consentedOn' });
    after(...untilAssembly).when(openRound(1, { consentedOn: '2024' })).thenRefused('date-before-facts', { field: 'consentedOn' });
  });
  it('follows the one before', () => {
    after(...untilAssembly).when(openRound(2)).thenRefused('round-out-of-order', { next: 1 });
    after(...untilAssembly, openRound()).when(openRound(2)).thenRefused('round-still-open', { round: 1 });
    after(...untilPublished).when(openRound(2)).thenRefused('result-stands', { round: 1 });
  });
  it('is new after one that was annulled, or fell below the threshold; both stay visible', () => {
    expect(after(...untilPublished, annulRound()).when(openRound(2)).decision()).toHaveLength(1);
    const below = [...untilAssembly, openRound(), tally(39), publish(), openRound(2), tally(45, { round: 2, heldOn: '2026-01-12' }), publish(2, '2026-01-14')];
    expect(after(...untilPublished, annulRound(), openRound(2)).state().rounds).toMatchObject([{ round: 1, annulled: true, annulment: { cause: 'procedure', on: '2025-11-20' } }, { round: 2, annulled: false, annulment: null }]);
    expect(after(...below).state().rounds).toMatchObject([{ round: 1, outcome: { belowThreshold: true } }, { round: 2, outcome: { belowThreshold: false } }]);
  });
  it('is of a body the rules allow, or one approved instead', () => {
    after(...untilAssembly).when(openRound(1, { body: 'delegations' })).thenRefused('body-not-allowed');
    const changed: Wish = { type: 'ChangeMethod', data: { step: 'vote', body: 'delegations', reason: '生产任务紧', approvedOn: '2025-10-01' }, by: { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' } };
    expect(after(...untilAssembly, changed).when(openRound(1, { body: 'delegations' })).decision()).toHaveLength(1);
  });
});
