import { isPartialDate } from '#kernel';
import { isCount } from './counts-field.js';
import { isRecord } from './field.js';
import { field, type FieldOptions } from './field-rule.js';

const counted = /^[a-z][A-Za-z0-9]{0,31}([.][a-z][A-Za-z0-9]{0,31})?$/;
const mostNames = 80;

/** What can be right or wrong of a fact: a date (perhaps only its year or month), points from 0 to 100, or counts by name. */
export const FactValueField = (options: FieldOptions = {}) =>
  field(
    {
      name: 'factValue',
      details: { most: mostNames },
      holds: (value) =>
        (typeof value === 'string' && isPartialDate(value) && !value.startsWith('--')) ||
        (typeof value === 'number' && value >= 0 && value <= 100 && Number.isInteger(Math.round(value * 1e6) / 1e4)) ||
        (isRecord(value) && Object.keys(value).length <= mostNames && Object.entries(value).every(([name, count]) => counted.test(name) && isCount(count))),
      schema: { oneOf: [{ type: 'string' }, { type: 'number', minimum: 0, maximum: 100 }, { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } }] },
    },
    options,
  );
