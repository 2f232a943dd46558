import { Type } from 'typebox';
import { dayOf, eventType, idPart, isPlainDate, refuse, type Command, type DeepReadonly, type EventOf, type Need, type PlainDate, type Refusal, type Step } from '#kernel';
import { maxPath, type Lineage } from '#register';
import { inCycle, ruleSetKey, type Held, type RuleSet } from '#rules';
import { CalledUpUnit, calledUpUnit, type CallableUnion } from './called-up-unit.js';
import { day } from './notice.js';
import { EvaluatedYear, PinnedRuleSet } from './opening.js';
import { outsideBy } from './scope.js';
import { isCalledUp, withCalledUp, type CampaignState } from './state.js';

type Opened = NonNullable<DeepReadonly<CampaignState>['opened']>;

/** Takes unions into the round, by id; a large federation sends as many of these as it takes. */
export type CallUpUnits = Command<
  'CallUpUnits',
  {
    readonly units: readonly string[];
    /** Those among them that are evaluated for the first time; one founded in the evaluated year is so anyway. */
    readonly firstYear?: readonly string[];
    /** 补评: all of them are called up after the deadline, and counted apart. */
    readonly makeUp?: boolean;
    /** All of them seek a title: in a year between two of the rule set's cycle only these are evaluated. */
    readonly forTitle?: boolean;
    /** The day on which they were called up, where it is recorded later; absent: today. What was due before that day is due with what comes next. */
    readonly calledUpOn?: PlainDate;
  }
>;

/** The most units of one command, one event, and so of one policy's commands. */
export const maxUnitsCalledUp = 500;

const id = Type.String({ pattern: idPart.source });

/** The scope of a round as facts: "should" (应开展) is counted from these. Year and rules stand here too, for the policy sees nothing else. */
export const UnitsCalledUp = eventType(
  'UnitsCalledUp',
  Type.Object(
    {
      evaluatedYear: EvaluatedYear,
      ruleSet: PinnedRuleSet,
      units: Type.Array(CalledUpUnit, { minItems: 1, maxItems: maxUnitsCalledUp }),
      /** The campaign's own last day for facts; absent: the rule set's. */
      cutOff: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
      /** The day of the call-up. Absent: recorded before it was asked, and no day moves on for it. */
      calledUpOn: Type.Optional(day),
      /** Stricter rule sets that federations above some of the units had adopted in the stead of the round's. Absent: none, or recorded before it was asked. */
      tightened: Type.Optional(Type.Array(Type.Object({ federation: id, ruleSet: PinnedRuleSet }, { additionalProperties: false }), { minItems: 1, maxItems: maxUnitsCalledUp })),
    },
    { additionalProperties: false },
  ),
);
export type UnitsCalledUp = EventOf<typeof UnitsCalledUp>;

export type CallingUpRefusal = 'campaign-not-open' | 'campaign-closed' | 'year-not-in-cycle' | 'units-empty' | 'units-too-many' | 'unit-twice' | 'unit-not-listed' | 'already-called-up' | 'union-unknown' | 'union-closed' | 'union-not-below' | 'union-excluded' | 'union-out-of-scope' | 'path-too-long' | 'date-impossible' | 'date-in-future' | 'date-out-of-order';

/** Facts about the units, a key each; all federations above each on the day of the call-up; and the rules of the round. */
export type CallingUpFacts = { readonly [key: `union:${string}`]: CallableUnion | undefined } & { readonly ruleSet?: RuleSet; readonly lineages?: Lineages };
/** All federations above, by id of what stands below, and the stricter rule set that one of them holds those below it to. */
export type Lineages = { readonly [id: string]: Pick<Lineage, 'path'> & { readonly held?: Held } };

/** The most units a refusal names; it tells how many there are. */
export const maxNamed = 20;

