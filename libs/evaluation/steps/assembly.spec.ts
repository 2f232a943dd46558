import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { after, factsWith, holdAssembly, officer, open, openRound, publish, tally, untilAssembly, untilInspection, untilPublished, untilVote, yearUnder, type Wish } from '../testing/a-year.js';

const hold = (others: Partial<Extract<Wish, { type: 'HoldAssembly' }>['data']> = {}): Wish => ({ type: 'HoldAssembly', data: { heldOn: '2025-11-10', body: 'congress', entitled: 60, present: 50, ...others } });

describe('an assembly', () => {
  it('is held with its quorum', () => {
    after(...untilInspection).when(hold({ presidedBy: 'vice_chair', accepted: true })).then({
      type: 'AssemblyHeld',
      data: { sitting: 1, heldOn: '2025-11-10', body: 'congress', entitled: 60, present: 50, presidedBy: 'vice_chair', accepted: true, quorum: { atLeast: '2/3', count: 'present', n: 50, of: 'entitled', m: 60, met: true, else: 'stop' }, late: false, warnings: [] },
    });
  });
  it('is not of a body without anybody', () => {
    after(...untilInspection).when(hold({ entitled: 0, present: 0 })).thenRefused('nobody-entitled');
    const correct: Wish = { type: 'CorrectFact', data: { what: { kind: 'sitting' }, wrong: { entitled: 60, present: 50 }, right: { entitled: 0, present: 0 }, reason: '笔误', basis: '会议记录', consentedBy: 'superior' }, by: officer };
    after(...untilAssembly).when(correct).thenRefused('nobody-entitled');
  });
  it('adjourns where a congress is short of two thirds; a new sitting follows', () => {
    expect(after(...untilInspection).when(hold({ present: 39 })).decision()).toMatchObject([{ type: 'AssemblyAdjourned', data: { sitting: 1, quorum: { n: 39, met: false } } }]);
    expect(after(...untilInspection).when(hold({ present: 40 })).decision()).toMatchObject([{ type: 'AssemblyHeld' }]);
    expect(after(...untilInspection, hold({ present: 39 })).when(hold()).decision()).toMatchObject([{ type: 'AssemblyHeld', data: { sitting: 2 } }]);
    expect(after(...untilInspection, hold({ present: 39 })).state().dates.assembly).toBeUndefined();
  });
  it('goes on with a warning where a members\' assembly is short', () => expect(after(...untilInspection).when(hold({ body: 'assembly', present: 39 })).decision()).toMatchObject([{ type: 'AssemblyHeld', data: { warnings: ['quorum-short'] } }]));
  it('has no quorum where the rules give none', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ quorum: {} })));
    expect(year.after(open).when(hold({ present: 1 })).decision()).toMatchObject([{ data: { quorum: null, warnings: [] } }]);
  });
  it('is briefed on content, standard, method and procedure, where the entry says so', () => {
    expect(after(...untilInspection).when(hold({ briefedOn: ['content', 'standard', 'method', 'procedure'] })).decision()).toMatchObject([{ data: { briefedOn: ['content', 'standard', 'method', 'procedure'] } }]);
    after(...untilInspection).when(hold({ briefedOn: ['method', 'content', 'method'] })).thenRefused('briefing-twice', { briefing: 'briefedOn.method' });
  });
  it('counts the votes on its own resolution, no more than were there', () => {
    const resolution = { votesFor: 45, against: 3, abstained: 2 };
    expect(after(...untilInspection).when(hold({ accepted: true, resolution })).decision()).toMatchObject([{ data: { resolution } }]);
    after(...untilInspection).when(hold({ resolution: { ...resolution, abstained: 3 } })).thenRefused('resolution-over-present', { votesFor: 45, against: 3, abstained: 3, present: 50 });
  });
  it('is warned of where the chair presides over the judgement of the chair, if the rules say so', () => {
    const subjects = ['unionWork', 'home', 'chairDuty'];
    const warned = yearUnder(factsWith(aRuleSetWith({ chairPresides: 'warned', ballot: { ...aRuleSet.ballot, subjects } })));
    const warnings = (year: typeof warned, presidedBy: string) => (year.after(open).when(hold({ presidedBy })).decision() as { data: { warnings: string[] } }[])[0]?.data.warnings;
    expect(warnings(warned, 'chair')).toEqual(['chair-presides']);
    expect(warnings(warned, 'vice_chair')).toEqual([]);
    expect(warnings(yearUnder(factsWith(aRuleSetWith({ ballot: { ...aRuleSet.ballot, subjects } }))), 'chair')).toEqual([]);
    expect(warnings(yearUnder(factsWith(aRuleSetWith({ chairPresides: 'warned' }))), 'chair')).toEqual([]);
  });
  it('holds no more than are entitled, who may all be there', () => {
    after(...untilInspection).when(hold({ present: 61 })).thenRefused('present-over-entitled', { present: 61, entitled: 60 });
    expect(after(...untilInspection).when(hold({ present: 60 })).decision()).toHaveLength(1);
  });
  it('is of the evaluated year', () => after(open).when(hold({ heldOn: '2024-12-31' })).thenRefused('date-before-facts', { field: 'heldOn' }));
  it('has no quorum of its own where the rules look at ballots', () => {
    const byBallots = yearUnder(factsWith(aRuleSetWith({ quorum: { ...aRuleSet.quorum, congress: { atLeast: '2/3', count: 'returned', of: 'issued', else: 'stop' } } })));
    expect(byBallots.after(...untilInspection).when(hold({ present: 10 })).decision()).toMatchObject([{ type: 'AssemblyHeld', data: { quorum: null, warnings: [] } }]);
  });
  it('is a body the rules allow, or one approved instead', () => {
    after(...untilInspection).when(hold({ body: 'combined' })).thenRefused('body-not-allowed', { body: 'combined' });
    const changed: Wish = { type: 'ChangeMethod', data: { step: 'assembly', body: 'combined', reason: '生产任务紧', approvedOn: '2025-10-01' }, by: officer };
    expect(after(...untilInspection, changed).when(hold({ body: 'combined' })).decision()).toMatchObject([{ type: 'AssemblyHeld' }]);
  });
  it('is held late after its due date', () => expect(after(...untilInspection).when(hold({ heldOn: '2025-12-16' })).decision()).toMatchObject([{ data: { late: true } }]));
  it('is held once, and again for a new round', () => {
    after(...untilAssembly).when(hold()).thenRefused('assembly-already-held', { heldOn: '2025-11-10' });
    after(...untilPublished).when(hold()).thenRefused('assembly-already-held');
    const below = [...untilAssembly, openRound(), tally(39), publish()];
    expect(after(...below).when(hold({ heldOn: '2026-01-10' })).decision()).toMatchObject([{ data: { sitting: 2 } }]);
    const annulled: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-20' } };
    expect(after(...untilVote, annulled).when(holdAssembly).decision()).toHaveLength(1);
  });
});
