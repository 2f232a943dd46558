import { Type } from 'typebox';
import { certainlyAfter, eventType, idPart, isPartialDate, refuse, type Command, type Decider, type EventOf, type PartialDate, type PlainDate } from '#kernel';
import { askFor, factOf, maxPath, pathAbove, superiorsOf, type FederationFacts } from './path.js';

/** Kinds of unions that boards tell apart. */
export const unionClasses = ['government', 'publicInstitution', 'stateFirm', 'privateFirm', 'socialOrganisation', 'jointUnion'] as const;
export type UnionClass = (typeof unionClasses)[number];

/** Makes a union known below the federation it reports to. */
export type RegisterUnion = Command<
  'RegisterUnion',
  {
    readonly name: string;
    readonly class: UnionClass;
    /** The one federation it reports to. */
    readonly superior: string;
    /** Units that a joint union covers. */
    readonly units?: number;
    readonly foundedOn?: PartialDate;
  }
>;

/** The most units one joint union covers. */
export const maxUnits = 10_000;

const id = Type.String({ pattern: idPart.source });

export const UnionRegistered = eventType(
  'UnionRegistered',
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      class: Type.Enum([...unionClasses]),
      superior: id,
      /** All federations above, through both lines, each once, the superior first. */
      path: Type.Array(id, { minItems: 1, maxItems: maxPath }),
      units: Type.Optional(Type.Integer({ minimum: 1, maximum: maxUnits })),
      foundedOn: Type.Optional(Type.String({ maxLength: 10 })),
    },
    { additionalProperties: false },
  ),
);
export type UnionRegistered = EventOf<typeof UnionRegistered>;

export type UnionRefusal = 'already-registered' | 'superior-unknown' | 'path-too-long' | 'units-missing' | 'units-only-for-joint-union' | 'units-out-of-range' | 'date-impossible';

/** A union as registered; what the fact `union` gives. `closedOn` is set once the register can close one (W3). */
export type Union = UnionRegistered['data'] & { readonly closedOn?: PlainDate };

/** True where a union was certainly founded in that year or later: there is no year before to ask it about. */
export const foundedSince = ({ foundedOn }: Pick<Union, 'foundedOn'>, year: number): boolean => foundedOn !== undefined && certainlyAfter(foundedOn, `${year - 1}-12-31`);

/** Category `union`. */
export const unionDecider: Decider<RegisterUnion, UnionRegistered, Union | undefined, FederationFacts, UnionRefusal> = {
  category: 'union',
  initial: undefined,
  needs: ({ data }, registered) => (registered !== undefined ? {} : askFor([data.superior])),
  decide: {
    RegisterUnion: ({ data }, registered, facts) => {
      if (registered !== undefined) return refuse('already-registered', { name: registered.name });
      const no = aboutUnits(data) ?? aboutFounding(data.foundedOn);
      if (no !== undefined) return no;
      if (factOf(facts, data.superior) === undefined) return refuse('superior-unknown', { superior: data.superior });
      const path = pathAbove(superiorsOf(facts, [data.superior]));
      if (path.length > maxPath) return refuse('path-too-long', { federations: path.length, allowed: maxPath });
      return [UnionRegistered.of({ ...data, path: [...path] })];
    },
  },
  evolve: {
    UnionRegistered: (_, { data }) => data,
  },
};

/** Coverage counts units beside unions: a joint union must say how many it covers, no other may. */
function aboutUnits({ class: kind, units }: RegisterUnion['data']) {
  if (kind !== 'jointUnion') return units === undefined ? undefined : refuse('units-only-for-joint-union', { class: kind, units });
  if (units === undefined) return refuse('units-missing');
  return Number.isInteger(units) && units >= 1 && units <= maxUnits ? undefined : refuse('units-out-of-range', { units, least: 1, most: maxUnits });
}

const aboutFounding = (date: PartialDate | undefined) => (date === undefined || isPartialDate(date) ? undefined : refuse('date-impossible', { field: 'foundedOn', date }));
