import {
  contributionOf,
  groupsOf,
  placesOf,
  rebuildViews,
  rowToJson,
  scopesOf,
  type AnyView,
  type GroupId,
  type Position,
  type Rebuild,
  type Replacement,
  type TotalsChange,
  type ViewIdentity,
  type ViewWriter,
} from '#kernel';
import { copyView, listed, rowFingerprint, type CopiedScope, type ViewCopy } from './view-copy.js';
import { columnsOf } from './view-database.js';
import { printOf, printSum, rowDigest } from './view-digest.js';
import { RowsAside } from './view-rows-aside.js';

/** How a stored view compares with the log: where it stood, what was compared, and what is not as the log says. */
export type Comparison = { readonly view: string; readonly position: Position | undefined; readonly rows: number; readonly totals: number; readonly faults: readonly string[] };

/** The most faults told of one view: whoever has more builds it anew. */
export const maxFaultsTold = 100;

/**
 * Folds a view anew from the log, up to where the stored one stands, and compares: every row and its columns, which rows every list shows, every total with
 * the sum of the rows, and each of its days. Reads only; the server may run, and rows beyond
 * `maxRows` wait in a temporary file. No position: there is no whole view of this version.
 */
export async function compareView({ folder, view, identity }: { readonly folder: string; readonly view: AnyView; readonly identity: ViewIdentity }, rebuild: Omit<Rebuild, 'until'>): Promise<Comparison> {
  const copy = copyView(folder, view, identity);
  if (copy === undefined) return { view: view.name, position: undefined, rows: 0, totals: 0, faults: [] };
  const comparing = new ComparingWriter(view, copy);
  await rebuildViews([{ view, writer: comparing }], { ...rebuild, until: copy.position });
  return { view: view.name, position: copy.position, ...comparing.compared, faults: [...copy.faults, ...comparing.faults].slice(0, maxFaultsTold) };
}

const none: CopiedScope = { rows: 0, which: 0 };

/** Takes a rebuilt view and compares it with a stored one instead of writing it. */
class ComparingWriter implements ViewWriter<unknown> {
  readonly faults: string[] = [];
  compared = { rows: 0, totals: 0 };
  readonly #fingerprints = new Map<string, string>();
  readonly #scopes = new Map<string, CopiedScope>();
  readonly #sums = new Map<GroupId, Map<string, number>>();

  constructor(private readonly view: AnyView, private readonly copy: ViewCopy) {}

  async position(): Promise<undefined> {
    return undefined;
  }

  async rows(): Promise<ReadonlyMap<string, unknown>> {
    return new Map();
  }

  async replace(): Promise<Replacement<unknown>> {
    const aside = new RowsAside(this.view);
    return {
      put: async (rows) => {
        aside.put(rows);
        for (const [key, { before, after }] of rows) this.#row(key, before, after);
      },
      rows: async (keys) => aside.rows(keys),
      finish: async (totals) => {
        aside.close();
        this.#finish(totals);
      },
      discard: async () => aside.close(),
    };
  }

  async apply(): Promise<never> {
    throw new Error('a comparison is rebuilt, never advanced');
  }

  async close(): Promise<void> {}

  #row(key: string, before: unknown, after: unknown): void {
    const print = printOf(key);
    if (before !== undefined) this.#count(before, { print, times: -1 });
    if (after !== undefined) this.#count(after, { print, times: 1 });
    if (after === undefined) return void this.#fingerprints.delete(key);
    const columns = columnsOf(this.view).map((column) => this.view.columns[column]?.(after) ?? null);
    this.#fingerprints.set(key, rowFingerprint(rowDigest(key, rowToJson(this.view, after)), columns));
  }

  /** Totals from the rows alone, each added up whole. */
  #count(row: unknown, one: { readonly print: number; readonly times: 1 | -1 }): void {
    const { times } = one;
    for (const scope of scopesOf(this.view, row)) listed(this.#scopes, scope, one);
    const of = contributionOf(this.view, row);
    const groups = groupsOf(this.view, row);
    const places = placesOf(this.view, row, groups);
    for (const [index, group] of groups.entries()) {
      let sums = this.#sums.get(group);
      if (sums === undefined) this.#sums.set(group, (sums = new Map()));
      for (const measure in of) sums.set(measure, (sums.get(measure) ?? 0) + times * (of[measure] ?? 0));
      const place = places[index];
      if (place !== undefined) sums.set(place, (sums.get(place) ?? 0) + times);
    }
  }

  #finish(changes: Iterable<TotalsChange>): void {
    this.#compareRows();
    this.#compareScopes();
    const days = new Map<GroupId, Map<string, number>>();
    for (const { group, day, by } of changes) {
      let measures = days.get(group);
      if (measures === undefined) days.set(group, (measures = new Map()));
      for (const measure in by) if (by[measure] !== 0) measures.set(measure, printSum(measures.get(measure) ?? 0, printOf(`${day}\n${by[measure] ?? 0}`)));
    }
    for (const group of new Set([...this.#sums.keys(), ...days.keys(), ...this.copy.totals.keys()])) this.#compareGroup(group, days.get(group) ?? new Map());
  }

  #compareRows(): void {
    this.compared.rows = this.#fingerprints.size;
    for (const [key, fingerprint] of this.#fingerprints) {
      const stored = this.copy.rows.get(key);
      this.copy.rows.delete(key);
      if (stored === undefined) this.#fault(`row ${key}: missing`);
      else if (stored !== fingerprint) this.#fault(`row ${key}: another than the log says`);
    }
    for (const key of this.copy.rows.keys()) this.#fault(`row ${key}: the log knows none`);
  }

  #compareGroup(group: GroupId, days: ReadonlyMap<string, number>): void {
    const [stored, sums] = [this.copy.totals.get(group), this.#sums.get(group)];
    for (const measure of new Set([...(stored?.keys() ?? []), ...(sums?.keys() ?? []), ...days.keys()])) {
      this.compared.totals++;
      const { value, days: there } = stored?.get(measure) ?? { value: 0, days: 0 };
      const sum = sums?.get(measure) ?? 0;
      if (value !== sum) this.#fault(`total ${group} ${measure}: ${value} is served, the rows add up to ${sum}`);
      else if (there !== (days.get(measure) ?? 0)) this.#fault(`total ${group} ${measure}: its days are others than the log says`);
    }
  }

  #compareScopes(): void {
    for (const scope of new Set([...this.#scopes.keys(), ...this.copy.scopes.keys()])) {
      const [right, there] = [this.#scopes.get(scope) ?? none, this.copy.scopes.get(scope) ?? none];
      if (right.rows !== there.rows) this.#fault(`lists below ${scope}: ${there.rows} rows instead of ${right.rows}`);
      else if (right.which !== there.which) this.#fault(`lists below ${scope}: other rows than the log says`);
    }
  }

  #fault(fault: string): void {
    if (this.faults.length < maxFaultsTold) this.faults.push(fault);
  }
}
