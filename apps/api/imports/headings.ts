import { languages, textFor, type Language } from '#platform';
import { compact, type Table } from '#sheets';

/** How our own workbooks head a column, in the reader's language. */
export const headingOf = (language: Language, column: string): string => textFor(language, `sheetHeading.${column}`);

/** The same table, which also knows its columns by our own headings in whatever language: what we write we read. */
export const headedAsWritten = (table: Table): Table => ({
  ...table,
  fields: table.fields.map((field) => ({ ...field, headed: [new RegExp(`^(${languages.map((language) => literally(compact(headingOf(language, field.name)))).join('|')})$`), ...field.headed] })),
});

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
