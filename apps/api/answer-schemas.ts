import { Type, type TSchema } from 'typebox';
import { evaluationStatuses, maxCorrectionsTold, maxRecordingsLookedAt, missingNames, nextStepNames, nextStepReasons, stepsReached, withheldReasons, type NextStep } from '#evaluation';
import type { Health } from '#platform';
import { unionClasses } from '#register';
import { Rate } from '#rules';
import { whereaboutsBeside, type EvaluationRow } from '#views';
import { campaignSchemas } from './campaign-schemas.js';
import { noticeSchemas } from './notice-schemas.js';
import { boardSchemas } from './board-schemas.js';
import { importSchemas } from './import-schemas.js';
import { questionSchemas } from './question-schemas.js';
import { outboxSchemas } from './outbox-schemas.js';
import { actorFields } from './actor-schema.js';
import { adoptionSchemas } from './adoption-schemas.js';
import { registerSchemas } from './register-schemas.js';

/** A schema for every field, or the compiler says which is missing. */
type Fields<T> = { readonly [K in keyof T]-?: TSchema };

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const revision = Type.String({ pattern: '^\\d+$', description: 'Of the last event; also the ETag.' });
const revisionText = Type.String({ pattern: '^\\d+$', description: 'Of an entry of the same history.' });
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);
const status = Type.Enum([...evaluationStatuses]);
const statusText = Type.String({ description: 'The status in the language of Accept-Language.' });
const office = Type.Enum(['committee', 'chair', 'officer', 'panel']);
const positionText = Type.String({ pattern: '^\\d+$', description: 'Place in the log.' });

const rowFields: Fields<Omit<EvaluationRow, 'state' | 'revision'>> = {
  evaluation: text,
  campaign: text,
  union: text,
  unionName: text,
  unionClass: Type.Enum([...unionClasses]),
  units: Type.Integer({ minimum: 1, description: 'More than one for a joint union.' }),
  superior: text,
  evaluatedYear: Type.Integer(),
  run: Type.Integer({ minimum: 1 }),
  ruleSet: Type.Object({ id: text, version: Type.Integer({ minimum: 1 }), digest: text }, { description: 'By which it is judged: the campaign’s, a stricter one that a federation above has adopted, or one that it was moved to.' }),
  status,
  step: Type.Enum([...stepsReached, ...whereaboutsBeside], { description: 'How far it has come; whoever was released, is exempt or was back-filled stands under that name, whatever was done before.' }),
  next: orNull(Type.Object({ step: Type.Enum([...nextStepNames]), office, body: text })),
  dueOn: orNull(day),
  held: orNull(Type.Object({ on: Type.String({ description: 'A day, or only the month or year of it.' }), late: Type.Boolean() })),
  reportedLate: Type.Boolean(),
  result: orNull(Type.Object({ round: Type.Integer({ minimum: 1 }), endorsement: Rate, rates: Type.Array(Rate, { minItems: 4, maxItems: 4 }), belowThreshold: Type.Boolean() })),
  openItems: count,
  onBehalf: Type.Integer({ minimum: 0, description: 'Entries by an officer on behalf of the union.' }),
  openDisputes: Type.Integer({ minimum: 0, description: 'Of those, how many the union disputes and nobody resolved yet.' }),
};

const stepFields: Fields<NextStep> = {
  step: Type.Enum([...nextStepNames]),
  office,
  body: text,
  dueOn: orNull(day),
  because: Type.Optional(Type.Enum([...nextStepReasons])),
  missing: Type.Array(Type.Enum([...missingNames])),
  item: Type.Optional(text),
  round: Type.Optional(Type.Integer({ minimum: 1 })),
  year: Type.Optional(Type.Integer({ description: 'Of the re-check.' })),
  revision: Type.Optional(Type.Integer({ minimum: 0, description: 'Of the entry that is disputed.' })),
  workingDaysLeft: orNull(Type.Integer({ description: 'Below 0: overdue by so many.' })),
  overdue: Type.Boolean({ description: 'Whether its day has passed; also where no working day has, since.' }),
  calledUpOn: Type.Optional(Type.String({ description: 'Present where the day by which the rules ask for it had passed when the union was called up, on this day: `dueOn` is a later one for that.' })),
};

