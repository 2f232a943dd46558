import { Type } from 'typebox';
import { eventType, idPart, refuse, type Command, type Decider, type DeepReadonly, type EventOf } from '#kernel';
import { askFor, factOf, maxPath, pathAbove, superiorsOf, type FederationFacts } from './path.js';

/** The two lines of superiors: by place, or by trade. */
export const lines = ['territorial', 'industrial'] as const;
export const levels = ['nation', 'province', 'city', 'district', 'town'] as const;

/** Makes a federation known; its superiors must be known already, so a ring of superiors cannot come about. */
export type RegisterFederation = Command<
  'RegisterFederation',
  { readonly name: string; readonly line: (typeof lines)[number]; readonly superiors: readonly string[]; readonly level?: (typeof levels)[number] }
>;

/** The most superiors a federation reports to directly. */
export const maxSuperiors = 10;

const id = Type.String({ pattern: idPart.source });

export const FederationRegistered = eventType(
  'FederationRegistered',
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      line: Type.Enum([...lines]),
      superiors: Type.Array(id, { maxItems: maxSuperiors }),
      /** All federations above, through both lines, each once, the nearest first. */
      path: Type.Array(id, { maxItems: maxPath }),
      level: Type.Optional(Type.Enum([...levels])),
    },
    { additionalProperties: false },
  ),
);
export type FederationRegistered = EventOf<typeof FederationRegistered>;

export type FederationRefusal = 'already-registered' | 'superior-unknown' | 'superior-twice' | 'superiors-too-many' | 'path-too-long';

/** A federation as registered; what the fact `federation` gives. */
export type Federation = FederationRegistered['data'];

/** What a federation's stream is folded into. */
export type FederationState = Federation;

/** A federation as it stands today; what is not known is null. */
export type FederationNow = Pick<Federation, 'name' | 'line'> & { readonly superiors: readonly string[]; readonly level: (typeof levels)[number] | null };

export const federationNow = ({ name, line, superiors, level }: DeepReadonly<FederationState>): FederationNow => ({ name, line, superiors, level: level ?? null });

/** Category `federation`. */
export const federationDecider: Decider<RegisterFederation, FederationRegistered, Federation | undefined, FederationFacts, FederationRefusal> = {
  category: 'federation',
  initial: undefined,
  needs: ({ data }, registered) => (registered !== undefined || data.superiors.length > maxSuperiors ? {} : askFor(data.superiors)),
  decide: {
    RegisterFederation: ({ data }, registered, facts) => {
      if (registered !== undefined) return refuse('already-registered', { name: registered.name });
      const { superiors } = data;
      if (superiors.length > maxSuperiors) return refuse('superiors-too-many', { superiors: superiors.length, allowed: maxSuperiors });
      const twice = superiors.find((superior, index) => superiors.indexOf(superior) < index);
      if (twice !== undefined) return refuse('superior-twice', { superior: twice });
      const unknown = superiors.find((superior) => factOf(facts, superior) === undefined);
      if (unknown !== undefined) return refuse('superior-unknown', { superior: unknown });
      const path = pathAbove(superiorsOf(facts, superiors));
      if (path.length > maxPath) return refuse('path-too-long', { federations: path.length, allowed: maxPath });
      return [FederationRegistered.of({ ...data, superiors: [...superiors], path: [...path] })];
    },
  },
  evolve: {
    FederationRegistered: (_, { data }) => data,
  },
};
