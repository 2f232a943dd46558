/** One way in which an answer is not what was expected: where (JSON pointer), what was expected, what is there. */
export type Difference = { readonly path: string; readonly expected: unknown; readonly actual: unknown };

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Deep partial match: an object must have the expected fields (others are free), a list must have as many elements as
 * expected, each matching. Three words stand for more than a value: `{ $length: n }`, `{ $contains: [...] }` (each
 * matches some element), `{ $absent: true }`.
 */
export function differences(expected: unknown, actual: unknown, path = ''): readonly Difference[] {
  if (isFields(expected)) return ofWords(expected, actual, path) ?? ofFields(expected, actual, path);
  if (Array.isArray(expected)) return ofList(expected, actual, path);
  return Object.is(expected, actual) ? [] : [{ path, expected, actual }];
}

function ofWords(expected: Fields, actual: unknown, path: string): readonly Difference[] | undefined {
  if ('$absent' in expected) return actual === undefined ? [] : [{ path, expected, actual }];
  const list = Array.isArray(actual) ? (actual as readonly unknown[]) : undefined;
  if ('$length' in expected) return list?.length === expected['$length'] ? [] : [{ path, expected, actual: list === undefined ? actual : { $length: list.length } }];
  const wanted = expected['$contains'];
  if (!Array.isArray(wanted)) return undefined;
  if (list === undefined) return [{ path, expected, actual }];
  return wanted.flatMap((one: unknown) => fromNearest(one, list, path));
}

/** In what the element that comes nearest differs; where none has anything of what is looked for, that there is none. */
function fromNearest(wanted: unknown, list: readonly unknown[], path: string): readonly Difference[] {
  const none: Difference = { path, expected: { $contains: [wanted] }, actual: { $length: list.length } };
  let nearest: readonly Difference[] = [none];
  let fewest = leavesOf(wanted);
  for (const [index, element] of list.entries()) {
    const found = differences(wanted, element, `${path}/${index}`);
    if (found.length === 0) return [];
    const apart = found.reduce((sum, { expected }) => sum + leavesOf(expected), 0);
    if (apart < fewest) [nearest, fewest] = [found, apart];
  }
  return nearest;
}

/** How many plain values an expectation speaks of. */
function leavesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Math.max(1, Object.values(value).reduce<number>((sum, inner) => sum + leavesOf(inner), 0));
}

function ofFields(expected: Fields, actual: unknown, path: string): readonly Difference[] {
  if (!isFields(actual)) return [{ path, expected, actual }];
  return Object.entries(expected).flatMap(([name, value]) => differences(value, actual[name], `${path}/${name}`));
}

function ofList(expected: readonly unknown[], actual: unknown, path: string): readonly Difference[] {
  if (!Array.isArray(actual) || actual.length !== expected.length) return [{ path, expected, actual }];
  return expected.flatMap((value, index) => differences(value, (actual as unknown[])[index], `${path}/${index}`));
}