export const callingUp: Step<CallUpUnits, UnitsCalledUp, CampaignState, CallingUpFacts, CallingUpRefusal> = {
  needs: {
    // What is refused anyway needs no 500 streams read.
    CallUpUnits: ({ data, at }, state) =>
      state.opened === null || aboutTheList(data, state) !== undefined
        ? {}
        : {
            ruleSet: { fact: 'ruleSet', of: ruleSetKey(state.opened.ruleSet) },
            lineages: { fact: 'lineages', of: `union.${data.units.join('+')}@${dayOf(at)}/${ruleSetKey(state.opened.ruleSet)}` },
            ...Object.fromEntries(data.units.map((unit): [string, Need] => [`union:${unit}`, { fact: 'union', of: unit }])),
          },
  },
  decide: {
    CallUpUnits: ({ data, at }, state, asked) => {
      const { opened } = state;
      if (opened === null) return refuse('campaign-not-open');
      const { evaluatedYear, ruleSet, federation, cutOff } = opened;
      const { calledUpOn = dayOf(at) } = data;
      const wrong = aboutTheList(data, state) ?? aboutTheDay(data.calledUpOn, opened, dayOf(at));
      if (wrong !== undefined) return wrong;
      const facts = asTheyStand(data.units, asked);
      const no = aboutTheYear(data, evaluatedYear, facts.ruleSet) ?? aboutTheUnions(data.units, facts, federation) ?? aboutTheScope(data.units, facts, opened);
      if (no !== undefined) return no;
      const units = data.units.flatMap((unit) => calledUpUnit(unit, facts[`union:${unit}`], { evaluatedYear, ruleSet: facts.ruleSet, ...data }));
      return [UnitsCalledUp.of({ evaluatedYear, ruleSet: { ...ruleSet }, units, calledUpOn, ...(cutOff === undefined ? {} : { cutOff }), ...tightenedIn(data.units, facts) })];
    },
  },
  evolve: {
    UnitsCalledUp: (state, { data }) => ({ ...state, calledUp: withCalledUp(state, data.units.map(({ id }) => id)) }),
  },
};

/** Unions under all that stand above them today: the path that the register stored is that of the day on which the superior was recorded. */
function asTheyStand(units: readonly string[], facts: DeepReadonly<CallingUpFacts>): DeepReadonly<CallingUpFacts> {
  const { lineages = {} } = facts;
  const standing = units.map((id) => {
    const [union, lineage] = [facts[`union:${id}`], Object.hasOwn(lineages, id) ? lineages[id] : undefined];
    return [`union:${id}`, union === undefined || lineage === undefined ? undefined : { ...union, superior: lineage.path[0] ?? union.superior, path: lineage.path, ...(lineage.held === undefined ? {} : { held: lineage.held }) }] as const;
  });
  return { ...(facts.ruleSet === undefined ? {} : { ruleSet: facts.ruleSet }), ...Object.fromEntries(standing) };
}

function aboutTheList({ units, firstYear = [] }: DeepReadonly<CallUpUnits['data']>, state: DeepReadonly<CampaignState>): Refusal<CallingUpRefusal> | undefined {
  if (state.closed !== null) return refuse('campaign-closed', { closedOn: state.closed.closedOn });
  if (units.length === 0) return refuse('units-empty');
  if (units.length > maxUnitsCalledUp) return refuse('units-too-many', { units: units.length, allowed: maxUnitsCalledUp });
  const listed = new Set(units);
  return naming('unit-twice', [...duplicates(units)]) ?? naming('unit-not-listed', firstYear.filter((unit) => !listed.has(unit))) ?? naming('already-called-up', units.filter((unit) => isCalledUp(state, unit)));
}

/** It is said where a round that ran on paper is recorded later: before it nothing was asked of the unit. */
function aboutTheDay(calledUpOn: PlainDate | undefined, { openedOn }: Pick<Opened, 'openedOn'>, today: PlainDate): Refusal<CallingUpRefusal> | undefined {
  if (calledUpOn === undefined) return undefined;
  if (!isPlainDate(calledUpOn)) return refuse('date-impossible', { field: 'calledUpOn', date: calledUpOn });
  if (calledUpOn > today) return refuse('date-in-future', { field: 'calledUpOn', date: calledUpOn, recordedOn: today });
  return calledUpOn < openedOn ? refuse('date-out-of-order', { field: 'calledUpOn', date: calledUpOn, after: openedOn }) : undefined;
}

