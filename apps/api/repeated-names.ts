import { pointerPart } from './commands/plain-body.js';

/** An object or list that is open at a place of the text: the names it had so far, or how many elements. */
type Open = { readonly names: string[]; set: Set<string> | undefined; readonly list: boolean; elements: number };

/** From so many names on a set finds one faster than a look at each. */
const manyNames = 16;

/**
 * JSON lets an object name a field twice, and `JSON.parse` silently keeps the last: what was recorded would not be all that was
 * sent. Looks at text known to be JSON once, from front to back. @returns a JSON pointer to the first such field, if any
 */
export function repeatedNameIn(text: string): string | undefined {
  const open: Open[] = [];
  let inner: Open | undefined;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        if (inner?.list === false && isName(text, end) && isRepeated(inner, nameAt(text, at, end))) return pointerTo(open);
        at = end;
        break;
      }
      case '{':
      case '[':
        open.push((inner = { names: [], set: undefined, list: text[at] === '[', elements: 0 }));
        break;
      case '}':
      case ']':
        open.pop();
        inner = open.at(-1);
        break;
      case ',':
        if (inner !== undefined) inner.elements++;
    }
  }
  return undefined;
}

/** Where the string that begins at `start` ends: at the first quote that no odd number of backslashes takes the meaning from. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before--;
    if ((end - before) % 2 === 1) return end;
  }
}

function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next++;
  return text[next] === ':';
}

function nameAt(text: string, start: number, end: number): string {
  const name = text.slice(start + 1, end);
  // `"\u0061"` is the same name as `"a"`.
  return name.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : name;
}

function isRepeated(inner: Open, name: string): boolean {
  const { names } = inner;
  if (names.length > manyNames) inner.set ??= new Set(names);
  const repeated = inner.set?.has(name) ?? names.includes(name);
  names.push(name);
  inner.set?.add(name);
  return repeated;
}

const pointerTo = (open: readonly Open[]): string => open.map(({ names, list, elements }) => `/${list ? elements : pointerPart(names.at(-1) ?? '')}`).join('');
