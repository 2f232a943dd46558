import { readFileSync, writeFileSync } from 'node:fs';
import { milestonesTable, ruleSetFieldsTable, ruleSetSchema } from '#platform';

/** Pages that are made, wholly or in part, from the schema of rule sets. */
export const schemaFile = 'docs/rule-set.schema.json';
export const pageFile = 'docs/RULE-SETS.md';
const tables = { fields: ruleSetFieldsTable, milestones: milestonesTable };

export const schemaText = (): string => `${JSON.stringify(ruleSetSchema(), null, 2)}\n`;

/** The page with its tables made anew. @throws Error when the page has no place for one. */
export const withTables = (page: string): string => Object.entries(tables).reduce((so, [name, table]) => withTable(so, name, table()), page);

function withTable(page: string, name: string, table: string): string {
  const begins = `<!-- ${name}: made by npm run rules -- schema --write -->`;
  const [from, to] = [page.indexOf(begins), page.indexOf(`<!-- /${name} -->`)];
  if (from === -1 || to < from) throw new Error(`${pageFile} has no place marked for the table of ${name}`);
  return `${page.slice(0, from + begins.length)}\n${table}\n${page.slice(to)}`;
}

/** Writes both pages; gives their names. */
export function writeRuleDocs(): readonly string[] {
  writeFileSync(schemaFile, schemaText());
  writeFileSync(pageFile, withTables(readFileSync(pageFile, 'utf8')));
  return [schemaFile, pageFile];
}