/** In a year between two of the cycle only who seeks a title is called up, where the rules let them. */
function aboutTheYear({ forTitle }: Pick<CallUpUnits['data'], 'forTitle'>, evaluatedYear: number, ruleSet: DeepReadonly<RuleSet> | undefined): Refusal<CallingUpRefusal> | undefined {
  if (ruleSet?.cycle === undefined || inCycle(ruleSet, evaluatedYear) || (forTitle === true && ruleSet.cycle.orWhenApplying === true)) return undefined;
  return refuse('year-not-in-cycle', { evaluatedYear, years: ruleSet.cycle.years, anchor: ruleSet.cycle.anchor });
}

function aboutTheUnions(units: readonly string[], facts: DeepReadonly<CallingUpFacts>, federation: string): Refusal<CallingUpRefusal> | undefined {
  const fact = (unit: string) => facts[`union:${unit}`];
  return (
    naming('union-unknown', units.filter((unit) => fact(unit) === undefined)) ??
    naming('union-closed', units.filter((unit) => fact(unit)?.closedOn !== undefined)) ??
    naming('union-not-below', units.filter((unit) => fact(unit)?.path.includes(federation) !== true)) ??
    tooDeep(Math.max(0, ...units.map((unit) => fact(unit)?.path.length ?? 0)))
  );
}

/** A federation that moved brings all below it along: what was short enough when it was registered may not be any more. */
const tooDeep = (federations: number): Refusal<CallingUpRefusal> | undefined => (federations > maxPath ? refuse('path-too-long', { federations, allowed: maxPath }) : undefined);

/** Whom the campaign is not for: those it names, with the reason of the first; then all that do not fit, with what they do not fit by. */
function aboutTheScope(units: readonly string[], facts: DeepReadonly<CallingUpFacts>, { scope }: Pick<Opened, 'scope'>): Refusal<CallingUpRefusal> | undefined {
  const { ruleSet } = facts;
  if (scope === undefined || ruleSet === undefined) return undefined;
  const outside = units.flatMap((id) => {
    const union = facts[`union:${id}`];
    const by = union === undefined ? undefined : outsideBy(scope, { ...union, id }, ruleSet);
    return by === undefined ? [] : [{ id, by }];
  });
  const [first] = outside;
  if (first === undefined) return undefined;
  const excluded = outside.filter(({ by }) => by === 'exclusion').map(({ id }) => id);
  if (excluded.length > 0) return refuse('union-excluded', { units: excluded.slice(0, maxNamed), count: excluded.length, reason: scope.exclusions?.find(({ union }) => union === excluded[0])?.reason ?? '' });
  return refuse('union-out-of-scope', { units: outside.slice(0, maxNamed).map(({ id }) => id), count: outside.length, by: first.by });
}

/** One refusal for all units of a kind: an officer who sent 500 corrects the list once. */
const naming = (code: CallingUpRefusal, units: readonly string[]): Refusal<CallingUpRefusal> | undefined =>
  units.length === 0 ? undefined : refuse(code, { units: units.slice(0, maxNamed), count: units.length });

function duplicates(units: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(units.filter((unit) => seen.has(unit) || !seen.add(unit)));
}

/** The stricter sets of these units and who adopted them, each once, in the order of the units. */
function tightenedIn(units: readonly string[], facts: DeepReadonly<CallingUpFacts>): Pick<UnitsCalledUp['data'], 'tightened'> {
  const found = new Map<string, NonNullable<UnitsCalledUp['data']['tightened']>[number]>();
  for (const unit of units) {
    const held = facts[`union:${unit}`]?.held;
    if (held !== undefined) found.set(`${held.by} ${ruleSetKey(held.ruleSet)}`, { federation: held.by, ruleSet: { ...held.ruleSet } });
  }
  return found.size === 0 ? {} : { tightened: [...found.values()] };
}
