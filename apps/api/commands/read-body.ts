import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { problem, type FieldFault } from '#platform';
import { rulesNumbers } from './field.js';

export type BodyClass = new () => object;

/** The most faults one answer lists. */
const mostFaults = 50;

/**
 * Checks a body against its class and gives the body as it came: nothing is converted, filled in or thrown away.
 * @throws Problem naming each field and rule
 */
export async function readBody(shape: BodyClass, body: unknown): Promise<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw problem('body-invalid', {}, [{ field: '', rule: 'object' }]);
  const errors = await validate(plainToInstance(shape, body), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw problem('body-invalid', {}, errors.flatMap((error) => faultsOf(error, '', shape)).slice(0, mostFaults));
  return body as Record<string, unknown>;
}

function faultsOf(error: ValidationError, parent: string, shape: unknown): readonly FieldFault[] {
  const field = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const inner = (error.children ?? []).flatMap((child) => faultsOf(child, field, error.target?.constructor));
  if (inner.length > 0) return inner;
  if ('whitelistValidation' in (error.constraints ?? {})) return [{ field, rule: 'unknown', details: { allowed: fieldsOf(error.target?.constructor ?? shape) } }];
  if (error.value === undefined) return [{ field, rule: 'required' }];
  return Object.keys(error.constraints ?? {}).slice(0, 1).map((rule) => ({ field, rule, details: rulesNumbers(error.target, error.property, rule) }));
}

function fieldsOf(shape: unknown): readonly string[] {
  if (typeof shape !== 'function') return [];
  const metadata = getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}
