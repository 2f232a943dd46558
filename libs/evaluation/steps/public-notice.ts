import { Type } from 'typebox';
import { certainlyAfter, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { addWorkingDays } from '#rules';
import { pinnedRules, pinnedRulesAndCalendar, unknownCalendar, type Facts } from '../facts.js';
import { bodyId, closed, date, day, id, line, paragraph, word } from '../fields.js';
import { answerRefused, countedFrom, firstOf, followRefused, milestoneRefused, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { needsVerdict, withFirst, type Objection, type Running, type State } from '../state.js';
import { acceptingRefused, acceptingRefusals, actingFederation } from '../accepting.js';
import { resultLost } from '../application-blocks.js';
import { missingLevels } from './recommendation.js';
import { missingPredecessors } from './report.js';
import { afterGrant, recheckDue, yearOf } from '../rechecks.js';

/** Step 5b, its end (公示、命名): public notice, objections, the title. */
export type OpenNoticeData = { openedOn: string; place: string };
export type RaiseObjectionData = { /** Chosen by the sender, unique in the evaluation. */ objection: string; raisedOn: string; summary: string };
export type DecideObjectionData = { objection: string; upheld: boolean; decidedOn: string; reason: string };
export type GrantTitleData = { grantedOn: string; /** Number of the certificate. */ certificate: string };

export type PublicNoticeCommand =
  | Command<'OpenNotice', OpenNoticeData>
  | Command<'RaiseObjection', RaiseObjectionData>
  | Command<'DecideObjection', DecideObjectionData>
  | Command<'GrantTitle', GrantTitleData>;
type Asked<T extends PublicNoticeCommand['type']> = Extract<PublicNoticeCommand, { type: T }>;

/** `endsOn`: the last day of the notice (default: 5 working days). */
export const PublicNoticeOpened = eventType('PublicNoticeOpened', Type.Object({ openedOn: date, endsOn: day, place: line }, closed));
export const ObjectionRaised = eventType('ObjectionRaised', Type.Object({ objection: id, raisedOn: date, summary: paragraph }, closed));
export const ObjectionDecided = eventType('ObjectionDecided', Type.Object({ objection: id, upheld: Type.Boolean(), decidedOn: date, reason: paragraph }, closed));
/** `issuer`: the federation whose certificate it is, its number claimed; absent: granted before numbers were. `recheckOn`: until when it is first re-checked; absent: a year after the grant. */
export const TitleGranted = eventType('TitleGranted', Type.Object({ title: word, grantedOn: date, certificate: line, issuer: Type.Optional(bodyId), recheckOn: Type.Optional(day) }, closed));
export const publicNoticeEvents = [PublicNoticeOpened, ObjectionRaised, ObjectionDecided, TitleGranted] as const;
export type PublicNoticeEvent = EventOf<(typeof publicNoticeEvents)[number]>;

export const publicNoticeRefusals = [
  'application-missing',
  'verdict-not-accepted',
  'notice-already-open',
  'notice-missing',
  'notice-ended',
  'notice-running',
  'objection-already-raised',
  'too-many-objections',
  'objection-unknown',
  'objection-already-decided',
  'objection-open',
  'objection-upheld',
  'title-already-granted',
  ...acceptingRefusals,
  'recommendation-missing',
  'below-threshold',
  'result-not-published',
  'questionnaire-missing',
  'predecessors-missing',
  'plan-not-approved',
] as const;
type Code = (typeof publicNoticeRefusals)[number] | GateRefusal;
type Decided = Decision<PublicNoticeEvent, Code>;

/** The most objections to one notice. */
export const maxObjections = 100;

function open(command: Asked<'OpenNotice'>, state: Running, { ruleSet, calendar = unknownCalendar }: Ruled): Decided {
  const { data } = command;
  const no = firstOf<Code>(
    state.application === null ? refuse('application-missing') : undefined,
    verdictMissing(state),
    resultLost(state, { ruleSet }),
    state.notice === null ? undefined : refuse('notice-already-open', { endsOn: state.notice.endsOn }),
    milestoneRefused(command, state, { milestone: 'notice', field: 'openedOn', date: data.openedOn }),
  );
  return no ?? [PublicNoticeOpened.of({ ...data, endsOn: addWorkingDays(calendar, countedFrom(data.openedOn), ruleSet.publicNoticeDays).date })];
}

/** The panel has accepted; a rule set without an acceptance asks for no verdict. */
const verdictMissing = (state: Running): Refusal<Code> | undefined =>
  state.verdict?.verdict === 'accepted' || (state.verdict === null && !needsVerdict(state)) ? undefined : refuse('verdict-not-accepted', { verdict: state.verdict?.verdict ?? null });

function raise(command: Asked<'RaiseObjection'>, state: Running): Decided {
  const { objection, raisedOn } = command.data;
  if (state.notice === null) return refuse('notice-missing');
  if (Object.hasOwn(state.notice.objections, objection)) return refuse('objection-already-raised', { objection });
  if (Object.keys(state.notice.objections).length >= maxObjections) return refuse('too-many-objections', { limit: maxObjections });
  if (certainlyAfter(raisedOn, state.notice.endsOn)) return refuse('notice-ended', { raisedOn, endsOn: state.notice.endsOn });
  return answerRefused(command, state, { milestone: 'notice', field: 'raisedOn', date: raisedOn }) ?? [ObjectionRaised.of(command.data)];
}

function decideObjection(command: Asked<'DecideObjection'>, state: Running): Decided {
  const { objection, decidedOn } = command.data;
  const objections = state.notice?.objections ?? {};
  const found = Object.hasOwn(objections, objection) ? objections[objection] : undefined;
  if (found === undefined) return refuse('objection-unknown', { objection });
  if (found.stands !== 'open') return refuse('objection-already-decided', { objection, stands: found.stands });
  return followRefused(command, { field: 'decidedOn', date: decidedOn }, { milestone: 'objectionRaised', recorded: found.raisedOn }) ?? [ObjectionDecided.of(command.data)];
}

function grant(command: Asked<'GrantTitle'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  if (state.title !== null) return refuse('title-already-granted', { title: state.title.title });
  if (state.application === null) return refuse('application-missing');
  const unaccepted = verdictMissing(state);
  if (unaccepted !== undefined) return unaccepted;
  const title = facts.ruleSet.titles.find(({ id }) => id === state.application?.title);
  const no = firstOf<Code>(...missingPredecessors(state, facts), resultLost(state, facts), title && notRecommended(title, state), noticeRefused(state, facts, data.grantedOn), acceptingRefused(command, state, facts));
  if (no !== undefined) return no;
  return milestoneRefused(command, state, { milestone: 'grant', field: 'grantedOn', date: data.grantedOn }) ?? [TitleGranted.of({ title: state.application.title, ...data, ...issuedBy(command), ...firstRecheck(data.grantedOn, facts) })];
}

/** A process grants nothing of its own. */
const issuedBy = ({ by }: Pick<Command, 'by'>): { issuer?: string } => (by.kind === 'person' ? { issuer: by.bodyId } : {});

/** Only a day that the rule set names stands in the event: a year after the grant follows from the grant. */
const firstRecheck = (grantedOn: string, { ruleSet: { recheck } }: Ruled): { recheckOn?: string } => (recheck === undefined ? {} : { recheckOn: recheckDue(yearOf(grantedOn) + 1, grantedOn, recheck) });

/** Every level that the title names has recommended, where the title names any. */
function notRecommended(title: Ruled['ruleSet']['titles'][number], state: Running): Refusal<Code> | undefined {
  const missing = missingLevels(title, state);
  return missing.length === 0 ? undefined : refuse('recommendation-missing', { levels: [...missing] });
}

/** The notice has run out and no objection is open or upheld; a rule set of no days needs no notice. */
function noticeRefused({ notice }: Running, { ruleSet }: Ruled, grantedOn: string): Refusal<Code> | undefined {
  if (notice === null) return ruleSet.publicNoticeDays === 0 ? undefined : refuse('notice-missing');
  const having = (stands: string) => Object.entries(notice.objections).flatMap(([id, one]) => (one.stands === stands ? [id] : []));
  if (having('upheld').length > 0) return refuse('objection-upheld', { objections: having('upheld') });
  if (having('open').length > 0) return refuse('objection-open', { objections: having('open') });
  return certainlyAfter(grantedOn, notice.endsOn) ? undefined : refuse('notice-running', { grantedOn, endsOn: notice.endsOn });
}

const withObjection = (state: State, id: string, objection: Objection): State =>
  state.notice === null ? state : { ...state, notice: { ...state.notice, objections: { ...state.notice.objections, [id]: objection } } };

export const publicNotice: Step<PublicNoticeCommand, PublicNoticeEvent, State, Facts, Code> = {
  needs: { OpenNotice: pinnedRulesAndCalendar, GrantTitle: (command, state) => ({ ...pinnedRules(command, state), ...(state.opened === null ? {} : actingFederation(command)) }) },
  decide: { OpenNotice: underRules(open), RaiseObjection: whileRunning(raise), DecideObjection: whileRunning(decideObjection), GrantTitle: underRules(grant) },
  evolve: {
    PublicNoticeOpened: (state, { data }) => ({ ...state, dates: withFirst(state.dates, 'notice', data.openedOn), notice: { endsOn: data.endsOn, objections: {} } }),
    ObjectionRaised: (state, { data }) => withObjection(state, data.objection, { stands: 'open', raisedOn: data.raisedOn }),
    ObjectionDecided: (state, { data: { objection, upheld, decidedOn } }) =>
      withObjection(state, objection, { stands: upheld ? 'upheld' : 'dismissed', raisedOn: state.notice?.objections[objection]?.raisedOn ?? decidedOn }),
    TitleGranted: (state, { data }) => ({ ...state, dates: withFirst(state.dates, 'grant', data.grantedOn), title: { title: data.title, certificate: data.certificate, kept: true, recheck: afterGrant(data.grantedOn, data.recheckOn) } }),
  },
};
