import { Type } from 'typebox';
import { eventType, type EventOf } from '#kernel';
import { grades } from './due.js';
import { closed, day, id, instant, maxCounted, maxNoticeItems, RecipientField, rowKey, streamId, word } from './notice-fields.js';

/** What one line of a notice refers to; names are resolved when it is sent. */
const NoticeItemField = Type.Object({ key: rowKey, evaluation: Type.Optional(streamId), duty: Type.Optional(streamId), step: word, dueOn: day }, closed);

const counted = Type.Integer({ minimum: 0, maximum: 10_000_000 });

export const NoticeIssued = eventType(
  'NoticeIssued',
  Type.Object(
    {
      recipient: RecipientField,
      campaign: id,
      /** Whose campaign it is. */
      federation: id,
      day,
      /** Not sent before; within a sending window. */
      notBefore: instant,
      /** The circular is proposed to a person, not sent. */
      grade: Type.Enum(grades.filter((grade) => grade !== 'circulate')),
      /** 第几次. */
      nth: Type.Integer({ minimum: 1, maximum: 10_000 }),
      /** Federations in whose totals it counts. */
      counted: Type.Array(id, { maxItems: maxCounted }),
      /** The longest overdue first. */
      items: Type.Array(NoticeItemField, { minItems: 1, maxItems: maxNoticeItems }),
      /** How many there are in all. */
      due: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
      /** What the figures of the message count beyond `items`; absent where all are named. Notices from before these two were told apart count as `overdue` what a federation is to do. */
      beyond: Type.Optional(Type.Object({ overdue: counted, dueSoon: counted, itemsOverdue: counted, ownOverdue: Type.Optional(counted), belowOverdue: Type.Optional(counted) }, closed)),
    },
    closed,
  ),
);
export type NoticeIssued = EventOf<typeof NoticeIssued>;
export type NoticeItem = NoticeIssued['data']['items'][number];
