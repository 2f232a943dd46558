import { Type, type Static } from 'typebox';
import type { DeepReadonly } from '#kernel';
import { camelWord, closed, forms, fraction, Over, switchedOn, Upper } from './fields.js';

/** Where a title is recommended and accepted, lowest first. A union of an industry stands at the level of its territory. */
export const levels = ['unit', 'town', 'district', 'city', 'province', 'nation'] as const;
export const Level = Type.Enum([...levels]);
export type Level = (typeof levels)[number];

/** How many may be recommended at a level; where both are given, both hold. Zero is told as a contradiction. */
const Quota = Type.Object(
  {
    atMost: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    /** One in so many unions that held their evaluation, rounded down. */
    oneIn: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  },
  { ...closed, minProperties: 1 },
);
export type Quota = Static<typeof Quota>;

/** A rate that must be reached beside the endorsement. */
const Satisfaction = Type.Object({ subject: camelWord, upper: Upper, over: Over, atLeast: fraction }, closed);

/** What a title asks beside endorsement, score and the title before it: a closed vocabulary. All that is said must hold. */
export const Requires = Type.Object(
  {
    /** Members ÷ staff. */
    membershipRate: Type.Optional(Type.Object({ atLeast: fraction }, closed)),
    /** Further thresholds of the vote. */
    satisfaction: Type.Optional(Type.Array(Satisfaction, { minItems: 1, maxItems: 10 })),
    /** A title held so many years running: model for three, then pacesetter (标兵). */
    heldFor: Type.Optional(Type.Object({ title: camelWord, years: Type.Integer({ minimum: 1, maximum: 20 }) }, closed)),
    /** The members' body votes on applying. */
    applicationVote: Type.Optional(Type.Object({ atLeast: fraction, of: Type.Enum(['present', 'entitled']) }, closed)),
    partyOpinion: Type.Optional(switchedOn),
    /** Opinions of other departments, each a word of `words`. */
    departmentOpinions: Type.Optional(Type.Object({ from: Type.Array(camelWord, { minItems: 1, maxItems: 10 }) }, closed)),
    /** Public notice in the unit before it applies, in working days. */
    noticeInUnit: Type.Optional(Type.Object({ days: Type.Integer({ minimum: 1, maximum: 60 }) }, closed)),
    /** Any criterion at zero blocks this title. */
    noZero: Type.Optional(switchedOn),
    /** Least share of an item's points. */
    itemAtLeast: Type.Optional(Type.Array(Type.Object({ item: Type.String({ pattern: forms.itemId }), share: fraction }, closed), { minItems: 1, maxItems: 20 })),
    /** Least score by self-inspection, of 100. */
    selfScore: Type.Optional(Type.Object({ atLeast: Type.Integer({ minimum: 0, maximum: 100 }) }, closed)),
  },
  { ...closed, minProperties: 1 },
);
export type Requires = Static<typeof Requires>;

export const Title = Type.Object(
  {
    id: camelWord,
    /** The title that must be held before. */
    after: Type.Union([camelWord, Type.Null()]),
    /** Least endorsement to apply. */
    endorsement: fraction,
    /** Least acceptance score, of 100. */
    score: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Subject, grades and denominators of this title's endorsement; absent: the rule set's. */
    subject: Type.Optional(camelWord),
    upper: Type.Optional(Upper),
    over: Type.Optional(Over),
    requires: Type.Optional(Requires),
    /** Whose title it is. */
    level: Type.Optional(Level),
    /** Who accepts; absent: the next level above the union. */
    acceptedBy: Type.Optional(Level),
    /** Who recommends it upward, lowest first, and within which quota. */
    recommendedBy: Type.Optional(Type.Array(Type.Object({ level: Level, quota: Type.Optional(Quota) }, closed), { minItems: 1, maxItems: levels.length })),
    /** In the set, but nobody can apply for it. */
    off: Type.Optional(switchedOn),
  },
  closed,
);
export type Title = Static<typeof Title>;

/** Names of all that a title can require. */
export type RequirementKind = keyof Requires;

/** One requirement with its kind, as a rule judges it: lists are taken apart. */
export type Requirement = { [K in RequirementKind]-?: { readonly kind: K } & (NonNullable<Requires[K]> extends true ? unknown : NonNullable<Requires[K]> extends readonly (infer One)[] ? One : NonNullable<Requires[K]>) }[RequirementKind];

/** All that a title requires, one by one, in the order of the file. */
export const requirementsOf = ({ requires = {} }: Pick<DeepReadonly<Title>, 'requires'>): readonly DeepReadonly<Requirement>[] =>
  Object.entries(requires).flatMap(([kind, said]) => (Array.isArray(said) ? said : [said]).map((one: unknown) => ({ kind, ...(one === true ? {} : (one as object)) }) as DeepReadonly<Requirement>));

/** What a rule set says about endorsement where a title says nothing of its own. */
type Endorsement = { readonly subject: string; readonly upper: readonly string[]; readonly over: Readonly<Over> };

/** Subject, grades and denominators by which a title's endorsement is counted. */
export const endorsementRuleOf = ({ endorsement }: { readonly endorsement: Endorsement }, title: Pick<DeepReadonly<Title>, 'subject' | 'upper' | 'over'>): Endorsement => ({
  subject: title.subject ?? endorsement.subject,
  upper: title.upper ?? endorsement.upper,
  over: title.over ?? endorsement.over,
});

/** The least that a level may recommend, of so many unions that held their evaluation; nothing where it has no quota. */
export function quotaOf(quota: Quota | undefined, held: number): number | undefined {
  const limits = [quota?.atMost, quota?.oneIn === undefined || quota.oneIn === 0 ? undefined : Math.floor(held / quota.oneIn)].filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
}
