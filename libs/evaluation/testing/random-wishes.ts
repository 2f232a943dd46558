import * as fc from 'fast-check';
import type { Body, RuleSet } from '#rules';
import type { SheetData } from '../voting/sheet.js';
import { whoseStep } from '../whose-step.js';
import { chair, officer, sheet, type Wish } from './a-year.js';

/** Random wishes: sensible often enough that years go on, wrong often enough that every gate is tried. */
const month = fc.integer({ min: 1, max: 16 }).map((month) => (month <= 12 ? `2025-${String(month).padStart(2, '0')}` : `2026-${String(month - 12).padStart(2, '0')}`));
const date = fc.oneof(fc.tuple(month, fc.integer({ min: 1, max: 31 })).map(([month, day]) => `${month}-${String(day).padStart(2, '0')}`), month, fc.constantFrom('2025', '2024-12-31', '2026-05-01'));
/** Who acts: mostly one whose step it is. */
const bySome = (type: string) => fc.constantFrom(chair, officer, ...Array.from({ length: 4 }, () => (whoseStep[type] === 'superior' ? officer : chair)));
const few = fc.integer({ min: 1, max: 3 });
/** The first entries of a year, up to its report. */
const firstEntries = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const entryOfYear = fc.constantFrom(...firstEntries);
const body = fc.constantFrom<Body>('assembly', 'congress', 'combined', 'questionnaire');
const box = fc.constantFrom('main', 'b', 'c');
const item = fc.constantFrom('library', 'training', 'c1_1_v1');
const objection = fc.constantFrom('o1', 'o2');
const reason = fc.constant('理由');
const confirmer = fc.constantFrom('superior' as const, 'membersBody' as const);

type Of<T extends Wish['type']> = Extract<Wish, { type: T }>['data'];
type Making<T extends Wish['type']> = { [K in keyof Of<T>]: fc.Arbitrary<Of<T>[K]> };

const wish = <T extends Wish['type']>(type: T, making: Making<T>): fc.Arbitrary<Wish> => fc.tuple(fc.record(making), bySome(type)).map(([data, by]) => ({ type, data, by }) as unknown as Wish);

/** How many ballots there are of a box, and how many of them are in the first grade of the endorsement. */
export type Ballots = { readonly all: number; readonly upper: number; readonly entitled?: number; readonly spoilt?: number };

/** A sheet that fits the rules' ballot: every subject, ballots in two grades, points where sheets are scored. */
export function sheetUnder({ ballot, endorsement, titles }: RuleSet, body: Body, { all, upper, entitled = all, spoilt = 0 }: Ballots): Omit<SheetData, 'round' | 'box' | 'heldOn'> {
  const { subjects, grades, bands = [] } = ballot;
  const best = (titles.find(({ off }) => off !== true)?.upper ?? endorsement.upper)[0] as string;
  const worst = grades.findLast((grade) => grade !== best) as string;
  const points = bands.reduce((sum, { grade, from }) => sum + (grade === best ? upper : grade === worst ? all - upper : 0) * from, 0);
  return {
    entitled,
    present: body === 'questionnaire' ? 0 : all,
    issued: all,
    returned: all,
    valid: all,
    spoilt,
    frontLine: all,
    subjects: Object.fromEntries(subjects.map((subject) => [subject, { [best]: upper, [worst]: all - upper }])),
    ...(ballot.kind === 'scores' ? { points: Object.fromEntries(subjects.map((subject) => [subject, points])) } : {}),
    scrutineer: 'scrutineer',
    tellers: ['teller_1', 'teller_2'],
  };
}

const clerk = (enteredBy: string) => ({ ...chair, office: enteredBy });
/** One of two people enters a sheet. */
export const entry = (enteredBy: string, data: SheetData): Wish => ({ type: 'EnterCount', data: { ...data, enteredBy }, by: clerk(enteredBy) });

/** Counts of a box that mostly fit together, entered as the rules say or otherwise. */
const counts = (rules: RuleSet): fc.Arbitrary<Wish> =>
  fc.tuple(few, box, fc.nat(60), fc.nat(60), fc.nat(20), fc.nat(5), date, fc.constantFrom(...rules.bodies)).map(([round, box, upper, lower, absent, off, heldOn, body]): Wish => {
    const counted = sheetUnder(rules, body, { all: upper + lower, upper, entitled: upper + lower + absent, spoilt: off === 5 ? 1 : 0 });
    return { type: 'TallyVote', data: { ...counted, round, box, heldOn, ...(off === 4 ? {} : { sheet }) } };
  });

/** Two clerks enter a box, not always the same. */
const entries = (rules: RuleSet): fc.Arbitrary<Wish> =>
  fc.tuple(fc.constantFrom('clerk_a', 'clerk_b'), fc.constantFrom(40, 45), few, box, fc.constantFrom(...rules.bodies)).map(([enteredBy, upper, round, box, body]) =>
    entry(enteredBy, { ...sheetUnder(rules, body, { all: 50, upper, entitled: 60 }), round, box: round === 1 ? 'main' : box, heldOn: '2025-11-10' }),
  );

