import * as fc from 'fast-check';
import { isRefusal } from '#kernel';
import { deepFreeze } from '#kernel/testing';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { evaluationRefusals, type EvaluationEvent } from '../evaluation.js';
import { initial, type State } from '../state.js';
import {
  apply, chair, close, decisionOf, evolved, factsWith, fileReport, formGroup, grant, inspect, officer, open, openNotice, openRound, publish, reportUpward, sheet, submitPlan, tally, untilGranted, visit,
  type Wish,
} from './a-year.js';

/** Random wishes: sensible often enough that years go on, wrong often enough that every gate is tried. */
const month = fc.integer({ min: 1, max: 16 }).map((month) => (month <= 12 ? `2025-${String(month).padStart(2, '0')}` : `2026-${String(month - 12).padStart(2, '0')}`));
const date = fc.oneof(fc.tuple(month, fc.integer({ min: 1, max: 31 })).map(([month, day]) => `${month}-${String(day).padStart(2, '0')}`), month, fc.constantFrom('2025', '2024-12-31', '2026-05-01'));
const by = fc.constantFrom(chair, officer);
const few = fc.integer({ min: 1, max: 3 });
const body = fc.constantFrom('assembly' as const, 'congress' as const, 'combined' as const, 'questionnaire' as const);
const box = fc.constantFrom('main', 'b', 'c');
const item = fc.constantFrom('library', 'training', 'c1_1_v1');
const objection = fc.constantFrom('o1', 'o2');
const reason = fc.constant('理由');
const confirmer = fc.constantFrom('superior' as const, 'membersBody' as const);

type Of<T extends Wish['type']> = Extract<Wish, { type: T }>['data'];
type Making<T extends Wish['type']> = { [K in keyof Of<T>]: fc.Arbitrary<Of<T>[K]> };

const wish = <T extends Wish['type']>(type: T, making: Making<T>): fc.Arbitrary<Wish> => fc.tuple(fc.record(making), by).map(([data, by]) => ({ type, data, by }) as unknown as Wish);

/** Counts that mostly fit together. */
const count = fc.tuple(few, box, fc.nat(60), fc.nat(60), fc.nat(20), fc.nat(5), date).map(([round, box, upper, lower, absent, off, heldOn]) => {
  const present = upper + lower;
  const grades = { satisfied: upper, basicallySatisfied: 0, dissatisfied: lower };
  return tally(upper, { round, box, heldOn, present, entitled: present + absent, issued: present, returned: present, valid: present, spoilt: off === 5 ? 1 : 0, subjects: { unionWork: grades, home: grades } });
});

/** Two clerks enter the main box, not always the same. */
const entry = fc.tuple(fc.constantFrom('clerk_a', 'clerk_b'), fc.constantFrom(40, 45)).map(([enteredBy, upper]) => entryOf(enteredBy, upper));

function entryOf(enteredBy: string, upper = 45): Wish {
  const { sheet: _sheet, ...data } = tally(upper).data;
  return { type: 'EnterCount', data: { ...data, enteredBy }, by: { ...officer, office: enteredBy } };
}

/** The same year where two people enter the count. */
const byTwoEntries = (wishes: readonly Wish[]): readonly Wish[] => wishes.flatMap((wish) => (wish.type === 'TallyVote' ? [entryOf('clerk_a'), entryOf('clerk_b')] : [wish]));

