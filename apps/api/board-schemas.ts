import { Type, type TSchema } from 'typebox';
import { dutyNames, papers } from '#campaign';
import { nextStepNames, stepsReached, evaluationStatuses } from '#evaluation';
import { grades } from '#reminders';
import { Rate } from '#rules';
import { dutyStandings, figureNames, honourReasons, whereaboutsBeside } from '#views';

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const sentence = Type.String({ description: 'In the language of Accept-Language.' });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const certain = Type.Boolean({ description: 'Whether the state’s calendar reaches as far as working days were counted; where not, the text says so.' });
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);
const percent = orNull(Type.String({ pattern: '^\\d+\\.\\d$', description: 'With one decimal, never rounded up to a whole per cent; null where there is nothing to divide by.' }));

const Figure = Type.Object({
  figure: Type.Enum([...figureNames]),
  formula: Type.String({ description: 'From which totals it is made.' }),
  n: Type.Integer(),
  m: orNull(Type.Integer({ description: 'The denominator of a rate.' })),
  of: orNull(Type.String({ description: 'What the denominator counts.' })),
  percent,
  text: sentence,
});
const figures = Type.Array(Figure);
const owedBy = Type.Enum(['union', 'superior'], { description: 'Who has to do it; in what a superior owes no union is late.' });
const lateness = {
  byDays: Type.Array(Type.Object({ from: count, to: orNull(count), unions: count }), { description: 'By working days late.' }),
  dates: Type.Array(Type.Object({ dueOn: day, unions: count, workingDaysLate: count })),
  dueSoon: Type.Integer({ minimum: 0, description: 'Not late yet, in this step or (`lateUnions`) in anything, and due within five working days.' }),
  certain,
  text: sentence,
};
const LateStep = Type.Object({
  step: Type.Enum([...nextStepNames]),
  stepText: sentence,
  owedBy,
  unions: Type.Integer({ minimum: 0, description: 'Evaluations past the day by which they owe this step, as `evaluations?owes=…&late=true` lists them; make-ups among them. A union counts under each step that is overdue.' }),
  ...lateness,
});
const board = {
  figures,
  bySteps: Type.Array(Type.Object({ step: Type.Enum([...stepsReached, ...whereaboutsBeside]), unions: count, text: sentence }), { description: 'How far all that were called up have come, as `evaluations?step=` lists them: make-ups among them. Whoever was released (or whose evaluation was withdrawn), is exempt or was back-filled stands under that name, whatever was done before. In all they are as many as there are evaluations; coverage counts fewer: see `should`.' }),
  byStatus: Type.Array(Type.Object({ status: Type.Enum([...evaluationStatuses]), unions: count, text: sentence })),
  late: Type.Array(LateStep, { description: 'By every step that is overdue or due soon, in the order of the steps: whose plan and self-inspection are both overdue is counted in both. How many unions that are: `lateUnions`.' }),
  lateUnions: Type.Object({ unions: Type.Integer({ minimum: 0, description: 'Unions late with anything that they owe themselves, each once, as `evaluations?late=true` lists them; by what is longest overdue.' }), ...lateness, formula: text }),
  breakdowns: Type.Array(Type.Object({ by: Type.Enum(['class', 'size', 'industry']), byText: sentence, rows: Type.Array(Type.Object({ key: text, keyText: sentence, figures })) }), { description: 'As the rule set groups its statistics; what is not on record stands under `unknown`.' }),
  subjects: Type.Array(
    Type.Object({
      subject: text,
      subjectText: sentence,
      grades: Type.Array(Type.Object({ grade: text, n: count, text: sentence })),
      points: orNull(count),
      rates: Type.Array(Type.Object({ rate: Type.Enum(['satisfaction', 'combined']), rateText: sentence, over: Type.Array(Type.Object({ ...Rate.properties, percent, text: sentence })) })),
    }),
    { description: 'Of all results but those of few ballots.' },
  ),
  endorsements: Type.Array(Type.Object({ percent: count, unions: count }), { description: 'Unions by whole per cent of endorsement.' }),
  itemsOverdue: Type.Object({ items: count, formula: text, text: sentence }),
  exemptByReason: Type.Array(Type.Object({ reason: text, unions: count, text: sentence })),
  rulesBeside: Type.Array(Type.Object({ ruleSet: Type.Object({ id: text, version: Type.Integer() }), unions: count, text: sentence }), { description: 'Rule sets beside the campaign’s, stricter ones that federations below have adopted or newer ones, and how many unions are held to each: every union is judged by its own. Empty: all are held to the campaign’s.' }),
  titles: Type.Array(Type.Object({ title: text, applied: count, granted: Type.Integer({ minimum: 0, description: 'In this round, those withdrawn since among them.' }), rechecked: Type.Integer({ minimum: 0, description: 'Granted, re-checked at least once and kept.' }), withdrawn: Type.Integer({ minimum: 0, description: 'Of those granted: withdrawn at a re-check.' }), text: sentence })),
};
const duties = Type.Object(
  {
    federations: Type.Integer({ minimum: 0, description: 'Called up to own duties.' }),
    late: Type.Integer({ minimum: 0, description: 'With anything late or missing.' }),
    text: sentence,
    papers: Type.Array(Type.Object({ duty: Type.Enum([...dutyNames]), dutyText: sentence, owed: count, handedIn: count, accepted: count, late: Type.Integer({ minimum: 0, description: 'Came after its day, handed in by now or not.' }), returned: count, missing: count, formula: text, text: sentence })),
  },
  { description: 'What the federations below owe.' },
);
const aVersion = Type.Object({ id: text, version: Type.Integer() });
const adoptionRow = Type.Object({
  federation: text,
  name: text,
  adopted: orNull(Type.Object({ ruleSet: aVersion, on: day, dueOn: day, late: Type.Boolean(), own: orNull(aVersion), documentNumber: orNull(text) }, { description: 'What it adopted last, the campaign’s set or one that holds above it in its stead, and the first day of any.' })),
  voided: orNull(Type.Object({ ruleSet: aVersion, on: day, own: orNull(aVersion), reason: text, basis: orNull(text), at: text, by: Type.Object({ office: text, body: text }) }, { description: 'The last adoption that was declared void: its day, why, when and by whom.' })),
  holdsAbove: orNull(Type.Object({ ruleSet: aVersion, by: text, byName: text }, { description: 'A stricter set that holds above it in the campaign’s stead on that day, and who adopted it so: the one to adopt.' })),
  toAdopt: orNull(Type.Object({ id: text, version: Type.Integer() }, { description: 'What it is to adopt: nothing where what it adopted holds above it.' })),
  isWithoutEffect: Type.Boolean({ description: 'Its own set derives from what does not hold above it (any more): nobody is held to it. It is adopted anew, derived from what does.' }),
  unions: orNull(Type.Object({ all: count, byOwn: count, byCampaigns: count, byVoid: Type.Integer({ minimum: 0, description: 'Still held to a set whose adoption here is void, or to one that derives from it.' }), voidSets: Type.Array(Type.Object({ id: text, version: Type.Integer(), unions: count })), byOthers: Type.Integer({ minimum: 0, description: 'Held to any other; the four add up to all.' }) }, { description: 'Of one that tightens, or did before that was void: its unions in the campaign (without those that left), how many are held to its own set, and how many still to the campaign’s: called up before it was adopted, they move by `migrate-units` or `migrate-rules` only. `GET …/evaluations?federation=…&ruleSet=…` lists them.' })),
  isOverdue: Type.Boolean(),
  text: sentence,
});
const adoption = Type.Object(
  { calledUp: count, adopted: count, late: count, tightened: count, missing: count, dueOn: day, isOverdue: Type.Boolean(), formula: text, text: sentence, own: orNull(adoptionRow) },
  { description: '`own`: of the federation itself, where it was called up. Of the federations called up below: who adopted the campaign’s rule set. Those whose call-up was recorded without the rule set are not counted.' },
);
const reminders = Type.Object(
  {
    notices: count,
    sent: count,
    waiting: Type.Integer({ minimum: 0, description: 'Not yet sent.' }),
    failed: Type.Integer({ minimum: 0, description: 'Certainly not taken so far, or given up.' }),
    inDoubt: Type.Integer({ minimum: 0, description: 'Nobody can say whether they arrived.' }),
    withdrawn: count,
    acknowledged: count,
    calls: Type.Integer({ minimum: 0, description: 'Telephone calls as nudges.' }),
    formula: text,
    text: sentence,
    byChannel: Type.Array(Type.Object({ channel: text, sent: count, text: sentence })),
  },
  { description: 'What was told in the campaign to the federation and those below it.' },
);
const DutyOfFederation = Type.Object({ duty: Type.Enum([...dutyNames]), dutyText: sentence, stands: Type.Enum([...dutyStandings]), standsText: sentence, dueOn: orNull(day), receivedOn: orNull(day), isMissing: Type.Boolean(), isLate: Type.Boolean(), workingDaysLate: count, text: sentence });
const nextPage = Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' }));
const lateFederation = { federation: text, name: text, papers: Type.Array(Type.Enum([...papers])) };
const digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of campaign, day, figures and who is named for what.' });
const named = { federation: text, name: orNull(text) };

