import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** What can be wrong with a file before anybody asks what it says. */
export const yamlFaultCodes = ['yaml-syntax', 'yaml-tab', 'yaml-key-twice', 'yaml-two-documents', 'yaml-aliases', 'yaml-too-deep'] as const;
export type YamlFaultCode = (typeof yamlFaultCodes)[number];

/** Lines and columns are counted from 1. */
export type Place = { readonly line: number; readonly column: number };
export type YamlError = Place & { readonly code: YamlFaultCode; readonly message: string };

/** A YAML file as data, with the places that its parts stand at. */
export type YamlFile = {
  readonly path: string;
  readonly value: unknown;
  readonly errors: readonly YamlError[];
  /** Place of a JSON pointer's part; of the nearest thing around it where there is none. */
  readonly placeOf: (pointer: string) => Place;
};

/** The deepest that anything in a file may be nested; a rule set needs eight. The parser runs out of memory far beyond. */
const maxDepth = 50;
/** The most errors told of one file. */
const maxErrors = 20;

/** Parses YAML 1.2, and so JSON, with its core schema: dates stay texts. Doubled keys are errors. */
export function parseYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const deep = tooDeep(text);
  if (deep !== undefined) return { path, value: undefined, errors: [{ ...deep, code: 'yaml-too-deep', message: `is nested deeper than ${maxDepth}` }], placeOf: () => deep };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): Place => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col });
  const errors = [...document.errors, ...document.warnings].slice(0, maxErrors).map(({ pos, message, code }): YamlError => ({ ...at(pos[0]), code: faultCodes[code] ?? 'yaml-syntax', message }));
  const { value, error } = toValue(document);
  return {
    path,
    value,
    errors: error === undefined ? errors : [...errors, { line: 1, column: 1, code: 'yaml-aliases', message: error }],
    placeOf: (pointer) => at(offsetOf(document.contents, pointer.split('/').slice(1))),
  };
}

const faultCodes: Readonly<Record<string, YamlFaultCode>> = { TAB_AS_INDENT: 'yaml-tab', DUPLICATE_KEY: 'yaml-key-twice', MULTIPLE_DOCS: 'yaml-two-documents' };

/** Where brackets, or lists and keys begun on one line, nest too deep; brackets in texts count as well, so many that it cannot matter. */
function tooDeep(text: string): Place | undefined {
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    for (let column = 0; column < line.length; column++) {
      const character = line[column];
      if (character === '[' || character === '{') depth++;
      else if ((character === ']' || character === '}') && depth > 0) depth--;
      if (depth > maxDepth) return { line: index + 1, column: column + 1 };
    }
    if (/^\s*([-?] ){50}/.test(line) || /^ {400}/.test(line)) return { line: index + 1, column: 1 };
  }
  return undefined;
}

/** Anchors may be used, but not to blow a small file up: the library stops at 100 aliases. */
function toValue(document: ReturnType<typeof parseDocument>): { value?: unknown; error?: string } {
  if (document.errors.length > 0) return {};
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** Where the node at the end of the steps begins: for an entry of a map its key. */
function offsetOf(node: Node | null, steps: readonly string[]): number {
  const here = node?.range?.[0] ?? 0;
  const [step, ...rest] = steps;
  if (step === undefined) return here;
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step);
    if (pair === undefined) return here;
    return rest.length === 0 || pair.value === null ? (((pair.key as Node).range ?? [here])[0]) : offsetOf(pair.value as Node, rest);
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item === undefined ? here : offsetOf(item, rest);
  }
  return here;
}