const sensible = fc.constantFrom<Wish>(
  inspect({ '1.1': 0 }),
  { type: 'BackFillResult', data: { source: '工作总结' }, by: officer },
  { type: 'AnnulBox', data: { round: 1, box: 'main', cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11' } },
  { type: 'RecordQuestionnaire', data: { group: 'main', askedOn: '2025-10-20', issued: 10, returned: 9, valid: 9, answers: { agree: 9 } } },
  { type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-30', issued: 10, returned: 9, valid: 9, answers: { agree: 9 } } },
  { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } },
  { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } },
  { type: 'ConfirmItem', data: { item: 'library', confirmedOn: '2025-12-05', confirmedBy: 'superior' }, by: officer },
  { type: 'TellMembers', data: { item: 'library', toldOn: '2025-12-02' } },
  { type: 'CarryOverItem', data: { item: 'library', reason: '经费', consentedBy: 'superior', consentedOn: '2025-12-20', toYear: 2026 }, by: officer },
  { type: 'RaiseObjection', data: { objection: 'o1', raisedOn: '2025-12-30', summary: '数据不实' } },
  { type: 'DecideObjection', data: { objection: 'o1', upheld: false, decidedOn: '2026-01-04', reason: '已核实' }, by: officer },
  { type: 'ReturnReport', data: { returnedOn: '2025-11-25', reason: '缺附件' }, by: officer },
  { type: 'CorrectFact', data: { what: { kind: 'milestone', milestone: 'assembly' }, wrong: '2025-11-10', right: '2025-11-09', reason: '笔误', basis: '会议记录', consentedBy: 'superior' }, by: officer },
  { type: 'RecommendApplication', data: { federation: 'bureau', recommendedOn: '2025-12-12' }, by: officer },
  { type: 'DisputeEntry', data: { revision: 1, disputedOn: '2025-12-01', reason: '人数不符' } },
  { type: 'ResolveDispute', data: { revision: 1, upheld: true, resolvedOn: '2025-12-05', reason: '属实' }, by: officer },
  { type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } },
  { type: 'DeclineExemption', data: { declinedOn: '2025-03-04', reason: '不符' }, by: officer },
  { type: 'ApprovePlan', data: { body: 'delegations', approvedOn: '2025-03-10', betweenSessions: true } },
  { type: 'RatifyPlan', data: { body: 'congress', ratifiedOn: '2026-03-01' } },
  { type: 'CarryOverItem', data: { item: 'library', reason: '改造', consentedBy: 'membersBody', consentedOn: '2025-12-05', toYear: 2026 } },
  { type: 'ApproveExemption', data: { approvedOn: '2025-03-05' }, by: officer },
  { type: 'RecheckTitle', data: { recheckedOn: '2026-11-01', kept: true, reason: '复查' }, by: officer },
);

/** Corrections of what such a year mostly holds, right and wrong ones. */
const aCorrection = fc.oneof(
  wish('CorrectFact', { what: box.map((box) => ({ kind: 'box' as const, round: 1, box })), wrong: fc.constantFrom<Of<'CorrectFact'>['wrong']>({ 'home.satisfied': 45, 'home.dissatisfied': 5 }, { entitled: 60 }, '2025-11-10'), right: fc.constantFrom<Of<'CorrectFact'>['right']>({ 'home.satisfied': 39, 'home.dissatisfied': 11 }, { entitled: 55 }, { entitled: 10 }, '2025-11-09'), reason, basis: reason, consentedBy: fc.constant('superior' as const) }),
  wish('CorrectFact', { what: fc.constant({ kind: 'sitting' as const }), wrong: fc.constantFrom<Of<'CorrectFact'>['wrong']>({ present: 50 }, { entitled: 60 }), right: fc.constantFrom<Of<'CorrectFact'>['right']>({ present: 48 }, { present: 20 }, { entitled: 49 }, { entitled: 58 }), reason, basis: reason, consentedBy: fc.constant('superior' as const) }),
  wish('CorrectFact', { what: fc.constantFrom('1.1', '1.2').map((criterion) => ({ kind: 'points' as const, criterion })), wrong: fc.constantFrom(40, 30.5, 0), right: fc.constantFrom(0, 30, 41), reason, basis: reason, consentedBy: fc.constant('superior' as const) }),
  wish('CorrectFact', { what: item.map((item) => ({ kind: 'item' as const, item, date: 'foundOn' as const })), wrong: fc.constantFrom('2025-11-10', '2025-10-20'), right: date, reason, basis: reason }),
);

