import { Type } from 'typebox';
import { noticeStatuses, grades } from '#reminders';

const day = Type.String({ description: 'YYYY-MM-DD' });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) => Type.Union([one, Type.Null()]);

const Notice = Type.Object({
  id: Type.String({ description: 'recipient.campaign.YYYYMMDD, or the id of a call.' }),
  kind: Type.Enum(['notice', 'call']),
  recipient: Type.String({ description: '`chair.` or `party.` and a union, `federation.` and a federation.' }),
  campaign: Type.String(),
  federation: Type.String({ description: 'Whose campaign it is.' }),
  day,
  status: nullable(Type.Enum([...noticeStatuses])),
  grade: nullable(Type.Enum([...grades])),
  channel: nullable(Type.String()),
  attempts: Type.Integer({ minimum: 0 }),
  acknowledgedOn: nullable(day),
  willSubmitBy: nullable(day),
  due: Type.Integer({ minimum: 0, description: 'How many things it is about.' }),
  revision: Type.String(),
});

/** Answers to questions about notices. */
export const noticeSchemas = { Notice, NoticePage: Type.Object({ notices: Type.Array(Notice), next: Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' })) }) } as const;

const notice = {
  id: 'federation.street.district2025.20251222',
  kind: 'notice',
  recipient: 'federation.street',
  campaign: 'district2025',
  federation: 'district',
  day: '2025-12-22',
  status: 'delivered',
  grade: 'urge',
  channel: 'outbox',
  attempts: 1,
  acknowledgedOn: null,
  willSubmitBy: null,
  due: 9,
  revision: '2',
};
export const noticeExamples = { Notice: notice, NoticePage: { notices: [notice] } } as const;