const Evaluation = Type.Object({ id: text, ...rowFields, revision, statusText });
const Event = Type.Object({
  revision,
  position: positionText,
  event: text,
  text: Type.String({ description: 'What happened, as a sentence in the language of Accept-Language.' }),
  heldOn: orNull(Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$', description: "The fact's own date as it was recorded: a day, or only its month or year; null where the event has none." })),
  recordedAt: Type.String({ format: 'date-time' }),
  by: Type.Object(actorFields),
  data: Type.Object({}, { description: 'As the event catalogue says, without results that are withheld.' }),
  withheld: Type.Optional(Type.Enum([...withheldReasons], { description: 'Why a result is left out.' })),
  correctedBy: Type.Optional(Type.Array(revisionText, { minItems: 1, maxItems: maxCorrectionsTold, description: 'Revisions of the entries that corrected this one by the instant asked for, the latest 100.' })),
  corrects: Type.Optional(Type.Array(revisionText, { minItems: 1, maxItems: maxRecordingsLookedAt, description: 'Of a correction: revisions of the entries that recorded what it corrects, looked for among the latest 1,000 recordings of the fact; absent where it is not among them.' })),
  dispute: Type.Optional(
    Type.Object(
      { disputedBy: revisionText, resolvedBy: orNull(revisionText), upheld: orNull(Type.Boolean({ description: 'The entry was found to be wrong.' })), voided: Type.Boolean({ description: 'It is void: for gates, status and rates it was never recorded.' }) },
      { description: 'Of an entry on behalf that the union disputes; `resolvedBy` and `upheld` are null until that is resolved.' },
    ),
  ),
});
const cursor = Type.Optional(Type.String({ description: 'Where the next page begins; absent on the last.' }));
const evidenceFields: Fields<Health['evidence']> = {
  state: Type.Enum(['waiting', 'checking', 'checked', 'unavailable']),
  position: positionText,
  files: count,
  missing: count,
  altered: count,
  faults: Type.Array(Type.Object({ sha256: text, condition: text })),
};
const healthFields: Fields<Health> = {
  ready: Type.Boolean(),
  log: Type.Object({ store: text, damaged: Type.Boolean(), writable: Type.Optional(Type.Boolean({ description: 'Whether the last write went well; absent where the store is a server of its own.' })), logId: text }),
  views: Type.Object({ status: text, building: Type.Array(text), positions: Type.Record(Type.String(), Type.Integer()), errors: Type.Record(Type.String(), text) }),
  queue: Type.Optional(
    Type.Union([Type.Object({ needed: Type.Literal(false) }), Type.Object({ reachable: Type.Boolean(), backend: Type.Enum(['redis', 'postgres']), waiting: Type.Optional(count), detail: Type.Optional(text) })], {
      description: 'Of a process that sends reminders: how its queue is; not needed while nothing is to be sent.',
    }),
  ),
  evidence: Type.Object(evidenceFields, { description: 'How the files beside the log are.' }),
};
const ProblemMeaning = Type.Object({ code: text, status: Type.Integer({ minimum: 400, maximum: 599 }), title: text });

/** What the API answers, by the names that its description uses. */
export const answerSchemas = {
  Recorded: Type.Object({ stream: text, revision, position: positionText, events: Type.Array(text), warnings: Type.Array(Type.Object({ code: text, text, details: Type.Object({}, { description: 'The numbers behind the code, where it has any.' }) })) }),
  Unchanged: Type.Object({ stream: text, unchanged: Type.Literal(true) }),
  Evaluation,
  EvaluationPage: Type.Object({ evaluations: Type.Array(Evaluation), next: cursor }),
  Timeline: Type.Object({ events: Type.Array(Event), next: cursor }),
  NextSteps: Type.Object({ id: text, status, statusText, today: day, nextSteps: Type.Array(Type.Object({ ...stepFields, text })) }),
  Evidence: Type.Object({ id: text, title: text, mediaType: text, bytes: Type.Integer({ minimum: 1 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  ...questionSchemas,
  ...boardSchemas,
  ...adoptionSchemas,
  ...registerSchemas,
  ...campaignSchemas,
  ...noticeSchemas,
  ...outboxSchemas,
  ...importSchemas,
  Live: Type.Object({ live: Type.Literal(true) }),
  Health: Type.Object(healthFields),
  ProblemMeaning,
  ProblemMeanings: Type.Object({ problems: Type.Array(ProblemMeaning) }),
} as const;

export type AnswerName = keyof typeof answerSchemas;
