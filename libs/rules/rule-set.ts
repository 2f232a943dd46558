import { Type, type Static } from 'typebox';
import { Ballot } from './ballot-kind.js';
import { Cycle } from './cycle.js';
import { BilingualText, camelWord, closed, CountName, day, dueExpression, fraction, id, Over, Upper, version, Word, yearDate } from './fields.js';
import { ReminderRules } from './reminder-rules.js';
import { AlternativeStandard, Standard } from './standard.js';
import { TightenedPart, tightenedParts } from './tightened-part.js';
import { Title } from './title.js';

/**
 * A rule set (评议办法): everything a place may decide for itself, as data. Immutable once published; an evaluation is
 * pinned to one version by digest. Numbers stand here and nowhere in the code. What is optional came later or is rare:
 * absent, it means what its comment says.
 */
export const bodies = ['assembly', 'congress', 'combined', 'delegations', 'questionnaire'] as const;
/** The body that deliberates: members' assembly, members' congress, combined staff and members' assembly, delegations, or none but a questionnaire. */
export const Body = Type.Enum([...bodies]);
export type Body = (typeof bodies)[number];

export const stepNames = ['plan', 'progress', 'selfInspection', 'assembly', 'vote', 'report', 'application', 'acceptance', 'rectification'] as const;
export const StepName = Type.Enum([...stepNames]);
export type StepName = (typeof stepNames)[number];

export const Quorum = Type.Object(
  { atLeast: fraction, count: Type.Optional(CountName), of: CountName, else: Type.Enum(['stop', 'warn']) },
  closed,
);
export type Quorum = Static<typeof Quorum>;

/** Who must have taken part in a vote, beside the quorum: 30 % of the members, 60 % of them from the front line. */
export const Participation = Type.Object(
  {
    atLeast: fraction,
    /** What is counted; absent: ballots returned. */
    count: Type.Optional(CountName),
    of: Type.Enum(['entitled', 'members', 'staff']),
    /** Front-line staff among those who took part. */
    frontLine: Type.Optional(fraction),
    /** Enough where the superior consented beforehand. */
    withConsentAtLeast: Type.Optional(fraction),
    else: Type.Enum(['stop', 'warn']),
  },
  closed,
);
export type Participation = Static<typeof Participation>;

/**
 * A questionnaire among members beside the vote, or instead of it (no `vote` step). Assembly only: absent. Both: the vote
 * step and `required: true`.
 */
export const QuestionnaireRule = Type.Object(
  {
    required: Type.Boolean(),
    /** Whom it goes to: a share, a number, a number for each group; where several are said, all hold. */
    sample: Type.Object(
      {
        atLeast: Type.Optional(fraction),
        /** What the share is of; absent: members. */
        of: Type.Optional(Type.Enum(['members', 'staff'])),
        minimum: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
        perGroup: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      },
      { ...closed, minProperties: 1 },
    ),
    /** What is asked; absent: the subject of the endorsement. */
    subject: Type.Optional(camelWord),
    /** Its own answers; absent: the grades of the ballot. */
    grades: Type.Optional(Type.Array(camelWord, { minItems: 2, maxItems: 6 })),
    upper: Upper,
    over: CountName,
    atLeast: fraction,
  },
  closed,
);
export type QuestionnaireRule = Static<typeof QuestionnaireRule>;

/** Due dates by what is due; a step without one is never late. */
const Due = Type.Object(
  {
    plan: Type.Optional(dueExpression),
    progress: Type.Optional(dueExpression),
    selfInspection: Type.Optional(dueExpression),
    assembly: Type.Optional(dueExpression),
    vote: Type.Optional(dueExpression),
    publish: Type.Optional(dueExpression),
    report: Type.Optional(dueExpression),
    application: Type.Optional(dueExpression),
    acceptance: Type.Optional(dueExpression),
    item: dueExpression,
    close: dueExpression,
  },
  closed,
);

/** Until when federations below owe their own papers; a duty that is left out is owed until no day in particular. */
const Duties = Type.Object(
  { leadingGroup: Type.Optional(yearDate), plan: Type.Optional(yearDate), check: Type.Optional(yearDate), recommendation: Type.Optional(yearDate), summary: Type.Optional(yearDate) },
  { ...closed, minProperties: 1 },
);

/** By what the statistics are grouped. */
export const groupings = ['class', 'industry', 'town', 'size'] as const;
const Statistics = Type.Object(
  {
    groupBy: Type.Array(Type.Enum([...groupings]), { minItems: 1, maxItems: groupings.length }),
    /** First sizes of the bands after the first, in members: `[25, 100]` makes under 25, 25 to 99, 100 and more. */
    sizeBands: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000 }), { minItems: 1, maxItems: 10 })),
  },
  closed,
);

