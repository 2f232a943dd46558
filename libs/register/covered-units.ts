import { Type, type Static } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type PartialDate } from '#kernel';
import { patchedOn } from './dated.js';
import { maxEntries, CoveredUnitEntry } from './entries.js';
import { closed, date, id, reason } from './fields.js';
import { cannotAdd, cannotEnd, ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';
import type { Profile, UnionState } from './union-state.js';

export type AddCoveredUnits = Command<
  'AddCoveredUnits',
  {
    readonly units: readonly DeepReadonly<Static<typeof CoveredUnitEntry>>[];
    /** From now on the list says how many there are, though that many were known otherwise: without this, a first list that is shorter is refused. */
    readonly listCounts?: boolean;
  }
>;
export type RemoveCoveredUnit = Command<'RemoveCoveredUnit', { readonly unit: string; readonly leftOn: PartialDate; readonly reason?: string }>;

export const CoveredUnitsAdded = eventType('CoveredUnitsAdded', Type.Object({ units: Type.Array(CoveredUnitEntry, { minItems: 1, maxItems: maxEntries }) }, closed));
export const CoveredUnitRemoved = eventType('CoveredUnitRemoved', Type.Object({ unit: id, leftOn: date, reason: Type.Optional(reason) }, closed));
export const coveredUnitEvents = [CoveredUnitsAdded, CoveredUnitRemoved] as const;
type Event = EventOf<(typeof coveredUnitEvents)[number]>;

export type CoveredUnitRefusal = EntryRefusal | 'covers-no-units' | 'fewer-units-than-known';

export const coveredUnitRules = {
  AddCoveredUnits: ofUnion<AddCoveredUnits, object, CoveredUnitRefusal>((command, union) => {
    const { units, listCounts = false } = command.data;
    const { class: kind, units: known = 0 } = patchedOn<Profile>(union.profile as UnionState['profile']);
    if (kind !== 'jointUnion') return refuse('covers-no-units', { class: kind ?? null });
    if (units.length === 0) return [];
    const no = wrongDates(command, union, ...units.map(({ joinedOn }) => ({ field: 'joinedOn', date: joinedOn }))) ?? cannotAdd('coveredUnit', union.coveredUnits.map(({ unit }) => unit), units.map(({ unit }) => unit));
    if (no !== undefined) return no;
    // The first list takes the place of the number that the union came with: one that is shorter would lower it unasked.
    if (!listCounts && union.coveredUnits.length === 0 && units.length < (known ?? 0)) return refuse('fewer-units-than-known', { listed: units.length, known });
    return [CoveredUnitsAdded.of({ units: [...units] })];
  }),
  RemoveCoveredUnit: ofUnion<RemoveCoveredUnit, object, CoveredUnitRefusal>((command, union) => {
    const { unit, leftOn } = command.data;
    const found = union.coveredUnits.find((one) => one.unit === unit);
    const no = wrongDates(command, union, { field: 'leftOn', date: leftOn }) ?? cannotEnd({ what: 'coveredUnit', entry: unit, on: leftOn }, found && { from: found.joinedOn, until: found.leftOn });
    return no ?? [CoveredUnitRemoved.of(command.data)];
  }),
};

export const coveredUnitConsequences = {
  CoveredUnitsAdded: (union: Known | undefined, { data }: Extract<Event, { type: 'CoveredUnitsAdded' }>): Known | undefined =>
    union === undefined ? union : { ...union, coveredUnits: [...union.coveredUnits, ...data.units] },
  CoveredUnitRemoved: (union: Known | undefined, { data }: Extract<Event, { type: 'CoveredUnitRemoved' }>): Known | undefined =>
    union === undefined ? union : { ...union, coveredUnits: union.coveredUnits.map((one) => (one.unit === data.unit ? { ...one, leftOn: data.leftOn } : one)) },
};
