import { Type } from 'typebox';
import { certainlyAfter, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Level, levels, Rate } from '#rules';
import { applicationBlockCodes, applicationBlocks } from '../application-blocks.js';
import { acceptingFederation, levelsAbove } from '../accepting.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, unionOf, type Facts } from '../facts.js';
import { closed, count, date, day, files, id, line, paragraph, word, type Evidence } from '../fields.js';
import { answerRefused, dateOfYearRefused, dueDayRefused, firstOf, milestoneRefused, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { publishedRound, type Running, type State } from '../state.js';
import { broughtRequirementCodes, broughtRequirements, type Brought } from '../title-requirements.js';
import { withoutApplication } from './recommendation.js';

/** Step 5a (申报、推荐): the union seeks a title, and brings what that title asks for. */
export type ApplyForTitleData = Brought & {
  /** Id of a title of the rule set, as `qualified`. */
  title: string;
  appliedOn: string;
  files?: Evidence[];
};
export type ApplicationCommand = Command<'ApplyForTitle', ApplyForTitleData>;
type Asked<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;

export const TitleAppliedFor = eventType(
  'TitleAppliedFor',
  Type.Object(
    {
      title: word,
      appliedOn: date,
      due: Type.Optional(Dues),
      /** What it rests on; that of the questionnaires where the rule set has no vote. */
      endorsement: Type.Union([Rate, Type.Null()]),
      votesFor: Type.Optional(count),
      present: Type.Optional(count),
      entitled: Type.Optional(count),
      partyOpinion: Type.Optional(paragraph),
      departmentOpinions: Type.Optional(Type.Array(Type.Object({ from: word, favourable: Type.Boolean(), opinion: Type.Optional(paragraph) }, closed), { maxItems: 20 })),
      membership: Type.Optional(Type.Object({ members: count, staff: count, on: date }, closed)),
      unitNotice: Type.Optional(Type.Object({ from: day, until: day, place: Type.Optional(line) }, closed)),
      files: Type.Optional(files),
      /** The federation that accepts the title, where the rules name its level and the register knows who has it. Absent: the direct superior. */
      acceptedBy: Type.Optional(id),
      /** Who recommends it, lowest first: the federations above whose levels the title names. Absent: it names none, nobody is known to have them, or recorded before it was told. */
      recommenders: Type.Optional(Type.Array(Type.Object({ level: Level, federation: id }, closed), { minItems: 1, maxItems: levels.length })),
    },
    closed,
  ),
);
export const applicationEvents = [TitleAppliedFor] as const;
export type ApplicationEvent = EventOf<typeof TitleAppliedFor>;

export const applicationRefusals = [
  ...applicationBlockCodes.filter((code) => code !== 'step-not-in-rules'),
  'votes-over-present',
  'present-over-entitled',
  'roll-below-sitting',
  ...broughtRequirementCodes,
  'unit-notice-running',
] as const;
type Code = (typeof applicationRefusals)[number] | GateRefusal;
type Decided = Decision<ApplicationEvent, Code>;

function apply(command: Asked<'ApplyForTitle'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const { title, votesFor, present, entitled } = data;
  const no = firstOf<Code>(
    ...applicationBlocks(title, state, facts),
    votesFor !== undefined && present !== undefined && votesFor > present ? refuse('votes-over-present', { votesFor, present }) : undefined,
    present !== undefined && entitled !== undefined && present > entitled ? refuse('present-over-entitled', { present, entitled }) : undefined,
    rollRefused(data, state),
    ...broughtRefused(command, state, facts),
    milestoneRefused(command, state, { milestone: 'application', field: 'appliedOn', date: data.appliedOn }),
    // Another application answers the verdict on the one before.
    answerRefused(command, state, { milestone: 'verdict', field: 'appliedOn', date: data.appliedOn }),
  );
  if (no !== undefined) return no;
  const endorsement = (publishedRound(state)?.outcome?.endorsement ?? state.questionnaires.summary?.rate ?? null) as Rate | null;
  const acceptedBy = acceptingFederation(title, state, facts);
  return [TitleAppliedFor.of({ ...data, endorsement, ...(acceptedBy === undefined ? {} : { acceptedBy }), ...recommendersOf(title, state, facts), ...duesAfter(facts, 'application', data.appliedOn) })];
}

/** Of each level that the title names, the nearest federation above that is known to have it; the unit itself applies. */
function recommendersOf(title: string, { opened }: Running, facts: Ruled): { recommenders?: { level: Level; federation: string }[] } {
  const { recommendedBy = [] } = facts.ruleSet.titles.find(({ id }) => id === title) ?? {};
  const found = recommendedBy.flatMap(({ level }) => {
    const federation = level === 'unit' ? undefined : opened.superiors.find((one) => facts[`federation:${one}`]?.level === level);
    return federation === undefined ? [] : [{ level, federation }];
  });
  return found.length === 0 ? {} : { recommenders: found };
}

/** The body that votes on applying is the one that sat: fewer than those who were there cannot be all who were entitled. */
function rollRefused({ entitled }: ApplyForTitleData, { assembly: { held } }: Running): Refusal<Code> | undefined {
  return entitled === undefined || held === null || entitled >= held.present ? undefined : refuse('roll-below-sitting', { entitled, present: held.present });
}

/** What the application brings: dates of the year before it, members among the staff, and all that the title asks for. */
function broughtRefused(command: Asked<'ApplyForTitle'>, state: Running, facts: Ruled): readonly (Refusal<Code> | undefined)[] {
  const { data } = command;
  const { membership, unitNotice, appliedOn } = data;
  const title = facts.ruleSet.titles.find(({ id }) => id === data.title);
  return [
    membership === undefined ? undefined : dateOfYearRefused(command, state, { field: 'membership.on', date: membership.on }),
    membership !== undefined && membership.members > membership.staff ? refuse('members-over-staff', { members: membership.members, staff: membership.staff }) : undefined,
    ...(unitNotice === undefined ? [] : (['from', 'until'] as const).map((end) => dueDayRefused(`unitNotice.${end}`, unitNotice[end]) ?? dateOfYearRefused(command, state, { field: `unitNotice.${end}`, date: unitNotice[end] }))),
    ...(title === undefined ? [] : broughtRequirements(title, data, facts)),
    unitNotice !== undefined && certainlyAfter(unitNotice.until, appliedOn) ? refuse('unit-notice-running', { until: unitNotice.until, appliedOn }) : undefined,
  ];
}

export const application: Step<ApplicationCommand, ApplicationEvent, State, Facts, Code> = {
  needs: { ApplyForTitle: (command, state) => ({ ...pinnedRulesAndCalendar(command, state), ...(state.opened === null ? {} : { union: unionOf(state.opened.union), ...levelsAbove(state.opened) }) }) },
  decide: { ApplyForTitle: underRules(apply) },
  evolve: {
    // A new application starts anew: what was found and objected before belongs to the one before.
    TitleAppliedFor: (state, { data }) => ({
      ...withoutApplication(state),
      dates: { ...withoutApplication(state).dates, application: data.appliedOn },
      due: { ...state.due, ...data.due },
      application: { title: data.title, recommendedBy: [], levels: [], ...(data.acceptedBy === undefined ? {} : { acceptedBy: data.acceptedBy }), ...(data.recommenders === undefined ? {} : { recommenders: data.recommenders }) },
    }),
  },
};
