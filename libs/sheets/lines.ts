import { isBlank, type Cell, type SheetRow } from './cell.js';
import type { Header } from './columns.js';
import { compact } from './tidy.js';

/** Why a row is no entry of the table. */
export const passedOverReasons = ['blank', 'subtotal', 'section', 'note', 'signature', 'header-again'] as const;
export type PassedOver = (typeof passedOverReasons)[number];

const subtotal = /^(.{0,20}(小|合|总|共)计|累计|总数|合计数|本页计|全[区市县省镇]合计)(\(.*\))?[:：]?\d*[家个]?$/;
const note = /^(注|备注|说明|注意|填表说明|填报说明|填写说明|说明事项|注释|附注)([:：.、(]|$)|^[*※]/;
const signature = /^.{0,8}(填报人|填表人|制表人?|审核人?|审核|负责人|经办人|联系人|联系电话|电话|主席签字|签字|盖章|填报单位|填报时间|填报日期|填表日期|报送日期|报送时间|制表日期)(\(.*\))?[:：]/;
/** `一、海府街道总工会`, `（二）企业`, `第一部分`. */
const numbered = /^(\(?[一二三四五六七八九十百]{1,4}\)?[、.．)]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+(部分|类|片区))/;
const bodyOfUnions = /(总工会|街道|[镇乡]|直属|系统|产业工会|教育工会|园区|开发区)(\(.{0,12}\))?[:：]?$/;

/** A note stands in one cell, or with its word in a cell of its own. */
const mostCellsOfNote = 2;

/**
 * Whether a row is an entry, or why it is none: sub-totals, headings of sections, notes and signatures stand between entries. `section`: the
 * text of such a heading without its number, which may name the superior of what follows.
 */
export function passedOver({ cells }: SheetRow, { columns }: Header, named: string): { readonly why: PassedOver; readonly section?: string } | undefined {
  const told = cells.flatMap((cell, index) => (cell === undefined || isBlank(cell) || cell.continues === 'down' ? [] : [{ cell, index, text: compact(cell.text) }]));
  const filled = told.filter(({ index }) => columns[index]?.field?.name !== 'no');
  // A number alone is a form's line that nobody filled in; so is a row of merged cells that only go on.
  if (filled.length === 0) return headingIn(told, { columns, named }) ?? { why: 'blank' };
  // Numbers under counts, no word and no number of a line beside them: the sums of what stands above.
  if (filled.length === told.length && filled.every(({ cell }) => cell.number !== undefined) && filled.some(({ index }) => columns[index]?.field?.is.kind === 'count')) return { why: 'subtotal' };
  const texts = told.filter(({ cell }) => cell.number === undefined).map(({ text }) => text);
  if (texts.length > 0 && texts.slice(0, 2).some((text) => subtotal.test(text))) return { why: 'subtotal' };
  if (headedAgain(told, columns)) return { why: 'header-again' };
  const [first] = texts;
  // A row that fills in columns is an entry, whatever its name begins with: `*ST海马公司工会`, `注(某)工会`.
  if (first !== undefined && filled.length <= mostCellsOfNote && note.test(first)) return { why: 'note' };
  if (texts.length === told.length && texts.some((text) => signature.test(text)) && told.length <= 6) return { why: 'signature' };
  return headingIn(told, { columns, named });
}

type Told = readonly { readonly cell: Cell; readonly index: number; readonly text: string }[];

/** A row of one text: the heading of a section, or a note. */
function headingIn(told: Told, { columns, named }: Pick<Header, 'columns'> & { readonly named: string }): { readonly why: PassedOver; readonly section?: string } | undefined {
  const [only, ...others] = withoutItsNumber(told, columns);
  if (only === undefined || others.length > 0 || only.cell.number !== undefined) return undefined;
  const { text } = only;
  const isName = columns[only.index]?.field?.name === named;
  if (numbered.test(text)) return { why: 'section', section: text.replace(numbered, '').replace(/[(][^()]*[)]$|[:：]$/g, '') };
  if (bodyOfUnions.test(text)) return { why: 'section', section: text.replace(/[(][^()]*[)]$|[:：]$/g, '') };
  // A name alone is an entry with everything else missing, and is told so.
  if (isName) return undefined;
  return columns[only.index]?.field?.name === 'no' && /^\d+$/.test(text) ? undefined : { why: 'note' };
}

/** A heading whose number, `一`, stands in the column of numbers; those of entries are digits. */
const inWords = /^\(?[一二三四五六七八九十]{1,3}\)?[、.．]?$/;
const withoutItsNumber = (told: Told, columns: Header['columns']): Told =>
  told.length === 2 && columns[told[0]?.index ?? -1]?.field?.name === 'no' && inWords.test(told[0]?.text ?? '') && bodyOfUnions.test(told[1]?.text ?? '') ? told.slice(1) : told;

/** What the name of a sheet says of all its rows: a workbook may have a sheet a town. */
const named = /^[\u4e00-\u9fff]{2,12}(总工会|街道(办事处)?|[镇乡])$/;
const ofAll = /^(各|全|本|所属|下属)|(各|和|及|、)/;
export const sectionOfSheet = (sheet: string): string | undefined => (named.test(sheet.trim()) && !ofAll.test(sheet.trim()) ? sheet.trim() : undefined);

/** Sheets that are printed repeat their header on each page. */
const headedAgain = (told: Told, columns: Header['columns']): boolean => {
  const parts = told.filter(({ index, text }) => (columns[index]?.heading ?? '').split('/').includes(text.replace(/[:：]$/, '')));
  return told.length > 1 && parts.length * 2 > told.length;
};
