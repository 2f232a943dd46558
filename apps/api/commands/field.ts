import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsObject, ValidateBy, ValidateNested } from 'class-validator';
import { idPart, idPattern, isPartialDate, isPlainDate, isStreamName } from '#kernel';
import { ApiProperty } from '../api-description.js';
import { field, ifGiven, listRules, numbers, shown, type FieldOptions, type Rule } from './field-rule.js';

/**
 * The vocabulary of request bodies: each word checks one kind of field, documents it in OpenAPI and names the rule that
 * a wrong value broke (`field.<rule>` in the resource files). One rule a field: the reader is told what is allowed.
 */
/** The longest text that stands on one line; longer ones are paragraphs. */
const longestLine = 200;
/** Controls of the terminal and of the direction of writing: they show something else than what is recorded. Of them a paragraph may hold line feeds and tabs. */
const controls = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const oneLine: Rule = { name: 'oneLine', holds: (value) => typeof value !== 'string' || !controls.test(value), schema: {} };
const paragraphs: Rule = { name: 'controls', holds: (value) => typeof value !== 'string' || !controls.test(value.replaceAll(/[\n\t]/g, '')), schema: {} };

const isText = (value: unknown, least: number, most: number): boolean => typeof value === 'string' && value.length >= least && value.length <= most && value.trim() === value && value.isWellFormed();

/** Text of 1 to `most` characters, without leading or trailing blanks or control characters; up to 200 characters are one line. */
export const Text = (most: number, options: FieldOptions = {}) =>
  field([{ name: 'text', details: { most }, holds: (value) => isText(value, 1, most), schema: { type: 'string', minLength: 1, maxLength: most } }, most <= longestLine ? oneLine : paragraphs], options);

/** A telephone number as people write it. */
export const Telephone = (options: FieldOptions = {}) =>
  field([{ name: 'telephone', details: { least: 3, most: 30 }, holds: (value) => isText(value, 3, 30), schema: { type: 'string', minLength: 3, maxLength: 30 } }, oneLine], options);

/** An id as its owner chose it: `centre`, `centre.2009.1`. */
export const Id = (options: FieldOptions = {}) =>
  field(
    { name: 'id', holds: (value) => typeof value === 'string' && idPattern.test(value), schema: { type: 'string', pattern: idPattern.source } },
    { example: 'centre', ...options },
  );

/** One part of an id, without dots: `centre`; also a person's id or a role. */
export const IdPart = (options: FieldOptions = {}) =>
  field({ name: 'idPart', holds: (value) => typeof value === 'string' && idPart.test(value), schema: { type: 'string', pattern: idPart.source } }, { example: 'centre', ...options });

const criterionId = /^\d{1,2}(\.\d{1,2}){0,2}$/;
/** A criterion of the standard, `1.3`. */
export const CriterionId = (options: FieldOptions = {}) =>
  field({ name: 'criterionId', holds: (value) => typeof value === 'string' && criterionId.test(value), schema: { type: 'string', pattern: criterionId.source } }, { example: '1.3', ...options });

const matching = (name: string, pattern: RegExp) => (options: FieldOptions = {}) =>
  field({ name, holds: (value) => typeof value === 'string' && pattern.test(value), schema: { type: 'string', pattern: pattern.source } }, options);
/** An organisation code, all in capital letters or in none: either is the same code. */
export const Code = matching('code', /^(?:[A-Z0-9][A-Z0-9_-]{0,31}|[a-z0-9][a-z0-9_-]{0,31})$/);
/** SHA-256 of a file or document. */
export const Digest = matching('digest', /^[0-9a-f]{64}$/);
/** Sizes from the least to the most members, `0-24`; the last has no most. */
export const SizeBand = (options: FieldOptions = {}) =>
  field({ name: 'sizeBand', holds: (value) => typeof value === 'string' && sizeBand.test(value), schema: { type: 'string', pattern: sizeBand.source } }, { example: ['0-24'], ...options });
const sizeBand = /^\d{1,7}-\d{0,7}$/;
export const MediaType = matching('mediaType', /^[a-z]+\/[a-zA-Z0-9.+-]{1,100}$/);

/** Points of a criterion, 0 to 100, with at most two decimals. */
export const Points = (options: FieldOptions = {}) =>
  field(
    {
      name: 'points',
      holds: (value) => typeof value === 'number' && value >= 0 && value <= 100 && Number.isInteger(Math.round(value * 1e6) / 1e4),
      schema: { type: 'number', minimum: 0, maximum: 100, multipleOf: 0.01 },
    },
    { example: 4.5, ...options },
  );

