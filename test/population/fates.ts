import type { Chance } from '#kernel/testing';
import type { UnionClass } from './tree.js';
import type { UnionSeed } from './unions.js';

/** How far a union comes in its year. */
export const reaches = ['nothing', 'plan', 'inspected', 'reviewed', 'published', 'reported', 'filed', 'closed'] as const;
export type Reach = (typeof reaches)[number];

export type Fate = {
  readonly reach: Reach;
  /** Days after the usual day on which it does things; beyond some thirty they are late. */
  readonly slowBy: number;
  /** Of a hundred ballots for the Home, how many in the upper two grades. */
  readonly upper: number;
  /** A first round below the threshold is put right, and a second one held. */
  readonly secondRound: boolean;
  /** The officer of the superior records for it, by telephone. */
  readonly onBehalf: boolean;
  readonly items: number;
  readonly applies: boolean;
};

/** How readily a class does its duty: institutions are good, small private firms weak (the report on Meilan says so). */
const readiness: Readonly<Record<UnionClass, number>> = { government: 1.5, publicInstitution: 1.7, stateFirm: 1.1, socialOrganisation: 0.1, jointUnion: 0, privateFirm: -0.6 };
const smallUnion = 25;

/** Nobody below it; of those that hold the evaluation, how far they come. */
const afterHolding: Readonly<Record<'published' | 'reported' | 'filed' | 'closed', number>> = { published: 8, reported: 12, filed: 30, closed: 50 };
const withoutHolding: Readonly<Record<'nothing' | 'plan' | 'inspected' | 'reviewed', number>> = { nothing: 38, plan: 34, inspected: 20, reviewed: 8 };

/**
 * The fate of every union, in their order. Exactly `holding` of them hold the evaluation: those readiest for it, chance
 * having its say.
 */
export function fatesOf(unions: readonly UnionSeed[], holding: number, chance: Chance): readonly Fate[] {
  const drive = unions.map(({ data }) => readiness[data.class] + (data.members < smallUnion ? -0.5 : 0) + chance.normal() * 0.8);
  const readiest = new Set(drive.map((_, index) => index).toSorted((a, b) => (drive[b] ?? 0) - (drive[a] ?? 0) || a - b).slice(0, holding));
  return unions.map(({ data }, index) => fate(data.class, readiest.has(index), chance));
}

function fate(unionClass: UnionClass, holds: boolean, chance: Chance): Fate {
  const reach = holds ? chance.weighted(afterHolding) : chance.weighted(withoutHolding);
  const below = chance.percent(3);
  return {
    reach,
    slowBy: Math.max(0, Math.round(chance.normal() * 14 + (holds ? 2 : 18))),
    // Results cluster at 92 to 100 %, a few fall below the threshold.
    upper: below ? chance.whole(62, 79) : Math.min(100, Math.round(97 + chance.normal() * 2.2)),
    secondRound: chance.percent(70),
    onBehalf: chance.percent(unionClass === 'privateFirm' || unionClass === 'jointUnion' ? 22 : 4),
    items: chance.percent(35) ? chance.whole(1, 3) : 0,
    applies: chance.percent(8),
  };
}