export const RuleSet = Type.Object(
  {
    id,
    version,
    issuer: id,
    documentNumber: Type.String({ minLength: 1, maxLength: 100 }),
    inForce: Type.Object({ from: day, until: Type.Optional(day) }, closed),
    derivedFrom: Type.Union([Type.Null(), Type.Object({ id, version }, closed)]),
    /** Until when federations below are to adopt it. Absent: the day from which it is in force, or on which the campaign opens where that is later. */
    adoptBy: Type.Optional(day),
    /** What a rule set derived from this one may make stricter; everything else it takes as it is. Absent: a derived set is one of its own. */
    mayTighten: Type.Optional(Type.Array(TightenedPart, { maxItems: tightenedParts.length, uniqueItems: true })),
    goal: Type.Optional(BilingualText),
    /** What the place calls its own subjects, grades, titles, classes, departments and reasons. */
    words: Type.Optional(Type.Record(camelWord, Word, { maxProperties: 200, ...closed })),
    /** Absent: every year. */
    cycle: Type.Optional(Cycle),
    facts: Type.Object({ from: yearDate, cutOff: yearDate }, closed),
    steps: Type.Object({ required: Type.Array(StepName, { maxItems: stepNames.length }), recorded: Type.Array(StepName, { maxItems: stepNames.length }) }, closed),
    planApproval: Type.Enum(['required', 'recorded', 'none']),
    /** Whether the superior may return a plan, or only files it (备案). Absent: `returnable`. */
    planFiling: Type.Optional(Type.Enum(['returnable', 'fileOnly'])),
    /** Whether it is warned of when the chair presides over a sitting that judges the chair's own duty. Absent: `allowed`. */
    chairPresides: Type.Optional(Type.Enum(['allowed', 'warned'])),
    heldWhen: Type.Enum(['resultPublished', 'voteTallied', 'assemblyHeld', 'reportedUpward']),
    bodies: Type.Array(Body, { minItems: 1, maxItems: bodies.length }),
    quorum: Type.Object(Object.fromEntries(bodies.map((body) => [body, Type.Optional(Quorum)])) as { [B in Body]: ReturnType<typeof Type.Optional<typeof Quorum>> }, closed),
    /** Absent: the quorum is enough. */
    participation: Type.Optional(Participation),
    ballot: Ballot,
    countEntry: Type.Enum(['signedSheet', 'twoEntries']),
    brokenSeal: Type.Enum(['annulBox', 'annulRound']),
    /** No result is shown for a group with fewer ballots. */
    smallGroupBelow: Type.Integer({ minimum: 0, maximum: 100 }),
    endorsement: Type.Object({ subject: camelWord, upper: Upper, over: Over }, closed),
    /** Grades of satisfaction (满意率) and combined (满意和基本满意率). Absent: the first grade alone; those of the endorsement. */
    rates: Type.Optional(Type.Object({ satisfaction: Upper, combined: Upper }, closed)),
    /** Absent: no questionnaire is asked for. */
    questionnaire: Type.Optional(QuestionnaireRule),
    titles: Type.Array(Title, { maxItems: 10 }),
    /** Which criteria at zero block an application. Absent: `obligatory`. */
    zeroBlocks: Type.Optional(Type.Enum(['obligatory', 'any'])),
    /** 推优评先: whether a unit that did not hold its evaluation is left out. Absent: it is not. */
    honours: Type.Optional(Type.Object({ vetoWhereNotHeld: Type.Boolean() }, closed)),
    /** Public notice, in working days. */
    publicNoticeDays: Type.Integer({ minimum: 0, maximum: 60 }),
    /** Reasons for which a union may be exempt. Absent: those the program knows. */
    exemptions: Type.Optional(Type.Object({ reasons: Type.Array(camelWord, { minItems: 1, maxItems: 20 }) }, closed)),
    /** Absent: by class. */
    statistics: Type.Optional(Statistics),
    due: Due,
    /** Day of each year after a grant by which the title is re-checked; Y: that year. Absent: the day of the grant. */
    recheck: Type.Optional(yearDate),
    /** Duties of federations below. Absent: leading group and plan Y-03-31, check Y-11-30, recommendation Y+1-01-31, summary Y+1-02-15. */
    duties: Type.Optional(Duties),
    /** Working days that a circular (通报) gives for late papers, and for make-up evaluations. Absent: 5 and 15, as in the Meilan circular. */
    circular: Type.Optional(Type.Object({ papers: Type.Integer({ minimum: 1, maximum: 120 }), makeUp: Type.Integer({ minimum: 1, maximum: 120 }) }, closed)),
    /** When who is told of what is not done. Absent: as the defaults say. */
    reminders: Type.Optional(ReminderRules),
    standard: Standard,
    /** Other standards for some unions; the first that is for a union counts, otherwise `standard`. */
    standards: Type.Optional(Type.Array(AlternativeStandard, { minItems: 1, maxItems: 5 })),
  },
  closed,
);
export type RuleSet = Static<typeof RuleSet>;
