import { Type } from 'typebox';
import { idPart } from '#kernel';
import { recipientKinds } from './recipient.js';

/** Pieces that the schemas of notices are made of. */
export const closed = { additionalProperties: false } as const;
export const id = Type.String({ pattern: idPart.source });
export const streamId = Type.String({ maxLength: 200, pattern: '^[a-z0-9][a-z0-9_]{0,31}(\\.[a-z0-9][a-z0-9_]{0,31}){0,5}$' });
export const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
export const instant = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{3})?Z$' });
export const word = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' });
/** Of a row: the evaluation or duty, the step, perhaps the item. */
export const rowKey = Type.String({ minLength: 1, maxLength: 250 });
/** Name of a channel, as its adapter has it. */
export const channel = Type.String({ pattern: '^[a-z][a-z0-9]{1,15}$' });
export const RecipientField = Type.Object({ kind: Type.Enum([...recipientKinds]), id }, closed);

/** The most lines a notice refers to; it says how many there are in all. */
export const maxNoticeItems = 500;
/** The most federations whose totals one notice counts for. */
export const maxCounted = 20;
/** The most attempts at one notice, over all channels. */
export const maxDeliveryAttempts = 30;
export const attemptNumber = Type.Integer({ minimum: 1, maximum: maxDeliveryAttempts });
export const rowKeys = Type.Array(rowKey, { minItems: 1, maxItems: maxNoticeItems });
