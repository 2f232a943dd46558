import { isRecord, mostCounted, word } from './field.js';
import { field, type FieldOptions } from './field-rule.js';

export const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostCounted;

/** Counts by word: `{ satisfied: 31, dissatisfied: 7 }`. */
export const CountsByWord = (options: FieldOptions = {}) => field({ name: 'countsByWord', holds: countsByWord, schema: { type: 'object', additionalProperties: { type: 'integer' } } }, options);

/** Counts by grade by subject: `{ home: { satisfied: 31 } }`. */
export const CountsBySubject = (options: FieldOptions = {}) =>
  field(
    {
      name: 'countsBySubject',
      holds: (value) => isRecord(value) && Object.keys(value).length <= 10 && Object.entries(value).every(([key, counts]) => word.test(key) && countsByWord(counts)),
      schema: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'integer' } } },
    },
    options,
  );

/** Points by subject, in all: `{ home: 4510 }`. */
export const PointsByWord = (options: FieldOptions = {}) =>
  field(
    {
      name: 'pointsByWord',
      details: { most: mostPoints },
      holds: (value) => isRecord(value) && Object.keys(value).length <= 10 && Object.entries(value).every(([key, sum]) => word.test(key) && Number.isInteger(sum) && (sum as number) >= 0 && (sum as number) <= mostPoints),
      schema: { type: 'object', additionalProperties: { type: 'integer' } },
    },
    { example: { home: 4510 }, ...options },
  );
/** The most points of one subject in all: 100 a sheet, of ten million. */
const mostPoints = 1_000_000_000;

const countsByWord = (value: unknown): boolean => isRecord(value) && Object.keys(value).length <= 20 && Object.entries(value).every(([key, count]) => word.test(key) && isCount(count));