const aWish: fc.Arbitrary<Wish> = fc.oneof(
  { arbitrary: sensible, weight: 60 },
  { arbitrary: fc.constant<Wish>(close), weight: 2 },
  fc.constant<Wish>({ type: 'WithdrawEvaluation', data: { withdrawnOn: '2026-11-30', reason: '合并' }, by: officer }),
  fc.constantFrom<Wish>(open, formGroup, submitPlan, inspect(), openRound(), publish(), reportUpward, fileReport, apply, visit, openNotice, grant, close),
  wish('FormLeadingGroup', { formedOn: date, members: fc.constant(['chair']) }),
  wish('SubmitPlan', { adoptedOn: date, title: fc.constant('建家计划') }),
  wish('ApprovePlan', { body, approvedOn: date }),
  wish('DeclineApplication', { federation: fc.constantFrom('bureau', 'moon'), declinedOn: date, reason }),
  wish('WithdrawApplication', { withdrawnOn: date, reason }),
  wish('BackFillResult', { source: reason, heldOn: date }),
  wish('RatifyPlan', { body, ratifiedOn: date }),
  wish('RecordPublicity', { publicisedOn: date, channel: reason }),
  wish('DeclineExemption', { declinedOn: date, reason }),
  wish('FilePlan', { filedOn: date }),
  wish('ReturnPlan', { returnedOn: date, reason, dueOn: date }),
  wish('ReportProgress', { reportedOn: date }),
  wish('RecordQuestionnaire', { group: box, askedOn: date, issued: few, returned: few, valid: few, answers: few.map((agree) => ({ agree })) }),
  fc.tuple(fc.constantFrom(0, 20, 40, 41), date).map(([points, inspectedOn]): Wish => ({ ...inspect({ '1.1': points }), data: { ...inspect({ '1.1': points }).data, inspectedOn } })),
  wish('ReturnSelfInspection', { returnedOn: date, reason }),
  wish('HoldAssembly', { heldOn: date, body, entitled: fc.constant(60), present: fc.nat(61) }),
  wish('OpenRound', { round: few, body, mode: fc.constant('paper' as const), runBy: fc.constant('union' as const), boxes: few }),
  count,
  count,
  entry,
  entry,
  wish('DeclareSample', { drawnOn: date, frame: reason, population: few, groups: fc.array(fc.record({ group: box, eligible: few, toIssue: few }), { minLength: 1, maxLength: 2 }), method: reason }),
  wish('SummariseQuestionnaire', { summarisedOn: date, issued: few, returned: few, valid: few, answers: few.map((agree) => ({ agree })) }),
  wish('AnnulBox', { round: few, box, cause: fc.constantFrom('sealBroken' as const, 'procedure' as const), reason, annulledOn: date }),
  wish('AnnulRound', { round: few, cause: fc.constant('procedure' as const), reason, annulledOn: date }),
  wish('PublishResult', { round: few, publishedOn: date, place: reason }),
  wish('ReportUpward', { reportedOn: date }),
  wish('ReceiveOriginal', { receivedOn: date }),
  wish('FileReport', { filedOn: date }),
  wish('ReturnReport', { returnedOn: date, reason }),
  wish('ApplyForTitle', { title: fc.constantFrom('qualified', 'advanced'), appliedOn: date }),
  wish('RecommendApplication', { federation: fc.constantFrom('bureau', 'city', 'moon'), recommendedOn: date }),
  wish('RecordVisit', { visitedOn: date, presenter: box, survey: fc.record({ issued: few, returned: few, valid: few, recognised: few }) }),
  wish('GiveVerdict', { verdict: fc.constantFrom('accepted' as const, 'putRight' as const, 'notPassed' as const), givenOn: date, score: fc.constantFrom(79, 80, 95.5), putRightBy: date, reason }),
  wish('OpenNotice', { openedOn: date, place: reason }),
  wish('RaiseObjection', { objection, raisedOn: date, summary: reason }),
  wish('DecideObjection', { objection, upheld: fc.boolean(), decidedOn: date, reason }),
  wish('GrantTitle', { grantedOn: date, certificate: reason }),
  wish('OpenItem', { item, source: fc.constant('comments' as const), problem: reason, owner: box, foundOn: date }),
  wish('ReportItem', { item, progressedOn: date, progress: reason }),
  wish('CompleteItem', { item, completedOn: date, result: reason, files: fc.constant([sheet]) }),
  wish('TellMembers', { item, toldOn: date }),
  wish('ConfirmItem', { item, confirmedOn: date, confirmedBy: confirmer }),
  wish('CarryOverItem', { item, reason, consentedBy: confirmer, consentedOn: date, toYear: fc.constantFrom(2025, 2026) }),
  wish('RecheckTitle', { recheckedOn: date, kept: fc.boolean(), reason }),
  wish('ExtendDeadline', { due: fc.constantFrom('vote' as const, 'publish' as const), until: date, reason, approvedOn: date }),
  wish('ChangeMethod', { step: fc.constantFrom('assembly' as const, 'vote' as const), body, reason, approvedOn: date }),
  wish('RequestExemption', { reasonCode: fc.constant('merging' as const), requestedOn: date }),
  wish('ApproveExemption', { approvedOn: date }),
  wish('CorrectFact', { what: fc.constantFrom('plan' as const, 'assembly' as const, 'vote' as const, 'publish' as const).map((milestone) => ({ kind: 'milestone' as const, milestone })), wrong: fc.constantFrom('2025-03-01', '2025-11-10', '2025-11-12'), right: date, reason, basis: reason }),
  aCorrection,
  wish('DisputeEntry', { revision: few, disputedOn: date, reason }),
  wish('ResolveDispute', { revision: few, upheld: fc.boolean(), resolvedOn: date, reason }).map((one): Wish => ({ ...one, by: officer })),
  wish('SpotCheck', { checkedOn: date, seed: reason, drawnFrom: few, drawn: few, confirmed: fc.boolean() }),
  wish('MigrateRules', { ruleSet: fc.constant({ id: 'district', version: 2 }), reason }),
);

