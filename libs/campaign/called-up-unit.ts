import { Type, type Static } from 'typebox';
import { idPart, type DeepReadonly } from '#kernel';
import { foundedSince, maxMembers, maxPath, maxUnits, unionClasses, type Union } from '#register';
import { SizeBand, sizeBandOf, type Held, type RuleSet } from '#rules';

const id = Type.String({ pattern: idPart.source });

export const CalledUpUnit = Type.Object(
  {
    id,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    class: Type.Enum([...unionClasses]),
    superior: id,
    /** All federations above on the day of the call-up: a later re-organisation changes no old report. */
    path: Type.Array(id, { minItems: 1, maxItems: maxPath }),
    /** Units a joint union covers. */
    units: Type.Optional(Type.Integer({ minimum: 1, maximum: maxUnits })),
    /** Its first year: what asks about the year before does not apply. Absent: it is not. */
    firstYear: Type.Optional(Type.Boolean()),
    /** 补评, counted apart. Absent: it is not. */
    makeUp: Type.Optional(Type.Boolean()),
    /** As the register had it; absent: not known. */
    foundedOn: Type.Optional(Type.String({ maxLength: 10 })),
    members: Type.Optional(Type.Integer({ minimum: 0, maximum: maxMembers })),
    /** Called up because it seeks a title. Absent: it is not. */
    forTitle: Type.Optional(Type.Boolean()),
    /** As the register had them; absent: not known. */
    industry: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' })),
    staff: Type.Optional(Type.Integer({ minimum: 0, maximum: maxMembers })),
    /** The band of the rule set's that its members put it in; absent: no bands, or members not known. */
    sizeBand: Type.Optional(SizeBand),
    /** The stricter rule set that a federation above holds it to; absent: that of the round. */
    ruleSet: Type.Optional(Type.Object({ id, version: Type.Integer({ minimum: 1, maximum: 999 }) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export type CalledUpUnit = Static<typeof CalledUpUnit>;

/** What the register knows of a union that may be called up. */
export type CallableUnion = Union & { readonly industry?: string; readonly staff?: number; readonly held?: Held };

type Called = { readonly firstYear?: readonly string[]; readonly makeUp?: boolean; readonly forTitle?: boolean; readonly evaluatedYear: number; readonly ruleSet: DeepReadonly<RuleSet> | undefined };

/** A unit as it is called up: what the register has of it that day; none of what it does not know. */
export function calledUpUnit(id: string, union: DeepReadonly<CallableUnion> | undefined, { evaluatedYear, ruleSet, firstYear = [], makeUp = false, forTitle = false }: Called): CalledUpUnit[] {
  if (union === undefined) return [];
  const { name, superior, path, units, foundedOn, members, industry, staff, held } = union;
  const sizeBand = ruleSet === undefined ? undefined : sizeBandOf(ruleSet, members);
  const isFirst = firstYear.includes(id) || foundedSince(union, evaluatedYear);
  return [
    {
      id,
      name,
      class: union.class,
      superior,
      path: [...path],
      ...(units === undefined ? {} : { units }),
      ...(isFirst ? { firstYear: true } : {}),
      ...(makeUp ? { makeUp: true } : {}),
      ...(foundedOn === undefined ? {} : { foundedOn }),
      ...(members === undefined ? {} : { members }),
      ...(forTitle ? { forTitle: true } : {}),
      ...(industry === undefined ? {} : { industry }),
      ...(staff === undefined ? {} : { staff }),
      ...(sizeBand === undefined ? {} : { sizeBand }),
      ...(held === undefined ? {} : { ruleSet: { id: held.ruleSet.id, version: held.ruleSet.version } }),
    },
  ];
}