/** The self-inspection with the full points of each criterion, or with another number for the first. */
export function inspection({ standard }: RuleSet, inspectedOn: string, first?: number): Wish {
  const criteria = standard.items.flatMap(({ criteria }) => criteria).filter(({ classes }) => classes?.includes('publicInstitution') !== false);
  return { type: 'SubmitSelfInspection', data: { inspectedOn, scores: criteria.map(({ id, points }, index) => ({ criterion: id, points: index === 0 ? (first ?? points) : points, files: [sheet] })) } };
}

const sensible = (rules: RuleSet): fc.Arbitrary<Wish> =>
  fc.constantFrom<Wish>(
    inspection(rules, '2025-10-20', 0),
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
    ...[1, 4, 6].flatMap((revision): Wish[] => [
      { type: 'DisputeEntry', data: { revision, disputedOn: '2025-12-01', reason: '人数不符' } },
      { type: 'ResolveDispute', data: { revision, upheld: true, resolvedOn: '2025-12-05', reason: '属实' }, by: officer },
    ]),
    { type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } },
    { type: 'DeclineExemption', data: { declinedOn: '2025-03-04', reason: '不符' }, by: officer },
    { type: 'ApprovePlan', data: { body: 'delegations', approvedOn: '2025-03-10', betweenSessions: true } },
    { type: 'RatifyPlan', data: { body: 'congress', ratifiedOn: '2026-03-01' } },
    { type: 'ApproveExemption', data: { approvedOn: '2025-03-05' }, by: officer },
    { type: 'RecheckTitle', data: { recheckedOn: '2026-11-01', kept: true, reason: '复查' }, by: officer },
    { type: 'RecheckTitle', data: { recheckedOn: '2026-11-01', kept: false, reason: '复查' }, by: officer },
    { type: 'DeclineApplication', data: { federation: 'bureau', declinedOn: '2025-12-12', reason: '不符' }, by: officer },
    { type: 'HoldAssembly', data: { heldOn: '2025-11-05', body: 'congress', entitled: 60, present: 10 } },
    { type: 'GiveVerdict', data: { verdict: 'putRight', givenOn: '2025-12-22', putRightBy: '2026-01-10' }, by: officer },
    { type: 'GiveVerdict', data: { verdict: 'notPassed', givenOn: '2026-01-12', reason: '台账不全' }, by: officer },
    { type: 'DecideObjection', data: { objection: 'o1', upheld: true, decidedOn: '2026-01-05', reason: '属实' }, by: officer },
    { type: 'CloseEvaluation', data: { closedOn: '2026-02-01', notHeldBecause: '停产' }, by: officer },
  );

/** Anything that may be asked of an evaluation under these rules; `usual`: what goes well in an ordinary year. */
export const aWishUnder = (rules: RuleSet, usual: readonly Wish[]): fc.Arbitrary<Wish> =>
  fc.oneof(
    { arbitrary: sensible(rules), weight: 50 },
    { arbitrary: fc.constantFrom(...usual), weight: 8 },
    { arbitrary: counts(rules), weight: 2 },
    { arbitrary: entries(rules), weight: 2 },
    fc.tuple(fc.constantFrom(0, 20, 41), date).map(([first, inspectedOn]) => inspection(rules, inspectedOn, first)),
    wish('ApplyForTitle', { title: fc.constantFrom('moon', ...rules.titles.map(({ id }) => id)), appliedOn: date }),
    wish('WithdrawEvaluation', { withdrawnOn: fc.constant('2026-11-30'), reason }),
    ...anywhere,
  );

/** Corrections of what such a year mostly holds, right and wrong ones. */
const aCorrection = fc.oneof(
  wish('CorrectFact', { what: box.map((box) => ({ kind: 'box' as const, round: 1, box })), wrong: fc.constantFrom<Of<'CorrectFact'>['wrong']>({ 'home.satisfied': 1, 'home.dissatisfied': 0 }, { entitled: 1 }, '2025-11-10'), right: fc.constantFrom<Of<'CorrectFact'>['right']>({ 'home.satisfied': 0, 'home.dissatisfied': 1 }, { entitled: 2 }, { entitled: 0 }, '2025-11-09'), reason, basis: reason, consentedBy: fc.constant('superior' as const) }),
  wish('CorrectFact', { what: fc.constant({ kind: 'sitting' as const }), wrong: fc.constantFrom<Of<'CorrectFact'>['wrong']>({ present: 50 }, { entitled: 50 }), right: fc.constantFrom<Of<'CorrectFact'>['right']>({ present: 48 }, { present: 20 }, { entitled: 49 }, { entitled: 58 }), reason, basis: reason, consentedBy: fc.constant('superior' as const) }),
  wish('CorrectFact', { what: fc.constantFrom('1.1', '1.2').map((criterion) => ({ kind: 'points' as const, criterion })), wrong: fc.constantFrom(40, 20, 0), right: fc.constantFrom(0, 30, 41), reason, basis: reason, consentedBy: fc.constant('superior' as const) }),
  wish('CorrectFact', { what: item.map((item) => ({ kind: 'item' as const, item, date: 'foundOn' as const })), wrong: fc.constantFrom('2025-11-10', '2025-10-20'), right: date, reason, basis: reason }),
);

