import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import { Rate } from '#rules';
import { applicationBlockCodes, applicationBlocks } from '../application-blocks.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, unionOf, type Facts } from '../facts.js';
import { closed, count, date, files, id, paragraph, word, type Evidence } from '../fields.js';
import { answerRefused, firstOf, milestoneRefused, ownUnion, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { publishedRound, type Dates, type Running, type State } from '../state.js';

/** Step 5a (申报、推荐): the union seeks a title; each level above recommends. */
export type ApplyForTitleData = {
  /** Id of a title of the rule set, as `qualified`. */
  title: string;
  appliedOn: string;
  /** The congress's vote on applying. */
  votesFor?: number;
  present?: number;
  partyOpinion?: string;
  files?: Evidence[];
};
export type RecommendApplicationData = {
  /** The federation that recommends, one of those above the union. */
  federation: string;
  recommendedOn: string;
  opinion?: string;
};

export type ApplicationCommand = Command<'ApplyForTitle', ApplyForTitleData> | Command<'RecommendApplication', RecommendApplicationData>;
type Asked<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;

export const TitleAppliedFor = eventType(
  'TitleAppliedFor',
  Type.Object(
    {
      title: word,
      appliedOn: date,
      due: Type.Optional(Dues),
      /** What it rests on; null where the rule set has no vote. */
      endorsement: Type.Union([Rate, Type.Null()]),
      votesFor: Type.Optional(count),
      present: Type.Optional(count),
      partyOpinion: Type.Optional(paragraph),
      files: Type.Optional(files),
    },
    closed,
  ),
);
export const ApplicationRecommended = eventType('ApplicationRecommended', Type.Object({ federation: id, recommendedOn: date, opinion: Type.Optional(paragraph) }, closed));
export const applicationEvents = [TitleAppliedFor, ApplicationRecommended] as const;
export type ApplicationEvent = EventOf<(typeof applicationEvents)[number]>;

export const applicationRefusals = [
  ...applicationBlockCodes.filter((code) => code !== 'step-not-in-rules'),
  'votes-over-present',
  'application-missing',
  'federation-not-superior',
  'already-recommended',
] as const;
type Code = (typeof applicationRefusals)[number] | GateRefusal;
type Decided = Decision<ApplicationEvent, Code>;

function apply(command: Asked<'ApplyForTitle'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const { title, votesFor, present } = data;
  const no = firstOf<Code>(
    ...applicationBlocks(title, state, facts),
    votesFor !== undefined && present !== undefined && votesFor > present ? refuse('votes-over-present', { votesFor, present }) : undefined,
    milestoneRefused(command, state, { milestone: 'application', field: 'appliedOn', date: data.appliedOn }),
    // Another application answers the verdict on the one before.
    answerRefused(command, state, { milestone: 'verdict', field: 'appliedOn', date: data.appliedOn }),
  );
  if (no !== undefined) return no;
  const endorsement = publishedRound(state)?.outcome?.endorsement ?? null;
  return [TitleAppliedFor.of({ ...data, endorsement, ...duesAfter(facts, 'application', data.appliedOn) })];
}

function recommend(command: Asked<'RecommendApplication'>, state: Running): Decided {
  const { federation, recommendedOn } = command.data;
  if (state.application === null) return refuse('application-missing');
  if (!state.opened.superiors.includes(federation)) return refuse('federation-not-superior', { federation });
  if (state.application.recommendedBy.includes(federation)) return refuse('already-recommended', { federation });
  return ownUnion(command, state) ?? answerRefused(command, state, { milestone: 'application', field: 'recommendedOn', date: recommendedOn }) ?? [ApplicationRecommended.of(command.data)];
}

const untilReport = ({ application: _application, visit: _visit, verdict: _verdict, notice: _notice, ...dates }: Dates): Dates => dates;

export const application: Step<ApplicationCommand, ApplicationEvent, State, Facts, Code> = {
  needs: { ApplyForTitle: (command, state) => ({ ...pinnedRulesAndCalendar(command, state), ...(state.opened === null ? {} : { union: unionOf(state.opened.union) }) }) },
  decide: { ApplyForTitle: underRules(apply), RecommendApplication: whileRunning(recommend) },
  evolve: {
    // A new application starts anew: what was found and objected before belongs to the one before.
    TitleAppliedFor: (state, { data }) => ({
      ...state,
      dates: { ...untilReport(state.dates), application: data.appliedOn },
      due: { ...state.due, ...data.due },
      application: { title: data.title, recommendedBy: [] },
      visits: 0,
      panelScore: null,
      verdict: null,
      notice: null,
    }),
    ApplicationRecommended: (state, { data }) => ({
      ...state,
      application: state.application === null ? null : { ...state.application, recommendedBy: [...state.application.recommendedBy, data.federation] },
    }),
  },
};
