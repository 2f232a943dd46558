import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig, type Node } from '#platform';

/** A folder for one run of the benches; everything in it goes when it is closed. */
export class Workplace {
  readonly #open = new Set<() => Promise<void>>();

  private constructor(readonly root: string) {}

  static async make(): Promise<Workplace> {
    return new Workplace(await mkdtemp(join(tmpdir(), 'pingjia-bench-')));
  }

  folder(name: string): string {
    return join(this.root, name);
  }

  /** A node on its own folder: the same name opens the same folder again. */
  async node(name: string): Promise<{ readonly node: Node; readonly folder: string; readonly close: () => Promise<void> }> {
    const folder = this.folder(name);
    const node = await openNode(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn' }));
    const close = async () => {
      if (this.#open.delete(close)) await node.close();
    };
    this.#open.add(close);
    return { node, folder, close };
  }

  async close(): Promise<void> {
    for (const close of this.#open) await close();
    await rm(this.root, { recursive: true, force: true });
  }
}
