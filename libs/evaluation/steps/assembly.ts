import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { atLeast, Body, quorumCount } from '#rules';
import { overSitting } from '../voting/at-sitting.js';
import { QuorumJudged } from '../voting/ballot.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, files, line, paragraph, who, type Evidence } from '../fields.js';
import { firstOf, isLate, milestoneRefused, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { nobodyEntitled } from '../voting/sheet.js';
import { publishedRound, standingRound, withFirst, type Running, type State } from '../state.js';

/** Step 3 (大会审议): the chair reports, the body deliberates and accepts. */
export type HoldAssemblyData = {
  heldOn: string;
  body: Body;
  entitled: number;
  present: number;
  /** Role or person id of whoever presides. */
  presidedBy?: string;
  place?: string;
  /** Reports heard, as `work`, `home`, `chairDuty`: up to 10 lines. */
  reports?: string[];
  /** What members were briefed on before they judged, each once. */
  briefedOn?: Briefing[];
  /** What members said, up to 50. */
  opinions?: string[];
  /** The body's own acceptance resolution (审查验收). */
  accepted?: boolean;
  /** How the body voted on its resolution. */
  resolution?: { votesFor: number; against: number; abstained: number };
  files?: Evidence[];
};
/** Content, standard, method and procedure of the evaluation (评议内容、标准、方法和程序). */
export const briefings = ['content', 'standard', 'method', 'procedure'] as const;
export type Briefing = (typeof briefings)[number];

export type HoldAssembly = Command<'HoldAssembly', HoldAssemblyData>;
export type AssemblyCommand = HoldAssembly;

const sitting = {
  sitting: Type.Integer({ minimum: 1, maximum: 99 }),
  heldOn: date,
  body: Body,
  entitled: count,
  present: count,
  quorum: Type.Union([QuorumJudged, Type.Null()]),
  presidedBy: Type.Optional(who),
  place: Type.Optional(line),
  reports: Type.Optional(Type.Array(line, { maxItems: 10 })),
  /** Absent: the entry does not say. */
  briefedOn: Type.Optional(Type.Array(Type.Enum([...briefings]), { maxItems: briefings.length })),
  opinions: Type.Optional(Type.Array(paragraph, { maxItems: 50 })),
  accepted: Type.Optional(Type.Boolean()),
  /** Absent: no count is given. */
  resolution: Type.Optional(Type.Object({ votesFor: count, against: count, abstained: count }, closed)),
  files: Type.Optional(files),
};
/** Too few came, and nothing stops it; the chair presides over the judgement of the chair's own duty (where the rules warn of it). */
export const assemblyWarnings = ['quorum-short', 'chair-presides'] as const;
export const AssemblyHeld = eventType('AssemblyHeld', Type.Object({ ...sitting, late: Type.Boolean(), due: Type.Optional(Dues), warnings: Type.Array(Type.Enum([...assemblyWarnings]), { maxItems: assemblyWarnings.length }) }, closed));
/** Too few came, and the rules stop it: a new sitting is due. */
export const AssemblyAdjourned = eventType('AssemblyAdjourned', Type.Object(sitting, closed));
export const assemblyEvents = [AssemblyHeld, AssemblyAdjourned] as const;
export type AssemblyEvent = EventOf<(typeof assemblyEvents)[number]>;

export const assemblyRefusals = ['assembly-already-held', 'body-not-allowed', 'nobody-entitled', 'present-over-entitled', 'resolution-over-present', 'briefing-twice', 'counts-inconsistent'] as const;
type Code = (typeof assemblyRefusals)[number] | GateRefusal;

function hold(command: HoldAssembly, state: Running, facts: Ruled): Decision<AssemblyEvent, Code> {
  const { data } = command;
  const { ruleSet } = facts;
  const { body, present, entitled } = data;
  const no = firstOf<Code>(
    stepAbsent(state, 'assembly'),
    state.assembly.held !== null && !newSittingDue(state) ? refuse('assembly-already-held', { heldOn: state.assembly.held.on }) : undefined,
    ruleSet.bodies.includes(body) || state.methods.assembly === body ? undefined : refuse('body-not-allowed', { body, allowed: ruleSet.bodies }),
    nobodyEntitled(data),
    present > entitled ? refuse('present-over-entitled', { present, entitled }) : undefined,
    resolutionRefused(data),
    briefedTwice(data.briefedOn),
    overSitting({ ...state, assembly: { ...state.assembly, held: { on: data.heldOn, body, late: false, entitled, present } } }),
    milestoneRefused(command, state, { milestone: 'assembly', field: 'heldOn', date: data.heldOn }),
  );
  if (no !== undefined) return no;
  const quorum = quorumOfSitting(ruleSet, data);
  const held = { ...data, sitting: state.assembly.sittings + 1, quorum };
  if (quorum !== null && !quorum.met && quorum.else === 'stop') return [AssemblyAdjourned.of(held)];
  return [AssemblyHeld.of({ ...held, late: isLate(state, 'assembly', data.heldOn), warnings: warningsOf(data, { quorum, ruleSet }), ...duesAfter(facts, 'assembly', data.heldOn) })];
}

function resolutionRefused({ resolution, present }: HoldAssemblyData): Refusal<Code> | undefined {
  if (resolution === undefined) return undefined;
  const { votesFor, against, abstained } = resolution;
  return votesFor + against + abstained > present ? refuse('resolution-over-present', { votesFor, against, abstained, present }) : undefined;
}

function warningsOf({ presidedBy }: HoldAssemblyData, { quorum, ruleSet }: { readonly quorum: QuorumJudged | null; readonly ruleSet: Ruled['ruleSet'] }): (typeof assemblyWarnings)[number][] {
  const chairPresides = ruleSet.chairPresides === 'warned' && presidedBy === 'chair' && ruleSet.ballot.subjects.includes('chairDuty');
  return [...(quorum === null || quorum.met ? [] : ['quorum-short' as const]), ...(chairPresides ? ['chair-presides' as const] : [])];
}

function briefedTwice(briefedOn: readonly Briefing[] = []): Refusal<Code> | undefined {
  const twice = briefedOn.find((briefing, index) => briefedOn.indexOf(briefing) !== index);
  return twice === undefined ? undefined : refuse('briefing-twice', { briefing: `briefedOn.${twice}` });
}

/** A body that has sat sits again only for a new round: after one that was annulled or fell below the threshold. */
const newSittingDue = (state: Running): boolean => (state.rounds.length > 0 && standingRound(state) === undefined) || publishedRound(state)?.outcome?.belowThreshold === true;

/**
 * Quorum of a sitting by its body: the congress needs two thirds present and stops, the members' assembly warns (default).
 * A rule that looks at ballots says nothing about a sitting.
 */
export function quorumOfSitting({ quorum }: Pick<Ruled['ruleSet'], 'quorum'>, { body, present, entitled }: { readonly body: Body; readonly present: number; readonly entitled: number }): QuorumJudged | null {
  const rule = quorum[body];
  if (rule === undefined || quorumCount(body, rule) !== 'present' || rule.of !== 'entitled') return null;
  return { atLeast: rule.atLeast, count: 'present', n: present, of: 'entitled', m: entitled, met: atLeast(present, entitled, rule.atLeast), else: rule.else };
}

export const assembly: Step<AssemblyCommand, AssemblyEvent, State, Facts, Code> = {
  needs: { HoldAssembly: pinnedRulesAndCalendar },
  decide: { HoldAssembly: underRules(hold) },
  evolve: {
    AssemblyHeld: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'assembly', data.heldOn),
      due: { ...state.due, ...data.due },
      assembly: { held: { on: data.heldOn, body: data.body, late: data.late, entitled: data.entitled, present: data.present, ...(data.presidedBy === undefined ? {} : { presidedBy: data.presidedBy }) }, sittings: data.sitting, adjourned: false },
    }),
    AssemblyAdjourned: (state, { data }) => ({ ...state, assembly: { ...state.assembly, sittings: data.sitting, adjourned: true } }),
  },
};
