import { aRuleSetWith } from '#rules/testing';
import { after, factsWith, officer, open, openRound, publish, tally, untilAssembly, untilGranted, untilPublished, untilVote, yearUnder, type Wish } from '../testing/a-year.js';

const annulBox = (others: Partial<Extract<Wish, { type: 'AnnulBox' }>['data']> = {}): Wish => ({ type: 'AnnulBox', data: { round: 1, box: 'main', cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11', ...others } });
const annulRound = (round = 1): Wish => ({ type: 'AnnulRound', data: { round, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-20' } });

describe('annulling', () => {
  const twoBoxes = [...untilAssembly, openRound(1, { boxes: 2 }), tally(45), tally(30, { box: 'b' })];

  it('a box leaves the others\' outcome', () => {
    expect(after(...twoBoxes).when(annulBox()).decision()).toMatchObject([{ type: 'BoxAnnulled', data: { box: 'main', outcome: { endorsement: { n: 30, m: 50 }, belowThreshold: true } } }]);
    expect(after(...untilAssembly, openRound(1, { boxes: 2 }), tally(45)).when(annulBox()).decision()).toMatchObject([{ data: { outcome: null } }]);
  });
  it('the last box takes the round, so that a new one can be opened', () => {
    expect(after(...untilVote).when(annulBox()).decision()).toMatchObject([{ type: 'BoxAnnulled', data: { outcome: null } }, { type: 'RoundAnnulled', data: { round: 1, cause: 'sealBroken' } }]);
    expect(after(...untilVote, annulBox()).when(openRound(2)).decision()).toHaveLength(1);
  });
  it('a broken seal takes the whole round where the rules say so, another cause the box', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ brokenSeal: 'annulRound' }))).after(...twoBoxes);
    expect(year.when(annulBox()).decision()).toMatchObject([{ type: 'BoxAnnulled' }, { type: 'RoundAnnulled', data: { round: 1, cause: 'sealBroken' } }]);
    expect(year.when(annulBox({ cause: 'countsInconsistent' })).decision()).toHaveLength(1);
  });
  it('a box is one that was tallied, and not annulled before', () => {
    after(...untilVote).when(annulBox({ round: 2 })).thenRefused('round-unknown', { round: 2 });
    after(...untilVote).when(annulBox({ box: 'b' })).thenRefused('box-unknown', { box: 'b' });
    after(...twoBoxes, annulBox()).when(annulBox()).thenRefused('box-already-annulled');
    after(...untilPublished).when(annulBox()).thenRefused('round-published');
  });
  it('comes after the count that it annuls', () => {
    after(...untilVote).when(annulBox({ annulledOn: '2025-11-09' })).thenRefused('date-contradicts', { field: 'annulledOn', milestone: 'vote', recorded: '2025-11-10', must: 'follow' });
    const boxes = [...untilAssembly, openRound(1, { boxes: 2 }), tally(45, { heldOn: '2025-11-21' }), tally(45, { box: 'b', heldOn: '2025-11-20' })];
    expect(after(...boxes).when(annulRound()).decision()).toHaveLength(1);
    after(...boxes).when({ type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-19' } }).thenRefused('date-contradicts', { field: 'annulledOn', milestone: 'vote', recorded: '2025-11-20' });
    expect(after(...untilAssembly, openRound()).when(annulRound()).decision()).toHaveLength(1);
  });
  it('a round takes its result, also a published one, until a title was granted', () => {
    const annulled = after(...untilPublished, annulRound());
    expect(annulled.state().dates).not.toHaveProperty('publish');
    annulled.when(annulRound()).thenRefused('round-already-annulled');
    after(...untilGranted).when(annulRound()).thenRefused('title-already-granted', { title: 'qualified' });
    after(open).when(annulRound()).thenRefused('round-unknown');
  });
});

describe('a vote of nobody', () => {
  const nobody = { present: 0, returned: 0, issued: 0, valid: 0, subjects: { unionWork: {}, home: {} } };
  const lenient = yearUnder(factsWith(aRuleSetWith({ quorum: {} })));

  it('is not opened', () => after(...untilAssembly).when(openRound(1, { entitled: 0 })).thenRefused('nobody-entitled'));
  it('is not tallied', () => after(...untilAssembly, openRound()).when(tally(0, { ...nobody, entitled: 0 })).thenRefused('nobody-entitled'));
  it('is not published, with or without a quorum; the round is annulled and another opened', () => {
    const none = lenient.after(...untilAssembly, openRound(), tally(0, { ...nobody, entitled: 60 }));
    none.when(publish()).thenRefused('nobody-voted', { round: 1 });
    expect(lenient.after(...untilAssembly, openRound(), tally(0, { ...nobody, entitled: 60 }), annulRound()).when(openRound(2)).decision()).toHaveLength(1);
    const one = { ...nobody, present: 1, issued: 1, returned: 1, spoilt: 1, entitled: 60 };
    expect(lenient.after(...untilAssembly, openRound(), tally(0, one)).when(publish()).decision()).toHaveLength(1);
  });
  it('is not made of a published one by a correction', () => {
    const one = { ...nobody, present: 1, issued: 1, returned: 1, spoilt: 1, entitled: 60 };
    const correct = (wrong: object, right: object): Wish => ({ type: 'CorrectFact', data: { what: { kind: 'box', round: 1, box: 'main' }, wrong, right, reason: '笔误', basis: '计票单', consentedBy: 'superior' }, by: officer }) as Wish;
    const past = [...untilAssembly, openRound(), tally(0, one)];
    const noBallot = correct({ returned: 1, spoilt: 1 }, { returned: 0, spoilt: 0 });
    lenient.after(...past, publish()).when(noBallot).thenRefused('nobody-voted', { round: 1 });
    expect(lenient.after(...past).when(noBallot).decision()).toHaveLength(1);
    lenient.after(...past).when(correct({ present: 1, issued: 1, returned: 1, spoilt: 1, entitled: 60 }, { present: 0, issued: 0, returned: 0, spoilt: 0, entitled: 0 })).thenRefused('nobody-entitled');
  });
});

describe('publishing the result', () => {
  it('records all counts and the outcome: the evaluation is held', () => {
    expect(after(...untilVote).when(publish()).decision()).toMatchObject([
      { type: 'ResultPublished', data: { counts: { entitled: 60, valid: 50 }, outcome: { endorsement: { n: 45, m: 50 }, reached: ['qualified', 'advanced'] }, late: false, due: { report: '2025-11-26' } } },
    ]);
  });
  it('is late after the vote\'s five working days', () => {
    expect(after(...untilVote).when(publish(1, '2025-11-17')).decision()).toMatchObject([{ data: { late: false } }]);
    expect(after(...untilVote).when(publish(1, '2025-11-18')).decision()).toMatchObject([{ data: { late: true } }]);
  });
  it('comes after the count of each box', () => after(...untilAssembly, openRound(), tally(45, { heldOn: '2025-11-12' })).when(publish(1, '2025-11-11')).thenRefused('date-contradicts', { milestone: 'vote' }));
  it('takes the roll of the round, where it was given, and keeps a missing sheet in sight', () => {
    const { sheet: _sheet, ...data } = tally(45).data;
    const year = [...untilAssembly, openRound(1, { entitled: 55 }), { type: 'TallyVote', data } as Wish];
    expect(after(...year).when(publish()).decision()).toMatchObject([{ data: { counts: { entitled: 55 }, outcome: { warnings: ['sheet-missing'] } } }]);
  });
  it('needs a round with counts, all boxes in, once', () => {
    after(...untilVote).when(publish(2)).thenRefused('round-unknown');
    after(...untilAssembly, openRound()).when(publish()).thenRefused('no-votes-tallied');
    after(...untilVote, annulBox()).when(publish()).thenRefused('round-already-annulled');
    after(...untilAssembly, openRound(1, { boxes: 2 }), tally(45)).when(publish()).thenRefused('boxes-outstanding', { outstanding: 1 });
    after(...untilPublished).when(publish()).thenRefused('result-already-published');
    after(...untilVote, annulRound()).when(publish()).thenRefused('round-already-annulled');
  });
});
