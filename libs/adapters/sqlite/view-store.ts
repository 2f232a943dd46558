import type { View, ViewCheckpoint, ViewIdentity, ViewNews, ViewReader, ViewStore } from '#kernel';
import { asStoreError } from './log-damage.js';
import { makeFolder } from './make-folder.js';
import { viewFiles } from './view-database.js';
import type { DamagedView } from './view-damage.js';
import { openView } from './view-open.js';
import { SqliteViewReader } from './view-reader.js';
import { ViewScans, type ScanLimits } from './view-scans.js';
import { SqliteViewWriter } from './view-writer.js';

export type ViewStoreOptions = ScanLimits & {
  /** Of so many rows at the most a condition of a list leads the way. Default 10,000. */
  readonly leadingRows?: number;
  /** How long after a stored view was opened it is looked through, in milliseconds: whoever starts has other things to do first. Default 0. */
  readonly inspectAfterMs?: number;
  /** From how many rows on a view is built in a thread of its own. Default 2,000. */
  readonly threadFrom?: number;
  /** Told when a damaged view was set aside, by a reader or by looking through it: it is served again once a projector has built it anew. */
  readonly damaged?: (view: string, damage: DamagedView) => void;
};

/** Views in a folder, a SQLite file each. One process writes; its threads, and other processes, may read. */
export class SqliteViewStore implements ViewStore {
  readonly #readers = new Set<SqliteViewReader<unknown>>();
  readonly #scans: ViewScans;

  /** `news`: who waits for a position is told by it; the projector tells it. @throws StoreUnavailable when the folder cannot be made */
  constructor(private readonly folder: string, private readonly news: ViewNews, private readonly options: ViewStoreOptions = {}) {
    this.#scans = new ViewScans(options);
    try {
      makeFolder(folder);
    } catch (error) {
      throw asStoreError(error);
    }
  }

  async stored(): Promise<readonly (ViewCheckpoint & { readonly view: string })[]> {
    return viewFiles(this.folder).flatMap(({ path, view }) => {
      const found = openView(path, { readonly: true });
      found?.db.close();
      return found === undefined ? [] : [{ view, ...found.checkpoint }];
    });
  }

  async writer<Row>(view: View<Row>, identity: ViewIdentity): Promise<SqliteViewWriter<Row>> {
    return new SqliteViewWriter(this.folder, view, identity, {
      afterMs: this.options.inspectAfterMs ?? 0,
      damaged: (damage) => this.options.damaged?.(view.name, damage),
    }, this.options.threadFrom);
  }

  reader<Row>(view: View<Row>, identity: ViewIdentity): ViewReader<Row> {
    const { damaged = () => {}, leadingRows } = this.options;
    const reader = new SqliteViewReader({ folder: this.folder, news: this.news, scans: this.#scans, damaged, ...(leadingRows === undefined ? {} : { leadingRows }) }, view, identity);
    this.#readers.add(reader as SqliteViewReader<unknown>);
    return reader;
  }

  /** Closes the readers and their thread; writers are closed by who opened them. */
  async close(): Promise<void> {
    await this.#scans.close();
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }
}