const next = aRuleSetWith({ version: 2, publicNoticeDays: 0, heldWhen: 'assemblyHeld' });
/** Rules of five kinds of places. */
export const someRules = fc.constantFrom(
  aRuleSet,
  aRuleSetWith({ brokenSeal: 'annulRound', planApproval: 'required', quorum: {} }),
  aRuleSetWith({ steps: { required: ['selfInspection', 'report'], recorded: ['acceptance', 'vote'] }, heldWhen: 'reportedUpward' }),
  aRuleSetWith({ countEntry: 'twoEntries', participation: { atLeast: '1/10', of: 'entitled', else: 'stop' } }),
  aRuleSetWith({ titles: [], publicNoticeDays: 0, heldWhen: 'voteTallied', due: { ...aRuleSet.due, vote: 'assembly + 3wd', application: 'report + 10d' } }),
);
/** Rules, how far the year goes well, and what is asked after that. */
export const aLife = fc.tuple(someRules, fc.nat(untilGranted.length), fc.array(aWish, { minLength: 15, maxLength: 40 }));

/** Lives through a year that begins well and goes on at random; refused wishes change nothing. */
export function live([rules, well, wishes]: readonly [typeof aRuleSet, number, readonly Wish[]], each: (state: State, events: readonly EvaluationEvent[]) => void): readonly EvaluationEvent[] {
  const facts = factsWith(rules, { entry: { onBehalfOf: 'union-centre' }, nextRuleSet: next, nextRuleSetDigest: 'e'.repeat(64) });
  const log: EvaluationEvent[] = [];
  let state = initial;
  const begun = untilGranted.slice(0, well);
  for (const wish of [...(rules.countEntry === 'twoEntries' ? byTwoEntries(begun) : begun), ...wishes]) {
    const decision = decisionOf(wish, deepFreeze(state), deepFreeze(facts));
    if (isRefusal(decision)) {
      expect(evaluationRefusals).toContain(decision.refused);
      continue;
    }
    state = decision.reduce((before, event) => deepFreeze(evolved(before, event)), state);
    log.push(...decision);
    each(state, decision);
  }
  return log;
}
