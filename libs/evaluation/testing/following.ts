import { isRefusal, type Refusal } from '#kernel';
import type { Body, RuleSet } from '#rules';
import type { EvaluationEvent } from '../evaluation.js';
import type { Facts } from '../facts.js';
import { dutiesOf, type Duty } from '../questions/next-steps.js';
import type { Sheet } from '../voting/round-slice.js';
import { standingRound, type Round, type State } from '../state.js';
import { decisionOf, evolved, officer, sheet, type Wish } from './a-year.js';
import { entry, inspection, sheetUnder } from './random-wishes.js';

/** Where the evaluation stands, under which rules, and the date that the next fact is to have. */
type Standing = { readonly state: State; readonly rules: RuleSet; readonly on: string };
type Doing = (duty: Duty, standing: Standing) => readonly Wish[];

const bodyOf = ({ bodies }: RuleSet): Body => bodies.find((body) => body !== 'questionnaire') ?? (bodies[0] as Body);
const openedRound = ({ state }: Standing): Round => standingRound(state) as Round;

/** A box that was announced or, where none was, any that was not counted yet; everybody is there and content. */
function count(standing: Standing) {
  const round = openedRound(standing);
  const box = ['main', 'b', 'c', 'd', 'e'].find((name) => !Object.hasOwn(round.tallied, name)) as string;
  return { ...sheetUnder(standing.rules, round.body, { all: 1, upper: 1 }), round: round.round, box, heldOn: standing.on };
}

const answerOf = ({ questionnaire, ballot }: RuleSet): string => (questionnaire?.grades ?? ballot.grades)[0] as string;

const clerks = ['clerk_y', 'clerk_z'] as const;
const signed = ({ counts, ...others }: Sheet) => ({ ...counts, ...others });
const formGroupOn = (on: string): Wish => ({ type: 'FormLeadingGroup', data: { formedOn: on, members: ['chair'] } });

/** How each duty is done, by the name of its step. */
const doings: { readonly [S in Duty['step']]: Doing } = {
  submitPlan: ({ missing = [] }, { on }) => [...(missing.includes('leadingGroup') ? [formGroupOn(on)] : []), { type: 'SubmitPlan', data: { adoptedOn: on, title: '建家计划' } }],
  ratifyPlan: (_, { on }) => [{ type: 'RatifyPlan', data: { body: 'congress', ratifiedOn: on } }],
  reportProgress: (_, { on }) => [{ type: 'ReportProgress', data: { reportedOn: on, report: '各项工作按计划推进。' } }],
  declareSample: (_, { on }) => [{ type: 'DeclareSample', data: { drawnOn: on, frame: '会员名册', population: 10, groups: [{ group: 'delegation_1', eligible: 10, toIssue: 10 }], method: '抽签' } }],
  recordQuestionnaire: (_, { state, rules, on }) => {
    const { sample, groups } = state.questionnaires;
    const [group = 'delegation_1', drawn] = Object.entries(sample?.groups ?? {}).find(([name]) => !Object.hasOwn(groups, name)) ?? [];
    const issued = Math.min(10, drawn?.eligible ?? 10);
    return [{ type: 'RecordQuestionnaire', data: { group, askedOn: on, issued, returned: issued, valid: issued, answers: { [answerOf(rules)]: issued } } }];
  },
  summariseQuestionnaire: (_, { state, on }) => {
    const groups = Object.values(state.questionnaires.groups);
    const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((total, group) => total + of(group), 0);
    const answers = Object.fromEntries(groups.flatMap((group) => Object.keys(group.answers)).map((answer) => [answer, sum((group) => group.answers[answer] ?? 0)]));
    return [{ type: 'SummariseQuestionnaire', data: { summarisedOn: on, issued: sum(({ issued }) => issued), returned: sum(({ returned }) => returned), valid: sum(({ valid }) => valid), answers } }];
  },
  submitSelfInspection: (_, { rules, on }) => [inspection(rules, on)],
  holdAssembly: (_, { rules, on }) => [{ type: 'HoldAssembly', data: { heldOn: on, body: bodyOf(rules), entitled: 50, present: 50 } }],
  openRound: ({ round = 1 }, { rules }) => [{ type: 'OpenRound', data: { round, body: bodyOf(rules), mode: 'paper', runBy: 'union' } }],
  tallyVote: (_, standing) => [{ type: 'TallyVote', data: { ...count(standing), sheet } }],
  enterCount: (_, standing) => {
    const sheet = count(standing);
    const last = openedRound(standing).entries[sheet.box]?.at(-1);
    // The second agrees with whoever entered last; where that sheet cannot be, one of them enters another.
    const agreeing = last === undefined ? [] : clerks.filter((clerk) => clerk !== last.enteredBy).map((clerk) => entry(clerk, { ...signed(last.sheet as Sheet), round: sheet.round, box: sheet.box }));
    return [...agreeing, ...clerks.map((clerk) => entry(clerk, sheet))];
  },
  publishResult: ({ round = 1 }, { on }) => [{ type: 'PublishResult', data: { round, publishedOn: on, place: '宣传栏' } }],
  reportUpward: (_, { on }) => [{ type: 'ReportUpward', data: { reportedOn: on } }],
  fileReport: (_, { on }) => [{ type: 'FileReport', data: { filedOn: on }, by: officer }],
  recommendApplication: ({ body }, { on }) => [{ type: 'RecommendApplication', data: { federation: body.slice('federation-'.length), recommendedOn: on }, by: { ...officer, bodyId: body } }],
  recordVisit: (_, { on }) => [{ type: 'RecordVisit', data: { visitedOn: on, presenter: 'vice_chair' }, by: officer }],
  giveVerdict: (_, { on }) => [{ type: 'GiveVerdict', data: { verdict: 'accepted', givenOn: on, score: 100 }, by: officer }],
  openNotice: (_, { on }) => [{ type: 'OpenNotice', data: { openedOn: on, place: '官网' }, by: officer }],
  decideObjection: (_, { state, on }) =>
    Object.entries(state.notice?.objections ?? {}).flatMap(([objection, { stands }]): Wish[] => (stands === 'open' ? [{ type: 'DecideObjection', data: { objection, upheld: false, decidedOn: on, reason: '已核实' }, by: officer }] : [])),
  grantTitle: (_, { on }) => [{ type: 'GrantTitle', data: { grantedOn: on, certificate: '2026-1' }, by: officer }],
  completeItem: ({ item = '' }, { on }) => [{ type: 'CompleteItem', data: { item, completedOn: on, result: '完成' } }],
  confirmItem: ({ item = '' }, { on }) => [{ type: 'ConfirmItem', data: { item, confirmedOn: on, confirmedBy: 'superior' }, by: officer }],
  approveExemption: (_, { on }) => [{ type: 'ApproveExemption', data: { approvedOn: on }, by: officer }],
  resolveDispute: ({ revision = 0 }, { on }) => [{ type: 'ResolveDispute', data: { revision, upheld: false, resolvedOn: on, reason: '不符' }, by: officer }],
  closeEvaluation: (_, { on }) => [{ type: 'CloseEvaluation', data: { closedOn: on }, by: officer }],
  recheckTitle: (_, { on }) => [{ type: 'RecheckTitle', data: { recheckedOn: on, kept: true, reason: '复查' }, by: officer }],
};

