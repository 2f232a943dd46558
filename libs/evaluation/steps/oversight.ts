import { Type } from 'typebox';
import { canonicalJson, dayOf, eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { factsPeriod, StepName, type RuleSet } from '#rules';
import { Dues } from '../due.js';
import { digestOf, heldOver, pinnedRulesAndCalendar, ruleSetOf, samplesOf, type Facts } from '../facts.js';
import { closed, date, day, id, line, named, paragraph, pinned } from '../fields.js';
import { dateOfYearRefused, outsidePeriod, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { afterMoving, judgedResult, maxDifferenceCharacters, maxDifferences, migrationOf } from '../migration.js';
import { tightenedRefused } from '../of-campaign.js';
import { changeRound, publishedRound, type Running, type State } from '../state.js';
import { Outcome } from '../voting/ballot.js';
import { questionnaireAsked } from './opening.js';
import { itemDue, ItemOpened, maxItems } from './rectification.js';

/** What the superior does across the steps: spot-checks (抽查) and the move to a newer version of the rules. */
export type SpotCheckData = {
  checkedOn: string;
  /** Id of a sample that the campaign has drawn; the union is one of those drawn. */
  sample?: string;
  /** Of a sample drawn elsewhere: its seed, so that it can be drawn again, how many unions it was drawn from, and how many were drawn. */
  seed?: string;
  drawnFrom?: number;
  drawn?: number;
  /** What was recorded is as it was found; otherwise what was found is to be put right. */
  confirmed: boolean;
  /** What was found; needed where nothing was confirmed. */
  findings?: string;
};
export type MigrateRulesData = { ruleSet: { id: string; version: number; digest?: string }; reason: string };

export type OversightCommand = Command<'SpotCheck', SpotCheckData> | Command<'MigrateRules', MigrateRulesData>;
type Asked<T extends OversightCommand['type']> = Extract<OversightCommand, { type: T }>;

const unions = Type.Integer({ minimum: 1, maximum: 10_000_000 });
export const SpotChecked = eventType('SpotChecked', Type.Object({ checkedOn: date, /** Of the campaign. Absent: drawn elsewhere. */ sample: Type.Optional(id), seed: line, drawnFrom: unions, drawn: unions, confirmed: Type.Boolean(), findings: Type.Optional(paragraph) }, closed));
const told = Type.String({ maxLength: maxDifferenceCharacters * 2 });
/** `differences`: what differs, up to 200, of `differencesInAll` (both absent: recorded before they were listed). `changed`: the parts of the rule set that differ, by name; the rest of the event is what views need of the new one. */
export const RulesMigrated = eventType(
  'RulesMigrated',
  Type.Object(
    {
      from: pinned,
      to: pinned,
      changed: Type.Array(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' }), { maxItems: 50 }),
      differences: Type.Optional(Type.Array(Type.Object({ path: told, kind: Type.Enum(['added', 'removed', 'changed']), from: Type.Optional(told), to: Type.Optional(told) }, closed), { maxItems: maxDifferences })),
      differencesInAll: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
      steps: Type.Object({ required: Type.Array(StepName, { maxItems: 9 }), recorded: Type.Array(StepName, { maxItems: 9 }) }, closed),
      heldWhen: Type.Enum(['resultPublished', 'voteTallied', 'assemblyHeld', 'reportedUpward']),
      facts: Type.Object({ from: day, cutOff: day }, closed),
      /** As of an opening. */
      questionnaire: Type.Optional(Type.Literal('required')),
      due: Dues,
      /** The published result, judged by these rules because the set that judged it was adopted by an adoption that is void. Absent: what was published stands. */
      judgedAnew: Type.Optional(Type.Object({ round: Type.Integer({ minimum: 1, maximum: 99 }), outcome: Outcome, neverHeld: named }, closed)),
      reason: paragraph,
    },
    closed,
  ),
);
export const oversightEvents = [SpotChecked, RulesMigrated] as const;
export type OversightEvent = EventOf<(typeof oversightEvents)[number]>;

export const oversightRefusals = ['drawn-over-sample', 'sample-missing', 'sample-unknown', 'sample-differs', 'union-not-drawn', 'findings-missing', 'too-many-items', 'rule-set-differs', 'rules-unchanged', 'rule-set-tightened'] as const;
type Code = (typeof oversightRefusals)[number] | GateRefusal;

function check(command: Asked<'SpotCheck'>, state: Running, facts: Ruled): Decision<OversightEvent | EventOf<typeof ItemOpened>, Code> {
  const { checkedOn, confirmed, findings, ...named } = command.data;
  const sample = sampleOf(named, state, facts);
  if ('refused' in sample) return sample;
  const no = dateOfYearRefused(command, state, { field: 'checkedOn', date: checkedOn });
  if (no !== undefined) return no;
  const checked = SpotChecked.of({ checkedOn, confirmed, ...(findings === undefined ? {} : { findings }), ...sample });
  if (confirmed) return [checked];
  if (findings === undefined) return refuse('findings-missing');
  if (Object.keys(state.items).length >= maxItems) return refuse('too-many-items', { limit: maxItems });
  return [checked, ItemOpened.of({ item: itemOfCheck(state), source: 'spotCheck', problem: findings, owner: 'committee', foundOn: checkedOn, dueOn: itemDue(facts, state, checkedOn) })];
}

/** `check_2` is what the second spot-check found; somebody may have taken that name before. */
function itemOfCheck({ items, spotChecks }: Running): string {
  let n = spotChecks + 1;
  while (Object.hasOwn(items, `check_${n}`)) n++;
  return `check_${n}`;
}

type Sampled = Pick<EventOf<typeof SpotChecked>['data'], 'sample' | 'seed' | 'drawnFrom' | 'drawn'>;

/** The campaign's own sample speaks for itself; of one drawn elsewhere all that redrawing takes must be said. */
function sampleOf(named: Pick<SpotCheckData, 'sample' | 'seed' | 'drawnFrom' | 'drawn'>, { opened }: Running, facts: Pick<DeepReadonly<Facts>, 'samples'>): Sampled | Refusal<Code> {
  const { sample, seed, drawnFrom, drawn } = named;
  if (sample === undefined) {
    if (seed === undefined || drawnFrom === undefined || drawn === undefined) return refuse('sample-missing');
    return drawn > drawnFrom ? refuse('drawn-over-sample', { drawn, drawnFrom }) : { seed, drawnFrom, drawn };
  }
  const { samples = {} } = facts;
  const found = Object.hasOwn(samples, sample) ? samples[sample] : undefined;
  if (found === undefined) return refuse('sample-unknown', { sample, campaign: opened.campaign });
  const recorded = { sample, seed: found.seed, drawnFrom: found.drawnFrom, drawn: found.drawn.length };
  const differs = (['seed', 'drawnFrom', 'drawn'] as const).find((name) => named[name] !== undefined && named[name] !== recorded[name]);
  if (differs !== undefined) return refuse('sample-differs', { sample, field: differs, said: named[differs] ?? null, recorded: recorded[differs] });
  return found.drawn.includes(opened.union) ? recorded : refuse('union-not-drawn', { sample, union: opened.union });
}

/** Both versions beside each other: a migration lists what changes. */
function migrate(command: Asked<'MigrateRules'>, state: Running, facts: DeepReadonly<Facts>): Decision<OversightEvent, Code> {
  const { ruleSet: old, nextRuleSet: next, nextRuleSetDigest, held } = facts;
  const { id, version, digest } = command.data.ruleSet;
  const from = state.opened.ruleSet;
  if (old === undefined) return refuse('rule-set-unknown', { id: from.id, version: from.version });
  if (next === undefined || nextRuleSetDigest === undefined) return refuse('rule-set-unknown', { id, version });
  if (digest !== undefined && digest !== nextRuleSetDigest) return refuse('rule-set-differs', { id, version, asked: digest, published: nextRuleSetDigest });
  if (nextRuleSetDigest === from.digest) return refuse('rules-unchanged', { id, version });
  const tightened = tightenedRefused({ id, version }, held);
  if (tightened !== undefined) return tightened;
  const period = periodUnder(next, old, state);
  const no = outsidePeriod(state, period);
  if (no !== undefined) return no;
  const { differences, differencesInAll, due, judgedAnew } = migrationOf(state, { from: old, to: next, neverHeld: judgedResult(state) === undefined ? undefined : facts.neverHeld });
  return [
    RulesMigrated.of({
      from,
      to: { id, version, digest: nextRuleSetDigest },
      changed: changedParts(old, next),
      differences: [...differences],
      differencesInAll,
      steps: { required: [...next.steps.required], recorded: [...next.steps.recorded] },
      heldWhen: next.heldWhen,
      ...questionnaireAsked(next),
      facts: period,
      due,
      ...(judgedAnew === null ? {} : { judgedAnew }),
      reason: command.data.reason,
    }),
  ];
}

/** The days whose facts count by the new version; a campaign that ends its year earlier than its rules do goes on doing so. */
function periodUnder(next: DeepReadonly<RuleSet>, old: DeepReadonly<RuleSet>, { opened: { evaluatedYear, facts } }: Running) {
  const period = factsPeriod(next, evaluatedYear);
  return facts.cutOff < factsPeriod(old, evaluatedYear).cutOff && facts.cutOff < period.cutOff ? { ...period, cutOff: facts.cutOff } : period;
}

function changedParts(old: object, next: object): string[] {
  const parts = [...new Set([...Object.keys(old), ...Object.keys(next)])].toSorted();
  const text = (of: object, part: string) => canonicalJson((of as Record<string, unknown>)[part] ?? null);
  return parts.filter((part) => text(old, part) !== text(next, part));
}

/** It decides an item's opening too; what follows from that is the rectification's to say. */
type OversightStep = Omit<Step<OversightCommand, OversightEvent | EventOf<typeof ItemOpened>, State, Facts, Code>, 'evolve'> & Pick<Step<OversightCommand, OversightEvent, State, Facts, Code>, 'evolve'>;

export const oversight: OversightStep = {
  needs: {
    SpotCheck: (command, state) => ({ ...pinnedRulesAndCalendar(command, state), ...(state.opened === null || command.data.sample === undefined ? {} : { samples: samplesOf(state.opened.campaign) }) }),
    MigrateRules: ({ data, at }, state) => {
      const { opened } = state;
      if (opened === null) return {};
      const judged = judgedResult(state);
      const held = heldOver(`path.${opened.superiors.join('+')}`, data.ruleSet, dayOf(at));
      return { ruleSet: ruleSetOf(opened.ruleSet), nextRuleSet: ruleSetOf(data.ruleSet), nextRuleSetDigest: digestOf(data.ruleSet), held, ...(judged === undefined ? {} : { neverHeld: judged }) };
    },
  },
  decide: { SpotCheck: underRules(check), MigrateRules: whileRunning(migrate) },
  evolve: {
    SpotChecked: (state) => ({ ...state, spotChecks: state.spotChecks + 1 }),
    RulesMigrated: (before, { data: { from, to, steps, heldWhen, facts, due, questionnaire, judgedAnew } }) => {
      const published = publishedRound(before);
      const state = published === undefined ? before : changeRound(before, published.round, (round) => afterMoving(round, { from, judgedAnew }));
      if (state.opened === null) return state;
      const { questionnaire: _before, ...opened } = state.opened;
      // Boards tell who holds by another set than the campaign's.
      const { campaignRuleSet = { id: opened.ruleSet.id, version: opened.ruleSet.version } } = opened;
      return { ...state, opened: { ...opened, campaignRuleSet, ruleSet: to, steps, heldWhen, facts, ...(questionnaire === undefined ? {} : { questionnaire }) }, due: { ...state.due, ...due } };
    },
  },
};
