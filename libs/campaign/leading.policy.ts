import type { Effect, Policy, StoredEvent } from '#kernel';
import type { ExemptionsDecided } from './exempting.js';
import type { DeadlinesExtended } from './extending.js';
import type { UnitsReleased } from './leaving.js';
import type { UnitsMigrated } from './migrating.js';

type Data<E extends { readonly data: unknown }> = StoredEvent<string, E['data']>;

/** A unit's evaluation of the year, as the call-up opened it. */
const evaluationOf = (unit: string, evaluatedYear: number, command: Effect['command']): Effect => ({ category: 'evaluation', id: `${unit}.${evaluatedYear}.1`, command });

/** What is decided for many units at once → done to the evaluation of each. */
export const leadUnits: Policy = {
  name: 'leadUnits',
  from: 'start',
  on: {
    UnitsReleased: ({ data: { evaluatedYear, releasedOn, units } }: Data<UnitsReleased>) =>
      units.map(({ union, reason }) => evaluationOf(union, evaluatedYear, { type: 'WithdrawEvaluation', data: { withdrawnOn: releasedOn, reason } })),
    UnitsMigrated: ({ data: { evaluatedYear, ruleSet, reason, units } }: Data<UnitsMigrated>) => units.map((unit) => evaluationOf(unit, evaluatedYear, { type: 'MigrateRules', data: { ruleSet, reason } })),
    DeadlinesExtended: ({ data: { evaluatedYear, due, until, reason, approvedOn, units } }: Data<DeadlinesExtended>) =>
      units.map((unit) => evaluationOf(unit, evaluatedYear, { type: 'ExtendDeadline', data: { due, until, reason, approvedOn } })),
    ExemptionsDecided: ({ data: { evaluatedYear, approved, decidedOn, reason = '', units } }: Data<ExemptionsDecided>) =>
      units.map((unit) =>
        evaluationOf(unit, evaluatedYear, approved ? { type: 'ApproveExemption', data: { approvedOn: decidedOn } } : { type: 'DeclineExemption', data: { declinedOn: decidedOn, reason } }),
      ),
  },
};
