import type { PlainDate } from '#kernel';
import { workingDaysBetween, type Calendar } from '#rules';
import { unknownCalendar } from '../facts.js';
import { deferredSince } from './deferred-duty.js';
import { yearOwed } from '../rechecks.js';
import { boxesOutstanding, hasObjection, hasStep, needsVerdict, openDisputes, publishedRound, reportOf, standingRound, type Filing, type Round, type Running, type State } from '../state.js';

/** What is to be done, as the command that does it (in camelCase). */
export const nextStepNames = [
  'submitPlan',
  'ratifyPlan',
  'reportProgress',
  'declareSample',
  'recordQuestionnaire',
  'summariseQuestionnaire',
  'submitSelfInspection',
  'holdAssembly',
  'openRound',
  'tallyVote',
  'enterCount',
  'publishResult',
  'reportUpward',
  'fileReport',
  'recommendApplication',
  'recordVisit',
  'giveVerdict',
  'openNotice',
  'decideObjection',
  'grantTitle',
  'completeItem',
  'confirmItem',
  'approveExemption',
  'resolveDispute',
  'closeEvaluation',
  'recheckTitle',
] as const;
export type NextStepName = (typeof nextStepNames)[number];

/** Why it is to be done (again), where that is not plain. */
export const nextStepReasons = ['returned', 'adjourned', 'annulled', 'belowThreshold', 'putRight', 'requested'] as const;
export type NextStepReason = (typeof nextStepReasons)[number];

/** What has to be there first. */
export const missingNames = ['leadingGroup', 'original', 'boxes', 'secondEntry', 'agreement', 'objections'] as const;
export type Missing = (typeof missingNames)[number];

/** A duty as keys and data; its words are made where it is read. */
export type Duty = {
  readonly step: NextStepName;
  readonly office: 'committee' | 'chair' | 'officer' | 'panel';
  /** `union-…` or `federation-…`. */
  readonly body: string;
  readonly dueOn: PlainDate | null;
  readonly because?: NextStepReason;
  readonly missing?: readonly Missing[];
  readonly item?: string;
  readonly round?: number;
  /** Of the re-check. */
  readonly year?: number;
  /** Of the entry that is disputed. */
  readonly revision?: number;
};
/** `workingDaysLeft`: negative where overdue; null without a due date. */
export type NextStep = Duty & { readonly missing: readonly Missing[]; readonly workingDaysLeft: number | null; /** Its day has passed, perhaps without a working day since. */ readonly overdue: boolean; /** Its day had passed when the unit was called up on this day, and moved on. */ readonly calledUpOn?: PlainDate };

/** The most next steps told at once: those due first. */
export const maxNextSteps = 100;

/** Who must act, by when, and what is missing; those due first, those without a date last. */
export function nextSteps(state: State, today: PlainDate, calendar: Calendar = unknownCalendar): readonly NextStep[] {
  return dutiesOf(state)
    .toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
    .slice(0, maxNextSteps)
    .map((duty) => ({ missing: [], ...duty, ...deferredSince(state, duty), workingDaysLeft: duty.dueOn === null ? null : workingDaysBetween(calendar, today, duty.dueOn).days, overdue: duty.dueOn !== null && duty.dueOn < today }));
}

/** All duties, in the order of the steps. */
export function dutiesOf(state: State): readonly Duty[] {
  if (state.opened === null) return [];
  const running = state as Running;
  // What was recorded on its behalf a union may dispute after the end as well, and a title is re-checked year after year.
  if (state.ended !== null) return [...disputeDuties(running), ...recheckDuties(running)];
  const close: Duty = { step: 'closeEvaluation', office: 'officer', body: superiorOf(running), dueOn: state.due.close ?? null };
  // It owes nothing more, and its end may come at any time; what is disputed is resolved before that.
  if (state.exemption?.approved === true || state.backFilled !== null) return openDisputes(state).length > 0 ? disputeDuties(running) : [{ ...close, dueOn: null }];
  const duties = [...papersBefore(running), ...voteDuties(running), ...reportDuties(running), ...titleDuties(running), ...itemDuties(running), ...exemptionDuties(running), ...disputeDuties(running)];
  const later = recheckDuties(running);
  if (duties.length > 0) return [...duties, ...later];
  return [reportOf(running).stands === 'filed' && !running.report.original ? { ...close, missing: ['original'] } : close, ...later];
}

