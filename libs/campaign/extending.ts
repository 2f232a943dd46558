import { Type } from 'typebox';
import { eventType, idPart, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type PlainDate, type Step } from '#kernel';
import { RuleSet, type DueName } from '#rules';
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

export type ExtendingRefusal = LeadingRefusal | 'date-impossible' | 'unit-not-called-up' | 'unit-already-released';

/** What tells one extension from another. */
const keyOf = ({ due, until }: Pick<ExtendDeadlines['data'], 'due' | 'until'>): string => `${due}@${until}`;

function extend(command: ExtendDeadlines, state: DeepReadonly<CampaignState>): Decision<DeadlinesExtended, ExtendingRefusal> {
  const { units, until, approvedOn } = command.data;
  const no =
    leaderRefused(command, state) ??
    (units === undefined ? undefined : aboutUnits.list(units)) ??
    aboutUnits.naming('unit-not-called-up', (units ?? []).filter((unit) => !isCalledUp(state, unit))) ??
    aboutUnits.naming('unit-already-released', (units ?? []).filter((unit) => Object.hasOwn(state.released, unit)));
  if (no !== undefined || state.opened === null) return no ?? refuse('campaign-not-open');
  for (const [field, date] of [['until', until], ['approvedOn', approvedOn]] as const) if (!isPlainDate(date)) return refuse('date-impossible', { field, date });
  const before = state.extended[keyOf(command.data)] ?? [];
  const left = (units ?? unitsCalledUp(state).filter((unit) => !Object.hasOwn(state.released, unit))).filter((unit) => !before.some((chunk) => Object.hasOwn(chunk, unit)));
  const { evaluatedYear } = state.opened;
  return piecesOf(left.slice(0, maxExtendedAtOnce)).map((piece) => DeadlinesExtended.of({ ...command.data, evaluatedYear, units: [...piece] }));
}

/** As many units as one event may cause commands. */
const piecesOf = (units: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(units.length / maxUnitsCalledUp) }, (_, index) => units.slice(index * maxUnitsCalledUp, (index + 1) * maxUnitsCalledUp));

export const extending: Step<ExtendDeadlines, DeadlinesExtended, CampaignState, object, ExtendingRefusal> = {
  decide: { ExtendDeadlines: extend },
  evolve: {
    DeadlinesExtended: (state, { data }) => {
      const chunk = Object.fromEntries(data.units.map((unit): [string, true] => [unit, true]));
      return { ...state, extended: { ...state.extended, [keyOf(data)]: [...(state.extended[keyOf(data)] ?? []), chunk] } };
    },
  },
};
