import { Type } from 'typebox';
import { dayOf, eventType, idPart, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type PlainDate, type Step } from '#kernel';
import { maxUnitsCalledUp } from './calling-up.js';
import { EvaluatedYear } from './opening.js';
import { aboutUnits, leaderRefused, type LeadingRefusal } from './leading.js';
import { isCalledUp, type CampaignState } from './state.js';

/** Units that leave the round (closed, merged, called up by mistake), each with the reason; a policy withdraws their evaluations. */
export type ReleaseUnits = Command<'ReleaseUnits', { readonly units: readonly { readonly union: string; readonly reason: string }[]; readonly releasedOn: PlainDate }>;

const id = Type.String({ pattern: idPart.source });

export const UnitsReleased = eventType(
  'UnitsReleased',
  Type.Object(
    {
      evaluatedYear: EvaluatedYear,
      releasedOn: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
      units: Type.Array(Type.Object({ union: id, reason: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }), { minItems: 1, maxItems: maxUnitsCalledUp }),
    },
    { additionalProperties: false },
  ),
);
export type UnitsReleased = EventOf<typeof UnitsReleased>;

export type LeavingRefusal = LeadingRefusal | 'date-impossible' | 'date-in-future' | 'unit-not-called-up' | 'unit-already-released';

function release(command: ReleaseUnits, state: DeepReadonly<CampaignState>): Decision<UnitsReleased, LeavingRefusal> {
  const { units, releasedOn } = command.data;
  const ids = units.map(({ union }) => union);
  const no =
    leaderRefused(command, state) ??
    aboutUnits.list(ids) ??
    aboutUnits.naming('unit-not-called-up', ids.filter((unit) => !isCalledUp(state, unit))) ??
    aboutUnits.naming('unit-already-released', ids.filter((unit) => Object.hasOwn(state.released, unit)));
  if (no !== undefined || state.opened === null) return no ?? refuse('campaign-not-open');
  if (!isPlainDate(releasedOn)) return refuse('date-impossible', { field: 'releasedOn', date: releasedOn });
  if (releasedOn > dayOf(command.at)) return refuse('date-in-future', { field: 'releasedOn', date: releasedOn, recordedOn: dayOf(command.at) });
  return [UnitsReleased.of({ evaluatedYear: state.opened.evaluatedYear, releasedOn, units: units.map((unit) => ({ ...unit })) })];
}

export const leaving: Step<ReleaseUnits, UnitsReleased, CampaignState, object, LeavingRefusal> = {
  decide: { ReleaseUnits: release },
  evolve: {
    UnitsReleased: (state, { data }) => ({ ...state, released: { ...state.released, ...Object.fromEntries(data.units.map(({ union }): [string, true] => [union, true])) } }),
  },
};
