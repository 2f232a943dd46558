import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Step } from '#kernel';
import { foundedSince } from '#register';
import { factsPeriod, SizeBand, sizeBandOf, StepName, type RuleSet } from '#rules';
import { actingFederation } from '../accepting.js';
import { asMakeUp, callUpRefused } from '../call-up-day.js';
import { Deferred, deferredBy, Dues, duesOf } from '../due.js';
import { calendarOfState, campaignOf, digestOf, heldOver, ruleSetOf, runOf, unionOf, type Facts } from '../facts.js';
import { closed, count, day, foundingDate, id, line, named, pinned, word, year } from '../fields.js';
import { campaignRefused, otherOfCampaign } from '../of-campaign.js';
import { cycleRefused, earlierRunRefused } from '../run-refused.js';
import { initial, type State } from '../state.js';

/** Step 0 (启动): the federation opens a union's evaluation for a year, pinned to a version of the rules. */
export type OpenEvaluationData = {
  /** Id of the campaign. */
  campaign: string;
  union: string;
  /** 评议年度, e.g. 2009. */
  evaluatedYear: number;
  /** 1, or one more than the run that was closed or withdrawn. */
  run: number;
  /** The version in force; a newer one later only by `MigrateRules`. */
  ruleSet: { id: string; version: number; digest?: string };
  /** The union as its campaign called it up; absent: as the register has it now. */
  unionName?: string;
  unionClass?: string;
  /** Units covered by a joint union. */
  units?: number;
  superior?: string;
  /** All federations above through both lines, each once, nearest first, up to 64. */
  superiors?: string[];
  /** The union's first year: what asks about the year before does not apply. Absent: as in the earlier run, or as the register has its founding. */
  firstYear?: boolean;
  /** 补评: held after the campaign's deadline, counted apart. A run that follows a closed one is so anyway. */
  makeUp?: boolean;
  /** When the union was founded, perhaps only in part: nothing of it happened before. Absent: as the register has it. */
  foundedOn?: string;
  /** How many members it has: a small union may be judged by another standard. Absent: as the register has it. */
  members?: number;
  /** It seeks a title: in a year between two of the rule set's cycle only such an evaluation is opened. */
  forTitle?: boolean;
  /** As its campaign called it up; absent: as the register has them. */
  industry?: string;
  staff?: number;
  /** The band of the rule set's, `25-99`; absent: by its members. */
  sizeBand?: string;
  /** The last day whose facts count; absent: the campaign's, or the rule set's. */
  cutOff?: string;
  /** The campaign's, where a federation above holds the union to a stricter one; absent: `ruleSet` is. */
  campaignRuleSet?: { id: string; version: number };
  /** The day on which the union was called up; of a make-up, absent: today. Days that had passed by then move on. */
  calledUpOn?: string;
};
export type OpenEvaluation = Command<'OpenEvaluation', OpenEvaluationData>;
export type OpeningCommand = OpenEvaluation;

/** The most federations above one union. */
export const maxSuperiors = 64;

/** Carries whatever views need, because views get no facts. */
export const EvaluationOpened = eventType(
  'EvaluationOpened',
  Type.Object(
    {
      campaign: id,
      union: id,
      unionName: line,
      unionClass: word,
      /** Units covered: more than one for a joint union. */
      units: count,
      superior: id,
      superiors: Type.Array(id, { minItems: 1, maxItems: maxSuperiors }),
      evaluatedYear: year,
      run: Type.Integer({ minimum: 1, maximum: 99 }),
      ruleSet: pinned,
      steps: Type.Object({ required: Type.Array(StepName, { maxItems: 9 }), recorded: Type.Array(StepName, { maxItems: 9 }) }, closed),
      heldWhen: Type.Enum(['resultPublished', 'voteTallied', 'assemblyHeld', 'reportedUpward']),
      facts: Type.Object({ from: day, cutOff: day }, closed),
      due: Dues,
      firstYear: Type.Boolean(),
      makeUp: Type.Boolean(),
      /** Absent: not known. */
      foundedOn: Type.Optional(foundingDate),
      /** Absent: not known. */
      members: Type.Optional(count),
      /** Whether questionnaires must be summed up before the report. Absent: not, or recorded before it was told. */
      questionnaire: Type.Optional(Type.Literal('required')),
      /** Opened because a title is sought. Absent: it is not. */
      forTitle: Type.Optional(Type.Boolean()),
      /** Absent: not known. */
      industry: Type.Optional(word),
      staff: Type.Optional(count),
      /** By which boards tell sizes apart; absent: no bands, or members not known. */
      sizeBand: Type.Optional(SizeBand),
      /** The campaign's, in whose stead a stricter one holds. Absent: `ruleSet` is. */
      campaignRuleSet: Type.Optional(named),
      /** Days of `due` that had passed when it was called up, and moved on. Absent: none. */
      deferred: Type.Optional(Deferred),
    },
    closed,
  ),
);
export type OpeningEvent = EventOf<typeof EvaluationOpened>;
export const openingEvents = [EvaluationOpened] as const;

export const openingRefusals = [
  'already-opened',
  'union-unknown',
  'union-closed',
  'rule-set-unknown',
  'rule-set-differs',
  'year-not-in-cycle',
  'rule-set-tightened',
  'own-union',
  'campaign-unknown',
  'campaign-of-another-year',
  'union-not-below',
  'not-of-campaign',
  'earlier-run-missing',
  'earlier-run-not-ended',
  'date-impossible',
  'date-in-future',
] as const;
type Code = (typeof openingRefusals)[number];
type GivenFacts = DeepReadonly<Facts>;

