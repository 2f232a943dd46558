import { readFileSync, writeFileSync } from 'node:fs';
import { ruleSetFieldsTable, ruleSetSchema } from '#platform';

/** Pages that are made, wholly or in part, from the schema of rule sets. */
export const schemaFile = 'docs/rule-set.schema.json';
export const pageFile = 'docs/RULE-SETS.md';
const [begins, ends] = ['<!-- fields: made by npm run rules -- schema --write -->', '<!-- /fields -->'];

export const schemaText = (): string => `${JSON.stringify(ruleSetSchema(), null, 2)}\n`;

/** The page with its table of fields made anew. @throws Error when the page has no place for it. */
export function withFieldsTable(page: string): string {
  const [from, to] = [page.indexOf(begins), page.indexOf(ends)];
  if (from === -1 || to < from) throw new Error(`${pageFile} has no place marked for the table of fields`);
  return `${page.slice(0, from + begins.length)}\n${ruleSetFieldsTable()}\n${page.slice(to)}`;
}

/** Writes both pages; gives their names. */
export function writeRuleDocs(): readonly string[] {
  writeFileSync(schemaFile, schemaText());
  writeFileSync(pageFile, withFieldsTable(readFileSync(pageFile, 'utf8')));
  return [schemaFile, pageFile];
}
