import { rowFromJson, rowToJson, type Position, type Replacement, type RowChange, type TotalsChange, type View, type ViewChange, type ViewCheckpoint, type ViewIdentity, type ViewNews, type ViewReader, type ViewStore, type ViewWriter } from '#kernel';
import { MemoryViewReader, type KeptView } from './view-reader.js';

/** Views in memory: for tests of everything above the store. */
export class MemoryViewStore implements ViewStore {
  readonly #kept = new Map<string, KeptView>();

  constructor(private readonly news: ViewNews) {}

  async stored(): Promise<readonly (ViewCheckpoint & { readonly view: string })[]> {
    return [...this.#kept].map(([view, { logId, fingerprint, position }]) => ({ view, logId, fingerprint, position }));
  }

  async writer<Row>(view: View<Row>, identity: ViewIdentity): Promise<ViewWriter<Row>> {
    return new MemoryViewWriter<Row>(view, identity, this.#kept);
  }

  reader<Row>(view: View<Row>, identity: ViewIdentity): ViewReader<Row> {
    return new MemoryViewReader<Row>(view, identity, () => this.#kept.get(view.name), this.news);
  }

  async close(): Promise<void> {}
}

class MemoryViewWriter<Row> implements ViewWriter<Row> {
  constructor(private readonly view: View<Row>, private readonly identity: ViewIdentity, private readonly kept: Map<string, KeptView>) {}

  async position(): Promise<Position | undefined> {
    return this.#mine()?.position;
  }

  async rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    return rowsOf(this.view, this.#mine()?.rows, keys);
  }

  async apply(change: ViewChange<Row>): Promise<void> {
    const mine = this.#mine();
    if (mine === undefined) throw new Error(`the view "${this.view.name}" was never built: replace it first`);
    putInto(this.view, mine.rows, change.rows);
    for (const one of change.totals) addTo(mine, one);
    mine.position = change.position;
  }

  async replace(): Promise<Replacement<Row>> {
    const whole: KeptView = { ...this.identity, position: 0, rows: new Map(), deltas: new Map() };
    return {
      put: async (rows) => putInto(this.view, whole.rows, rows),
      rows: async (keys) => rowsOf(this.view, whole.rows, keys),
      finish: async (totals, position) => {
        for (const one of totals) addTo(whole, one);
        whole.position = position;
        this.kept.set(this.view.name, whole);
      },
      discard: async () => {},
    };
  }

  async close(): Promise<void> {}

  #mine(): KeptView | undefined {
    const kept = this.kept.get(this.view.name);
    return kept?.logId === this.identity.logId && kept.fingerprint === this.identity.fingerprint ? kept : undefined;
  }
}

function putInto<Row>(view: View<Row>, kept: Map<string, string>, rows: Iterable<readonly [string, RowChange<Row>]>): void {
  for (const [key, { after }] of rows) {
    if (after === undefined) kept.delete(key);
    else kept.set(key, rowToJson(view, after));
  }
}

function rowsOf<Row>(view: View<Row>, kept: ReadonlyMap<string, string> | undefined, keys: readonly string[]): ReadonlyMap<string, Row> {
  return new Map(keys.flatMap((key) => (kept?.has(key) === true ? [[key, rowFromJson(view, kept.get(key) ?? '')] as const] : [])));
}

function addTo(kept: KeptView, { group, day, by }: TotalsChange): void {
  const days = kept.deltas.get(group) ?? new Map<string, Record<string, number>>();
  const sums = days.get(day) ?? {};
  for (const [measure, value] of Object.entries(by)) sums[measure] = (sums[measure] ?? 0) + value;
  kept.deltas.set(group, days.set(day, sums));
}
