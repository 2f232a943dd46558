import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLogReader, SqliteViewStore, threadEntry, type NewsPort } from '#adapters/sqlite';
import { projectViews, ViewNews, type AnyView, type Catalogue, type EventFeed, type EventReader, type ViewStore } from '#kernel';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { paced } from './paced-feed.js';
import type { ProjectorReport, StartProjection } from './projector.js';

/** What a run works on. */
export type Projected = { readonly views: readonly AnyView[]; readonly catalogue: Catalogue; readonly log: EventReader & EventFeed; readonly store: ViewStore };
/** What a run in a thread of its own needs to open the same. `logNews` comes from `log.subscribe()`, a fresh one a run. */
export type ProjectorSettings = { readonly logFolder: string; readonly viewsFolder: string; readonly logNews: NewsPort };

type Ended = { readonly kind: 'ended'; readonly error?: { readonly name: string; readonly message: string } };

const stopWithinMs = 5_000;
/** Until a node is up and its views have caught up, as a rule; looking through what is stored can wait so long. */
export const inspectAfterMs = 2_000;
/** Between two small batches of a view: at the most what a reader would hardly notice. */
const breath = { least: 5, most: 12 };
/** Young heap of the thread: a third of the usual keeps the process lean; rebuilds with it were as fast, within noise. */
const youngMegabytes = 16;

/** Runs in the thread that calls: for logs that cannot be opened twice. */
export const inThisThread =
  (projected: Projected): StartProjection =>
  (report) => {
    const stop = new AbortController();
    const ended = run(projected, report, stop.signal);
    return {
      ended,
      stop: async () => {
        stop.abort();
        await ended.catch(() => {});
      },
    };
  };

/** Runs in a worker thread with its own connections to the embedded log and the views. `entry` is compiled JavaScript. */
export const inWorker =
  (settings: () => ProjectorSettings, entry = threadEntry(import.meta.url, 'projector.worker')): StartProjection =>
  (report) => {
    const given = settings();
    const worker = new Worker(entry, { workerData: given, transferList: [given.logNews.port], execArgv: [], name: 'projector', resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
    const ended = new Promise<void>((resolve, reject) => {
      let end: Ended | undefined;
      worker.on('message', (message: ProjectorReport | Ended) => {
        if (message.kind === 'ended') end = message;
        else report(message);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => {
        if (end === undefined) reject(new Error(`the projector's thread ended with code ${code}`));
        else if (end.error === undefined) resolve();
        else reject(Object.assign(new Error(end.error.message), { name: end.error.name }));
      });
    });
    return {
      ended,
      stop: async () => {
        worker.postMessage({ stop: true }, []);
        const late = setTimeout(() => void worker.terminate(), stopWithinMs);
        await ended.catch(() => {});
        clearTimeout(late);
      },
    };
  };

/** The whole life of a projector's worker thread: called by its entry. */
export async function runInWorker(views: readonly AnyView[], catalogue: Catalogue): Promise<void> {
  const settings = workerData as ProjectorSettings;
  const port = parentPort;
  if (port === null) throw new Error('this is the entry of a worker thread');
  const stop = new AbortController();
  port.once('message', () => stop.abort());
  const ended = (error?: Ended['error']) => port.postMessage({ kind: 'ended', ...(error === undefined ? {} : { error }) } satisfies Ended);
  try {
    const log = await openSqliteLogReader({ folder: settings.logFolder, hashing: nodeHashing, news: settings.logNews });
    try {
      // Nobody waits for positions in this thread: reports carry them to the one where readers are.
      const damaged = (view: string, damage: Error) => port.postMessage({ kind: 'failed', view, error: damage.message } satisfies ProjectorReport);
      const store = new SqliteViewStore(settings.viewsFolder, new ViewNews(), { damaged, inspectAfterMs });
      await run({ views, catalogue, log: paced(log, breath), store }, (report) => port.postMessage(report), stop.signal);
    } finally {
      await log.close();
    }
    ended();
  } catch (error) {
    ended(error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) });
  } finally {
    port.close();
  }
}

const run = (projected: Projected, report: (report: ProjectorReport) => void, signal: AbortSignal): Promise<void> =>
  projectViews({
    ...projected,
    hashing: nodeHashing,
    signal,
    opened: (building) => report({ kind: 'opened', building }),
    advanced: (views, position) => report({ kind: 'advanced', views: views.map(({ name }) => name), position }),
    progress: (progress) => report({ kind: 'progress', progress }),
    failed: ({ name }, error) => report({ kind: 'failed', view: name, error: error instanceof Error ? error.message : String(error) }),
  });
