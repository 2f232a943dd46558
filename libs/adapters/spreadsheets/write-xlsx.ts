import { Readable, type PassThrough } from 'node:stream';
import yazl from 'yazl';
import { columnName } from '#sheets';
import type { WrittenCell, WrittenSheet } from './written-sheet.js';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The same sheets make the same file. */
const fixed = { mtime: new Date(2000, 0, 1) };

/** Styles by their number: as it comes; text that is never taken for anything else; a heading. */
const styles = { plain: 0, text: 1, heading: 2 } as const;
const stylesXml = `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/**
 * An XLSX file as a stream. Texts are typed as texts, with the format and the mark of texts: no spreadsheet runs one that
 * begins with `= + - @`, also after somebody has edited it. No formula is ever written.
 */
export function writeXlsx(sheets: readonly WrittenSheet[]): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const [name, content] of Object.entries(partsOf(sheets))) zip.addBuffer(Buffer.from(content), name, fixed);
  for (const [index, sheet] of sheets.entries()) {
    // Nobody but us listens whether the rows break off.
    const rows = () => Readable.from(sheetXml(sheet), { objectMode: false }).on('error', (error) => output.destroy(error));
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, fixed, (take) => take(null, rows()));
  }
  zip.end();
  return output;
}

const partsOf = (sheets: readonly WrittenSheet[]): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${types}.worksheet+xml"/>`).join('')}</Types>`,
  '_rels/.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packaged}/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': stylesXml,
});

/** Rows that go into the file at once. */
const rowsAtOnce = 200;

async function* sheetXml({ rows, headed, widths = [], choices = [] }: WrittenSheet): AsyncGenerator<string> {
  yield `${xml}<worksheet xmlns="${main}">${headed === true ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' : ''}`;
  // A column takes what is typed into it as text: a long code would be rounded otherwise.
  yield widths.length === 0 ? '' : `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styles.text}" customWidth="1"/>`).join('')}</cols>`;
  yield '<sheetData>';
  let [row, ready] = [0, ''];
  for await (const cells of rows) {
    row++;
    ready += `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row}`, headed === true && row === 1)).join('')}</row>`;
    if (row % rowsAtOnce !== 0) continue;
    yield ready;
    ready = '';
  }
  yield `${ready}</sheetData>${choicesXml(choices)}</worksheet>`;
}

function cellXml(cell: WrittenCell, place: string, heading: boolean): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}" s="${styles.plain}"><v>${cell}</v></c>`;
  return `<c r="${place}" s="${heading ? styles.heading : styles.text}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** The most characters of a list of words that stands in the sheet itself. */
const mostListed = 250;
const lastRowOffered = 5_000;

function choicesXml(choices: NonNullable<WrittenSheet['choices']>): string {
  const short = choices.filter(({ allowed }) => allowed.join(',').length <= mostListed && allowed.every((word) => !/[",]/.test(word)));
  const one = ({ column, allowed }: (typeof choices)[number]) =>
    `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${columnName(column)}2:${columnName(column)}${lastRowOffered}"><formula1>"${escaped(allowed.join(','))}"</formula1></dataValidation>`;
  return short.length === 0 ? '' : `<dataValidations count="${short.length}">${short.map(one).join('')}</dataValidations>`;
}

/** Names of sheets may not be longer, nor hold these signs. */
const sheetName = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31);

/** Signs that XML cannot hold are left out. */
const unwritable = /\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const escaped = (text: string): string => text.replaceAll(unwritable, (sign) => ('\t\n\r'.includes(sign) ? sign : '')).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