/** What boards answer. */
export const boardSchemas = {
  Board: Type.Object({
    campaign: text,
    ...named,
    evaluatedYear: Type.Integer(),
    ruleSet: Type.Object({ id: text, version: Type.Integer() }),
    asOf: orNull(Type.String({ description: 'The day at whose end, or the instant at which, it stood so.' })),
    asOfPosition: orNull(Type.String({ description: 'The position of the log at which it stood so.' })),
    on: Type.String({ description: 'The day on which what is owed is judged late.' }),
    ...board,
    atDeadline: Type.Object({ deadline: day, board: orNull(Type.Object(board)) }, { description: 'As it stood at the end of the deadline’s recording day; null before. The deadline: the campaign’s own cut-off, else the day by which the vote is due (put off for all of the round: that day), else the rule set’s cut-off.' }),
    lastYear: orNull(
      Type.Object({
        campaign: orNull(text),
        backFilled: orNull(Type.Object({ source: text, note: orNull(text), verified: Type.Literal(false), recordedAt: text, position: text, text: sentence }, { description: 'Where no campaign of that year is in the log: totals that were back-filled, with what is known alone.' })),
        figures,
        changes: Type.Array(Type.Object({ figure: Type.Enum([...figureNames]), n: Type.Integer(), tenthsOfPoints: orNull(Type.Integer({ description: 'Of a rate: tenths of a percentage point.' })) })),
        subjects: board.subjects,
      }),
    ),
    duties,
    adoption,
    reminders,
    direct: Type.Integer({ minimum: 0, description: 'Evaluations of unions that report to the federation itself.' }),
    children: Type.Array(Type.Object({ ...named, figures }), { description: 'Federations directly below that have evaluations in the campaign. A union below two of them counts in both.' }),
  }),
  DutyPage: Type.Object({
    campaign: text,
    on: day,
    federations: Type.Array(Type.Object({ duty: text, federation: text, name: text, line: text, kind: orNull(text), path: Type.Array(text), isLate: Type.Boolean(), duties: Type.Array(DutyOfFederation), text: sentence })),
    next: nextPage,
  }),
  AdoptionPage: Type.Object({
    campaign: text,
    ruleSet: Type.Object({ id: text, version: Type.Integer() }),
    dueOn: day,
    on: day,
    own: orNull(adoptionRow),
    federations: Type.Array(adoptionRow),
    next: nextPage,
  }),
  CircularDraft: Type.Object({
    campaign: text,
    on: day,
    figures: Type.Object({ should: count, held: count }),
    title: sentence,
    text: sentence,
    papersBy: Type.String({ description: 'By when late papers are to be handed in: so many working days on as the rule set says (`circular.papers`).' }),
    makeUpBy: Type.String({ description: 'By when make-up evaluations are to be held: so many working days on as the rule set says (`circular.makeUp`).' }),
    certain: Type.Boolean({ description: 'Whether the state’s calendar reaches that far.' }),
    note: orNull(Type.String({ description: 'Where it does not: of which year it is not there, and from when days are counted Monday to Friday. For whoever signs; no part of the text.' })),
    annex: Type.Array(Type.Object({ ...lateFederation, missing: Type.Boolean({ description: 'Whether one of them was still missing on that day.' }), text: sentence })),
    figuresDigest: digest,
    position: text,
  }),
  SignedCircular: Type.Object({
    campaign: text,
    circular: text,
    on: day,
    signedOn: day,
    text,
    documentNumber: orNull(text),
    figures: Type.Object({ should: count, held: count }),
    named: Type.Array(Type.Object(lateFederation)),
    otherFigures: Type.Array(text, { description: 'Numbers of unions and percentages of its text that are none of those it rests on.' }),
    figuresDigest: digest,
    position: text,
    recordedAt: text,
    by: Type.Object({}, { additionalProperties: true }),
  }),
  HonoursPage: Type.Object({
    campaign: text,
    vetoWhereNotHeld: Type.Boolean({ description: 'Whether the rule set leaves out who did not hold the evaluation.' }),
    unions: Type.Array(
      Type.Object({
        evaluation: text,
        union: text,
        unionName: text,
        superior: text,
        status: Type.Enum([...evaluationStatuses]),
        held: orNull(Type.Object({ on: text, late: Type.Boolean() })),
        endorsement: orNull(Rate),
        eligible: Type.Boolean(),
        exempt: Type.Boolean(),
        reasons: Type.Array(Type.Enum([...honourReasons])),
        text: sentence,
      }),
    ),
    next: nextPage,
  }),
  OverduePage: Type.Object({
    campaign: text,
    on: day,
    unions: Type.Array(
      Type.Object({ evaluation: text, union: text, unionName: text, superior: text, units: count, status: Type.Enum([...evaluationStatuses]), step: Type.Enum([...nextStepNames], { description: 'What is longest overdue of what it owes itself, or the step asked for.' }), stepText: sentence, owedBy, dueOn: day, workingDaysLate: count, certain, steps: Type.Array(Type.Object({ step: Type.Enum([...nextStepNames]), owedBy, dueOn: day, workingDaysLate: count, certain, stepText: sentence }), { description: 'All that is overdue, the longest first.' }), grade: orNull(Type.Enum([...grades], { description: 'By how long it is overdue; `circulate`: proposed for the circular. Nothing where a superior owes the step: that is no union’s delay.' })), gradeText: orNull(sentence), text: sentence }),
    ),
    next: nextPage,
  }),
} as const;
