import { Type } from 'typebox';
import { grades, noticeStatuses, whyNotCodes } from '#reminders';

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

const Explanation = Type.Object({
  recipient: Type.String(),
  level: Type.Enum(['owner', 'party', 'superior', 'issuer']),
  told: Type.Boolean(),
  named: nullable(Type.Boolean({ description: 'Of one told: false where the notice only counts it.' })),
  because: nullable(Type.Enum([...whyNotCodes], { description: 'Why not.' })),
  notice: nullable(Type.String()),
  channel: nullable(Type.String()),
  until: nullable(day),
  since: nullable(day),
  text: Type.String({ description: 'In the language of Accept-Language.' }),
});
const NoticeExplanation = Type.Object({
  unit: Type.String(),
  unitName: Type.String(),
  campaign: Type.String(),
  step: Type.String(),
  stepText: Type.String(),
  on: day,
  things: Type.Array(
    Type.Object({
      key: Type.String({ description: 'Of one thing: a later round or another item is another.' }),
      dueOn: day,
      owed: Type.Boolean({ description: 'Still owed at the end of that day.' }),
      extended: Type.Boolean({ description: 'Its day was put off.' }),
      toldAs: nullable(Type.String({ description: 'Of one unit a notice names the longest overdue: the key of what stood for this.' })),
      levels: Type.Array(Explanation, { description: 'The lowest first.' }),
    }),
  ),
});

/** Answers to questions about notices. */
export const noticeSchemas = { Notice, NoticeExplanation, NoticePage: Type.Object({ notices: Type.Array(Notice), next: Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' })) }) } as const;

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
const level = { recipient: 'chair.market', level: 'owner', told: false, named: null, because: 'noContact', notice: null, channel: null, until: null, since: null, text: '工会主席：未提醒，没有联系方式' };
const explanation = {
  unit: 'union-market',
  unitName: '商圈联合工会',
  campaign: 'district2025',
  step: 'submitSelfInspection',
  stepText: '自查报告',
  on: '2025-12-22',
  things: [{ key: 'market.2025.1/submitSelfInspection', dueOn: '2025-10-31', owed: true, extended: false, toldAs: null, levels: [level, { ...level, recipient: 'federation.street', level: 'superior', told: true, named: true, because: null, notice: notice.id, channel: 'outbox', text: '上级工会：已提醒（站内消息）' }] }],
};
export const noticeExamples = { Notice: notice, NoticeExplanation: explanation, NoticePage: { notices: [notice] } } as const;