const unionOf = ({ opened }: Running): string => `union-${opened.union}`;
const superiorOf = ({ opened }: Running): string => `federation-${opened.superior}`;

/** A paper not handed in yet, or returned: then the date it is to be put right by goes before the general one. */
const owed = ({ stands, dueOn }: Filing, due: PlainDate | undefined) =>
  stands === 'none' ? { dueOn: due ?? null } : stands === 'returned' ? { dueOn: dueOn ?? due ?? null, because: 'returned' as const } : undefined;

function papersBefore(state: Running): Duty[] {
  const { required } = state.opened.steps;
  const body = unionOf(state);
  const plan = owed(state.plan, state.due.plan);
  const inspection = owed(state.selfInspection, state.due.selfInspection);
  const duties: Duty[] = [];
  if (plan !== undefined && (required.includes('plan') || plan.because === 'returned')) {
    duties.push({ step: 'submitPlan', office: 'committee', body, ...plan, ...(state.dates.leadingGroup === undefined ? { missing: ['leadingGroup'] } : {}) });
  }
  if (state.plan.toRatifySince !== null) duties.push({ step: 'ratifyPlan', office: 'chair', body, dueOn: null });
  if (inspection !== undefined && (required.includes('selfInspection') || inspection.because === 'returned')) duties.push({ step: 'submitSelfInspection', office: 'committee', body, ...inspection });
  if (required.includes('progress') && state.progressReports === 0) duties.push({ step: 'reportProgress', office: 'committee', body, dueOn: state.due.progress ?? null });
  duties.push(...questionnaireDuties(state));
  if (required.includes('assembly') && state.assembly.held === null) {
    duties.push({ step: 'holdAssembly', office: 'chair', body, dueOn: state.due.assembly ?? null, ...(state.assembly.adjourned ? { because: 'adjourned' } : {}) });
  }
  return duties;
}

/** Where the rules require questionnaires: group by group, then their sum; due with the self-inspection they belong to. Below the threshold they are asked again. */
function questionnaireDuties(state: Running): Duty[] {
  const isBelow = state.opened.questionnaire === 'required' && state.questionnaires.summary?.reached === false;
  if (isBelow) return [{ step: 'declareSample', office: 'committee', body: unionOf(state), dueOn: null, because: 'belowThreshold' }];
  if (!questionnaireOwed(state)) return [];
  const { sample, groups } = state.questionnaires;
  const asked = Object.keys(groups).length > 0 && Object.keys(sample?.groups ?? {}).every((group) => Object.hasOwn(groups, group));
  return [{ step: asked ? 'summariseQuestionnaire' : 'recordQuestionnaire', office: 'committee', body: unionOf(state), dueOn: state.due.selfInspection ?? null }];
}

const questionnaireOwed = ({ opened, questionnaires }: Running): boolean => opened.questionnaire === 'required' && questionnaires.summary === null;

function voteDuties(state: Running): Duty[] {
  const round = standingRound(state);
  const vote = { office: 'chair', body: unionOf(state), dueOn: state.due.vote ?? null } as const;
  const next = state.rounds.length + 1;
  if (round === undefined) {
    if (state.rounds.length > 0) return [{ step: 'openRound', ...vote, round: next, because: 'annulled' }];
    return state.opened.steps.required.includes('vote') ? [{ step: 'openRound', ...vote, round: next }] : [];
  }
  if (round.publishedOn !== null) return round.outcome?.belowThreshold === true ? [{ step: 'openRound', ...vote, round: next, because: 'belowThreshold' }] : [];
  if (boxesOutstanding(round) > 0) return [round.countEntry === 'twoEntries' ? { step: 'enterCount', ...vote, round: round.round, missing: entriesMissing(round) } : { step: 'tallyVote', ...vote, round: round.round, missing: ['boxes'] }];
  return [{ step: 'publishResult', ...vote, dueOn: state.due.publish ?? null, round: round.round }];
}

/** What two entries still lack: a box nobody entered, one that only one person did, one where they differ. */
function entriesMissing({ tallied, entries, boxes }: Round): readonly Missing[] {
  const begun = Object.entries(entries).filter(([box]) => !Object.hasOwn(tallied, box)).map(([, made]) => made.length);
  const missing: Missing[] = boxes - Object.keys(tallied).length > begun.length ? ['boxes'] : [];
  return [...missing, ...(begun.includes(1) ? (['secondEntry'] as const) : []), ...(begun.some((made) => made > 1) ? (['agreement'] as const) : [])];
}

