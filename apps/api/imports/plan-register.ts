import { RowSpool } from '#adapters/row-spool';
import { registerEntry, RegisterPlan, registerTable, Twice, type PlannedRow, type SeenEntry } from '#intake';
import { certainlyAfter, dayOf, type PartialDate } from '#kernel';
import { textFor, type Node } from '#platform';
import { readTable, type Line, type SheetFound } from '#sheets';
import type { AskedImport, ImportBy } from './asked-import.js';
import { headedAsWritten } from './headings.js';
import { loadKnown, refuseUnknown } from './load-known.js';
import { PlannedRows } from './planned-rows.js';
import { RegisterRehearsal } from './rehearse-register.js';
import { spoolFolder } from './spool-folder.js';
import { openStored, tableFound } from './stored-workbook.js';

/** What became of a workbook: its sheets, the rows between entries, and what each entry would do. */
export type ImportPlan = {
  readonly sheets: readonly SheetFound[];
  readonly passedOver: readonly Extract<Line, { kind: 'passed-over' }>[];
  readonly rows: PlannedRows;
  /** When what it says holds, where the table tells. */
  readonly on?: PartialDate;
};

const table = headedAsWritten(registerTable);

/** How far planning is: rows read, then rows planned of those. */
export type PlanningStep = { readonly state: 'reading' | 'planning'; readonly rows: number; readonly done: number };
export type Planning = ImportBy & { readonly step?: (step: PlanningStep) => void };

/** The most rows between entries that are remembered. */
const mostPassedOver = 10_000;
/** After so many rows others have their turn on this thread, and whoever waits is told how far it is. */
const rowsInATurn = 200;

/**
 * Plans the import of a register: every row is rehearsed by the deciders that will judge it. Nothing is recorded. Rows are read once, put on disk, and planned one by one when all names of
 * federations are known. @throws Problem for a workbook that cannot be read or has no register in it
 */
export async function planRegisterImport(node: Node, asked: AskedImport, { by, at, step = () => {} }: Planning): Promise<ImportPlan> {
  await refuseUnknown(node, asked.federation);
  const today = dayOf(at);
  const { sheets, passedOver, federations, unions } = await readEntries(node, asked, { today, step });
  const on = asked.on ?? dayWritten(sheets, today) ?? today;
  const texts = { foundingReason: textFor('zh-CN', 'intakeDefault.foundingReason'), basis: `sheet:${asked.sha256}` };
  const plan = new RegisterPlan(federations, { known: await loadKnown(node, asked.federation), on, addFederations: asked.addFederations, keepIds: asked.keepIds === true, texts, sha256: node.hashing.sha256 });
  const rehearsal = new RegisterRehearsal(node, { who: { by, at }, sha256: asked.sha256, federation: plan.federation });
  const rows = new PlannedRows(spoolFolder(node));
  const put = async (seen: readonly SeenEntry[]) => {
    for (const row of await Promise.all(seen.map((one) => rehearsed(one, { plan, rehearsal, on })))) {
      plan.judged(row);
      await rows.add(row);
    }
    await turn(() => step({ state: 'planning', rows: unions.length, done: rows.counts.rows }));
  };
  let together: SeenEntry[] = [];
  for await (const seen of unions.rows()) {
    together.push(seen);
    if (together.length < rowsInATurn) continue;
    await put(together);
    together = [];
  }
  await put(together);
  rows.putFirst(await Promise.all(plan.federations().map((row) => rehearsal.row(row))));
  return { sheets, passedOver, rows, on };
}

type Against = { readonly plan: RegisterPlan; readonly rehearsal: RegisterRehearsal; readonly on: PartialDate };

/**
 * What becomes of a row. What it says is compared with the union as it was on the day of the form, not only as it is now: a form of
 * long ago, taken in once, changes nothing the second time.
 */
async function rehearsed(seen: SeenEntry, { plan, rehearsal, on }: Against): Promise<PlannedRow> {
  const row = plan.union(seen);
  if (row.outcome !== 'changed') return rehearsal.row(row);
  const then = await rehearsal.unionThen(row.id ?? '', on);
  return rehearsal.row(then === undefined ? row : plan.union(seen, then));
}

type Read = Pick<ImportPlan, 'sheets' | 'passedOver'> & { readonly federations: readonly SeenEntry[]; readonly unions: RowSpool<SeenEntry> };

async function readEntries(node: Node, { sha256 }: AskedImport, { today, step }: { readonly today: string; readonly step: NonNullable<Planning['step']> }): Promise<Read> {
  const sheets: SheetFound[] = [];
  const passedOver: ImportPlan['passedOver'][number][] = [];
  const federations: SeenEntry[] = [];
  const unions = RowSpool.in<SeenEntry>(spoolFolder(node));
  const twice = new Twice();
  let [namesSuperiors, read] = [true, 0];
  const found = (sheet: SheetFound) => {
    sheets.push(sheet);
    namesSuperiors = sheet.found === 'table' && sheet.columns.some(({ field }) => field?.name === 'superior');
  };
  const workbook = await openStored(node, sha256);
  for await (const line of workbook.lines((each) => readTable(each, table, { today, found }))) {
    if (++read % rowsInATurn === 0) await turn(() => step({ state: 'reading', rows: 0, done: read }));
    if (line.kind === 'entry') {
      const entry = registerEntry(line, { today, namesSuperiors });
      const again = twice.see(entry);
      const seen: SeenEntry = again === undefined ? { entry } : { entry, again };
      if (entry.what === 'federation') federations.push(seen);
      else await unions.add(seen);
    } else if (line.why !== 'blank' && passedOver.length < mostPassedOver) passedOver.push(line);
  }
  tableFound(sheets);
  return { sheets, passedOver, federations, unions };
}

const turn = (told: () => void): Promise<void> => new Promise((resolve) => setImmediate(() => (told(), resolve())));

/** The day the tables were filled in; one that has not come is none. */
function dayWritten(sheets: readonly SheetFound[], today: string): PartialDate | undefined {
  const [written] = sheets.flatMap((sheet) => (sheet.found === 'table' && sheet.datedOn !== undefined ? [sheet.datedOn] : []));
  return written === undefined || certainlyAfter(written, today) ? undefined : written;
}
