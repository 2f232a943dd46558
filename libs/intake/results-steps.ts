import type { State } from '#evaluation';
import type { PartialDate } from '#kernel';
import type { Fault } from '#sheets';
import { leadingGroupIn } from './leading-group.js';
import { given } from './register-entry.js';
import type { ResultsEntry } from './results-entry.js';
import { gradeField } from './results-table.js';

/** What texts a row stands for that it does not say itself. */
export type ResultsTexts = { readonly planTitle: string; readonly place: string; readonly source: string };
export type StepCommand = { readonly type: string; readonly data: { readonly [field: string]: unknown } };

/** What a row asks of one step, as the evaluation stands: commands, nothing where it is recorded so, or that it is recorded otherwise. */
export type AskedStep = readonly StepCommand[] | Fault;
export type ResultsStep = { readonly name: 'plan' | 'selfInspection' | 'assembly' | 'vote' | 'publish' | 'report'; readonly asked: (entry: ResultsEntry, state: State, texts: ResultsTexts) => AskedStep };

const otherwise = (field: keyof ResultsEntry | `grade.${string}`, value: unknown, recorded: unknown): Fault => ({ code: 'recorded-otherwise', field, details: { value: String(value), recorded: String(recorded) } });
/** Nothing to do where the same is on record; what is on record is corrected there, not by a list. */
const sameDay = (field: keyof ResultsEntry, date: PartialDate, recorded: PartialDate | undefined): AskedStep => (recorded === date ? [] : otherwise(field, date, recorded ?? '—'));

/** Of a list that does not say who is in it: whom no leading group is without. */
const atLeast = ['chair'] as const;

function plan({ planOn, leadingGroupOn = planOn, leadingGroup }: ResultsEntry, state: State, { planTitle }: ResultsTexts): AskedStep {
  const { members } = leadingGroupIn(leadingGroup ?? '');
  const formed = leadingGroupOn === undefined || state.dates.leadingGroup !== undefined ? [] : [{ type: 'FormLeadingGroup', data: { formedOn: leadingGroupOn, members: members.length === 0 ? [...atLeast] : [...members] } }];
  if (planOn === undefined) return formed;
  if (state.plan.stands === 'submitted' || state.plan.stands === 'filed') return sameDay('planOn', planOn, state.dates.plan);
  return [...formed, { type: 'SubmitPlan', data: { adoptedOn: planOn, title: planTitle } }];
}

function inspect({ inspectedOn, points }: ResultsEntry, state: State): AskedStep {
  const scores = Object.entries(points).map(([criterion, earned]) => ({ criterion, points: earned }));
  if (inspectedOn === undefined || scores.length === 0) return [];
  if (state.selfInspection.stands === 'submitted' || state.selfInspection.stands === 'filed') return sameDay('inspectedOn', inspectedOn, state.dates.selfInspection);
  return [{ type: 'SubmitSelfInspection', data: { inspectedOn, scores } }];
}

function sit({ heldOn, body, entitled, present }: ResultsEntry, state: State): AskedStep {
  const { steps } = state.opened ?? { steps: { required: [], recorded: [] } };
  // Nobody sits at a questionnaire, nor where the rules know no sitting.
  if (heldOn === undefined || body === 'questionnaire' || ![...steps.required, ...steps.recorded].includes('assembly')) return [];
  const { held } = state.assembly;
  if (held === null) return [{ type: 'HoldAssembly', data: { heldOn, body, entitled, present } }];
  if (held.on !== heldOn) return otherwise('heldOn', heldOn, held.on);
  if (held.entitled !== entitled) return otherwise('entitled', entitled, held.entitled);
  return held.present === present ? [] : otherwise('present', present, held.present);
}

/** A list does not say who signed the sheets, and nobody is made up: the entry says so where names would stand. */
const notNamed = { scrutineer: 'not_in_list', tellers: ['not_in_list_1', 'not_in_list_2'] } as const;

function vote(entry: ResultsEntry, state: State): AskedStep {
  const { heldOn, body, entitled, present = 0, issued, returned, valid, spoilt = (returned ?? 0) - (valid ?? 0), grades } = entry;
  if (heldOn === undefined || issued === undefined) return [];
  const round = state.rounds.at(-1);
  const counted = { entitled, present: body === 'questionnaire' ? 0 : present, issued, returned, valid, spoilt };
  const [box] = Object.values(round?.tallied ?? {});
  if (round !== undefined && box !== undefined) {
    const differs = (Object.keys(counted) as (keyof typeof counted)[]).find((name) => counted[name] !== box.counts[name]);
    if (differs !== undefined) return otherwise(differs, counted[differs], box.counts[differs]);
    for (const [subject, answers] of Object.entries(grades))
      for (const [grade, told] of Object.entries(answers)) {
        const recorded = box.counts.subjects[subject]?.[grade] ?? 0;
        if (recorded !== told) return otherwise(gradeField(subject, grade), told, recorded);
      }
    return sameDay('heldOn', heldOn, box.on);
  }
  const number = round?.round ?? 1;
  const opened = round === undefined ? [{ type: 'OpenRound', data: { round: 1, body, mode: 'paper', runBy: 'union' } }] : [];
  return [...opened, { type: 'TallyVote', data: { round: number, box: 'main', heldOn, ...counted, subjects: grades, ...notNamed } }];
}

function publish({ publishedOn, publishedAt }: ResultsEntry, state: State, { place }: ResultsTexts): AskedStep {
  if (publishedOn === undefined) return [];
  const round = state.rounds.at(-1);
  if (round !== undefined && round.publishedOn !== null) return sameDay('publishedOn', publishedOn, round.publishedOn);
  return [{ type: 'PublishResult', data: { round: round?.round ?? 1, publishedOn, place: publishedAt ?? place } }];
}

function report({ reportedOn, receivedOn }: ResultsEntry, state: State): AskedStep {
  if (reportedOn === undefined) return [];
  if (state.report.stands === 'submitted' || state.report.stands === 'filed') return sameDay('reportedOn', reportedOn, state.dates.report);
  return [{ type: 'ReportUpward', data: { reportedOn, ...given({ receivedOn }) } }];
}

/** The steps of a row in the order of the year. */
export const resultsSteps: readonly ResultsStep[] = [
  { name: 'plan', asked: plan },
  { name: 'selfInspection', asked: inspect },
  { name: 'assembly', asked: sit },
  { name: 'vote', asked: vote },
  { name: 'publish', asked: publish },
  { name: 'report', asked: report },
];

/** A year that is over, told as a whole (补录): what the row knows of it. */
export function backFillOf({ heldOn, body, entitled, present, issued, returned, valid, spoilt, grades, publishedOn }: ResultsEntry, { source }: ResultsTexts): StepCommand {
  const counts = given({ entitled, present, issued, returned, valid, spoilt });
  return { type: 'BackFillResult', data: { source, ...given({ heldOn, body, publishedOn }), ...(Object.keys(counts).length === 0 ? {} : { counts }), ...(Object.keys(grades).length === 0 ? {} : { grades }) } };
}

/** What a report may have to wait for, and the rest of the row does not. */
export const reportWaitsFor: ReadonlySet<string> = new Set(['result-not-published', 'predecessors-missing', 'questionnaire-missing', 'plan-not-approved']);
