/** A detail by its path: `['counts', 'present']`; `[]` is all of them. */
export type DetailPath = readonly string[];
/** A pattern taken apart: what stands there, what is filled in, the word that goes by a number, what is left out where a detail is missing. */
export type PatternPart =
  | string
  | { readonly kind: 'filled'; readonly way: string | undefined; readonly name: string; readonly path: DetailPath }
  | { readonly kind: 'counted'; readonly path: DetailPath; readonly one: string; readonly others: string }
  | { readonly kind: 'maybe'; readonly parts: readonly PatternPart[]; readonly needs: readonly DetailPath[] };

/** `[…]`, then `{days|day|days}`, then `{way:name}`: parts in square brackets hold no others. */
const token = /\[(?<maybe>[^[\]]*)\]|\{(?<counted>[\w.]+)\|(?<one>[^|{}]*)\|(?<others>[^|{}]*)\}|\{(?:(?<way>\w+):)?(?<name>[\w.]+)\}/g;

/** Takes a pattern of a resource file apart; done once a text, since looking for the same marks in it each time is most of what a message costs. */
export function patternParts(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let from = 0;
  for (const found of pattern.matchAll(token)) {
    if (found.index > from) parts.push(pattern.slice(from, found.index));
    from = found.index + found[0].length;
    parts.push(partOf(found.groups ?? {}));
  }
  if (from < pattern.length) parts.push(pattern.slice(from));
  return parts;
}

function partOf({ maybe, counted, one = '', others = '', way, name = '' }: Readonly<Record<string, string | undefined>>): PatternPart {
  if (counted !== undefined) return { kind: 'counted', path: pathOf(counted), one, others };
  if (maybe === undefined) return { kind: 'filled', way, name, path: pathOf(name) };
  const parts = patternParts(maybe);
  return { kind: 'maybe', parts, needs: parts.flatMap((part) => (typeof part === 'object' && part.kind === 'filled' ? [part.path] : [])) };
}

const pathOf = (name: string): DetailPath => (name === '.' ? [] : name.split('.'));
