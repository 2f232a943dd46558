import { Type, type Static } from 'typebox';
import { idPart, refuse, type DeepReadonly, type Need, type Refusal } from '#kernel';
import { unionClasses } from '#register';
import { SizeBand, sizeBandOf, sizeBandsOf, type RuleSet } from '#rules';

const id = Type.String({ pattern: idPart.source });

/** The most unions that a campaign leaves out by name; a kind of union is left out by class, size or subtree. */
export const maxExclusions = 500;
/** The most federations that a campaign is limited to. */
export const maxSubtrees = 100;

/** Whom a campaign is for: a union that fits all that is said. Nothing said: all below its federation. */
export const Scope = Type.Object(
  {
    classes: Type.Optional(Type.Array(Type.Enum([...unionClasses]), { minItems: 1, maxItems: unionClasses.length })),
    /** Bands of the rule set, as `0-24`; a union whose size nobody knows is in none. */
    sizes: Type.Optional(Type.Array(SizeBand, { minItems: 1, maxItems: 11 })),
    /** Below any of these federations. */
    subtree: Type.Optional(Type.Array(id, { minItems: 1, maxItems: maxSubtrees })),
    /** Unions left out though they would fit, each with the reason. */
    exclusions: Type.Optional(Type.Array(Type.Object({ union: id, reason: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }), { minItems: 1, maxItems: maxExclusions })),
  },
  { additionalProperties: false },
);
export type Scope = Static<typeof Scope>;

/** What a scope asks about a union. */
export type Scoped = { readonly id: string; readonly class: string; readonly path: readonly string[]; readonly members?: number };

/** By what a union is outside of a scope; nothing where it is inside. Exclusions are named first: they bear a reason. */
export function outsideBy(scope: DeepReadonly<Scope> | undefined, union: Scoped, ruleSet: DeepReadonly<RuleSet>): 'exclusion' | 'class' | 'subtree' | 'size' | undefined {
  if (scope === undefined) return undefined;
  const { classes, sizes, subtree, exclusions = [] } = scope;
  if (exclusions.some((excluded) => excluded.union === union.id)) return 'exclusion';
  if (classes !== undefined && !(classes as readonly string[]).includes(union.class)) return 'class';
  if (subtree !== undefined && !subtree.some((federation) => union.path.includes(federation))) return 'subtree';
  return sizes !== undefined && !sizes.includes(sizeBandOf(ruleSet, union.members) ?? '') ? 'size' : undefined;
}

/** Sizes are those of the rule set, and a union is left out once. */
export function scopeRefused(scope: DeepReadonly<Scope> | undefined, ruleSet: DeepReadonly<RuleSet>): Refusal<'size-band-unknown' | 'unit-twice'> | undefined {
  const bands = sizeBandsOf(ruleSet);
  const unknown = scope?.sizes?.find((size) => !bands.includes(size));
  if (unknown !== undefined) return refuse('size-band-unknown', { size: unknown, bands: [...bands] });
  const unions = (scope?.exclusions ?? []).map(({ union }) => union);
  const twice = unions.filter((union, index) => unions.indexOf(union) < index);
  return twice.length === 0 ? undefined : refuse('unit-twice', { units: twice.slice(0, 20), count: twice.length });
}

/** Of what a scope names: known to the register, or not. */
export type ScopeFacts = { readonly [key: `subtree:${string}` | `excluded:${string}`]: object | undefined };

/** What the register is asked about a scope: a fact for every federation and every union that it names. */
export const scopeNeeds = ({ subtree = [], exclusions = [] }: DeepReadonly<Scope> = {}): { readonly [key: string]: Need } =>
  Object.fromEntries([...subtree.map((id) => [`subtree:${id}`, { fact: 'federation', of: id }] as const), ...exclusions.map(({ union }) => [`excluded:${union}`, { fact: 'union', of: union }] as const)]);

/** The most unknown names that a refusal tells. */
const maxNamed = 20;

/** Who is named is registered: a slip of the pen would leave the campaign without unions, or leave nobody out. All are told, by field. */
export function unknownRefused({ subtree = [], exclusions = [] }: DeepReadonly<Scope> = {}, facts: DeepReadonly<ScopeFacts>): Refusal<'federation-unknown' | 'union-unknown'> | undefined {
  const federations = subtree.flatMap((federation, index) => (facts[`subtree:${federation}`] === undefined ? [{ code: 'federation-unknown' as const, field: `scope/subtree/${index}`, federation }] : []));
  const unions = exclusions.flatMap(({ union }, index) => (facts[`excluded:${union}`] === undefined ? [{ code: 'union-unknown' as const, field: `scope/exclusions/${index}/union`, union }] : []));
  const all = [...federations, ...unions];
  const [first] = all;
  if (first === undefined) return undefined;
  const { code, field: _, ...named } = first;
  return refuse(code, { ...named, count: all.length, faults: all.slice(0, maxNamed) });
}
