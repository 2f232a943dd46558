import type { FieldFault } from '#platform';

/** The deepest a body may be nested. */
const deepest = 24;

/** The most faults looked for. */
const most = 50;

/**
 * What no body may hold, whatever its class says: names that every object already answers to (`constructor`, `__proto__`),
 * which checks further on would take for the object's own, and nesting that would exhaust whoever walks it.
 */
export function strangeIn(body: object): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  walk(body, '', 1, faults);
  return faults;
}

function walk(value: object, pointer: string, depth: number, faults: FieldFault[]): void {
  if (depth > deepest) faults.push({ field: pointer, rule: 'depth', details: { most: deepest } });
  if (depth > deepest) return;
  for (const [key, inner] of Object.entries(value)) {
    if (faults.length >= most) return;
    const field = `${pointer}/${pointerPart(key)}`;
    if (key in Object.prototype) faults.push({ field, rule: 'fieldName' });
    else if (typeof inner === 'object' && inner !== null) walk(inner as object, field, depth + 1, faults);
  }
}

/** One step of a JSON pointer (RFC 6901). */
export const pointerPart = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
