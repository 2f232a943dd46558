import type { Position, Replacement, TotalsChange, View, ViewChange, ViewCheckpoint, ViewIdentity, ViewNews, ViewReader, ViewStore, ViewWriter } from '#kernel';
import { MemoryViewReader, type KeptView } from './view-reader.js';

/** Views in memory: for tests of everything above the store. */
export class MemoryViewStore implements ViewStore {
  readonly #kept = new Map<string, KeptView>();

  constructor(private readonly news: ViewNews) {}

  async stored(): Promise<readonly (ViewCheckpoint & { readonly view: string })[]> {
    return [...this.#kept].map(([view, { logId, fingerprint, position }]) => ({ view, logId, fingerprint, position }));
  }

  async writer<Row>(view: View<Row>, identity: ViewIdentity): Promise<ViewWriter<Row>> {
    return new MemoryViewWriter<Row>(view.name, identity, this.#kept);
  }

  reader<Row>(view: View<Row>, identity: ViewIdentity): ViewReader<Row> {
    return new MemoryViewReader<Row>(view, identity, () => this.#kept.get(view.name), this.news);
  }

  async close(): Promise<void> {}
}

class MemoryViewWriter<Row> implements ViewWriter<Row> {
  constructor(private readonly name: string, private readonly identity: ViewIdentity, private readonly kept: Map<string, KeptView>) {}

  async position(): Promise<Position | undefined> {
    return this.#mine()?.position;
  }

  async rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const there = keys.map((key) => [key, this.#mine()?.rows.get(key)] as const);
    return new Map(there.flatMap(([key, json]) => (json === undefined ? [] : [[key, JSON.parse(json) as Row]])));
  }

  async apply(change: ViewChange<Row>): Promise<void> {
    const mine = this.#mine();
    if (mine === undefined) throw new Error(`the view "${this.name}" was never built: replace it first`);
    for (const [key, { after }] of change.rows) {
      if (after === undefined) mine.rows.delete(key);
      else mine.rows.set(key, JSON.stringify(after));
    }
    for (const one of change.totals) addTo(mine, one);
    mine.position = change.position;
  }

  async replace(): Promise<Replacement<Row>> {
    const whole: KeptView = { ...this.identity, position: 0, rows: new Map(), deltas: new Map() };
    return {
      add: async (rows) => {
        for (const [key, row] of rows) whole.rows.set(key, JSON.stringify(row));
      },
      finish: async (totals, position) => {
        for (const one of totals) addTo(whole, one);
        whole.position = position;
        this.kept.set(this.name, whole);
      },
      discard: async () => {},
    };
  }

  async close(): Promise<void> {}

  #mine(): KeptView | undefined {
    const kept = this.kept.get(this.name);
    return kept?.logId === this.identity.logId && kept.fingerprint === this.identity.fingerprint ? kept : undefined;
  }
}

function addTo(kept: KeptView, { group, day, by }: TotalsChange): void {
  const days = kept.deltas.get(group) ?? new Map<string, Record<string, number>>();
  const sums = days.get(day) ?? {};
  for (const [measure, value] of Object.entries(by)) sums[measure] = (sums[measure] ?? 0) + value;
  kept.deltas.set(group, days.set(day, sums));
}
