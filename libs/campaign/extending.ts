import { Type } from 'typebox';
import { eventType, idPart, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type PlainDate, type Step } from '#kernel';
import { dueDates, RuleSet, ruleSetKey, type DueName } from '#rules';
import { maxUnitsCalledUp } from './calling-up.js';
import { aboutUnits, leaderRefused, type LeadingRefusal } from './leading.js';
import { EvaluatedYear } from './opening.js';
import { isCalledUp, unitsCalledUp, type CampaignState } from './state.js';

/**
 * 延期 for one, some or all units of a round; a policy extends the date of each evaluation. `units` absent: all that were
 * called up. Of a large round one command takes 10,000: it is sent again until nothing is left (`unchanged`).
 */
export type ExtendDeadlines = Command<'ExtendDeadlines', { readonly due: DueName; readonly until: PlainDate; readonly reason: string; readonly approvedOn: PlainDate; readonly units?: readonly string[] }>;

/** The most units that one command to all extends. */
export const maxExtendedAtOnce = 10_000;

/** Due dates that a rule set may name. */
export const dueNames = Object.keys(RuleSet.properties.due.properties) as readonly DueName[];
const id = Type.String({ pattern: idPart.source });
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

export const DeadlinesExtended = eventType(
  'DeadlinesExtended',
  Type.Object(
    { evaluatedYear: EvaluatedYear, due: Type.Enum([...dueNames]), until: day, reason: Type.String({ minLength: 1, maxLength: 2_000 }), approvedOn: day, units: Type.Array(id, { minItems: 1, maxItems: maxUnitsCalledUp }) },
    { additionalProperties: false },
  ),
);
export type DeadlinesExtended = EventOf<typeof DeadlinesExtended>;

export type ExtendingRefusal = LeadingRefusal | 'date-impossible' | 'due-unknown' | 'until-not-later' | 'unit-not-called-up' | 'unit-already-released';

export type ExtendingFacts = { ruleSet?: RuleSet };

/** What tells one extension from another. */
const keyOf = ({ due, until }: Pick<ExtendDeadlines['data'], 'due' | 'until'>): string => `${due}@${until}`;

/** Units of which that date was put off to this day or a later one already: this extension would give them nothing. */
const extendedAlready = ({ extended }: DeepReadonly<CampaignState>, { due, until }: Pick<ExtendDeadlines['data'], 'due' | 'until'>): readonly Readonly<Record<string, true>>[] =>
  Object.entries(extended).flatMap(([key, chunks]) => (key.startsWith(`${due}@`) && key >= keyOf({ due, until }) ? chunks : []));

/** The day to which a date was put off for every unit of the round that did not leave it; nothing where some unit has the rules' own date. */
export function extendedForAll(state: DeepReadonly<CampaignState>, due: DueName): PlainDate | undefined {
  const days = Object.keys(state.extended).flatMap((key) => (key.startsWith(`${due}@`) ? [key.slice(due.length + 1)] : []));
  if (days.length === 0) return undefined;
  const units = unitsCalledUp(state).filter((unit) => !Object.hasOwn(state.released, unit));
  if (units.length === 0) return undefined;
  return days.sort().reverse().find((until) => {
    const extended = extendedAlready(state, { due, until });
    return units.every((unit) => extended.some((chunk) => Object.hasOwn(chunk, unit)));
  });
}

/** A date that the rules do not name cannot be put off, and one is put off to a later day. */
function laterRefused({ due, until }: ExtendDeadlines['data'], evaluatedYear: number, ruleSet: DeepReadonly<RuleSet> | undefined) {
  if (ruleSet === undefined) return undefined;
  if (ruleSet.due[due] === undefined) return refuse('due-unknown', { due });
  const from = dueDates(ruleSet, evaluatedYear)[due];
  return from !== undefined && until <= from ? refuse('until-not-later', { due, from, until }) : undefined;
}

function extend(command: ExtendDeadlines, state: DeepReadonly<CampaignState>, facts: DeepReadonly<ExtendingFacts>): Decision<DeadlinesExtended, ExtendingRefusal> {
  const { units, until, approvedOn } = command.data;
  const no =
    leaderRefused(command, state) ??
    (units === undefined ? undefined : aboutUnits.list(units)) ??
    aboutUnits.naming('unit-not-called-up', (units ?? []).filter((unit) => !isCalledUp(state, unit))) ??
    aboutUnits.naming('unit-already-released', (units ?? []).filter((unit) => Object.hasOwn(state.released, unit)));
  if (no !== undefined || state.opened === null) return no ?? refuse('campaign-not-open');
  for (const [field, date] of [['until', until], ['approvedOn', approvedOn]] as const) if (!isPlainDate(date)) return refuse('date-impossible', { field, date });
  const { evaluatedYear } = state.opened;
  const wrong = laterRefused(command.data, evaluatedYear, facts.ruleSet);
  if (wrong !== undefined) return wrong;
  const before = extendedAlready(state, command.data);
  const left = (units ?? unitsCalledUp(state).filter((unit) => !Object.hasOwn(state.released, unit))).filter((unit) => !before.some((chunk) => Object.hasOwn(chunk, unit)));
  return piecesOf(left.slice(0, maxExtendedAtOnce)).map((piece) => DeadlinesExtended.of({ ...command.data, evaluatedYear, units: [...piece] }));
}

/** As many units as one event may cause commands. */
const piecesOf = (units: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(units.length / maxUnitsCalledUp) }, (_, index) => units.slice(index * maxUnitsCalledUp, (index + 1) * maxUnitsCalledUp));

export const extending: Step<ExtendDeadlines, DeadlinesExtended, CampaignState, ExtendingFacts, ExtendingRefusal> = {
  needs: { ExtendDeadlines: (_, { opened }) => (opened === null ? {} : { ruleSet: { fact: 'ruleSet', of: ruleSetKey(opened.ruleSet) } }) },
  decide: { ExtendDeadlines: extend },
  evolve: {
    DeadlinesExtended: (state, { data }) => {
      const chunk = Object.fromEntries(data.units.map((unit): [string, true] => [unit, true]));
      return { ...state, extended: { ...state.extended, [keyOf(data)]: [...(state.extended[keyOf(data)] ?? []), chunk] } };
    },
  },
};
