import { Type, type TSchema } from 'typebox';
import type { Actor } from '#kernel';

const text = Type.String();

/** Who recorded something. */
export const actorFields: { readonly [K in keyof Actor]-?: TSchema } = {
  kind: Type.Enum(['person', 'process']),
  personId: Type.Optional(text),
  office: text,
  bodyId: text,
  onBehalfOf: Type.Optional(text),
  basis: Type.Optional(Type.String({ pattern: '^(telephone|letter|visit|sheet:[0-9a-f]{64})$', description: 'What an entry on behalf rests on.' })),
  appointment: Type.Optional(text),
  assurance: Type.Literal('unverified'),
};
