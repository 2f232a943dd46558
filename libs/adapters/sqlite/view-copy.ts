import type { AnyView, GroupId, Position, ViewIdentity } from '#kernel';
import { columnsOf, viewFiles } from './view-database.js';
import { momentModulus, printOf, printSum, rowDigest, weightOf } from './view-digest.js';
import { openView, type ViewConnection } from './view-open.js';
import { sealed } from './view-totals.js';

/** A total, and the print of its days. */
export type CopiedTotal = { readonly value: number; days: number };
/** How many rows a list shows, and the print of which they are. */
export type CopiedScope = { rows: number; which: number };

/** What a stored view says at one position, in short: enough to see whether a row or a total is another than it should be. */
export type ViewCopy = {
  readonly position: Position;
  /** By key: the row's digest, and one of its columns in the narrow table. */
  readonly rows: Map<string, string>;
  /** Which rows lists show below a federation. */
  readonly scopes: ReadonlyMap<string, CopiedScope>;
  readonly totals: Map<GroupId, Map<string, CopiedTotal>>;
  /** What does not fit by itself: rows that are not as written, totals that are not the sum of their days. */
  readonly faults: readonly string[];
};

/** One fingerprint for a row and what lists know of it. */
export const rowFingerprint = (digest: string, columns: readonly unknown[]): string => `${digest}${weightOf(JSON.stringify(columns)).toString(36)}`;

/**
 * Reads a whole stored view as of one moment, while it serves and grows; nothing where no file fits. The transaction is open for
 * as long as reading takes (seconds at 215,000 rows): what is written meanwhile waits in the WAL.
 */
export function copyView(folder: string, view: AnyView, identity: ViewIdentity): ViewCopy | undefined {
  for (const { path, fingerprint } of viewFiles(folder, view.name)) {
    if (fingerprint !== identity.fingerprint) continue;
    const found = openView(path, { readonly: true });
    if (found === undefined) continue;
    try {
      if (found.checkpoint.logId === identity.logId) return found.db.transaction(() => copyOf(found.db, view))();
    } finally {
      found.db.close();
    }
  }
  return undefined;
}

function copyOf(db: ViewConnection, view: AnyView): ViewCopy {
  const faults: string[] = [];
  const position = db.prepare('SELECT position FROM checkpoint').pluck().get() as Position;
  const totals = totalsOf(db, faults);
  printDays(db, totals);
  return { position, ...rowsOf(db, view, faults), totals, faults };
}

function rowsOf(db: ViewConnection, view: AnyView, faults: string[]): Pick<ViewCopy, 'rows' | 'scopes'> {
  const rows = new Map<string, string>();
  const prints = new Map<number, number>();
  const columns = columnsOf(view);
  const read = db.prepare(`SELECT id, key, json, digest${columns.map((column) => `, "${column}"`).join('')} FROM list JOIN rows USING (id)`).raw();
  for (const [id, key, json, digest, ...values] of read.iterate() as IterableIterator<[number, string, string, string, ...unknown[]]>) {
    prints.set(id, printOf(key));
    if (rowDigest(key, json) !== digest) faults.push(`row ${key}: not as it was written`);
    rows.set(key, rowFingerprint(digest, values));
  }
  return { rows, scopes: scopesIn(db, prints) };
}

function scopesIn(db: ViewConnection, prints: ReadonlyMap<number, number>): ViewCopy['scopes'] {
  const scopes = new Map<string, CopiedScope>();
  for (const [federation, id] of db.prepare('SELECT federation, id FROM groups').raw().iterate() as IterableIterator<[string, number]>) listed(scopes, federation, { print: prints.get(id) ?? 0, times: 1 });
  return scopes;
}

/** Puts a row on a federation's list, or takes it off. */
export function listed(scopes: Map<string, CopiedScope>, federation: string, { print, times }: { readonly print: number; readonly times: 1 | -1 }): void {
  const scope = scopes.get(federation) ?? { rows: 0, which: 0 };
  scope.rows += times;
  scope.which = printSum(scope.which, times * print);
  scopes.set(federation, scope);
}

function totalsOf(db: ViewConnection, faults: string[]): ViewCopy['totals'] {
  const totals: ViewCopy['totals'] = new Map();
  const moments = new Map<string, number>();
  for (const [group, measure, value, moment] of db.prepare(`SELECT federation, measure, value, moment FROM totals WHERE measure <> '${sealed}'`).raw().iterate() as IterableIterator<[string, string, number, number]>) {
    const measures = totals.get(group) ?? new Map<string, CopiedTotal>();
    totals.set(group, measures.set(measure, { value, days: 0 }));
    moments.set(`${group}\n${measure}`, moment);
  }
  const summed = db.prepare(`SELECT federation, measure, sum(value), sum(value % ${momentModulus} * weight % ${momentModulus}) % ${momentModulus} FROM deltas LEFT JOIN days USING (day) GROUP BY federation, measure`);
  let measures = 0;
  for (const [group, measure, value, moment] of summed.raw().iterate() as IterableIterator<[string, string, number, number | null]>) {
    measures++;
    const total = totals.get(group)?.get(measure);
    if (total?.value !== value || modulo(moments.get(`${group}\n${measure}`) ?? 0) !== modulo(moment ?? 0)) faults.push(`total ${group} ${measure}: not the sum of its days`);
  }
  const there = [...totals.values()].reduce((sum, { size }) => sum + size, 0);
  if (there !== measures) faults.push(`totals: ${there} measures, but ${measures} among their days`);
  return totals;
}

/** Each day by itself: moments grow by addition, so that one day's fault can be made up for by two others'. */
function printDays(db: ViewConnection, totals: ViewCopy['totals']): void {
  for (const [group, day, measure, value] of db.prepare('SELECT federation, day, measure, value FROM deltas WHERE value <> 0').raw().iterate() as IterableIterator<[string, string, string, number]>) {
    const total = totals.get(group)?.get(measure);
    if (total !== undefined) total.days = printSum(total.days, printOf(`${day}\n${value}`));
  }
}

/** 0 to {@link momentModulus} − 1: remainders of negative sums are negative. */
const modulo = (value: number): number => ((value % momentModulus) + momentModulus) % momentModulus;
