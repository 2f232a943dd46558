import { applyDecorators } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateBy, ValidateIf } from 'class-validator';
import { ApiProperty } from '../api-description.js';

/** How a field of a body is judged, documented and told of: what the words in field.ts are made of. */
export type FieldOptions = {
  readonly example?: unknown;
  /** English, for the OpenAPI page. */
  readonly description?: string;
  readonly optional?: boolean;
  /** Every element of a list of at most so many. */
  readonly listOf?: number;
  /** The list has at least so many; default 0. */
  readonly least?: number;
  /** No element of the list twice. */
  readonly unique?: boolean;
};

export type Rule = { readonly name: string; readonly details?: Readonly<Record<string, unknown>>; readonly holds: (value: unknown) => boolean; readonly schema: Readonly<Record<string, unknown>> };

/** What a problem tells of a rule beside its name; for lists also how an element is judged. */
type Told = { readonly details: Readonly<Record<string, unknown>>; readonly element?: (value: unknown, index: number, list: readonly unknown[]) => boolean };

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
  return element === undefined || !Array.isArray(list) ? [] : list.flatMap((value, index) => (element(value, index, list) ? [] : [index]));
}

export const numbers = (rules: Readonly<Record<string, Told>>): PropertyDecorator => (prototype, property) => {
  const known = told.get(prototype) ?? new Map<string, Told>();
  told.set(prototype, known);
  for (const [rule, what] of Object.entries(rules)) known.set(`${String(property)}/${rule}`, what);
};

/** A field that keeps to `rules`; the first that it breaks is told. */
export function field(rules: Rule | readonly Rule[], options: FieldOptions): PropertyDecorator {
  const { listOf, least, optional, example, description } = options;
  const each = listOf !== undefined;
  const all: readonly Rule[] = Array.isArray(rules) ? rules : [rules as Rule];
  const schema = Object.assign({}, ...all.map((rule) => rule.schema)) as object;
  return applyDecorators(
    ...all.flatMap((rule) => [
      ValidateBy({ name: rule.name, constraints: [], validator: { validate: rule.holds } }, { each }),
      numbers({ [rule.name]: { details: rule.details ?? {}, ...(each ? { element: rule.holds } : {}) } }),
    ]),
    ApiProperty({ ...schema, required: optional !== true, ...(each ? { isArray: true, maxItems: listOf, ...(least === undefined ? {} : { minItems: least }), ...(options.unique === true ? { uniqueItems: true } : {}) } : {}), ...shown(example, description) } as ApiPropertyOptions),
    ...(each ? listRules(listOf, options) : []),
    ...(optional === true ? [ifGiven()] : []),
  );
}

/** That it is a list, how long, and whether each element stands in it once. */
export const listRules = (most: number, { least = 0, unique = false }: Pick<FieldOptions, 'least' | 'unique'>): readonly PropertyDecorator[] => [
  IsArray(),
  ArrayMaxSize(most),
  ArrayMinSize(least),
  numbers({ isArray: { details: { most } }, arrayMaxSize: { details: { most } }, arrayMinSize: { details: { least } } }),
  ...(unique ? [ValidateBy({ name: 'unique', constraints: [], validator: { validate: (list) => !Array.isArray(list) || list.every(isFirst) } }), numbers({ unique: { details: {}, element: isFirst } })] : []),
];

const isFirst = (value: unknown, index: number, list: readonly unknown[]): boolean => list.indexOf(value) === index;

/** What the OpenAPI page shows beside the rule. */
export const shown = (example: unknown, description: string | undefined) => ({
  ...(example === undefined ? {} : { example }),
  ...(description === undefined ? {} : { description }),
});

/** An absent field is fine, `null` is not: what is unknown is left out. */
export const ifGiven = () => ValidateIf((_, value: unknown) => value !== undefined);
