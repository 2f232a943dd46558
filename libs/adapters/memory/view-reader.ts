import {
  assertGroups,
  checkedQuery,
  isBetween,
  cursorOf,
  rowFromJson,
  scopesOf,
  searchTokens,
  StoreUnavailable,
  type CheckedQuery,
  type Column,
  type ListPage,
  type ListPlace,
  type ListQuery,
  type PlainDate,
  type Position,
  type TotalsChange,
  type View,
  type ViewIdentity,
  type ViewNews,
  type ViewReader,
  type ViewState,
} from '#kernel';

/** A view as it is kept: rows as JSON, so that what JSON loses is lost here too. */
export type KeptView = ViewIdentity & {
  position: Position;
  readonly rows: Map<string, string>;
  /** Group → day → measure → difference. */
  readonly deltas: Map<string, Map<string, Record<string, number>>>;
};

/** Reads a view in memory. */
export class MemoryViewReader<Row> implements ViewReader<Row> {
  constructor(private readonly view: View<Row>, private readonly identity: ViewIdentity, private readonly kept: () => KeptView | undefined, private readonly news: ViewNews) {}

  async state(): Promise<ViewState> {
    const { position, fingerprint } = this.#serving();
    return { position, frozen: fingerprint !== this.identity.fingerprint };
  }

  async get(key: string): Promise<Row | undefined> {
    const json = this.#serving().rows.get(key);
    return json === undefined ? undefined : rowFromJson(this.view, json);
  }

  async list(query: ListQuery): Promise<ListPage<Row>> {
    const checked = checkedQuery(this.view, query);
    const sorted = this.#rows()
      .filter(([, row]) => this.#shown(row, checked))
      .map(([key, row]) => ({ key, row, value: checked.sort === undefined ? null : this.#column(row, checked.sort) }))
      .sort((one, other) => inOrder(one, other) * (checked.descending ? -1 : 1));
    const { after } = checked;
    const rest = after === undefined ? sorted : sorted.filter((one) => inOrder(one, after) * (checked.descending ? -1 : 1) > 0);
    const page = rest.slice(0, checked.limit);
    const last = page.at(-1);
    const rows = page.map(({ key, row }) => [key, row] as const);
    return rest.length > page.length && last !== undefined ? { rows, next: cursorOf(checked, last) } : { rows };
  }

  async groups(): Promise<readonly string[]> {
    const groups = [...this.#serving().deltas].filter(([, days]) => [...days.values()].some((by) => Object.keys(withoutZeros(by)).length > 0));
    return groups.map(([group]) => group).sort(byText);
  }

  async totals(group: string, asOf?: PlainDate, only?: readonly string[]): Promise<Readonly<Record<string, number>>> {
    return onlyOf(this.#sum(group, asOf), only);
  }

  async totalsOf(groups: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    assertGroups(groups);
    const { deltas } = this.#serving();
    return new Map(groups.flatMap((group) => (deltas.has(group) ? [[group, this.#sum(group)] as const] : [])));
  }

  async deltas(group: string): Promise<readonly Omit<TotalsChange, 'group'>[]> {
    const days = [...(this.#serving().deltas.get(group) ?? [])].sort(([one], [other]) => byText(one, other));
    return days.map(([day, by]) => ({ day, by: withoutZeros(by) })).filter(({ by }) => Object.keys(by).length > 0);
  }

  async reached(position: Position, timeoutMs: number): Promise<boolean> {
    const kept = this.kept();
    if (kept?.logId === this.identity.logId && kept.fingerprint === this.identity.fingerprint && kept.position >= position) return true;
    return this.news.reached(this.view.name, position, timeoutMs);
  }

  #serving(): KeptView {
    const kept = this.kept();
    if (kept === undefined || kept.logId !== this.identity.logId) throw new StoreUnavailable(`the view "${this.view.name}" is being built`, { trouble: 'building' });
    return kept;
  }

  #rows(): readonly (readonly [string, Row])[] {
    return [...this.#serving().rows].map(([key, json]) => [key, rowFromJson(this.view, json)]);
  }

  #column(row: Row, name: string): Column {
    return this.view.columns[name]?.(row) ?? null;
  }

  #shown(row: Row, { where, between, search, scope }: CheckedQuery): boolean {
    return (
      where.every(([column, values]) => values.includes(this.#column(row, column))) &&
      between.every(([column, bounds]) => isBetween(this.#column(row, column), bounds)) &&
      (scope === undefined || scopesOf(this.view, row).some((group) => scope.includes(group))) &&
      (search === undefined || ` ${searchTokens(String(this.#column(row, search.column) ?? '')).join(' ')} `.includes(` ${search.tokens.join(' ')} `))
    );
  }

  #sum(group: string, asOf?: PlainDate): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const [day, by] of this.#serving().deltas.get(group) ?? []) {
      if (asOf !== undefined && day > asOf) continue;
      for (const [measure, value] of Object.entries(by)) sums[measure] = (sums[measure] ?? 0) + value;
    }
    return withoutZeros(sums);
  }
}

const onlyOf = (sums: Readonly<Record<string, number>>, only: readonly string[] | undefined): Readonly<Record<string, number>> =>
  only === undefined ? sums : Object.fromEntries(Object.entries(sums).filter(([measure]) => only.includes(measure)));

/** In the order of their names, as other stores have them. */
const withoutZeros = (sums: Readonly<Record<string, number>>): Record<string, number> => Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0).sort(([one], [other]) => byText(one, other)));

// As SQLite compares: by bytes of UTF-8, which is by code point.
const byText = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const rank = (value: Column): number => (value === null ? 0 : typeof value === 'number' ? 1 : 2);

function inOrder(one: ListPlace, other: ListPlace): number {
  const [a, b] = [one.value, other.value];
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'number' && typeof b === 'number' && a !== b) return a - b;
  if (typeof a === 'string' && typeof b === 'string' && a !== b) return byText(a, b);
  return byText(one.key, other.key);
}
