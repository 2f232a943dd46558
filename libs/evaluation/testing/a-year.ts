import { isRefusal, type Actor, type Command } from '#kernel';
import { specify } from '#kernel/testing';
import type { RuleSet } from '#rules';
import { evaluation, type EvaluationCommand, type EvaluationEvent } from '../evaluation.js';
import type { Facts } from '../facts.js';
import { entryIn } from '../questions/entry.js';
import type { ToldEvent } from '../questions/as-of.js';
import { initial, type State } from '../state.js';
import { aCalendar, aRuleSet } from '#rules/testing';

/** A wish without envelope; who and when may be added. */
export type Wish = { [T in EvaluationCommand['type']]: { readonly type: T; readonly data: Extract<EvaluationCommand, { type: T }>['data']; readonly by?: Actor; readonly at?: string } }[EvaluationCommand['type']];

export const digest = 'd'.repeat(64);
export const chair: Actor = { kind: 'person', office: 'chair', bodyId: 'union-centre', assurance: 'unverified' };
export const officer: Actor = { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' };
/** The officer who records for the union. */
export const onBehalf = (basis = 'telephone'): Actor => ({ ...officer, onBehalfOf: 'union-centre', basis });
/** Recorded long after the year, so that no date of it lies in the future; specs of lateness say their own moment. */
export const recordedAt = '2026-12-01T02:00:00.000Z';
export const sheet = { id: 'sheet1', title: '计票单', mediaType: 'image/jpeg', bytes: 1, sha256: digest };

/** What the store knows when nothing is wrong with the sheet. */
export const storedSheet = { sha256: digest, bytes: 1, mediaType: 'image/jpeg' };

export const factsWith = (ruleSet: RuleSet, others: Partial<Facts> = {}): Facts => ({
  ruleSet,
  ruleSetDigest: digest,
  calendar: aCalendar,
  union: { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'] },
  evidence: [storedSheet],
  campaign: { federation: 'bureau', evaluatedYear: 2025 },
  ...others,
});

/** A year of one union, as wishes that are granted in this order. */
export const open: Wish = { type: 'OpenEvaluation', data: { campaign: 'bureau2025', union: 'centre', evaluatedYear: 2025, run: 1, ruleSet: { id: 'district', version: 1 } }, by: officer };
export const formGroup: Wish = { type: 'FormLeadingGroup', data: { formedOn: '2025-02-10', members: ['chair', 'vice_chair'] } };
export const submitPlan: Wish = { type: 'SubmitPlan', data: { adoptedOn: '2025-03-01', receivedOn: '2025-03-05', title: '建家计划' } };
export const inspect = (points: { readonly [criterion: string]: number } = {}): Extract<Wish, { type: 'SubmitSelfInspection' }> => ({
  type: 'SubmitSelfInspection',
  data: { inspectedOn: '2025-10-20', receivedOn: '2025-10-25', scores: Object.entries({ '1.1': 40, '1.2': 30.5, '2.1': 20, ...points }).map(([criterion, points]) => ({ criterion, points, files: [sheet] })) },
});
export const holdAssembly: Wish = { type: 'HoldAssembly', data: { heldOn: '2025-11-10', body: 'congress', entitled: 60, present: 50 } };
export const openRound = (round = 1, others: Partial<Extract<Wish, { type: 'OpenRound' }>['data']> = {}): Extract<Wish, { type: 'OpenRound' }> => ({
  type: 'OpenRound',
  data: { round, body: 'congress', mode: 'paper', runBy: 'union', ...others },
});

/** A count that fits together: so many present, so many of them in the upper two grades. The main box stands at the sitting, others a day later. */
export const tally = (upper: number, others: Partial<Extract<Wish, { type: 'TallyVote' }>['data']> = {}): Extract<Wish, { type: 'TallyVote' }> => {
  const { present = 50, box = 'main' } = others;
  const grades = { satisfied: upper, basicallySatisfied: 0, dissatisfied: present - upper };
  return {
    type: 'TallyVote',
    data: {
      round: 1,
      box,
      heldOn: box === 'main' ? '2025-11-10' : '2025-11-11',
      entitled: Math.ceil(present * 1.2),
      present,
      issued: present,
      returned: present,
      valid: present,
      spoilt: 0,
      subjects: { unionWork: grades, home: grades },
      scrutineer: 'scrutineer',
      tellers: ['teller_1', 'teller_2'],
      sheet,
      ...others,
    },
  };
};
export const publish = (round = 1, publishedOn = '2025-11-12'): Wish => ({ type: 'PublishResult', data: { round, publishedOn, place: '宣传栏' } });
export const reportUpward: Wish = { type: 'ReportUpward', data: { reportedOn: '2025-11-20', receivedOn: '2025-11-21' } };
export const fileReport: Wish = { type: 'FileReport', data: { filedOn: '2025-11-28' }, by: officer };
export const apply: Wish = { type: 'ApplyForTitle', data: { title: 'qualified', appliedOn: '2025-12-10' } };
export const visit: Wish = { type: 'RecordVisit', data: { visitedOn: '2025-12-20', presenter: 'vice_chair' }, by: officer };
export const accept: Wish = { type: 'GiveVerdict', data: { verdict: 'accepted', givenOn: '2025-12-22', score: 90 }, by: officer };
export const openNotice: Wish = { type: 'OpenNotice', data: { openedOn: '2025-12-29', place: '官网' }, by: officer };
export const grant: Wish = { type: 'GrantTitle', data: { grantedOn: '2026-01-08', certificate: '2026-1' }, by: officer };
export const close: Wish = { type: 'CloseEvaluation', data: { closedOn: '2026-01-20' }, by: officer };

export const untilPlan = [open, formGroup, submitPlan];
export const untilInspection = [...untilPlan, inspect()];
export const untilAssembly = [...untilInspection, holdAssembly];
export const untilVote = [...untilAssembly, openRound(), tally(45)];
export const untilPublished = [...untilVote, publish()];
export const untilReported = [...untilPublished, reportUpward];
export const untilFiled = [...untilReported, fileReport];
export const untilApplied = [...untilFiled, apply];
export const untilAccepted = [...untilApplied, visit, accept];
export const untilNotice = [...untilAccepted, openNotice];
export const untilGranted = [...untilNotice, grant];

/** A history as it would be stored, all of it recorded on the union's behalf; items that opened by themselves came with the entry before them. */
const onItsBehalf = (events: readonly EvaluationEvent[]): readonly ToldEvent[] => {
  let command = 0;
  return events.map((event, revision) => {
    if (event.type !== 'ItemOpened' || event.data.source !== 'selfInspection') command++;
    return { ...event, revision, metadata: { at: recordedAt, by: onBehalf(), commandId: `c${command}` } as never };
  });
};

/** What a dispute is told of the entry with this revision. */
export const entryAt = (events: readonly EvaluationEvent[], revision: number) => entryIn(onItsBehalf(events), revision);

/** A year under some facts: what granted wishes leave behind, and specifications that begin there. */
export function yearUnder(facts: Facts = factsWith(aRuleSet)) {
  const evaluations = specify(evaluation, facts);
  const eventsOf = (wishes: readonly Wish[]): readonly EvaluationEvent[] => wishes.reduce(grantedBy(facts), { state: initial as State, events: [] }).events;
  return {
    events: eventsOf,
    after: (...wishes: readonly Wish[]) => {
      const past = eventsOf(wishes);
      const given = evaluations.given(...past);
      return {
        when: (wish: Wish) => specify(evaluation, withEntry(facts, wish, past)).given(...past).when({ at: recordedAt, ...wish }),
        /** Without types: for what a careless client sends. */
        whenSent: (type: string, data: unknown) => given.when({ at: recordedAt, type, data }),
        state: () => given.state() as State,
      };
    },
  };
}

type Past = { readonly state: State; readonly events: readonly EvaluationEvent[] };

/** A dispute is told of its entry, where nothing else is said of it. */
export const withEntry = (facts: Facts, wish: Wish, past: readonly EvaluationEvent[]): Facts => {
  const entry = facts.entry === undefined && (wish.type === 'DisputeEntry' || wish.type === 'ResolveDispute') ? entryAt(past, wish.data.revision) : undefined;
  return entry === undefined ? facts : { ...facts, entry };
};

const grantedBy = (facts: Facts) => (past: Past, wish: Wish): Past => {
  const events = decisionOf(wish, past.state, withEntry(facts, wish, past.events));
  if (isRefusal(events)) throw new Error(`${wish.type} is refused: ${JSON.stringify(events)}`);
  return { state: events.reduce(evolved, past.state), events: [...past.events, ...events] };
};

export const decisionOf = (wish: Wish, state: State, facts: Facts) => {
  const command: Command = { by: chair, at: recordedAt, commandId: 'c', ...wish };
  const rule = evaluation.decide[wish.type] as (command: Command, state: State, facts: Facts, id: string) => ReturnType<(typeof evaluation.decide)['OpenEvaluation']>;
  return rule(command, state, facts, 'centre.2025.1');
};

export const evolved = (state: State, event: EvaluationEvent): State => (evaluation.evolve[event.type] as (state: State, event: EvaluationEvent) => State)(state, event);

/** The year under the usual rules. */
export const { after, events } = yearUnder();
