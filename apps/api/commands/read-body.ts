import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { problem, type FieldFault } from '#platform';
import { rulesNumbers, wrongElements } from './field-rule.js';
import { pointerPart, strangeIn } from './plain-body.js';

export type BodyClass = new () => object;

/** The most faults one answer lists. */
const mostFaults = 50;

/**
 * Checks a body against its class and gives the body as it came: nothing is converted, filled in or thrown away.
 * @throws Problem naming each field and rule
 */
export async function readBody(shape: BodyClass, body: unknown): Promise<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw problem('body-invalid', {}, [{ field: '', rule: 'object' }]);
  const strange = strangeIn(body);
  if (strange.length > 0) throw problem('body-invalid', {}, strange);
  const errors = await validate(plainToInstance(shape, body), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw problem('body-invalid', {}, errors.flatMap((error) => faultsOf(error, '', shape)).slice(0, mostFaults));
  return body as Record<string, unknown>;
}

function faultsOf(error: ValidationError, parent: string, shape: unknown): readonly FieldFault[] {
  const field = `${parent}/${pointerPart(error.property)}`;
  const { constraints = {}, children = [], target, value } = error;
  if ('whitelistValidation' in constraints) return [{ field, rule: 'unknown', details: { allowed: fieldsOf(target?.constructor ?? shape) } }];
  if (value === undefined) return [{ field, rule: 'required' }];
  const whole = ofTheWhole.find((rule) => rule in constraints);
  if (whole !== undefined) return broken(error, field, whole);
  const inner = children.flatMap((child) => faultsOf(child, field, target?.constructor));
  return inner.length > 0 ? inner : Object.keys(constraints).slice(0, 1).flatMap((rule) => broken(error, field, rule));
}

/** That it is a list or an object, and how long, comes before what it holds. */
const ofTheWhole = ['isArray', 'arrayMaxSize', 'arrayMinSize', 'isObject', 'object'];

/** One rule a field; elements of a list that broke it are named one by one. */
function broken({ target, property, value }: ValidationError, field: string, rule: string): readonly FieldFault[] {
  const fault = { rule, details: rulesNumbers(target, property, rule) };
  const wrong = wrongElements(target, property, rule, value);
  return wrong.length === 0 ? [{ field, ...fault }] : wrong.map((index) => ({ field: `${field}/${index}`, ...fault }));
}

function fieldsOf(shape: unknown): readonly string[] {
  if (typeof shape !== 'function') return [];
  const metadata = getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}
