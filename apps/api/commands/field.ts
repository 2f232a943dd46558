import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { idPart, idPattern, isPartialDate, isPlainDate, isStreamName } from '#kernel';

/**
 * The vocabulary of request bodies: each word checks one kind of field, documents it in OpenAPI and names the rule that
 * a wrong value broke (`field.<rule>` in the resource files). One rule a field: the reader is told what is allowed.
 */
export type FieldOptions = {
  readonly example?: unknown;
  /** English, for the OpenAPI page. */
  readonly description?: string;
  readonly optional?: boolean;
  /** Every element of a list of at most so many. */
  readonly listOf?: number;
};

type Rule = { readonly name: string; readonly details?: Readonly<Record<string, unknown>>; readonly holds: (value: unknown) => boolean; readonly schema: Readonly<Record<string, unknown>> };

/** What a problem tells of a rule beside its name; for lists also how an element is judged. */
type Told = { readonly details: Readonly<Record<string, unknown>>; readonly element?: (value: unknown) => boolean };

/** Class-validator drops the context of custom rules on some paths, so it is kept here: by class, field and rule. */
const told = new WeakMap<object, Map<string, Told>>();

/** A body's own fields, or those of the body it extends. */
function toldOf(target: object | undefined, property: string, rule: string): Told | undefined {
  for (let prototype = target && (Object.getPrototypeOf(target) as object | null); prototype; prototype = Object.getPrototypeOf(prototype) as object | null) {
    const found = told.get(prototype)?.get(`${property}/${rule}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The numbers of a rule that a field broke. */
export const rulesNumbers = (target: object | undefined, property: string, rule: string): Readonly<Record<string, unknown>> => toldOf(target, property, rule)?.details ?? {};

/** Which elements of a list broke the rule that holds for each. */
export function wrongElements(target: object | undefined, property: string, rule: string, list: unknown): readonly number[] {
  const element = toldOf(target, property, rule)?.element;
  return element === undefined || !Array.isArray(list) ? [] : list.flatMap((value, index) => (element(value) ? [] : [index]));
}

const numbers = (rules: Readonly<Record<string, Told>>): PropertyDecorator => (prototype, property) => {
  const known = told.get(prototype) ?? new Map<string, Told>();
  told.set(prototype, known);
  for (const [rule, what] of Object.entries(rules)) known.set(`${String(property)}/${rule}`, what);
};

export function field(rule: Rule, { listOf, optional, example, description }: FieldOptions): PropertyDecorator {
  const each = listOf !== undefined;
  const decorators = [
    ValidateBy({ name: rule.name, constraints: [], validator: { validate: rule.holds } }, { each }),
    numbers({ [rule.name]: { details: rule.details ?? {}, ...(each ? { element: rule.holds } : {}) }, ...(each ? sizes(listOf) : {}) }),
    ApiProperty({ ...rule.schema, required: optional !== true, ...(each ? { isArray: true, maxItems: listOf } : {}), ...shown(example, description) } as ApiPropertyOptions),
  ];
  if (each) decorators.push(IsArray(), ArrayMaxSize(listOf));
  if (optional === true) decorators.push(ifGiven());
  return applyDecorators(...decorators);
}

const sizes = (most: number, least = 0) => ({ isArray: { details: { most } }, arrayMaxSize: { details: { most } }, arrayMinSize: { details: { least } } });

const shown = (example: unknown, description: string | undefined) => ({
  ...(example === undefined ? {} : { example }),
  ...(description === undefined ? {} : { description }),
});

/** An absent field is fine, `null` is not: what is unknown is left out. */
const ifGiven = () => ValidateIf((_, value: unknown) => value !== undefined);

/** Text of 1 to `most` characters, without leading or trailing blanks. */
export const Text = (most: number, options: FieldOptions = {}) =>
  field(
    {
      name: 'text',
      details: { most },
      holds: (value) => typeof value === 'string' && value.length > 0 && value.length <= most && value.trim() === value && value.isWellFormed(),
      schema: { type: 'string', minLength: 1, maxLength: most },
    },
    options,
  );

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
/** SHA-256 of a file or document. */
export const Digest = matching('digest', /^[0-9a-f]{64}$/);
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
    { name: 'date', holds: (value) => typeof value === 'string' && isPlainDate(value), schema: { type: 'string', format: 'date' } },
    { example: '2010-03-01', ...options },
  );

/** When a fact held: a day, or only the month or year of it. */
export const FactDate = (options: FieldOptions = {}) =>
  field(
    { name: 'factDate', holds: (value) => typeof value === 'string' && isPartialDate(value) && !value.startsWith('--'), schema: { type: 'string' } },
    { example: '2010-03-01', ...options },
  );

/** A date of which a part may be unknown: `2008-06`, `1998`, `--08`. */
export const PartialDateOnly = (options: FieldOptions = {}) =>
  field(
    { name: 'partialDate', holds: (value) => typeof value === 'string' && isPartialDate(value), schema: { type: 'string' } },
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
export const Parts = (shape: () => new () => object, most: number, options: FieldOptions & { readonly least?: number } = {}): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(most),
    ArrayMinSize(options.least ?? 0),
    // A list in a list would pass as nested objects.
    ValidateBy({ name: 'object', constraints: [], validator: { validate: isRecord } }, { each: true }),
    numbers({ ...sizes(most, options.least), object: { details: {}, element: isRecord } }),
    ValidateNested({ each: true }),
    Type(shape),
    ApiProperty({ type: () => shape(), isArray: true, maxItems: most, required: options.optional !== true, ...shown(options.example, options.description) }),
    ...(options.optional === true ? [ifGiven()] : []),
  );

/** A document of a known schema that its own reader checks: a rule set. */
export const Document = (options: FieldOptions = {}) =>
  field({ name: 'document', holds: isRecord, schema: { type: 'object', additionalProperties: true } }, options);
