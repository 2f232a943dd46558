import type { Actor } from '#kernel';
import { aRuleSetWith } from '#rules/testing';
import { after, factsWith, onBehalf, openRound, publish, tally, untilAssembly, yearUnder, type Wish } from '../testing/a-year.js';
import { nextSteps } from '../questions/next-steps.js';

const actor = (office: string, personId?: string): Actor => ({ kind: 'person', office, bodyId: 'union-centre', assurance: 'unverified', ...(personId === undefined ? {} : { personId }) });
const entryBy = (enteredBy: string, upper = 45, others: Parameters<typeof tally>[1] = {}, by: Actor = actor(enteredBy)): Wish => {
  const { sheet: _sheet, ...data } = tally(upper, others).data;
  return { type: 'EnterCount', data: { ...data, enteredBy }, by };
};

const twoEntries = yearUnder(factsWith(aRuleSetWith({ countEntry: 'twoEntries' })));
const opened = [...untilAssembly, openRound()];
const first = [...opened, entryBy('clerk_a')];
const standing = (...wishes: readonly Wish[]) => twoEntries.after(...wishes).state();

describe('a count entered by two people', () => {
  it('counts nothing by the first entry', () => {
    twoEntries.after(...opened).when(entryBy('clerk_a')).then({
      type: 'CountEntered',
      data: {
        round: 1,
        box: 'main',
        entry: 1,
        enteredBy: 'clerk_a',
        actor: { bodyId: 'union-centre', office: 'clerk_a' },
        heldOn: '2025-11-10',
        scrutineer: 'scrutineer',
        tellers: ['teller_1', 'teller_2'],
        counts: { entitled: 60, present: 50, issued: 50, returned: 50, valid: 50, spoilt: 0, subjects: tally(45).data.subjects },
        differsIn: [],
      },
    });
    expect(standing(...first).rounds).toMatchObject([{ tallied: {}, outcome: null }]);
    twoEntries.after(...first).when(publish()).thenRefused('no-votes-tallied');
  });

  it('is tallied when the second, of another person, agrees in every number and in the day', () => {
    expect(twoEntries.after(...first).when(entryBy('clerk_b')).decision()).toMatchObject([
      { type: 'CountEntered', data: { entry: 2, enteredBy: 'clerk_b', differsIn: [] } },
      { type: 'VoteTallied', data: { box: 'main', counts: { valid: 50 }, outcome: { endorsement: { n: 45, m: 50 }, warnings: [] } } },
    ]);
    expect(twoEntries.after(...first, entryBy('clerk_b'), publish()).state().dates).toMatchObject({ vote: '2025-11-10', publish: '2025-11-12' });
  });

  it('takes a grade left out for one nobody gave, and tellers in any order', () => {
    const grades = { satisfied: 45, dissatisfied: 5 };
    expect(twoEntries.after(...first).when(entryBy('clerk_b', 45, { subjects: { unionWork: grades, home: grades }, tellers: ['teller_2', 'teller_1'] })).decision()).toHaveLength(2);
  });

  it.each([
    ['a grade', { subjects: { unionWork: { satisfied: 45, dissatisfied: 5 }, home: { satisfied: 44, dissatisfied: 6 } } }, ['home.satisfied', 'home.dissatisfied']],
    ['a count', { entitled: 61 }, ['entitled']],
    ['the day', { heldOn: '2025-11-11' }, ['heldOn']],
    ['who counted', { scrutineer: 'scrutineer_2' }, ['scrutineer']],
    ['what one of them did not count', { frontLine: 10 }, ['frontLine']],
  ])('waits where they differ in %s, and says in what', (_, others, differsIn) => {
    const year = twoEntries.after(...first);
    expect(year.when(entryBy('clerk_b', 45, others)).decision()).toMatchObject([{ type: 'CountEntered', data: { differsIn } }]);
    expect(standing(...first, entryBy('clerk_b', 45, others)).rounds).toMatchObject([{ tallied: {} }]);
  });

  it('may be corrected by either until they agree', () => {
    const differing = [...first, entryBy('clerk_b', 44)];
    expect(twoEntries.after(...differing).when(entryBy('clerk_a', 44)).decision()).toMatchObject([{ data: { entry: 3, enteredBy: 'clerk_a' } }, { type: 'VoteTallied' }]);
    expect(twoEntries.after(...differing).when(entryBy('clerk_b', 45)).decision()).toMatchObject([{ data: { entry: 3, enteredBy: 'clerk_b' } }, { type: 'VoteTallied' }]);
    // The same person twice agrees with nobody.
    expect(twoEntries.after(...first).when(entryBy('clerk_a')).decision()).toMatchObject([{ data: { entry: 2, differsIn: [] } }]);
  });

  it('is not of one person under two names', () => {
    const told = { box: 'main', first: 'clerk_a', second: 'clerk_b' };
    twoEntries.after(...first).when(entryBy('clerk_b', 45, {}, actor('clerk_a'))).thenRefused('entries-by-one-person', told);
    const known = [...opened, entryBy('clerk_a', 45, {}, actor('officer', 'person_1'))];
    twoEntries.after(...known).when(entryBy('clerk_b', 45, {}, actor('clerk_b', 'person_1'))).thenRefused('entries-by-one-person', told);
    expect(twoEntries.after(...known).when(entryBy('clerk_b', 45, {}, actor('officer', 'person_2'))).decision()).toHaveLength(2);
    twoEntries.after(...known).when(entryBy('clerk_b', 45, {}, actor('officer'))).thenRefused('entries-by-one-person', told);
  });

  it('is of two people where one has no id: by office and body, and the same office elsewhere is another person', () => {
    const told = { box: 'main', first: 'clerk_a', second: 'clerk_b' };
    const byOffice = [...opened, entryBy('clerk_a', 45, {}, actor('officer'))];
    twoEntries.after(...byOffice).when(entryBy('clerk_b', 45, {}, actor('officer', 'person_2'))).thenRefused('entries-by-one-person', told);
    expect(twoEntries.after(...byOffice).when(entryBy('clerk_b', 45, {}, onBehalf())).decision()).toHaveLength(2);
  });

  it('agrees with what the other last entered: an entry that was corrected stands no more', () => {
    const corrected = [...first, entryBy('clerk_a', 44)];
    expect(twoEntries.after(...corrected).when(entryBy('clerk_b', 45)).decision()).toMatchObject([{ type: 'CountEntered', data: { differsIn: ['unionWork.satisfied', 'unionWork.dissatisfied', 'home.satisfied', 'home.dissatisfied'] } }]);
    expect(twoEntries.after(...corrected).when(entryBy('clerk_b', 44)).decision()).toHaveLength(2);
  });

  it('keeps the venue, and is of a day that the other steps allow; a later round may be held after the first was published', () => {
    expect(twoEntries.after(...opened).when(entryBy('clerk_a', 45, { venue: '一楼会议室' })).decision()).toMatchObject([{ data: { venue: '一楼会议室' } }]);
    twoEntries.after(...opened).when(entryBy('clerk_a', 45, { heldOn: '2025-11-09' })).thenRefused('date-contradicts', { field: 'heldOn', milestone: 'assembly', must: 'follow' });
    const again = [...opened, entryBy('clerk_a', 30), entryBy('clerk_b', 30), publish(), openRound(2)];
    expect(twoEntries.after(...again).when(entryBy('clerk_a', 45, { round: 2, heldOn: '2025-12-01' })).decision()).toHaveLength(1);
  });

  it('is judged by itself at once: a sheet that contradicts itself is not entered', () => {
    twoEntries.after(...opened).when(entryBy('clerk_a', 45, { spoilt: 1 })).thenRefused('counts-inconsistent', { left: 'valid+spoilt' });
    twoEntries.after(...opened).when(entryBy('clerk_a', 45, { round: 2 })).thenRefused('round-not-open');
    twoEntries.after(...opened).when(entryBy('clerk_a', 45, { heldOn: '2027-01-01' })).thenRefused('date-in-future');
  });

  it('stops for want of a quorum when it would count', () => {
    twoEntries.after(...opened, entryBy('clerk_a', 45, { entitled: 76, heldOn: '2025-11-11' })).when(entryBy('clerk_b', 45, { entitled: 76, heldOn: '2025-11-11' })).thenRefused('quorum-not-met', { n: 50, m: 76 });
  });

  it('is over with the tally, and has an end where nobody agrees', () => {
    twoEntries.after(...first, entryBy('clerk_b')).when(entryBy('clerk_c')).thenRefused('box-already-tallied');
    const twenty = Array.from({ length: 20 }, (_, n) => entryBy(n % 2 === 0 ? 'clerk_a' : 'clerk_b', n % 2 === 0 ? 45 : 44));
    twoEntries.after(...opened, ...twenty).when(entryBy('clerk_a')).thenRefused('too-many-entries', { limit: 20 });
  });

  it('goes by what the round was opened under: a signed sheet, or two entries', () => {
    twoEntries.after(...opened).when(tally(45)).thenRefused('two-entries-needed', { round: 1 });
    after(...opened).when(entryBy('clerk_a')).thenRefused('signed-sheet-needed', { round: 1 });
  });

  it('is the next step, with what is missing', () => {
    const missing = (...wishes: readonly Wish[]) => nextSteps(standing(...wishes), '2025-11-11').find(({ step }) => step === 'enterCount')?.missing;
    expect(missing(...opened)).toEqual(['boxes']);
    expect(missing(...first)).toEqual(['secondEntry']);
    expect(missing(...first, entryBy('clerk_b', 44))).toEqual(['agreement']);
    expect(missing(...first, entryBy('clerk_b'))).toBeUndefined();
  });
});
