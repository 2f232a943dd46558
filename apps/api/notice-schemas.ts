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
  sentAt: nullable(Type.String({ format: 'date-time', description: 'When it was recorded that it arrived, by the end of that day.' })),
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

const instant = Type.String({ format: 'date-time' });
const SendingPlan = Type.Object({
  at: instant,
  waiting: Type.Integer({ minimum: 0, description: 'Notices that wait to be sent.' }),
  more: Type.Boolean({ description: 'There are more than are planned at once: the first are.' }),
  forAPerson: Type.Integer({ minimum: 0, description: 'Beside these, notices in doubt: a person settles them, and nothing leaves by itself.' }),
  lastAt: nullable(instant),
  left: Type.Integer({ minimum: 0, description: 'Messages that find no room within 60 days.' }),
  channels: Type.Array(
    Type.Object({
      channel: Type.String(),
      channelText: Type.String({ description: 'In the language of Accept-Language.' }),
      quota: nullable(Type.Object({ per: Type.Enum(['minute', 'day']), count: Type.Integer({ minimum: 1 }) }, { description: 'Of one address: a robot, a number.' })),
      addresses: Type.Integer({ minimum: 1 }),
      messages: Type.Integer({ minimum: 1 }),
      lastAt: nullable(instant),
      left: Type.Integer({ minimum: 0 }),
      minutes: Type.Array(Type.Object({ at: instant, messages: Type.Integer({ minimum: 1 }) }), { description: 'The first 200 minutes in which messages leave.' }),
    }),
  ),
  notices: Type.Array(Type.Object({ notice: Type.String(), recipient: Type.String(), channel: Type.String(), leavesAt: nullable(instant) }), { description: 'In the order in which they leave, the first `limit`.' }),
});

const Reminded = Type.Object({
  at: instant,
  issued: Type.Integer({ minimum: 0, description: 'Notices, one a recipient a campaign a day.' }),
  delivered: Type.Integer({ minimum: 0, description: 'Of these and of those that waited: how many went out.' }),
});

/** Answers to questions about notices. */
export const noticeSchemas = { SendingPlan, Reminded, Notice, NoticeExplanation, NoticePage: Type.Object({ notices: Type.Array(Notice), next: Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' })) }) } as const;

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
const level = { recipient: 'chair.market', level: 'owner', told: false, named: null, because: 'noContact', notice: null, channel: null, sentAt: null, until: null, since: null, text: '工会主席：未提醒，没有联系方式' };
const explanation = {
  unit: 'union-market',
  unitName: '商圈联合工会',
  campaign: 'district2025',
  step: 'submitSelfInspection',
  stepText: '自查报告',
  on: '2025-12-22',
  things: [{ key: 'market.2025.1/submitSelfInspection', dueOn: '2025-10-31', owed: true, extended: false, toldAs: null, levels: [level, { ...level, recipient: 'federation.street', level: 'superior', told: true, named: true, because: null, notice: notice.id, channel: 'outbox', sentAt: '2025-12-22T01:00:02.000Z', text: '上级工会：9:00已提醒（站内消息）' }] }],
};
const [at, leavesAt] = ['2025-12-22T01:00:00.000Z', '2025-12-22T01:01:00.000Z'];
const plan = {
  at,
  waiting: 21,
  more: false,
  forAPerson: 0,
  lastAt: leavesAt,
  left: 0,
  channels: [{ channel: 'wecom', channelText: '企业微信', quota: { per: 'minute', count: 20 }, addresses: 1, messages: 21, lastAt: leavesAt, left: 0, minutes: [{ at, messages: 20 }, { at: leavesAt, messages: 1 }] }],
  notices: [{ notice: notice.id, recipient: notice.recipient, channel: 'wecom', leavesAt: at }],
};
export const noticeExamples = { SendingPlan: plan, Reminded: { at, issued: 10, delivered: 10 }, Notice: notice, NoticeExplanation: explanation, NoticePage: { notices: [notice] } } as const;
