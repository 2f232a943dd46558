import { Type, type TSchema } from 'typebox';
import type { Node } from '#platform';

/** A schema for every field, or the compiler says which is missing. */
type Fields<T> = { readonly [K in keyof T]-?: TSchema };
type Message = Awaited<ReturnType<Node['outbox']['page']>>['messages'][number];

const text = Type.String();

const messageFields: Fields<Message> = {
  noticeId: Type.String({ description: 'Recipient, campaign and day.' }),
  attempt: Type.Integer({ minimum: 1 }),
  idempotencyKey: Type.String({ description: 'The same for every attempt of the notice; the outbox keeps the first.' }),
  recipient: Type.Object({ id: text, address: text }),
  subject: text,
  text,
  markdown: text,
  html: text,
  parameters: Type.Record(Type.String(), text, { description: 'What fills an approved wording of a text message.' }),
  language: Type.Enum(['zh-CN', 'en']),
  storedAt: Type.String({ format: 'date-time' }),
};

/** What the outbox answers. */
export const outboxSchemas = {
  OutboxPage: Type.Object({ messages: Type.Array(Type.Object(messageFields)), next: Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' })) }),
} as const;

const subject = '会员评家催报通知（第2次）';
export const outboxExamples: { readonly [A in keyof typeof outboxSchemas]: object } = {
  OutboxPage: {
    messages: [
      {
        noticeId: 'federation.street.district_2025.20251222',
        attempt: 1,
        idempotencyKey: 'federation.street.district_2025.20251222/outbox',
        recipient: { id: 'federation.street', address: 'outbox' },
        subject,
        text: `${subject}：逾期未上报9家。`,
        markdown: `## ${subject}`,
        html: `<h2>${subject}</h2>`,
        parameters: { year: '2025', late: '9' },
        language: 'zh-CN',
        storedAt: '2025-12-22T01:00:00.000Z',
      },
    ],
    next: '20251222/federation.street.district_2025.20251222.0f9a1b2c3d4e5f60.json',
  },
};
