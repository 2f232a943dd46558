import type { WrittenCell, WrittenSheet } from '#adapters/spreadsheets';
import { classWords, federationColumns, federationKindWords, industryWords, levelWords, lineWords, registerColumns } from '#intake';
import { textFor, type Language } from '#platform';
import type { Vocabulary } from '#sheets';
import { headingOf } from './headings.js';

/** A column of a blank workbook: its heading, how it is filled in, and what it may say where that is a closed list. */
export type BlankColumn = { readonly heading: string; readonly explained: string; readonly allowed?: readonly string[] };
export type Blank = { readonly title: string; readonly notes: readonly string[]; readonly columns: readonly BlankColumn[]; /** Another table of the same workbook, on a sheet of its own. */ readonly beside?: Pick<Blank, 'title' | 'columns'> };

/** Notes that each kind of workbook begins with. */
const notesOfRegister = ['oneRow', 'exactNumbers', 'dates', 'noFormulas', 'dryRun'] as const;

/** The words to choose from, as the reader's language has them. */
const wordsOf = (words: Vocabulary, language: Language): readonly string[] => words.map(({ key, shown }) => (language === 'zh-CN' ? shown : key));

/** A blank register: what the import reads, headed as the export is; unions on one sheet, federations on another. */
export function blankRegister(language: Language): Blank {
  const allowed: Readonly<Record<string, readonly string[]>> = { class: wordsOf(classWords, language), industry: wordsOf(industryWords, language) };
  return {
    title: textFor(language, 'sheetTitle.register'),
    notes: notesOfRegister.map((note) => textFor(language, `sheetNote.${note}`)),
    columns: registerColumns
      .filter((column) => column !== 'otherIndustry')
      .map((column) => ({ heading: headingOf(language, column), explained: textFor(language, `sheetExplained.${column}`), ...(allowed[column] === undefined ? {} : { allowed: allowed[column] }) })),
    beside: blankFederations(language),
  };
}

function blankFederations(language: Language): Pick<Blank, 'title' | 'columns'> {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    class: wordsOf(classWords.filter(({ key }) => key === 'federation'), language),
    federationKind: wordsOf(federationKindWords, language),
    line: wordsOf(lineWords, language),
    level: wordsOf(levelWords, language),
  };
  const explained = (column: string): string => textFor(language, ['class', 'superior', 'foundedOn'].includes(column) ? `sheetExplained.federation.${column}` : `sheetExplained.${column}`);
  return { title: textFor(language, 'sheetTitle.federations'), columns: federationColumns.map((column) => ({ heading: headingOf(language, column), explained: explained(column), ...(allowed[column] === undefined ? {} : { allowed: allowed[column] }) })) };
}

const widthOf = ({ heading }: BlankColumn): number => Math.min(40, Math.max(12, heading.length * 2 + 2));

/** Its sheets: one to be filled in for each table, and one that explains. */
export function blankSheets({ title, notes, columns, beside }: Blank, language: Language): readonly WrittenSheet[] {
  const explained = (of: Blank['columns']) => of.map(({ heading, explained, allowed }) => [heading, explained, ...(allowed === undefined ? [] : [textFor(language, 'sheetNote.allowed', { allowed })])]);
  const rows: readonly (readonly WrittenCell[])[] = [
    [title],
    ...notes.map((note) => [note]),
    [],
    ...explained(columns),
    ...(beside === undefined ? [] : [[], [beside.title], ...explained(beside.columns)]),
  ];
  return [
    toFillIn({ title, columns }),
    ...(beside === undefined ? [] : [toFillIn(beside)]),
    { name: textFor(language, 'sheetTitle.explanation'), rows, widths: [24, 60, 60] },
  ];
}

const toFillIn = ({ title, columns }: Pick<Blank, 'title' | 'columns'>): WrittenSheet => ({
  name: title,
  headed: true,
  rows: [columns.map(({ heading }) => heading)],
  widths: columns.map(widthOf),
  choices: columns.flatMap(({ allowed }, column) => (allowed === undefined ? [] : [{ column, allowed }])),
});
