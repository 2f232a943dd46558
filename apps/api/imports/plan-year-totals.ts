import { backFilledYearDecider, backFilledYearId, type BackFilledYear } from '#campaign';
import { yearTotalsEntry, yearTotalsTable, type KnownFederation, type PlannedCommand, type PlannedRow, type YearTotalsEntry } from '#intake';
import { canonicalJson, dayOf, isRefusal, type Actor, type Refusal } from '#kernel';
import type { Node } from '#platform';
import { nameKey, readTable, type Fault, type SheetFound } from '#sheets';
import { importActor, type AskedImport, type ImportBy } from './asked-import.js';
import { headedAsWritten } from './headings.js';
import { loadKnown } from './load-known.js';
import type { ImportPlan, Planning } from './plan-register.js';
import { PlannedRows } from './planned-rows.js';
import { textsOf } from './results-asked.js';
import { spoolFolder } from './spool-folder.js';
import { openStored, tableFound } from './stored-workbook.js';

/**
 * Plans the import of a past year's totals, a row a federation. Every row is rehearsed by the decider that will judge it. What was
 * back-filled alike is left alone; what was back-filled otherwise is declared void first, resting on the workbook. Nothing is recorded.
 */
export async function planYearTotals(node: Node, asked: AskedImport, { by, at, step = () => {} }: Planning): Promise<ImportPlan> {
  const { sha256, federation, year = 0 } = asked;
  const [sheets, passedOver, entries]: [SheetFound[], ImportPlan['passedOver'][number][], YearTotalsEntry[]] = [[], [], []];
  const workbook = await openStored(node, sha256);
  for await (const line of workbook.lines((each) => readTable(each, headedAsWritten(yearTotalsTable), { today: dayOf(at), found: (sheet) => sheets.push(sheet) }))) {
    if (line.kind === 'entry') entries.push(yearTotalsEntry(line));
    else if (line.why !== 'blank') passedOver.push(line);
  }
  tableFound(sheets);
  const { federations } = await loadKnown(node, federation);
  const actor: Actor = by.kind === 'person' ? by : { kind: 'person', office: 'officer', bodyId: `federation-${federation}`, assurance: 'unverified' };
  const rows = new PlannedRows(spoolFolder(node));
  const seen = new Map<string, YearTotalsEntry>();
  for (const entry of entries) {
    await rows.add(await plannedRow(node, entry, { asked, year, federations, seen, who: { by: actor, at } }));
    step({ state: 'planning', rows: entries.length, done: rows.counts.rows });
  }
  return { sheets, passedOver, rows };
}

type Told = { readonly asked: AskedImport; readonly year: number; readonly federations: readonly KnownFederation[]; readonly seen: Map<string, YearTotalsEntry>; readonly who: ImportBy };

async function plannedRow(node: Node, entry: YearTotalsEntry, { asked, year, federations, seen, who }: Told): Promise<PlannedRow> {
  const { sheet, row, faults } = entry;
  const base: PlannedRow = { sheet, row, what: 'year', outcome: 'refused', entry: { name: entry.name, ...entry.totals, ...(entry.source === undefined ? {} : { source: entry.source }), grades: entry.grades }, changes: [], commands: [], notes: [], faults };
  if (faults.length > 0) return base;
  const found = federationOf(entry, federations);
  if ('code' in found) return { ...base, faults: [found] };
  const before = seen.get(found.id);
  if (before !== undefined) return { ...base, faults: [{ code: 'federation-twice', field: 'name', details: { sheet: before.sheet, row: before.row } }] };
  seen.set(found.id, entry);
  const data = { federation: found.id, evaluatedYear: year, source: entry.source ?? textsOf(year).source, totals: entry.totals, ...(Object.keys(entry.grades).length === 0 ? {} : { grades: entry.grades }) };
  const id = backFilledYearId(found.id, year);
  const { state, revision } = await node.commands.state(backFilledYearDecider, id);
  const standing = state as BackFilledYear;
  const told = { ...base, id, ...(revision === 'none' ? {} : { revision }) };
  if (standing !== null && isSame(standing, data)) return { ...told, outcome: 'unchanged' };
  const command = (type: string, of: PlannedCommand['data']): PlannedCommand => ({ category: backFilledYearDecider.category, id, type, data: of });
  const commands = [...(standing === null ? [] : [command('VoidBackFilledYear', { reason: textsOf(year).source, basis: `sheet:${asked.sha256}` })]), command('BackFillYear', data)];
  const refusal = await rehearsed(node, commands, { who, sha256: asked.sha256, standing });
  if (refusal !== undefined) return { ...told, faults: [{ code: refusal.refused, details: { refusal } as unknown as NonNullable<Fault['details']> }] };
  return { ...told, outcome: standing === null ? 'added' : 'changed', commands, notes: [{ code: 'totals-unverified' }] };
}

const isSame = ({ source, totals, grades = {} }: NonNullable<BackFilledYear>, data: { readonly source: string; readonly totals: object; readonly grades?: object }): boolean => canonicalJson({ source, totals, grades }) === canonicalJson({ source: data.source, totals: data.totals, grades: data.grades ?? {} });

/** By the register's id, or by the name of one below the federation that imports, or its own. */
function federationOf({ id, name = '' }: YearTotalsEntry, federations: readonly KnownFederation[]): KnownFederation | Fault {
  const [one, ...others] = federations.filter((federation) => (id === undefined ? nameKey(federation.name) === nameKey(name) : federation.id === id));
  if (one === undefined) return { code: 'federation-not-below', field: 'name', details: { value: id ?? name } };
  return others.length === 0 ? one : { code: 'federation-ambiguous', field: 'name', details: { value: name, federations: [one, ...others].map((each) => each.id).slice(0, 5) } };
}

/** What the decider would say to these commands one after another. */
async function rehearsed(node: Node, commands: readonly PlannedCommand[], { who, sha256, standing }: { readonly who: ImportBy; readonly sha256: string; readonly standing: BackFilledYear }): Promise<Refusal | undefined> {
  let state = standing;
  for (const planned of commands) {
    const command = { type: planned.type, data: planned.data, commandId: 'rehearsal', at: who.at, by: importActor(who.by, sha256, planned) } as never;
    const facts = (await node.commands.facts(backFilledYearDecider.needs(command, state, planned.id) as never)) as never;
    const decided = backFilledYearDecider.decide[planned.type as 'BackFillYear'](command, state, facts, planned.id);
    if (isRefusal(decided)) return decided;
    state = planned.type === 'VoidBackFilledYear' ? null : state;
  }
  return undefined;
}