function open(command: OpenEvaluation, state: State, facts: GivenFacts): Decision<OpeningEvent, Code> {
  const { data } = command;
  const { ruleSet, ruleSetDigest, union } = facts;
  if (state.opened !== null) return refuse('already-opened', { campaign: state.opened.campaign });
  if (union === undefined) return refuse('union-unknown', { union: data.union });
  if (union.closedOn !== undefined) return refuse('union-closed', { union: data.union, closedOn: union.closedOn });
  const { id, version, digest } = data.ruleSet;
  if (ruleSet === undefined || ruleSetDigest === undefined) return refuse('rule-set-unknown', { id, version });
  if (digest !== undefined && digest !== ruleSetDigest) return refuse('rule-set-differs', { id, version, asked: digest, published: ruleSetDigest });
  const earlierRun = data.run > 1 ? facts.earlierRun : undefined;
  const no = cycleRefused(data, ruleSet) ?? (command.by.kind === 'person' ? campaignRefused(command, facts) : undefined) ?? earlierRunRefused(data, earlierRun) ?? callUpRefused(command);
  if (no !== undefined) return no;
  const { campaign, evaluatedYear, run, superior = union.superior, superiors = union.path } = data;
  const { steps, heldWhen } = ruleSet;
  // Whose earlier run stands in the denominator makes up for it, whether that is said or not.
  const makeUp = data.makeUp === true || earlierRun?.counted === true;
  const foundedOn = data.foundedOn ?? union.foundedOn;
  const since = makeUp ? asMakeUp(command, foundedOn, { ruleSet, calendar: facts.calendar }) : { foundedOn, calledUpOn: data.calledUpOn };
  return [
    EvaluationOpened.of({
      campaign,
      union: data.union,
      evaluatedYear,
      run,
      unionName: data.unionName ?? union.name,
      unionClass: data.unionClass ?? union.class,
      units: data.units ?? union.units ?? 1,
      superior,
      superiors: [...new Set([superior, ...superiors])],
      ruleSet: { id, version, digest: ruleSetDigest },
      steps: { required: [...steps.required], recorded: [...steps.recorded] },
      heldWhen,
      facts: periodOf(data, ruleSet, command.by.kind === 'person' ? facts.campaign : undefined),
      due: duesOf(ruleSet, evaluatedYear, since),
      firstYear: data.firstYear ?? earlierRun?.firstYear ?? foundedSince(union, evaluatedYear),
      makeUp,
      ...ifKnown('foundedOn', foundedOn),
      ...ifKnown('members', data.members ?? union.members),
      ...questionnaireAsked(ruleSet),
      ...(data.forTitle === true ? { forTitle: true } : {}),
      ...grouping(data, union, ruleSet),
      ...ifKnown('campaignRuleSet', data.campaignRuleSet ?? (command.by.kind === 'person' ? otherOfCampaign(data.ruleSet, facts.campaign) : undefined)),
      ...deferredBy(ruleSet, evaluatedYear, since),
    }),
  ];
}

/** By what boards group it, as the campaign said, or as the register and the rules have it. */
function grouping(data: OpenEvaluationData, union: NonNullable<GivenFacts['union']>, ruleSet: DeepReadonly<RuleSet>) {
  return {
    ...ifKnown('industry', data.industry ?? union.industry),
    ...ifKnown('staff', data.staff ?? union.staff),
    ...ifKnown('sizeBand', data.sizeBand ?? sizeBandOf(ruleSet, data.members ?? union.members)),
  };
}

/** The days whose facts count; a campaign may end them earlier than its rules do. */
function periodOf({ evaluatedYear, cutOff }: OpenEvaluationData, ruleSet: DeepReadonly<RuleSet>, campaign: GivenFacts['campaign']) {
  const period = factsPeriod(ruleSet, evaluatedYear);
  return { ...period, cutOff: cutOff ?? campaign?.cutOff ?? period.cutOff };
}

/** What duties need to know of the rule set's questionnaire. */
export const questionnaireAsked = ({ questionnaire, steps: { required, recorded } }: Pick<NonNullable<GivenFacts['ruleSet']>, 'questionnaire' | 'steps'>): { questionnaire?: 'required' } =>
  // It belongs to the self-inspection: where there is none, nobody could record it.
  questionnaire?.required === true && [...required, ...recorded].includes('selfInspection') ? { questionnaire: 'required' } : {};

const ifKnown = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]?: V }));

const factsOfOpening = ({ by, at, data: { ruleSet, union, campaign, evaluatedYear, run, makeUp } }: OpenEvaluation) => ({
  ruleSet: ruleSetOf(ruleSet),
  ruleSetDigest: digestOf(ruleSet),
  union: unionOf(union),
  ...(by.kind === 'person' ? { campaign: campaignOf(campaign), ...actingFederation({ by }), held: heldOver(`union.${union}`, ruleSet, dayOf(at)) } : {}),
  ...(run > 1 || makeUp === true ? { calendar: calendarOfState } : {}),
  ...(run > 1 ? { earlierRun: runOf(union, evaluatedYear, run - 1) } : {}),
});

export const opening: Step<OpeningCommand, OpeningEvent, State, Facts, Code> = {
  needs: { OpenEvaluation: factsOfOpening },
  decide: { OpenEvaluation: open },
  evolve: {
    EvaluationOpened: (_state, { data: { due, ...opened } }) => ({ ...initial, opened, due }),
  },
};
