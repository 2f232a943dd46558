import { formatOf, type NumberFormat } from './number-format.js';
import { maxCellCharacters, maxElements, maxSharedCharacters, maxSharedTexts } from './limits.js';
import { WorkbookFault } from './workbook-fault.js';
import { local, XmlParser, type XmlHandlers } from './xml-parser.js';
import type { ZipParts } from './zip-parts.js';

/** A sheet as the workbook lists it. */
export type ListedSheet = { readonly name: string; readonly hidden: boolean; readonly part: string };

/** What the sheets of a workbook share. */
export type Workbook = {
  readonly sheets: readonly ListedSheet[];
  readonly from1904: boolean;
  /** By the number that a cell names. */
  readonly formats: readonly NumberFormat[];
  readonly texts: readonly string[];
};

/** Every element of a small part with its attributes, by their local names. */
async function elementsOf(parts: ZipParts, part: string): Promise<readonly (readonly [name: string, attributes: Readonly<Record<string, string>>])[]> {
  const text = await parts.text(part);
  if (text === undefined) return [];
  const elements: [string, Record<string, string>][] = [];
  const open: XmlHandlers['open'] = (name, attributes) => {
    if (elements.length >= maxElements) throw new WorkbookFault('workbook-beyond-limits', { part, elements: maxElements });
    elements.push([name, Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key === 'xmlns' ? key : local(key), value]))]);
  };
  new XmlParser(part, { open }).write(text).close();
  return elements;
}

/** @throws WorkbookFault */
export async function readWorkbook(parts: ZipParts, part: string): Promise<Workbook> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const relations = await elementsOf(parts, `${folder}_rels/${part.slice(folder.length)}.rels`);
  const targets = new Map(relations.flatMap(([name, { Id, Target, Type }]) => (name === 'Relationship' && Id !== undefined && Target !== undefined ? [[Id, { target: resolved(folder, Target), type: Type ?? '' }] as const] : [])));
  const elements = await elementsOf(parts, part);
  const ofType = (ending: string): string | undefined => [...targets.values()].find(({ type }) => type.endsWith(ending))?.target;
  const sheets = elements.flatMap(([name, { name: title = '', state, id = '' }]) => {
    const target = name === 'sheet' ? targets.get(id) : undefined;
    // Pages that are charts or old macros have no rows.
    return target === undefined || !target.type.endsWith('/worksheet') ? [] : [{ name: title, hidden: state === 'hidden' || state === 'veryHidden', part: target.target }];
  });
  return {
    sheets,
    from1904: elements.some(([name, { date1904 }]) => name === 'workbookPr' && (date1904 === '1' || date1904 === 'true')),
    formats: await formatsOf(parts, ofType('/styles') ?? `${folder}styles.xml`),
    texts: await textsOf(parts, ofType('/sharedStrings') ?? `${folder}sharedStrings.xml`),
  };
}

/** A target is told from the folder of the part that names it, or from the root. */
function resolved(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

async function formatsOf(parts: ZipParts, part: string): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  const text = (await parts.text(part)) ?? '';
  let within = '';
  const open: XmlHandlers['open'] = (element, attributes) => {
    if (element === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
    else if (element === 'cellXfs' || element === 'cellStyleXfs') within = element;
    else if (element === 'xf' && within === 'cellXfs') formats.push(formatOf(Number(attributes['numFmtId'] ?? 0), codes.get(Number(attributes['numFmtId'] ?? 0))));
  };
  const close = (element: string) => {
    if (element === within) within = '';
  };
  if (text !== '') new XmlParser(part, { open, close }).write(text).close();
  return formats;
}

/** The texts that cells name by number. How they are to be read aloud (`rPh`) is not part of them. */
async function textsOf(parts: ZipParts, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  if (!parts.has(part)) return texts;
  let [text, inText, inReading, characters] = ['', false, false, 0];
  const open = (element: string) => {
    if (element === 'si') text = '';
    else if (element === 't') inText = true;
    else if (element === 'rPh') inReading = true;
  };
  const add = (piece: string) => {
    if (inText && !inReading && text.length < maxCellCharacters) text += piece;
  };
  const close = (element: string) => {
    if (element === 't') inText = false;
    else if (element === 'rPh') inReading = false;
    else if (element === 'si') {
      characters += text.length;
      if (characters > maxSharedCharacters) throw new WorkbookFault('workbook-too-large-inside', { part, mostMegabytes: maxSharedCharacters / 1_000_000 });
      if (texts.length >= maxSharedTexts) throw new WorkbookFault('workbook-beyond-limits', { part, texts: maxSharedTexts });
      texts.push(text);
    }
  };
  const parser = new XmlParser(part, { open, text: add, close });
  const decoder = new TextDecoder('utf-8');
  for await (const piece of parts.read(part)) parser.write(decoder.decode(piece, { stream: true }));
  parser.close();
  return texts;
}
