import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openNode, readConfig, type Node } from '#platform';

/** A folder for one run of the benches; everything in it goes when it is closed, but for one that was named to be kept. */
export class Workplace {
  readonly #open = new Set<() => Promise<void>>();

  private constructor(readonly root: string, readonly isKept: boolean) {}

  static async make(kept?: string): Promise<Workplace> {
    if (kept === undefined) return new Workplace(await mkdtemp(join(tmpdir(), 'pingjia-bench-')), false);
    const root = resolve(kept);
    await mkdir(root, { recursive: true });
    return new Workplace(root, true);
  }

  folder(name: string): string {
    return join(this.root, name);
  }

  /** A copy of a folder that stays as it is while work is done: with it, once `work` is over, the copy goes. */
  async onCopy<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
    const copy = this.folder(`${name}-copy`);
    await rm(copy, { recursive: true, force: true });
    await cp(this.folder(name), copy, { recursive: true });
    try {
      return await work(copy);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
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
    if (!this.isKept) await rm(this.root, { recursive: true, force: true });
  }
}
