import { Type } from 'typebox';
import { eventType, refuse, type Command, type Claim, type Decision, type DeepReadonly, type EventOf, type Given, type Refusal, type Step } from '#kernel';
import { maxPath } from '#register';
import { Level, levels, quotaOf, type Title } from '#rules';
import { allotmentDecider, allotmentOf } from '../allotment.js';
import { federationOf, pinnedRules, placesOf, type Facts } from '../facts.js';
import { closed, count, date, id, paragraph } from '../fields.js';
import { answerRefused, firstOf, underRules, type GateRefusal, type Ruled } from '../gates.js';
import type { Dates, Running, State } from '../state.js';

/** Step 5a, upward (推荐): each level above recommends within its quota, in order, or declines; the union may withdraw what it applied for. */
export type RecommendApplicationData = {
  /** The federation that recommends, one of those above the union. */
  federation: string;
  recommendedOn: string;
  opinion?: string;
  /** Its place in the list that this level recommends: within the quota, and held by this evaluation in the allotment. */
  place?: number;
  /** How many unions of this level held their evaluation: what a quota of one in so many counts from. */
  held?: number;
};
export type DeclineApplicationData = { federation: string; declinedOn: string; reason: string };
export type WithdrawApplicationData = { withdrawnOn: string; reason: string };

export type RecommendationCommand =
  | Command<'RecommendApplication', RecommendApplicationData>
  | Command<'DeclineApplication', DeclineApplicationData>
  | Command<'WithdrawApplication', WithdrawApplicationData>;
type Asked<T extends RecommendationCommand['type']> = Extract<RecommendationCommand, { type: T }>;

