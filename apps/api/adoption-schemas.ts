import { Type } from 'typebox';
import { actorFields } from './actor-schema.js';

const text = Type.String();
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const aVersion = Type.Object({ id: text, version: Type.Integer() });
const orNothing = (schema: typeof text | typeof aVersion) => Type.Union([schema, Type.Null()]);

/** What `GET /v1/adoptions/{id}` answers. */
export const adoptionSchemas = {
  Adoption: Type.Object({
    id: text,
    federation: text,
    ruleSet: aVersion,
    adopted: Type.Union([Type.Object({ adoptedOn: day, own: orNothing(aVersion), documentNumber: orNothing(text) }), Type.Null()], { description: 'What stands; null: it is void.' }),
    events: Type.Array(
      Type.Object({
        revision: text,
        position: text,
        event: text,
        text: Type.String({ description: 'What happened, as a sentence in the language of Accept-Language.' }),
        recordedAt: Type.String({ format: 'date-time' }),
        by: Type.Object(actorFields),
        data: Type.Object({}, { description: 'As the event catalogue says. `due` and `late` are those of the recording: lists judge the day anew for each campaign.' }),
      }),
    ),
    revision: text,
  }),
} as const;