/** Wishes that are the same in all places. */
const anywhere: readonly fc.Arbitrary<Wish>[] = [
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
  wish('ReturnSelfInspection', { returnedOn: date, reason }),
  wish('HoldAssembly', { heldOn: date, body, entitled: fc.constant(60), present: fc.nat(61) }),
  wish('OpenRound', { round: few, body, mode: fc.constant('paper' as const), runBy: fc.constant('union' as const), boxes: few }),
  wish('DeclareSample', { drawnOn: date, frame: reason, population: few, groups: fc.array(fc.record({ group: box, eligible: few, toIssue: few }), { minLength: 1, maxLength: 2 }), method: reason }),
  wish('SummariseQuestionnaire', { summarisedOn: date, issued: few, returned: few, valid: few, answers: few.map((agree) => ({ agree })) }),
  wish('AnnulBox', { round: few, box, cause: fc.constantFrom('sealBroken' as const, 'procedure' as const), reason, annulledOn: date }),
  wish('AnnulRound', { round: few, cause: fc.constant('procedure' as const), reason, annulledOn: date }),
  wish('PublishResult', { round: few, publishedOn: date, place: reason }),
  wish('ReportUpward', { reportedOn: date }),
  wish('ReceiveOriginal', { receivedOn: date }),
  wish('FileReport', { filedOn: date }),
  wish('ReturnReport', { returnedOn: date, reason }),
  wish('RecommendApplication', { federation: fc.constantFrom('bureau', 'city', 'moon'), recommendedOn: date }),
  wish('RecordVisit', { visitedOn: date, presenter: box, survey: fc.record({ issued: few, returned: few, valid: few, recognised: few }) }),
  wish('GiveVerdict', { verdict: fc.constantFrom('accepted' as const, 'putRight' as const, 'notPassed' as const), givenOn: date, score: fc.constantFrom(79, 80, 95.5, 100), putRightBy: date, reason }),
  wish('OpenNotice', { openedOn: date, place: reason }),
  wish('RaiseObjection', { objection, raisedOn: date, summary: reason }),
  wish('DecideObjection', { objection, upheld: fc.boolean(), decidedOn: date, reason }),
  wish('GrantTitle', { grantedOn: date, certificate: reason }),
  wish('CloseEvaluation', { closedOn: date }),
  wish('OpenItem', { item, source: fc.constant('comments' as const), problem: reason, owner: box, foundOn: date }),
  wish('ReportItem', { item, progressedOn: date, progress: reason }),
  wish('CompleteItem', { item, completedOn: date, result: reason, files: fc.constant([sheet]) }),
  wish('TellMembers', { item, toldOn: date }),
  wish('ConfirmItem', { item, confirmedOn: date, confirmedBy: confirmer }),
  wish('CarryOverItem', { item, reason, consentedBy: confirmer, consentedOn: date, toYear: fc.constantFrom(2025, 2026) }),
  wish('RecheckTitle', { recheckedOn: date, kept: fc.boolean(), reason }),
  wish('ExtendDeadline', { due: fc.constantFrom('vote' as const, 'publish' as const), until: date, reason, approvedOn: date }),
  wish('ChangeMethod', { step: fc.constantFrom('assembly' as const, 'vote' as const), body, reason, approvedOn: date }),
  wish('RequestExemption', { reasonCode: fc.constantFrom('merging', 'suspended'), requestedOn: date }),
  wish('ApproveExemption', { approvedOn: date }),
  wish('CorrectFact', { what: fc.constantFrom('plan' as const, 'assembly' as const, 'vote' as const, 'publish' as const).map((milestone) => ({ kind: 'milestone' as const, milestone })), wrong: fc.constantFrom('2025-03-01', '2025-11-10', '2025-11-12'), right: date, reason, basis: reason }),
  aCorrection,
  wish('DisputeEntry', { revision: entryOfYear, disputedOn: date, reason }),
  wish('ResolveDispute', { revision: entryOfYear, upheld: fc.boolean(), resolvedOn: date, reason }),
  wish('SpotCheck', { checkedOn: date, seed: reason, drawnFrom: few, drawn: few, confirmed: fc.boolean() }),
  wish('MigrateRules', { ruleSet: fc.constant({ id: 'district', version: 2 }), reason }),
];
