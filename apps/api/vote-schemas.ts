import { Type, type TSchema } from 'typebox';
import { withheldReasons } from '#evaluation';

const text = Type.String();
const sentence = Type.String({ description: 'In the language of Accept-Language.' });
const date = Type.String({ description: 'A day, or only the month or year of it.' });
const count = Type.Integer({ minimum: 0 });
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);
const withheld = { withheld: orNull(Type.Enum([...withheldReasons])), withheldText: orNull(sentence) };

const Rate = Type.Object({
  n: count,
  m: count,
  of: Type.Enum(['entitled', 'present', 'issued', 'returned', 'valid', 'staff']),
  ofText: sentence,
  formula: text,
  formulaText: sentence,
  percent: orNull(Type.String({ pattern: '^\\d+\\.\\d$', description: 'One decimal, never rounded up to a whole per cent.' })),
  text: orNull(sentence),
});
const Turnout = Type.Object({ entitled: count, present: count, issued: count, returned: count });
const byWord = (schema: TSchema) => Type.Record(Type.String(), schema);
const Counts = Type.Object({ entitled: count, present: count, issued: count, returned: count, valid: count, spoilt: count, subjects: byWord(byWord(count)), frontLine: Type.Optional(count), points: Type.Optional(byWord(count)) });
const Annulment = Type.Object({ cause: text, causeText: sentence, on: date });
const Enough = (fields: Record<string, TSchema>) => Type.Object({ atLeast: text, count: text, n: count, of: text, else: text, text: sentence, ...fields });

const Box = Type.Object({
  box: text,
  venue: orNull(text),
  from: orNull(text),
  until: orNull(text),
  stands: Type.Enum(['awaited', 'entered', 'differing', 'tallied', 'annulled']),
  standsText: sentence,
  heldOn: orNull(date),
  late: Type.Boolean(),
  annulment: orNull(Annulment),
  differsIn: Type.Array(text, { description: 'In what two entries differ, by name; never the numbers.' }),
  turnout: orNull(Turnout),
  ...withheld,
  counts: orNull(Counts),
});
const Subject = Type.Object({
  subject: text,
  subjectText: sentence,
  grades: Type.Array(Type.Object({ grade: text, gradeText: sentence, n: count })),
  points: orNull(count),
  mean: orNull(Type.Number()),
  rates: Type.Array(Type.Object({ rate: Type.Enum(['satisfaction', 'combined', 'endorsement']), rateText: sentence, over: Type.Array(Rate, { minItems: 4, maxItems: 4 }) })),
});
const Total = Type.Object({
  counts: Counts,
  subjects: Type.Array(Subject),
  endorsement: Rate,
  quorum: orNull(Enough({ m: count, met: Type.Boolean() })),
  participation: orNull(Enough({ m: orNull(count), met: orNull(Type.Boolean()), consented: Type.Boolean(), frontLine: orNull(Type.Object({ atLeast: text, n: orNull(count), m: count, met: orNull(Type.Boolean()) })) })),
  titles: Type.Array(Type.Object({ title: text, titleText: sentence, subject: text, subjectText: sentence, rate: Rate, atLeast: text, reached: Type.Boolean(), missing: orNull(count), text: sentence })),
  belowThreshold: Type.Boolean(),
  warnings: Type.Array(Type.Object({ code: text, text: sentence, details: Type.Object({}, { description: 'The numbers behind the code, where it has any.' }) })),
});
const Round = Type.Object({
  round: Type.Integer({ minimum: 1 }),
  body: text,
  bodyText: sentence,
  mode: text,
  runBy: text,
  countEntry: text,
  stands: Type.Enum(['open', 'counted', 'published', 'annulled']),
  standsText: sentence,
  annulment: orNull(Annulment),
  publishedOn: orNull(date),
  entitled: orNull(count),
  outstanding: Type.Integer({ minimum: 0, description: 'Boxes not counted yet.' }),
  boxes: Type.Array(Box),
  turnout: orNull(Turnout),
  ...withheld,
  total: orNull(Total),
});
const answers = byWord(count);
const Group = Type.Object({ group: text, eligible: orNull(count), toIssue: orNull(count), issued: orNull(count), returned: orNull(count), ...withheld, valid: orNull(count), answers: orNull(answers), rate: orNull(Rate) });
const sampling = {
  round: Type.Integer({ minimum: 1 }),
  sample: orNull(Type.Object({ drawnOn: date, frame: text, population: count, method: text, seed: orNull(text), short: Type.Array(Type.Object({ rule: text, drawn: count, needed: count, group: Type.Optional(text) })) })),
  groups: Type.Array(Group),
  ...withheld,
  sum: orNull(Type.Object({ issued: count, returned: count, valid: count, answers, rate: Rate, atLeast: orNull(text), reached: orNull(Type.Boolean()) })),
};
const Questionnaire = Type.Object({ ...sampling, earlier: Type.Array(Type.Object(sampling), { description: 'Asked before, where the sum was below the threshold or void; each round judged by its own groups.' }) });
const Recognition = Type.Object({ staff: orNull(count), issued: count, returned: count, ...withheld, rateText: sentence, rate: orNull(Rate), over: Type.Array(Rate) });

/** What `GET /v1/evaluations/{id}/votes` answers. */
export const Votes = Type.Object({
  id: text,
  ruleSet: Type.Object({ id: text, version: Type.Integer() }),
  smallGroupBelow: Type.Integer({ minimum: 0, description: 'Results of fewer ballots are withheld, and beside them what would give them away.' }),
  rounds: Type.Array(Round),
  questionnaire: orNull(Questionnaire),
  recognition: orNull(Recognition),
});

/** A round of two boxes, one of which is too small to be shown apart. */
export const votesExample = {
  id: 'centre.2009.1',
  ruleSet: { id: 'default', version: 1 },
  smallGroupBelow: 5,
  rounds: [
    {
      round: 1, body: 'combined', bodyText: '职工（会员）大会', mode: 'paper', runBy: 'union', countEntry: 'signedSheet', stands: 'open', standsText: '进行中', annulment: null, publishedOn: null, entitled: 60, outstanding: 1,
      boxes: [
        {
          box: 'main', venue: '三楼会议室', from: '2010-03-01', until: '2010-03-01', stands: 'tallied', standsText: '已计票', heldOn: '2010-03-01', late: false, annulment: null, differsIn: [],
          turnout: { entitled: 60, present: 52, issued: 52, returned: 52 }, withheld: 'boxesOutstanding', withheldText: '尚有票箱未计票，暂不显示', counts: null,
        },
      ],
      turnout: { entitled: 60, present: 52, issued: 52, returned: 52 },
      withheld: 'boxesOutstanding',
      withheldText: '尚有票箱未计票，暂不显示',
      total: null,
    },
  ],
  questionnaire: null,
  recognition: { staff: 40, issued: 40, returned: 40, withheld: null, withheldText: null, rateText: '认可率', rate: { n: 38, m: 40, of: 'staff', ofText: '职工', formula: 'recognised', formulaText: '认可', percent: '95.0', text: '认可÷职工=95.0%（38/40）' }, over: [{ n: 38, m: 40, of: 'returned', ofText: '收回', formula: 'recognised', formulaText: '认可', percent: '95.0', text: '认可÷收回=95.0%（38/40）' }] },
} as const;