/** `level`: the federation's, where the register knows it. */
export const ApplicationRecommended = eventType(
  'ApplicationRecommended',
  Type.Object({ federation: id, recommendedOn: date, opinion: Type.Optional(paragraph), level: Type.Optional(Level), place: Type.Optional(count), held: Type.Optional(count) }, closed),
);
/** Allotments in which a place may be held for it, one of each federation above; absent: its title has no quota, or recorded before there were allotments. */
const allotments = Type.Optional(Type.Array(Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}[.][0-9]{4}[.][a-z][a-z0-9]{0,31}$' }), { minItems: 1, maxItems: maxPath }));
export const ApplicationDeclined = eventType('ApplicationDeclined', Type.Object({ federation: id, declinedOn: date, reason: paragraph, allotments }, closed));
export const ApplicationWithdrawn = eventType('ApplicationWithdrawn', Type.Object({ withdrawnOn: date, reason: paragraph, allotments }, closed));
export const recommendationEvents = [ApplicationRecommended, ApplicationDeclined, ApplicationWithdrawn] as const;
export type RecommendationEvent = EventOf<(typeof recommendationEvents)[number]>;

export const recommendationRefusals = [
  'application-missing',
  'federation-not-superior',
  'already-recommended',
  'level-not-recommending',
  'recommendation-out-of-order',
  'place-missing',
  'held-missing',
  'quota-exceeded',
  'place-not-held',
  'verdict-already-given',
  'title-already-granted',
  'recommended-by-another',
] as const;
type Code = (typeof recommendationRefusals)[number] | GateRefusal;
type Decided = Decision<RecommendationEvent, Code>;

function recommend(command: Asked<'RecommendApplication'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const no = bySuperior(command, state, data.federation);
  if (no !== undefined) return no;
  if (state.application?.recommendedBy.includes(data.federation) === true) return refuse('already-recommended', { federation: data.federation });
  const level = facts.federation?.level;
  const title = facts.ruleSet.titles.find(({ id }) => id === state.application?.title);
  const refused = firstOf<Code>(level === undefined || title === undefined ? undefined : levelRefused(data, level, { title, state, facts }), answerRefused(command, state, { milestone: 'application', field: 'recommendedOn', date: data.recommendedOn }));
  return refused ?? [ApplicationRecommended.of({ ...data, ...(level === undefined ? {} : { level }) })];
}

type Sought = { readonly title: DeepReadonly<Title>; readonly state: Running; readonly facts: Ruled };

/** The title says which levels recommend it, from below upward, and how many each; a level that is not known is not judged. */
function levelRefused({ place, held, federation }: RecommendApplicationData, level: Level, { title, state, facts }: Sought): Refusal<Code> | undefined {
  const { recommendedBy } = title;
  if (recommendedBy === undefined) return undefined;
  const own = recommendedBy.find((one) => one.level === level);
  if (own === undefined) return refuse('level-not-recommending', { federation, level, levels: recommendedBy.map((one) => one.level) });
  const before = missingLevels(title, state).filter((one) => levels.indexOf(one) < levels.indexOf(level));
  if (before.length > 0) return refuse('recommendation-out-of-order', { level, missing: before });
  if (own.quota === undefined) return undefined;
  if (place === undefined) return refuse('place-missing', { level });
  if (own.quota.oneIn !== undefined && held === undefined) return refuse('held-missing', { level, oneIn: own.quota.oneIn });
  const quota = quotaOf(own.quota, held ?? 0);
  if (quota !== undefined && place > quota) return refuse('quota-exceeded', { level, place, quota });
  const evaluation = idOfRun(state);
  return facts.allotment?.places[place] === evaluation ? undefined : refuse('place-not-held', { allotment: allotmentOf(federation, state.opened.evaluatedYear, title.id), place, evaluation });
}

/** A recommendation within a quota claims its place in the allotment, so that no release decided at the same time lets go of it. */
export function placesClaimed(events: readonly AnyEvent[], evaluation: string, given: Given<State, Facts> | undefined): readonly Claim[] {
  const { opened = null, application = null } = given?.state ?? {};
  const title = given?.facts.ruleSet?.titles.find(({ id }) => id === application?.title);
  if (opened === null || title === undefined) return [];
  return events.filter(isRecommended).flatMap(({ data: { federation, level, place } }): Claim[] => {
    const quota = title.recommendedBy?.find((one) => one.level === level)?.quota;
    if (place === undefined || quota === undefined) return [];
    return [{ decider: allotmentDecider, id: allotmentOf(federation, opened.evaluatedYear, title.id), type: 'UsePlace', data: { evaluation, place } }];
  });
}

type AnyEvent = { readonly type: string; readonly data: object };
const isRecommended = (event: AnyEvent): event is EventOf<typeof ApplicationRecommended> => event.type === 'ApplicationRecommended';

const idOfRun = ({ opened: { union, evaluatedYear, run } }: Running): string => `${union}.${evaluatedYear}.${run}`;

/** Levels whose recommendation the title asks for and the application does not have; the unit itself applies. */
export const missingLevels = ({ recommendedBy = [] }: Pick<DeepReadonly<Title>, 'recommendedBy'>, { application }: Pick<State, 'application'>): readonly Level[] =>
  recommendedBy.map(({ level }) => level).filter((level) => level !== 'unit' && application?.levels.includes(level) !== true);

function decline(command: Asked<'DeclineApplication'>, state: Running, { ruleSet }: Ruled): Decided {
  const { data } = command;
  const no = bySuperior(command, state, data.federation) ?? (state.verdict === null ? undefined : refuse('verdict-already-given', { verdict: state.verdict.verdict }));
  return no ?? answerRefused(command, state, { milestone: 'application', field: 'declinedOn', date: data.declinedOn }) ?? [ApplicationDeclined.of({ ...data, ...placesToRelease(state, ruleSet) })];
}

/** Where the title has quotas, a place may be held with any federation above: a policy goes and asks. */
function placesToRelease({ application, opened }: Running, { titles }: Ruled['ruleSet']): { allotments?: string[] } {
  const title = titles.find(({ id }) => id === application?.title);
  if (title?.recommendedBy?.some(({ quota }) => quota !== undefined) !== true) return {};
  return { allotments: opened.superiors.map((superior) => allotmentOf(superior, opened.evaluatedYear, title.id)) };
}

function bySuperior(command: Asked<'RecommendApplication' | 'DeclineApplication'>, state: Running, federation: string): Refusal<Code> | undefined {
  if (state.application === null) return refuse('application-missing');
  if (!state.opened.superiors.includes(federation)) return refuse('federation-not-superior', { federation });
  const { kind, bodyId } = command.by;
  return kind === 'person' && bodyId !== `federation-${federation}` ? refuse('recommended-by-another', { body: bodyId, federation }) : undefined;
}

function withdraw(command: Asked<'WithdrawApplication'>, state: Running, { ruleSet }: Ruled): Decided {
  if (state.application === null) return refuse('application-missing');
  if (state.title !== null) return refuse('title-already-granted', { title: state.title.title });
  return answerRefused(command, state, { milestone: 'application', field: 'withdrawnOn', date: command.data.withdrawnOn }) ?? [ApplicationWithdrawn.of({ ...command.data, ...placesToRelease(state, ruleSet) })];
}

const untilReport = ({ application: _application, visit: _visit, verdict: _verdict, notice: _notice, ...dates }: Dates): Dates => dates;

/** Without an application: what was found and objected before belonged to it. */
export const withoutApplication = (state: State): State => ({ ...state, dates: untilReport(state.dates), application: null, visits: 0, panelScore: null, verdict: null, notice: null });

export const recommendation: Step<RecommendationCommand, RecommendationEvent, State, Facts, Code> = {
  needs: {
    RecommendApplication: (command, { opened, application }) => {
      const { federation } = command.data;
      const places = opened === null || application === null ? {} : { allotment: placesOf(allotmentOf(federation, opened.evaluatedYear, application.title)) };
      return opened === null ? {} : { ...pinnedRules(command, { opened }), federation: federationOf(federation), ...places };
    },
    DeclineApplication: pinnedRules,
    WithdrawApplication: pinnedRules,
  },
  decide: { RecommendApplication: underRules(recommend), DeclineApplication: underRules(decline), WithdrawApplication: underRules(withdraw) },
  evolve: {
    ApplicationRecommended: (state, { data: { federation, level } }) => ({
      ...state,
      application:
        state.application === null
          ? null
          : { ...state.application, recommendedBy: [...state.application.recommendedBy, federation], levels: level === undefined ? state.application.levels : [...state.application.levels, level] },
    }),
    ApplicationDeclined: withoutApplication,
    ApplicationWithdrawn: withoutApplication,
  },
};
