import { Type, type TSchema } from 'typebox';
import { applicationBlockCodes, broughtRequirementCodes, gateRefusals } from '#evaluation';
import { Votes } from './vote-schemas.js';

const text = Type.String();
const sentence = Type.String({ description: 'In the language of Accept-Language.' });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);

const Block = Type.Object({ code: Type.Enum([...new Set([...applicationBlockCodes, ...broughtRequirementCodes, ...gateRefusals])]), details: Type.Object({}, { description: 'The numbers behind the code.' }), text: sentence });

const date = Type.String({ description: 'A day, or only the month or year of it.' });
const byScorer = (schema: TSchema) => Type.Object({ own: orNull(schema), members: orNull(schema), superior: orNull(schema) });
const points = Type.Number({ minimum: 0 });
const Total = Type.Object({ earned: points, maximum: points, of100: Type.Number({ minimum: 0, description: 'Rescaled to 100, rounded down.' }) });
const File = Type.Object({ id: text, title: text, mediaType: text, bytes: Type.Integer(), sha256: text });
const ScoreRow = Type.Object({
  criterion: text,
  text: sentence,
  maximum: points,
  obligatory: Type.Boolean(),
  scoring: text,
  basis: Type.Array(text),
  basisText: Type.Array(sentence),
  points: byScorer(points),
  zero: Type.Boolean({ description: 'By its own points nothing was earned.' }),
  note: orNull(text),
  files: Type.Array(File),
});

const LedgerItem = Type.Object({
  item: text,
  source: text,
  sourceText: sentence,
  criterion: orNull(text),
  problem: orNull(text),
  measure: orNull(text),
  owner: text,
  ownerText: sentence,
  stands: Type.Enum(['open', 'doing', 'done', 'confirmed', 'carriedOver']),
  standsText: sentence,
  foundOn: date,
  dueOn: day,
  workingDaysLate: Type.Integer({ minimum: 0, description: 'Working days past the due date, to the day it was done, or to the day of asking.' }),
  certain: Type.Boolean({ description: 'Whether the state’s calendar reaches as far as they were counted; where not, `standsText` says so.' }),
  overdue: Type.Boolean({ description: 'Late and not done.' }),
  progress: Type.Array(Type.Object({ on: date, text })),
  result: orNull(Type.Object({ on: date, text })),
  told: orNull(Type.Object({ on: date, how: orNull(text) })),
  confirmed: orNull(Type.Object({ on: date, by: text })),
  carriedOver: orNull(Type.Object({ on: date, by: text, toYear: Type.Integer(), reason: text })),
});

/** What the questions to one evaluation are answered with, by the names that the description uses. */
export const questionSchemas = {
  Application: Type.Object({
    id: text,
    today: day,
    titles: Type.Array(Type.Object({ title: text, titleText: sentence, after: orNull(text), mayApply: Type.Boolean(), text: sentence, blocks: Type.Array(Block), toBring: Type.Array(Block, { description: 'What the application itself has to bring.' }) })),
  }),
  Votes,
  ScoreTable: Type.Object({ id: text, items: Type.Array(Type.Object({ item: text, title: sentence, rows: Type.Array(ScoreRow), totals: byScorer(Total) })), totals: byScorer(Total), text: sentence }),
  Sample: Type.Object({
    campaign: text,
    sample: text,
    seed: text,
    seedFrom: Type.String({ description: 'Where the seed comes from.' }),
    drawnOn: day,
    drawnFrom: Type.Object({ count: Type.Integer({ minimum: 1 }), digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the ids of all units called up until then, in ascending order, joined by line feeds.' }) }),
    drawn: Type.Array(text, { description: 'Ids of unions, in the order of the draw.' }),
    recordedAt: Type.String({ format: 'date-time' }),
    by: Type.Object({ kind: text, office: text, bodyId: text }),
    redrawn: Type.Boolean({ description: 'Drawing it again from the units called up until then gave the same.' }),
    text: sentence,
  }),
  Allotment: Type.Object({
    id: text,
    federation: text,
    evaluatedYear: Type.Integer(),
    title: Type.String({ description: 'In small letters.' }),
    held: Type.Array(Type.Object({ place: Type.Integer({ minimum: 1 }), evaluation: text, used: Type.Boolean({ description: 'A recommendation claimed it; false also where it was recommended with before claims were recorded.' }) }), { description: 'By place, ascending.' }),
    free: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 200, description: 'Free below the last that is held, the first 200; how many there are above depends on the quota.' }),
    text: sentence,
    revision: Type.String({ pattern: '^\\d+$', description: 'Also the ETag.' }),
  }),
  Migration: Type.Object({
    id: text,
    from: Type.Object({ id: text, version: Type.Integer() }),
    to: Type.Object({ id: text, version: Type.Integer() }),
    differences: Type.Array(Type.Object({ path: text, kind: Type.Enum(['added', 'removed', 'changed']), from: Type.Optional(text), to: Type.Optional(text) })),
    differencesInAll: Type.Integer({ minimum: 0, description: 'How many there are; at most 200 are listed.' }),
    moved: Type.Array(Type.Object({ due: text, from: orNull(day), to: orNull(day) })),
    stepsAdded: Type.Array(text),
    stepsRemoved: Type.Array(text),
    resultStands: orNull(Type.Integer({ description: 'The round whose published result stands as it was judged.' })),
    judgedAnew: orNull(Type.Object({ round: Type.Integer(), belowThreshold: Type.Boolean(), neverHeld: Type.Object({ id: text, version: Type.Integer() }, { description: 'By which it was judged; adopted by an adoption that is void.' }) })),
    titleLost: orNull(text),
    text: sentence,
  }),
  Rectification: Type.Object({ id: text, today: day, items: Type.Array(LedgerItem) }),
} as const;
