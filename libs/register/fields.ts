import { Type } from 'typebox';
import { idPart } from '#kernel';

/** Fields that events of the register are made of. */
export const id = Type.String({ pattern: idPart.source });
/** A day, or only its month or year. */
export const date = Type.String({ minLength: 4, maxLength: 10 });
export const name = Type.String({ minLength: 1, maxLength: 200 });
export const reason = Type.String({ minLength: 1, maxLength: 2_000 });
export const closed = { additionalProperties: false } as const;
/** A word of a closed or open list, as `officeBuilding`. */
export const word = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' });

/** Languages that messages are written in. */
export const readerLanguages = ['zh-CN', 'en'] as const;
export type ReaderLanguage = (typeof readerLanguages)[number];
export const language = Type.Enum([...readerLanguages]);
