import { canonicalJson } from '../vocabulary/canonical-json.js';
import type { Catalogue } from '../vocabulary/catalogue.js';
import type { EventReader } from '../vocabulary/event-log.port.js';
import type { Position } from '../vocabulary/message.js';
import type { TotalsChange, ViewReader } from '../vocabulary/view-store.port.js';
import { contributionOf, groupsOf, placesOf, type GroupId, type SafeInteger, type View } from '../vocabulary/view.js';
import { maxListLimit } from '../vocabulary/list-query.js';
import { ViewFold } from './fold-view.js';
import { replay } from './replay.js';

/** A view as the log says it should be. */
export type WholeView<Row> = {
  readonly rows: ReadonlyMap<string, Row>;
  /** Sums of the rows' contributions, zeros left out. */
  readonly totals: ReadonlyMap<GroupId, Readonly<Record<string, SafeInteger>>>;
  readonly deltas: readonly TotalsChange[];
};

/** One place where what is served is not what the log says. */
export type ViewFault = { readonly at: string; readonly expected: unknown; readonly served: unknown };

/** Folds a whole view in memory, event by event, totals summed from the rows: slow, and independent of how stores do it. */
export async function recompute<Row>(view: View<Row>, log: EventReader, catalogue: Catalogue, until?: Position): Promise<WholeView<Row>> {
  const fold = new ViewFold(view);
  await replay(log, catalogue, (events) => events.forEach((event) => fold.fold(event)), until === undefined ? {} : { until });
  const { rows: changes, totals: deltas } = fold.changes();
  const rows = new Map<string, Row>();
  for (const [key, { after }] of changes) if (after !== undefined) rows.set(key, after);
  return { rows, totals: sumOf(view, rows.values()), deltas: [...deltas] };
}

/** Sums of what rows contribute, by group; groups whose sums are all zero are left out. */
export function sumOf<Row>(view: View<Row>, rows: Iterable<Row>): WholeView<Row>['totals'] {
  const sums = new Map<GroupId, Record<string, SafeInteger>>();
  for (const row of rows) {
    const contribution = Object.entries(contributionOf(view, row));
    const groups = groupsOf(view, row);
    const places = placesOf(view, row, groups);
    for (const [index, group] of groups.entries()) {
      const sum = sums.get(group) ?? {};
      const place = places[index];
      for (const [measure, value] of place === undefined ? contribution : [...contribution, [place, 1] as const]) sum[measure] = (sum[measure] ?? 0) + value;
      sums.set(group, sum);
    }
  }
  return withoutZeros(sums);
}

/**
 * Compares what a reader serves with the log: every row, every total with the sum of the rows, every total with the
 * sum of its days. Empty when all is well. The view must stand still meanwhile.
 */
export async function checkView<Row>(view: View<Row>, reader: ViewReader<Row>, log: EventReader, catalogue: Catalogue): Promise<readonly ViewFault[]> {
  const { position } = await reader.state();
  const expected = await recompute(view, log, catalogue, position);
  const served = await allRows(reader);
  const groups = await reader.groups();
  const totals = withoutZeros(new Map(await Promise.all(groups.map(async (group) => [group, await reader.totals(group)] as const))));
  const deltas = (await Promise.all(groups.map(async (group) => (await reader.deltas(group)).map((delta) => ({ group, ...delta }))))).flat();
  return [
    ...compare('row', expected.rows, served),
    ...compare('totals', expected.totals, totals),
    ...compare('totals as the sum of the served rows', sumOf(view, served.values()), totals),
    ...compare('totals as the sum of their days', sumOfDays(deltas), totals),
    ...compare('day', byDay(expected.deltas), byDay(deltas)),
  ];
}

async function allRows<Row>(reader: ViewReader<Row>): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for (let cursor: string | undefined; ; ) {
    const page = await reader.list({ limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    for (const [key, row] of page.rows) rows.set(key, row);
    if (page.next === undefined) return rows;
    cursor = page.next;
  }
}

function sumOfDays(deltas: readonly TotalsChange[]): WholeView<unknown>['totals'] {
  const sums = new Map<GroupId, Record<string, SafeInteger>>();
  for (const { group, by } of deltas) {
    const sum = sums.get(group) ?? {};
    for (const [measure, value] of Object.entries(by)) sum[measure] = (sum[measure] ?? 0) + value;
    sums.set(group, sum);
  }
  return withoutZeros(sums);
}

function withoutZeros(sums: WholeView<unknown>['totals']): WholeView<unknown>['totals'] {
  const left = [...sums].map(([group, sum]) => [group, Object.fromEntries(Object.entries(sum).filter(([, value]) => value !== 0))] as const);
  return new Map(left.filter(([, sum]) => Object.keys(sum).length > 0));
}

const byDay = (deltas: readonly TotalsChange[]): ReadonlyMap<string, unknown> => new Map(deltas.map(({ group, day, by }) => [`${group} ${day}`, by]));

function compare(what: string, expected: ReadonlyMap<string, unknown>, served: ReadonlyMap<string, unknown>): readonly ViewFault[] {
  const faults: ViewFault[] = [];
  for (const key of new Set([...expected.keys(), ...served.keys()])) {
    const [right, there] = [expected.get(key), served.get(key)];
    if (written(right) !== written(there)) faults.push({ at: `${what} ${key}`, expected: right, served: there });
  }
  return faults;
}

const written = (value: unknown): string => (value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value))));