function reportDuties(state: Running): Duty[] {
  const report = reportOf(state);
  const { required } = state.opened.steps;
  if (report.stands === 'submitted') return [{ step: 'fileReport', office: 'officer', body: superiorOf(state), dueOn: null, ...(report.original ? {} : { missing: ['original'] }) }];
  const ready = required.includes('vote') ? publishedRound(state) !== undefined : !required.includes('selfInspection') || state.selfInspection.stands !== 'none';
  const duty = owed(report, state.due.report);
  return required.includes('report') && ready && !questionnaireOwed(state) && duty !== undefined ? [{ step: 'reportUpward', office: 'chair', body: unionOf(state), ...duty }] : [];
}

/** What is recommended upward goes level by level, beside the visit; without it no title is granted. */
function titleDuties(state: Running): Duty[] {
  const steps = titleSteps(state);
  const recommender = steps.length === 0 || state.title !== null ? undefined : missingRecommender(state);
  if (recommender === undefined) return steps;
  return [{ step: 'recommendApplication', office: 'officer', body: `federation-${recommender}`, dueOn: null }, ...steps.filter(({ step }) => step !== 'grantTitle')];
}

const missingRecommender = ({ application }: Running): string | undefined =>
  application?.recommenders?.find(({ level, federation }) => !application.levels.includes(level) && !application.recommendedBy.includes(federation))?.federation;

function titleSteps(state: Running): Duty[] {
  const { application, visits, verdict, notice, title } = state;
  // Where the rules name the level that accepts the title, that body's; where nobody is known to have it, the direct superior's.
  const body = application?.acceptedBy === undefined ? superiorOf(state) : `federation-${application.acceptedBy}`;
  const panel = { office: 'panel', body, dueOn: state.due.acceptance ?? null } as const;
  const officer = { office: 'officer', body, dueOn: null } as const;
  // Whatever came after it: an objection is decided before the end.
  if (hasObjection(state, 'open')) return [{ step: 'decideObjection', ...officer, missing: ['objections'] }];
  if (title !== null || (application === null && visits === 0) || verdict?.verdict === 'notPassed' || resultLost(state)) return [];
  if (visits === 0 && needsVerdict(state)) return [{ step: 'recordVisit', ...panel }];
  if (verdict === null && (visits > 0 || needsVerdict(state))) return [{ step: 'giveVerdict', ...panel }];
  if (verdict?.verdict === 'putRight') return [{ step: 'giveVerdict', ...panel, dueOn: verdict.putRightBy, because: 'putRight' }];
  if (application === null) return [];
  if (notice === null) return [{ step: 'openNotice', ...officer }];
  if (hasObjection(state, 'upheld')) return [];
  return [{ step: 'grantTitle', ...officer }];
}

/** The result no longer carries what was applied for: a new round comes first. */
const resultLost = (state: Running): boolean => state.application !== null && hasStep(state.opened, 'vote') && publishedRound(state)?.outcome?.reached.includes(state.application.title) !== true;

function itemDuties(state: Running): Duty[] {
  return Object.entries(state.items).flatMap(([item, { stands, dueOn }]): Duty[] => {
    if (stands === 'open' || stands === 'doing') return [{ step: 'completeItem', office: 'committee', body: unionOf(state), dueOn, item }];
    return stands === 'done' ? [{ step: 'confirmItem', office: 'officer', body: superiorOf(state), dueOn: null, item }] : [];
  });
}

const exemptionDuties = (state: Running): Duty[] =>
  state.exemption?.approved === false ? [{ step: 'approveExemption', office: 'officer', body: superiorOf(state), dueOn: null, because: 'requested' }] : [];

const disputeDuties = (state: Running): Duty[] => openDisputes(state).map((revision) => ({ step: 'resolveDispute', office: 'officer', body: superiorOf(state), dueOn: null, because: 'requested', revision }));

/** A title that is kept is re-checked in each year after the grant, by whoever grants it. */
function recheckDuties(state: Running): Duty[] {
  const { title, application, ended } = state;
  if (title === null || !title.kept || ended?.how === 'withdrawn') return [];
  const body = application?.acceptedBy === undefined ? superiorOf(state) : `federation-${application.acceptedBy}`;
  return [{ step: 'recheckTitle', office: 'officer', body, dueOn: title.recheck.dueOn, year: yearOwed(title.recheck) }];
}
