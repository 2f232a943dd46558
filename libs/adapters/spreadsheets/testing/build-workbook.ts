import yazl from 'yazl';

/** A cell to be written: a text, a number, or with more said of it. */
export type Built =
  | string
  | number
  | null
  | { readonly value: string | number; readonly formula?: string; readonly style?: number; readonly kind?: 's' | 'str' | 'inlineStr' | 'e' | 'd' | 'n' }
  | { readonly formula: string };

export type BuiltSheet = {
  readonly name: string;
  readonly rows: readonly (readonly Built[])[];
  readonly merged?: readonly string[];
  readonly state?: 'hidden' | 'veryHidden';
  /** Numbers of rows, from 1. */
  readonly hiddenRows?: readonly number[];
};

export type Building = {
  readonly from1904?: boolean;
  /** Codes of number formats: style 1 is the first. Numbers name built-in ones. */
  readonly formats?: readonly (string | number)[];
  /** Before every element, as some programs write: `x:row`. */
  readonly prefix?: string;
  /** Rows and cells do not say where they stand. */
  readonly placeless?: boolean;
  readonly parts?: Readonly<Record<string, string | Buffer>>;
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const letter = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26));
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An XLSX file of these sheets, for specs: as real programs write them, or as only odd ones do. */
export async function buildWorkbook(sheets: readonly BuiltSheet[], building: Building = {}): Promise<Buffer> {
  const { from1904 = false, formats = [], prefix = '', parts = {} } = building;
  const p = prefix === '' ? '' : `${prefix}:`;
  const space = `xmlns${prefix === '' ? '' : `:${prefix}`}="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"`;
  const numFmts = formats.flatMap((format, index) => (typeof format === 'string' ? [`<${p}numFmt numFmtId="${200 + index}" formatCode="${escaped(format)}"/>`] : []));
  const xfs = ['<xf numFmtId="0"/>', ...formats.map((format, index) => `<xf numFmtId="${typeof format === 'string' ? 200 + index : format}"/>`)].map((xf) => xf.replace('<', `<${p}`));
  const files: Record<string, string | Buffer> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override ContentType="${types}.sheet.main+xml" PartName="/xl/workbook.xml"/></Types>`,
    'xl/workbook.xml': `<${p}workbook ${space}><${p}workbookPr${from1904 ? ' date1904="1"' : ''}/><${p}sheets>${sheets.map(({ name, state }, index) => `<${p}sheet name="${escaped(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="r${index + 1}"/>`).join('')}</${p}sheets></${p}workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map((_, index) => `<Relationship Id="r${index + 1}" Type="${relations}/worksheet" Target="/xl/worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `<${p}styleSheet ${space}><${p}numFmts>${numFmts.join('')}</${p}numFmts><${p}cellXfs>${xfs.join('')}</${p}cellXfs></${p}styleSheet>`,
    ...Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet, { p, space, placeless: building.placeless === true })])),
    ...parts,
  };
  return zipped(files);
}

type Marks = { readonly p: string; readonly space: string; readonly placeless: boolean };

function sheetXml({ rows, merged = [], hiddenRows = [] }: BuiltSheet, { p, space, placeless }: Marks): string {
  const row = (cells: readonly Built[], index: number) => {
    const place = placeless ? '' : ` r="${index + 1}"`;
    return `<${p}row${place}${hiddenRows.includes(index + 1) ? ' hidden="1"' : ''}>${cells.map((cell, column) => cellXml(cell, { p, place: placeless ? '' : ` r="${letter(column)}${index + 1}"` })).join('')}</${p}row>`;
  };
  const merges = merged.length === 0 ? '' : `<${p}mergeCells>${merged.map((reference) => `<${p}mergeCell ref="${reference}"/>`).join('')}</${p}mergeCells>`;
  return `<?xml version="1.0"?><${p}worksheet ${space}><${p}sheetData>${rows.map(row).join('')}</${p}sheetData>${merges}</${p}worksheet>`;
}

function cellXml(cell: Built, { p, place }: { readonly p: string; readonly place: string }): string {
  if (cell === null) return `<${p}c${place}/>`;
  if (typeof cell === 'number') return `<${p}c${place}><${p}v>${cell}</${p}v></${p}c>`;
  if (typeof cell === 'string') return `<${p}c${place} t="inlineStr"><${p}is><${p}t xml:space="preserve">${escaped(cell)}</${p}t></${p}is></${p}c>`;
  const formula = 'formula' in cell && cell.formula !== undefined ? `<${p}f>${escaped(cell.formula)}</${p}f>` : '';
  if (!('value' in cell)) return `<${p}c${place}>${formula}</${p}c>`;
  const kind = cell.kind ?? (typeof cell.value === 'string' ? 'str' : 'n');
  return `<${p}c${place} t="${kind}"${cell.style === undefined ? '' : ` s="${cell.style}"`}>${formula}<${p}v>${escaped(String(cell.value))}</${p}v></${p}c>`;
}

/** A ZIP of these files. */
export async function zipped(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}
