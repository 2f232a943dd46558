import type { View, ViewCheckpoint, ViewIdentity, ViewNews, ViewReader, ViewStore, ViewWriter } from '#kernel';
import { asStoreError } from './log-damage.js';
import { makeFolder } from './make-folder.js';
import { openView, viewFiles } from './view-database.js';
import { SqliteViewReader } from './view-reader.js';
import { SqliteViewWriter } from './view-writer.js';

/** Views in a folder, a SQLite file each. One process writes; its threads, and other processes, may read. */
export class SqliteViewStore implements ViewStore {
  readonly #readers = new Set<SqliteViewReader<unknown>>();

  /** `news`: who waits for a position is told by it; the projector tells it. @throws StoreUnavailable when the folder cannot be made */
  constructor(private readonly folder: string, private readonly news: ViewNews) {
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

  async writer<Row>(view: View<Row>, identity: ViewIdentity): Promise<ViewWriter<Row>> {
    return new SqliteViewWriter(this.folder, view, identity);
  }

  reader<Row>(view: View<Row>, identity: ViewIdentity): ViewReader<Row> {
    const reader = new SqliteViewReader(this.folder, view, identity, this.news);
    this.#readers.add(reader as SqliteViewReader<unknown>);
    return reader;
  }

  /** Closes the readers; writers are closed by who opened them. */
  async close(): Promise<void> {
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }
}
