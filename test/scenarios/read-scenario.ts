import { readFileSync, statSync } from 'node:fs';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { AwaitStep, CommandStep, PopulateStep, RemindStep, ScenarioHead, type Scenario } from './scenario.js';

/** One thing wrong with a file: where, by which rule (`fault.<rule>` in the resource files), what is allowed. */
export type Fault = { readonly file?: string; readonly line: number; readonly path: string; readonly rule: string; readonly allowed: string };

/** A file that cannot be played. */
export class BadScenario extends Error {
  constructor(
    readonly file: string,
    readonly faults: readonly Fault[],
  ) {
    super(faults.map(({ line, path, rule, allowed }) => `${file}:${line}: ${path} ${rule} ${allowed}`).join('\n'));
    this.name = 'BadScenario';
  }
}

/** Reads and checks a scenario. @throws BadScenario naming file, line, field and what is allowed */
export function readScenario(file: string): Scenario {
  const text = textOf(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  if (document.errors.length > 0) {
    throw new BadScenario(file, document.errors.map((error) => ({ line: error.linePos?.[0].line ?? 1, path: '/', rule: 'yaml', allowed: firstLine(error.message) })));
  }
  const content = contentOf(document, file);
  const misfits = misfitsOf(content);
  if (misfits.length > 0) throw new BadScenario(file, misfits.map((misfit) => ({ ...misfit, path: misfit.path || '/', line: lineOf(document, lines, misfit.path) })));
  const scenario = content as Scenario;
  const linesUnder = (field: string, all: readonly unknown[] = []) => all.map((_, index) => lineOf(document, lines, `/${field}/${index}`));
  return { ...scenario, places: { file, steps: linesUnder('steps', scenario.steps), finally: linesUnder('finally', scenario.finally) } };
}

/** The largest file that is read, in bytes. */
export const maxScenarioBytes = 1_000_000;

function textOf(file: string): string {
  const wholeFile = (rule: string, allowed: string) => new BadScenario(file, [{ line: 1, path: '/', rule, allowed }]);
  try {
    if (statSync(file).size > maxScenarioBytes) throw wholeFile('tooLarge', String(maxScenarioBytes));
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof BadScenario ? error : wholeFile('unreadable', (error as NodeJS.ErrnoException).code ?? '');
  }
}

/** Anchors may be used, but not to blow a small file up: the library stops at 100 aliases. */
function contentOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new BadScenario(file, [{ line: 1, path: '/', rule: 'yaml', allowed: (error as Error).message }]);
  }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

type Misfit = Omit<Fault, 'line'>;

function misfitsOf(content: unknown): readonly Misfit[] {
  const head = against(ScenarioHead, content, '');
  if (head.length > 0) return head;
  const scenario = content as Scenario;
  return scenario.steps.flatMap((step, index) => misfitsOfStep(step, `/steps/${index}`, scenario));
}

function misfitsOfStep(step: unknown, path: string, scenario: Scenario): readonly Misfit[] {
  const has = (name: string) => typeof step === 'object' && step !== null && name in step;
  const found = against(has('await') ? AwaitStep : has('populate') ? PopulateStep : has('remind') ? RemindStep : CommandStep, step, path);
  if (found.length > 0 || has('await') || has('remind')) return found;
  if (has('populate')) return misfitsOfPopulate(step as PopulateStep, path, scenario);
  const { actors } = scenario;
  const { by, invented, with: data = {}, expect = {} } = step as CommandStep;
  const named = Array.isArray(invented) ? invented : [];
  return [
    ...(Object.hasOwn(actors, by) ? [] : [{ path: `${path}/by`, rule: 'actor', allowed: Object.keys(actors).join(', ') }]),
    ...named.flatMap((name, index) => (stands(data, name.split('.')) ? [] : [{ path: `${path}/invented/${index}`, rule: 'invented', allowed: Object.keys(data).join(', ') }])),
    ...(expect.refused !== undefined && expect.event !== undefined ? [{ path: `${path}/expect`, rule: 'eventOrRefusal', allowed: 'event | refused' }] : []),
  ];
}

function misfitsOfPopulate({ populate: { by } }: PopulateStep, path: string, { actors, population }: Pick<Scenario, 'actors' | 'population'>): readonly Misfit[] {
  if (population === undefined) return [{ path, rule: 'population', allowed: 'population' }];
  return Object.hasOwn(actors, by) ? [] : [{ path: `${path}/populate/by`, rule: 'actor', allowed: Object.keys(actors).join(', ') }];
}

/** True where the data has the field that a dotted path names; `*` stands for every element of a list. */
function stands(data: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (name === '*') return Array.isArray(data) && data.length > 0 && data.every((element) => stands(element, rest));
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name) && stands((data as Record<string, unknown>)[name], rest);
}

function against(schema: TSchema, value: unknown, path: string): readonly Misfit[] {
  const checked = Compile(schema);
  if (checked.Check(value)) return [];
  const fields = Object.keys((schema as { properties?: object }).properties ?? {}).join(', ');
  return checked.Errors(value).flatMap(({ keyword, instancePath, params, message }): readonly Misfit[] => {
    const at = `${path}${instancePath}`;
    const given = params as Record<string, unknown>;
    if (keyword === 'boolean' || keyword === 'anyOf') return [];
    if (keyword === 'additionalProperties') return (given['additionalProperties'] as string[]).map((name) => ({ path: `${at}/${name}`, rule: 'unknown', allowed: instancePath === '' ? fields : '' }));
    if (keyword === 'required') return (given['requiredProperties'] as string[]).map((name) => ({ path: at, rule: 'required', allowed: name }));
    return [{ path: at, rule: keyword === 'pattern' || keyword === 'type' ? keyword : 'other', allowed: String(given['pattern'] ?? given['type'] ?? message) }];
  });
}

/** The line of the field a JSON pointer names, or of the nearest thing around it. */
function lineOf(document: Document, lines: LineCounter, pointer: string): number {
  let node: unknown = document.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const part of pointer.split('/').slice(1).map((text) => text.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const inner: unknown = isSeq(node) ? node.items[Number(part)] : isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined;
    if (inner === undefined) break;
    offset = ((isPair(inner) ? inner.key : inner) as Node | null)?.range?.[0] ?? offset;
    node = isPair(inner) ? inner.value : inner;
  }
  return lines.linePos(offset).line;
}
