import { planRegister, registerEntry, registerTable, type PlannedRow, type RegisterEntry } from '#intake';
import { certainlyAfter, dayOf, type PartialDate } from '#kernel';
import type { Node } from '#platform';
import { readTable, type Line, type SheetFound } from '#sheets';
import type { AskedImport, ImportBy } from './asked-import.js';
import { headedAsWritten } from './headings.js';
import { loadKnown } from './load-known.js';
import { openStored, tableFound } from './stored-workbook.js';

/** What became of a workbook: its sheets, the rows between entries, and what each entry would do. */
export type ImportPlan = {
  readonly sheets: readonly SheetFound[];
  readonly passedOver: readonly Extract<Line, { kind: 'passed-over' }>[];
  readonly rows: readonly PlannedRow[];
  /** When what it says holds, where the table tells. */
  readonly on?: PartialDate;
};

const table = headedAsWritten(registerTable);

/** Plans the import of a register. Nothing is recorded. @throws Problem for a workbook that cannot be read or has no register in it */
export async function planRegisterImport(node: Node, asked: AskedImport, { at }: ImportBy): Promise<ImportPlan> {
  const known = await loadKnown(node, asked.federation);
  const today = dayOf(at);
  const sheets: SheetFound[] = [];
  const passedOver: ImportPlan['passedOver'][number][] = [];
  const entries: RegisterEntry[] = [];
  let namesSuperiors = true;
  const found = (sheet: SheetFound) => {
    sheets.push(sheet);
    namesSuperiors = sheet.found === 'table' && sheet.columns.some(({ field }) => field?.name === 'superior');
  };
  const workbook = await openStored(node, asked.sha256);
  for await (const line of workbook.lines((each) => readTable(each, table, { today, found }))) {
    if (line.kind === 'entry') entries.push(registerEntry(line, { today, namesSuperiors }));
    else if (line.why !== 'blank') passedOver.push(line);
  }
  tableFound(sheets);
  const on = asked.on ?? dayWritten(sheets, today) ?? today;
  const rows = planRegister(entries, { known, on, addFederations: asked.addFederations, sha256: node.hashing.sha256 });
  return { sheets, passedOver, rows, on };
}

/** The day the tables were filled in; one that has not come is none. */
function dayWritten(sheets: readonly SheetFound[], today: string): PartialDate | undefined {
  const [written] = sheets.flatMap((sheet) => (sheet.found === 'table' && sheet.datedOn !== undefined ? [sheet.datedOn] : []));
  return written === undefined || certainlyAfter(written, today) ? undefined : written;
}
