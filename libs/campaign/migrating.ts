import { Type } from 'typebox';
import { eventType, idPart, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Step } from '#kernel';
import { ruleSetKey, type RuleSet } from '#rules';
import { maxUnitsCalledUp } from './calling-up.js';
import { aboutUnits, leaderRefused, type LeadingRefusal } from './leading.js';
import { EvaluatedYear } from './opening.js';
import { isCalledUp, type CampaignState } from './state.js';

/** Units of a round move to another rule set (变更评议办法): a newer one, or a stricter one that a federation above them adopted after the call-up. A policy migrates the evaluation of each. */
export type MigrateUnits = Command<'MigrateUnits', { readonly ruleSet: { readonly id: string; readonly version: number }; readonly units: readonly string[]; readonly reason: string }>;

const id = Type.String({ pattern: idPart.source });

export const UnitsMigrated = eventType(
  'UnitsMigrated',
  Type.Object(
    {
      evaluatedYear: EvaluatedYear,
      ruleSet: Type.Object({ id, version: Type.Integer({ minimum: 1, maximum: 999 }) }, { additionalProperties: false }),
      reason: Type.String({ minLength: 1, maxLength: 2_000 }),
      units: Type.Array(id, { minItems: 1, maxItems: maxUnitsCalledUp }),
    },
    { additionalProperties: false },
  ),
);
export type UnitsMigrated = EventOf<typeof UnitsMigrated>;

export type MigratingRefusal = LeadingRefusal | 'rule-set-unknown' | 'unit-not-called-up' | 'unit-already-released';
/** The version that they move to. */
export type MigratingFacts = { readonly nextRuleSet?: RuleSet };

function migrate(command: MigrateUnits, state: DeepReadonly<CampaignState>, { nextRuleSet }: DeepReadonly<MigratingFacts>): Decision<UnitsMigrated, MigratingRefusal> {
  const { ruleSet, units, reason } = command.data;
  const no =
    leaderRefused(command, state) ??
    aboutUnits.list(units) ??
    aboutUnits.naming('unit-not-called-up', units.filter((unit) => !isCalledUp(state, unit))) ??
    aboutUnits.naming('unit-already-released', units.filter((unit) => Object.hasOwn(state.released, unit)));
  if (no !== undefined || state.opened === null) return no ?? refuse('campaign-not-open');
  if (nextRuleSet === undefined) return refuse('rule-set-unknown', { ruleSet: ruleSetKey(ruleSet) });
  return [UnitsMigrated.of({ evaluatedYear: state.opened.evaluatedYear, ruleSet: { ...ruleSet }, reason, units: [...units] })];
}

export const migrating: Step<MigrateUnits, UnitsMigrated, CampaignState, MigratingFacts, MigratingRefusal> = {
  needs: { MigrateUnits: ({ data }) => ({ nextRuleSet: { fact: 'ruleSet', of: ruleSetKey(data.ruleSet) } }) },
  decide: { MigrateUnits: migrate },
  evolve: { UnitsMigrated: (state) => state },
};
