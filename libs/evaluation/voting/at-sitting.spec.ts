import { after, holdAssembly, openRound, publish, tally, untilAssembly, untilInspection, type Wish } from '../testing/a-year.js';

const inAll = (leftCount: number, rightCount = 50) => ({ left: 'presentInAll', leftCount, must: 'notExceed', right: 'presentAtSitting', rightCount });
const correct = (what: object, wrong: object | string, right: object | string): Wish => ({ type: 'CorrectFact', data: { what, wrong, right, reason: '录入有误', basis: '签到册' } }) as never;

describe('who votes at the sitting', () => {
  const two = openRound(1, { boxes: 2 });
  const main = tally(30, { present: 30, entitled: 36 });
  it('was present at it: all boxes together have no more than were there', () => {
    after(...untilAssembly, openRound()).when(tally(51, { present: 51 })).thenRefused('counts-inconsistent', inAll(51));
    after(...untilAssembly, two, main).when(tally(21, { present: 21, box: 'gate', heldOn: '2025-11-10' })).thenRefused('counts-inconsistent', inAll(51));
    expect(after(...untilAssembly, two, main).when(tally(20, { present: 20, box: 'gate', heldOn: '2025-11-10' })).decision()).toHaveLength(1);
  });
  it('is entitled to it: all boxes together have no more than it had, nor has the roll of the round', () => {
    const entitled = (leftCount: number, rightCount = 60) => ({ left: 'entitledInAll', leftCount, must: 'notExceed', right: 'entitledAtSitting', rightCount });
    after(...untilAssembly, openRound()).when(tally(45, { entitled: 61 })).thenRefused('counts-inconsistent', entitled(61));
    after(...untilAssembly, two, main).when(tally(20, { present: 20, entitled: 25, box: 'gate', heldOn: '2025-11-10' })).thenRefused('counts-inconsistent', entitled(61));
    expect(after(...untilAssembly, two, main).when(tally(20, { present: 20, entitled: 24, box: 'gate', heldOn: '2025-11-10' })).decision()).toHaveLength(1);
    // Another day of the vote has entitled of its own.
    expect(after(...untilAssembly, two, main).when(tally(20, { present: 20, entitled: 50, box: 'gate' })).decision()).toHaveLength(1);
    after(...untilAssembly, openRound(1, { boxes: 2, entitled: 61 })).when(main).thenRefused('counts-inconsistent', entitled(61));
    // Whoever is on one roll may go to either box.
    expect(after(...untilAssembly, openRound(1, { boxes: 2, entitled: 60 }), tally(30, { present: 30, entitled: 60 })).when(tally(20, { present: 20, entitled: 60, box: 'gate', heldOn: '2025-11-10' })).decision()).toHaveLength(1);
    after(...untilInspection, openRound(), tally(45, { entitled: 61 })).when(holdAssembly).thenRefused('counts-inconsistent', entitled(61));
    after(...untilAssembly, openRound(), tally(45)).when(correct({ kind: 'sitting' }, { entitled: 60 }, { entitled: 59 })).thenRefused('counts-inconsistent', entitled(60, 59));
  });
  it('also where the sitting is entered after the vote', () => {
    after(...untilInspection, openRound(), tally(51, { present: 51, entitled: 60 })).when(holdAssembly).thenRefused('counts-inconsistent', inAll(51));
  });
  it('also where one of the two is corrected', () => {
    const voted = [...untilAssembly, openRound(), tally(50)];
    after(...voted).when(correct({ kind: 'sitting' }, { present: 50 }, { present: 49 })).thenRefused('counts-inconsistent', inAll(50, 49));
    after(...voted).when(correct({ kind: 'box', round: 1, box: 'main' }, { present: 50 }, { present: 51 })).thenRefused('counts-inconsistent', inAll(51));
  });
  it('also where a box or the sitting is moved onto the day of the other', () => {
    const dayAfter = [...untilAssembly, openRound(), tally(60, { present: 60, heldOn: '2025-11-11' })];
    after(...dayAfter).when(correct({ kind: 'box', round: 1, box: 'main' }, '2025-11-11', '2025-11-10')).thenRefused('counts-inconsistent', inAll(60));
    after(...dayAfter).when(correct({ kind: 'milestone', milestone: 'vote' }, '2025-11-11', '2025-11-10')).thenRefused('counts-inconsistent', inAll(60));
    after(...dayAfter).when(correct({ kind: 'milestone', milestone: 'assembly' }, '2025-11-10', '2025-11-11')).thenRefused('counts-inconsistent', inAll(60));
    const fits = [...untilAssembly, openRound(), tally(50, { heldOn: '2025-11-11' })];
    for (const what of [{ kind: 'box', round: 1, box: 'main' }, { kind: 'milestone', milestone: 'vote' }]) expect(after(...fits).when(correct(what, '2025-11-11', '2025-11-10')).decision()).toHaveLength(1);
    expect(after(...fits).when(correct({ kind: 'milestone', milestone: 'assembly' }, '2025-11-10', '2025-11-11')).decision()).toHaveLength(1);
  });
  it('is not asked of another body, another day or a questionnaire, nor of what was annulled', () => {
    expect(after(...untilAssembly, openRound(1, { body: 'assembly' })).when(tally(60, { present: 60 })).decision()).toHaveLength(1);
    expect(after(...untilAssembly, openRound()).when(tally(60, { present: 60, heldOn: '2025-11-11' })).decision()).toHaveLength(1);
    expect(after(...untilAssembly, openRound()).when(tally(60, { present: 60, heldOn: '2025-11' })).decision()).toHaveLength(1);
    const annul: Wish = { type: 'AnnulBox', data: { round: 1, box: 'main', cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11' } };
    expect(after(...untilAssembly, two, main, annul).when(tally(50, { box: 'gate', heldOn: '2025-11-10' })).decision()).toHaveLength(1);
    const below = [...untilAssembly, openRound(), tally(30), publish(), openRound(2)];
    expect(after(...below).when(tally(50, { round: 2 })).decision()).toHaveLength(1);
  });
});