/** A figure that something rests on: 82.5 (per cent), 3 (cases). */
export const Figure = (options: FieldOptions = {}) => field({ name: 'figure', details: { most: 1e9 }, holds: (value) => typeof value === 'number' && value >= 0 && value <= 1e9, schema: { type: 'number', minimum: 0, maximum: 1e9 } }, { example: 92, ...options });

/** A body as a stream names it: `union-centre`, `federation-bureau`. */
export const BodyId = (options: FieldOptions = {}) =>
  field(
    { name: 'bodyId', holds: (value) => typeof value === 'string' && isStreamName(value), schema: { type: 'string' } },
    { example: 'union-centre', ...options },
  );

/** A day that exists, `2010-03-01`. */
export const DateOnly = (options: FieldOptions = {}) =>
  field(
    { name: 'date', holds: (value) => typeof value === 'string' && isPlainDate(value), schema: { type: 'string', format: 'date', minLength: 10, maxLength: 10 } },
    { example: '2010-03-01', ...options },
  );

/** When a fact held: a day, or only the month or year of it. */
export const FactDate = (options: FieldOptions = {}) =>
  field(
    { name: 'factDate', holds: (value) => typeof value === 'string' && isPartialDate(value) && !value.startsWith('--'), schema: { type: 'string', minLength: 4, maxLength: 10 } },
    { example: '2010-03-01', ...options },
  );

/** A date of which a part may be unknown: `2008-06`, `1998`, `--08`. */
export const PartialDateOnly = (options: FieldOptions = {}) =>
  field(
    { name: 'partialDate', holds: (value) => typeof value === 'string' && isPartialDate(value), schema: { type: 'string', minLength: 4, maxLength: 10 } },
    { example: '2008-06', ...options },
  );

/** A whole number. */
export const Whole = (least: number, most: number, options: FieldOptions = {}) =>
  field(
    {
      name: 'whole',
      details: { least, most },
      holds: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
      schema: { type: 'integer', minimum: least, maximum: most },
    },
    options,
  );

/** The most people or ballots one count may name. */
export const mostCounted = 10_000_000;
export const Count = (options: FieldOptions = {}) => Whole(0, mostCounted, options);

export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field(
    { name: 'oneOf', details: { allowed: values }, holds: (value) => typeof value === 'string' && values.includes(value), schema: { type: 'string', enum: [...values] } },
    { example: values[0], ...options },
  );

export const Flag = (options: FieldOptions = {}) =>
  field({ name: 'flag', holds: (value) => typeof value === 'boolean', schema: { type: 'boolean' } }, { example: true, ...options });

export const word = /^[a-z][A-Za-z0-9]{0,31}$/;
/** One word of a rule set: a grade, a subject, a title. */
export const Word = (options: FieldOptions = {}) =>
  field({ name: 'word', holds: (value) => typeof value === 'string' && word.test(value), schema: { type: 'string', pattern: word.source } }, options);

/** An object, and no list. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of its own shape. */
export const Part = (shape: () => new () => object, options: Omit<FieldOptions, 'listOf'> = {}): PropertyDecorator =>
  applyDecorators(
    IsObject(),
    ValidateNested(),
    Type(shape),
    ApiProperty({ type: () => shape(), required: options.optional !== true, ...shown(options.example, options.description) }),
    ...(options.optional === true ? [ifGiven()] : []),
  );

/** A list of objects of one shape. */
export const Parts = (shape: () => new () => object, most: number, options: Omit<FieldOptions, 'listOf' | 'unique'> = {}): PropertyDecorator =>
  applyDecorators(
    ...listRules(most, options),
    // A list in a list would pass as nested objects.
    ValidateBy({ name: 'object', constraints: [], validator: { validate: isRecord } }, { each: true }),
    numbers({ object: { details: {}, element: isRecord } }),
    ValidateNested({ each: true }),
    Type(shape),
    ApiProperty({ type: () => shape(), isArray: true, maxItems: most, ...(options.least === undefined ? {} : { minItems: options.least }), required: options.optional !== true, ...shown(options.example, options.description) }),
    ...(options.optional === true ? [ifGiven()] : []),
  );

/** A document of a known schema that its own reader checks: a rule set. */
export const Document = (options: FieldOptions = {}) =>
  field({ name: 'document', holds: isRecord, schema: { type: 'object', additionalProperties: true } }, options);
