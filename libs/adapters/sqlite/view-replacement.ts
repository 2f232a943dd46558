import { rowFromJson, rowToJson, scopesOf, StoreUnavailable, type Column, type Position, type Replacement, type RowChange, type TotalsChange, type View, type ViewIdentity } from '#kernel';
import { Worker } from 'node:worker_threads';
import { threadEntry } from './log-threads.js';
import { ViewBuild, type Builder, type BuiltRow, type BuiltTotals } from './view-build.js';
import { shapeOf, type ViewShape } from './view-database.js';

/** From so many rows on a view is built in a thread of its own. Fewer come all at the end, where a thread writes nothing while others fold, and costs two thirds more processor time. */
export const threadFromRows = 20_000;
/** Batches on their way to a thread; whoever folds faster than it writes waits. */
const maxUnderWay = 16;
/** Heap of a thread in MB. Its numbers of rows by federation are the most it holds. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

export type BuildTask = readonly ['put', rows: readonly BuiltRow[]] | readonly ['rows', keys: readonly string[]] | readonly ['index'] | readonly ['finish', totals: readonly BuiltTotals[], at: ViewIdentity & { readonly position: Position }] | readonly ['discard'];
export type BuildAnswer = readonly ['done', rows?: readonly (string | undefined)[]] | readonly ['failed', reason: string, code?: string | undefined];

type Settings<Row> = {
  readonly path: string;
  readonly view: View<Row>;
  readonly identity: ViewIdentity;
  /** Default {@link threadFromRows}. */
  readonly threadFrom?: number;
  /** The file is whole and on disk: it can take the place of all older ones. */
  readonly whole: () => Promise<void>;
};

/** A whole view on its way: works out here what is to be written, and has it written here or, when it is large, in a thread. */
export class SqliteReplacement<Row> implements Replacement<Row> {
  readonly #shape: ViewShape;
  #waiting: BuiltRow[] = [];
  #builder: Builder | undefined;

  constructor(private readonly settings: Settings<Row>) {
    this.#shape = shapeOf(settings.view);
  }

  async put(rows: Iterable<readonly [key: string, change: RowChange<Row>]>): Promise<void> {
    for (const [key, change] of rows) this.#waiting.push(this.#built(key, change));
    if (this.#builder === undefined && this.#waiting.length > (this.settings.threadFrom ?? threadFromRows)) this.#builder = new BuildThread(this.settings.path, this.#shape);
    if (this.#builder !== undefined) await this.#flush();
  }

  async rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const builder = await this.#flush();
    const found = await builder.rows(keys);
    return new Map(keys.flatMap((key, index) => (found[index] === undefined ? [] : [[key, rowFromJson(this.settings.view, found[index])] as const])));
  }

  async finish(totals: Iterable<TotalsChange>, position: Position): Promise<void> {
    const builder = await this.#flush();
    // Begun before totals are told; where it fails, finishing fails with it.
    const indexed = Promise.resolve(builder.index());
    indexed.catch(() => {});
    // In the order in which the file keeps them.
    const lines = [...totals].map(({ group, day, by }): BuiltTotals => [group, day, JSON.stringify(by)]);
    lines.sort(([one, day], [other, otherDay]) => order(one, other) || order(day, otherDay));
    await builder.finish(lines, { ...this.settings.identity, position });
    await this.settings.whole();
  }

  async discard(): Promise<void> {
    this.#waiting = [];
    await this.#builder?.discard();
  }

  async #flush(): Promise<Builder> {
    const builder = (this.#builder ??= new ViewBuild(this.settings.path, this.#shape));
    const rows = this.#waiting;
    this.#waiting = [];
    if (rows.length > 0) await builder.put(rows);
    return builder;
  }

  #built(key: string, { before, after }: RowChange<Row>): BuiltRow {
    const { view } = this.settings;
    const [was, is] = [before === undefined ? [] : scopesOf(view, before), after === undefined ? [] : scopesOf(view, after)];
    const left = was.filter((federation) => !is.includes(federation));
    if (after === undefined) return [key, undefined, [], [], left, undefined];
    const searchedIn = (row: Row) => this.#shape.searched.map((column) => String(view.columns[column]?.(row) ?? ''));
    const [before_, searched] = [before === undefined ? undefined : searchedIn(before), searchedIn(after)];
    const unchanged = before_?.every((text, index) => text === searched[index]) ?? false;
    const columns = this.#shape.columns.map((column): Column => view.columns[column]?.(after) ?? null);
    return [key, rowToJson(view, after), columns, was.length === 0 ? is : is.filter((federation) => !was.includes(federation)), left, unchanged ? undefined : searched];
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

type Asker = { readonly resolve: (rows: readonly (string | undefined)[]) => void; readonly reject: (error: Error) => void };

/** A {@link ViewBuild} in a thread of its own, which answers in the order of what it is told. */
class BuildThread implements Builder {
  readonly #thread: Worker;
  readonly #ended: Promise<void>;
  readonly #askers: Asker[] = [];
  #lost: Error | undefined;
  #putting: Promise<unknown>[] = [];

  constructor(path: string, shape: ViewShape) {
    const thread = new Worker(threadEntry(import.meta.url, 'view-build-thread'), { name: 'view-build', execArgv: [], workerData: { path, shape }, resourceLimits });
    this.#thread = thread;
    thread.on('message', ([kind, ...rest]: BuildAnswer) => {
      const asker = this.#askers.shift();
      if (kind === 'done') asker?.resolve((rest[0] as readonly (string | undefined)[] | undefined) ?? []);
      else asker?.reject(Object.assign(new Error(rest[0] as string), rest[1] === undefined ? {} : { code: rest[1] }));
    });
    thread.on('error', (error) => this.#lose(new StoreUnavailable(`the thread that builds a view was lost: ${(error as Error).message}`, { trouble: 'away' })));
    this.#ended = new Promise((resolve) => {
      thread.on('exit', (code) => {
        this.#lose(new StoreUnavailable(`the thread that builds a view ended with code ${code}`, { trouble: 'away' }));
        resolve();
      });
    });
  }

  async put(rows: readonly BuiltRow[]): Promise<void> {
    const putting = this.#ask(['put', rows]);
    putting.catch(() => {});
    this.#putting.push(putting);
    if (this.#putting.length >= maxUnderWay) await this.#putting.shift();
  }

  rows(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#ask(['rows', keys]);
  }

  async index(): Promise<void> {
    await this.#ask(['index']);
  }

  async finish(totals: readonly BuiltTotals[], at: ViewIdentity & { readonly position: Position }): Promise<void> {
    await this.#ask(['finish', totals, at]);
    await this.#ended;
  }

  async discard(): Promise<void> {
    if (this.#lost === undefined) await this.#ask(['discard']);
    await this.#ended;
  }

  #ask(task: BuildTask): Promise<readonly (string | undefined)[]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      this.#askers.push({ resolve, reject });
      this.#thread.postMessage(task, []);
    });
  }

  #lose(reason: Error): void {
    this.#lost ??= reason;
    for (const { reject } of this.#askers.splice(0)) reject(reason);
  }
}
