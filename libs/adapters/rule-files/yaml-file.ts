import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** A YAML file as data, with the lines that its parts stand on. */
export type YamlFile = {
  readonly path: string;
  readonly value: unknown;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** Line (from 1) of a JSON pointer's part; of the nearest thing around it where there is none. */
  readonly lineOf: (pointer: string) => number;
};

/** Parses YAML 1.2 with its core schema: dates stay texts. Doubled keys are errors. */
export function parseYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const errors = [...document.errors, ...document.warnings].map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message }));
  const { value, error } = toValue(document);
  return {
    path,
    value,
    errors: error === undefined ? errors : [...errors, { line: 1, message: error }],
    lineOf: (pointer) => lines.linePos(offsetOf(document.contents, pointer.split('/').slice(1))).line,
  };
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