/** What a refusal itself says is to be done first, or otherwise. */
const remedies: { readonly [refused: string]: Doing } = {
  'plan-not-approved': (_, { on }) => [{ type: 'ApprovePlan', data: { body: 'congress', approvedOn: on } }],
  'not-held-reason-missing': (_, { on }) => [{ type: 'CloseEvaluation', data: { closedOn: on, notHeldBecause: '未开展' }, by: officer }],
  'already-held': (_, { on }) => [{ type: 'DeclineExemption', data: { declinedOn: on, reason: '已开展' }, by: officer }],
  // What this title asks nobody can give it any more: the union gives it up.
  'recommendation-missing': (_, { on }) => [{ type: 'WithdrawApplication', data: { withdrawnOn: on, reason: '未获推荐' } }],
  'below-threshold': (_, { on }) => [{ type: 'WithdrawApplication', data: { withdrawnOn: on, reason: '认同率不足' } }],
  'too-many-entries': (_, standing) => [{ type: 'AnnulRound', data: { round: openedRound(standing).round, cause: 'countsInconsistent', reason: '两次录入不一致', annulledOn: standing.on } }],
  'quorum-not-met': (_, standing) => [{ type: 'AnnulRound', data: { round: openedRound(standing).round, cause: 'procedure', reason: '未达法定人数', annulledOn: standing.on } }],
  'participation-short': (_, standing) => [{ type: 'AnnulRound', data: { round: openedRound(standing).round, cause: 'procedure', reason: '参评人数不足', annulledOn: standing.on } }],
};

/** One wish that was granted. */
export type Granted = { readonly wish: Wish; readonly events: readonly EvaluationEvent[]; readonly state: State };
/** Nobody could do what is due: the duties, and by what each was refused. */
export type Stuck = { readonly stuck: readonly (readonly [Duty['step'], readonly string[]])[] };

export type Road = { readonly facts: (state: State) => Facts; readonly dates: (state: State, duty: Duty) => readonly string[]; readonly at: string };

/** Does the first duty that can be done, on the first day that fits; otherwise what its refusal asks for. */
export function nextGranted(state: State, road: Road): Granted | Stuck {
  const tried: [Duty['step'], string[]][] = [];
  const facts = road.facts(state);
  const rules = facts.ruleSet as RuleSet;
  for (const duty of dutiesOf(state)) {
    const refusals = new Set<string>();
    for (const doing of waysOf(duty, refusals)) {
      for (const on of road.dates(state, duty)) {
        for (const wish of doing(duty, { state, rules, on })) {
          const decision = decisionOf({ at: road.at, ...wish }, state, facts);
          if (!isRefusal(decision)) return { wish: { at: road.at, ...wish }, events: decision, state: decision.reduce(evolved, state) };
          refusals.add((decision as Refusal).refused);
        }
      }
    }
    tried.push([duty.step, [...refusals]]);
  }
  return { stuck: tried };
}

/** The duty itself, then, where that is refused, what each refusal asks for. */
function* waysOf({ step }: Duty, refusals: ReadonlySet<string>): Generator<Doing> {
  yield doings[step];
  for (const [refused, remedy] of Object.entries(remedies)) if (refusals.has(refused)) yield remedy;
}
