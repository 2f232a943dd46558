import { checkedRow } from './view-checks.js';
import type { CheckedQuery, View } from '#kernel';

/** Rows that are asked for by their key again and again: a campaign's, its federation's. */
const rowsRemembered = 256;
/** How long it is believed which conditions of a list let too many rows through: pages follow each other within that. In milliseconds. */
const widthBelievedMs = 5_000;
const widthsRemembered = 64;

type Stored = { readonly key: string; readonly json: string; readonly digest: string };

/** What a reader has worked out lately and need not work out again. What is stored is read each time; nothing is served from here that differs from it. */
export class ViewMemory<Row> {
  readonly #rows = new Map<string, Stored & { readonly row: Row }>();
  readonly #widths = new Map<string, { readonly at: number; readonly wide: ReadonlySet<number> }>();

  constructor(private readonly view: View<Row>) {}

  /** The row as stored: checked and parsed, unless these very bytes were. @throws DamagedView */
  row(stored: Stored): Row {
    const { key, json, digest } = stored;
    const known = this.#rows.get(key);
    if (known?.json === json && known.digest === digest) return known.row;
    const row = checkedRow(this.view, stored);
    if (this.#rows.size >= rowsRemembered) this.#rows.clear();
    this.#rows.set(key, { key, json, digest, row });
    return row;
  }

  /** Which conditions of this query were found to let too many rows through, by `count` where that is not known. It says how to look, never what is found. */
  async wide({ where, between, scope, search }: CheckedQuery, count: () => Promise<ReadonlySet<number>>): Promise<ReadonlySet<number>> {
    const conditions = JSON.stringify([where, between, scope, search]);
    const known = this.#widths.get(conditions);
    if (known !== undefined && performance.now() - known.at < widthBelievedMs) return known.wide;
    const wide = await count();
    if (this.#widths.size >= widthsRemembered) this.#widths.clear();
    this.#widths.set(conditions, { at: performance.now(), wide });
    return wide;
  }
}
