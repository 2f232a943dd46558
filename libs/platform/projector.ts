import type { Position, Progress, ViewNews } from '#kernel';
import { isPermanent } from './damage.js';

export type RebuildProgress = Progress;

/** What a run of the loops over views tells whoever started it. */
export type ProjectorReport =
  /** The stored views fit the log; these are built anew. */
  | { readonly kind: 'opened'; readonly building: readonly string[] }
  | { readonly kind: 'advanced'; readonly views: readonly string[]; readonly position: Position }
  | { readonly kind: 'progress'; readonly progress: RebuildProgress }
  /** One view cannot go on; the others do. */
  | { readonly kind: 'failed'; readonly view: string; readonly error: string };

/** A run under way. `ended` rejects with what stopped it. */
export type Projection = { readonly ended: Promise<void>; readonly stop: () => Promise<void> };
/** Starts a run: in a thread of its own (`inWorker`) or in this one (`inThisThread`). */
export type StartProjection = (report: (report: ProjectorReport) => void) => Projection;

/** `building`: some view is not whole yet. `failed`: some view, or all, stand still; a new run is tried after a while. */
export type ProjectorState = {
  readonly status: 'starting' | 'building' | 'running' | 'failed' | 'stopped';
  readonly building: readonly string[];
  readonly positions: Readonly<Record<string, Position>>;
  /** Of a rebuild under way. */
  readonly progress?: RebuildProgress;
  /** What went wrong, by view; under `''` what stopped them all. */
  readonly errors: Readonly<Record<string, string>>;
};

const firstRetryMs = 500;
const longestRetryMs = 60_000;

/**
 * Keeps the views of a node up to date, for as long as it is open. Tells the news where they stand. A run that fails
 * is started again after a growing pause; meanwhile the views serve what they have, and the state says so.
 */
export class Projector {
  readonly #positions = new Map<string, Position>();
  readonly #errors = new Map<string, string>();
  readonly #opened: Promise<void>;
  #fits: () => void = () => {};
  #doesNotFit: (error: Error) => void = () => {};
  #building: ReadonlySet<string> | undefined;
  #progress: RebuildProgress | undefined;
  #projection: Projection | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = firstRetryMs;
  #stopped = false;

  /** Starts at once. `failed` is told of every failure, before the next try. */
  constructor(private readonly start: StartProjection, private readonly news: ViewNews, private readonly failed: (error: unknown) => void = () => {}) {
    this.#opened = new Promise((resolve, reject) => {
      this.#fits = resolve;
      this.#doesNotFit = reject;
    });
    this.#opened.catch(() => {});
    this.#run();
  }

  /**
   * Resolves when the stored views are known to fit the log, and those that a short log (a page of it) is enough for are built: who
   * starts on an empty folder can read at once. Of a longer log the missing ones may still be building, and one that fails is not waited for.
   * @throws LogShortened, or another error that no repetition heals.
   */
  get opened(): Promise<void> {
    return this.#opened;
  }

  get state(): ProjectorState {
    const building = [...(this.#building ?? [])];
    return {
      status: this.#stopped ? 'stopped' : this.#errors.size > 0 ? 'failed' : this.#building === undefined ? 'starting' : building.length > 0 ? 'building' : 'running',
      building,
      positions: Object.fromEntries(this.#positions),
      errors: Object.fromEntries(this.#errors),
      ...(this.#progress === undefined || building.length === 0 ? {} : { progress: this.#progress }),
    };
  }

  /** A reader has set a damaged view aside: a new run is started, which builds what is missing. */
  damaged(view: string, damage: Error): void {
    this.#failed(view, damage);
  }

  async close(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#projection?.stop();
  }

  #run(): void {
    const projection = this.start((report) => this.#heard(report));
    this.#projection = projection;
    projection.ended.catch((error: unknown) => this.#failed('', error));
  }

  #heard(report: ProjectorReport): void {
    switch (report.kind) {
      case 'opened':
        this.#building = new Set(report.building);
        this.#errors.clear();
        if (report.building.length === 0) this.#fits();
        return;
      case 'advanced':
        for (const view of report.views) this.#advanced(view, report.position);
        return;
      case 'progress':
        this.#progress = report.progress;
        // There is more than a page of the log: building may take minutes.
        if (report.progress.position < report.progress.end) this.#fits();
        return;
      case 'failed':
        this.#failed(report.view, new Error(report.error));
    }
  }

  #advanced(view: string, position: Position): void {
    this.#positions.set(view, position);
    if (this.#building?.has(view)) this.#building = new Set([...this.#building].filter((other) => other !== view));
    this.news.told(view, position);
    if (this.#building?.size === 0) this.#fits();
  }

  #failed(view: string, error: unknown): void {
    if (this.#stopped) return;
    this.#errors.set(view, error instanceof Error ? error.message : String(error));
    this.failed(error);
    if (this.#building !== undefined) this.#fits();
    if (error instanceof Error && isPermanent(error)) this.#doesNotFit(error);
    else this.#retry ??= setTimeout(() => void this.#again(), this.#retryMs).unref();
  }

  async #again(): Promise<void> {
    this.#retry = undefined;
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    await this.#projection?.stop();
    if (!this.#stopped) this.#run();
  }
}
