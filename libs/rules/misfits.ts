import { Compile } from 'typebox/schema';
import { Settings } from 'typebox/system';
import type { Json } from '#kernel';
import { RuleSet } from './rule-set.js';
import { formOf, schemaAt } from './schema-fields.js';

/** What can be wrong with a field, seen alone. */
export const misfitCodes = ['field-unknown', 'field-missing', 'not-one-of', 'wrong-form', 'wrong-type', 'too-small', 'too-large', 'too-short', 'too-long', 'too-few', 'too-many', 'misfit'] as const;
export type MisfitCode = (typeof misfitCodes)[number];

/** One way in which data is not a rule set: where (JSON pointer), what is wrong, what would be allowed. */
export type RuleSetMisfit = { readonly path: string; readonly message: string; readonly allowed?: string; readonly code: MisfitCode; readonly details: { readonly [name: string]: Json } };

/** The most misfits told at once. */
export const maxMisfits = 50;

let shape: ReturnType<typeof Compile<typeof RuleSet>> | undefined;

/** Ways in which data misses the schema of a rule set; empty when it is one (whether it makes sense: `contradictions`). */
export function ruleSetMisfits(data: unknown): readonly RuleSetMisfit[] {
  shape ??= Compile(RuleSet);
  if (shape.Check(data)) return [];
  const errors = errorsOf(shape, data);
  // Something or null: the misfit of the something is told, not that it is not null.
  const eitherOr = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath, params }) => keyword !== 'anyOf' && !(eitherOr.has(instancePath) && keyword === 'type' && (params as { type?: unknown }).type === 'null')).flatMap(misfitsOf).slice(0, maxMisfits);
}

/** The library tells eight misfits unless asked for more. */
function errorsOf(checker: NonNullable<typeof shape>, data: unknown) {
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: 2 * maxMisfits });
  try {
    return checker.Errors(data)[1];
  } finally {
    Settings.Set({ maxErrors });
  }
}

type SchemaError = ReturnType<NonNullable<typeof shape>['Errors']>[1][number];

function misfitsOf({ keyword, instancePath: path, message, params }: SchemaError): readonly RuleSetMisfit[] {
  const fields = () => Object.keys((schemaAt(path)?.['properties'] as object | undefined) ?? {});
  switch (keyword) {
    case 'additionalProperties':
      return params.additionalProperties.map((name) => ({ path: `${path}/${name}`, message: 'is not a field here', code: 'field-unknown', details: { field: name, fields: fields() } }));
    case 'required':
      return params.requiredProperties.map((name) => ({ path: `${path}/${name}`, message: 'is missing', code: 'field-missing', details: { field: name } }));
    case 'boolean':
      // "schema is false" repeats each strange field.
      return [];
    case 'enum':
      return [{ path, message, allowed: params.allowedValues.join(', '), code: 'not-one-of', details: { allowed: [...params.allowedValues] as Json } }];
    case 'const':
      return [{ path, message, allowed: String(params.allowedValue), code: 'not-one-of', details: { allowed: [params.allowedValue] as Json } }];
    case 'pattern':
      return [{ path, message, allowed: String(params.pattern), code: 'wrong-form', details: { form: formOf(String(params.pattern)) } }];
    case 'type':
      return [{ path, message, code: 'wrong-type', details: { type: String(params.type) } }];
    default:
      return [{ path, message, ...limitOf(keyword, params) }];
  }
}

const limits: Readonly<Record<string, MisfitCode>> = {
  minimum: 'too-small',
  maximum: 'too-large',
  minLength: 'too-short',
  maxLength: 'too-long',
  minItems: 'too-few',
  minProperties: 'too-few',
  maxItems: 'too-many',
  maxProperties: 'too-many',
};

const limitOf = (keyword: string, params: object): Pick<RuleSetMisfit, 'code' | 'details'> => {
  const code = limits[keyword];
  return code === undefined ? { code: 'misfit', details: { keyword } } : { code, details: { limit: (params as { limit?: number }).limit ?? 0 } };
};
