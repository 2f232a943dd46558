import { Type } from 'typebox';
import { applicationBlockCodes, gateRefusals } from '#evaluation';

const text = Type.String();
const sentence = Type.String({ description: 'In the language of Accept-Language.' });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const orNull = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()]);

const Block = Type.Object({ code: Type.Enum([...new Set([...applicationBlockCodes, ...gateRefusals])]), details: Type.Object({}, { description: 'The numbers behind the code.' }), text: sentence });

/** What the questions to one evaluation are answered with, by the names that the description uses. */
export const questionSchemas = {
  Application: Type.Object({
    id: text,
    today: day,
    titles: Type.Array(Type.Object({ title: text, titleText: sentence, after: orNull(text), mayApply: Type.Boolean(), text: sentence, blocks: Type.Array(Block) })),
  }),
} as const;
