import type { Catalogue } from '../vocabulary/catalogue.js';
import type { EventReader } from '../vocabulary/event-log.port.js';
import type { Position } from '../vocabulary/message.js';
import type { Replacement, ViewWriter } from '../vocabulary/view-store.port.js';
import type { AnyView } from '../vocabulary/view.js';
import { DayTotals } from './day-totals.js';
import { readToFold } from './fold-pages.js';
import { ViewFold } from './fold-view.js';
import type { Progress } from './replay.js';

/** The most rows a rebuild holds in memory, all views together; beyond it a view is built by slices of its keys. */
export const maxRowsInMemory = 100_000;

export type Rebuild = {
  readonly log: EventReader;
  readonly catalogue: Catalogue;
  /** Where to stop: the log's end when absent. */
  readonly until?: Position;
  readonly signal?: AbortSignal;
  readonly maxRows?: number;
  /** Told after each page; `done` counts events of this pass. */
  readonly progress?: (progress: Progress & { readonly pass: number }) => void;
};

/** The keys whose hash leaves `rest` when divided by `by`. */
type Slice = { readonly by: number; readonly rest: number };
type Target = { readonly view: AnyView; readonly slices: Slice[]; readonly totals: DayTotals; readonly replacement: Replacement<unknown> };
type Folding = { readonly target: Target; readonly slice: Slice; readonly fold: ViewFold<unknown> };

const rowsPerWrite = 500;

/**
 * Builds views from nothing: rows folded in memory in one pass over the log for all of them, then rows, totals and
 * deltas written once. Resolves with the position all of them have. Nothing of it is seen before a view is whole.
 * @throws DamagedEvent, UnknownEvent, what a fold or a store throws, and the signal's reason.
 */
export async function rebuildViews(views: readonly { readonly view: AnyView; readonly writer: ViewWriter<unknown> }[], rebuild: Rebuild): Promise<Position> {
  const until = rebuild.until ?? (await rebuild.log.end());
  const targets = await Promise.all(
    views.map(async ({ view, writer }): Promise<Target> => ({ view, slices: [{ by: 1, rest: 0 }], totals: new DayTotals(), replacement: await writer.replace() })),
  );
  let unfinished = targets;
  try {
    for (let pass = 1; unfinished.length > 0; pass++) {
      const folded = await onePass(unfinished.map(begin), rebuild, until, pass);
      for (const folding of folded) await write(folding, rebuild.signal);
      for (const { slices, replacement, totals } of unfinished) if (slices.length === 0) await replacement.finish(totals, until);
      unfinished = unfinished.filter(({ slices }) => slices.length > 0);
    }
  } catch (error) {
    await Promise.allSettled(unfinished.map(({ replacement }) => replacement.discard()));
    throw error;
  }
  return until;
}

function begin(target: Target): Folding {
  const slice = target.slices.pop() ?? { by: 1, rest: 0 };
  return { target, slice, fold: new ViewFold(target.view, slice.by === 1 ? undefined : (key) => hash(key) % slice.by === slice.rest) };
}

async function onePass(all: readonly Folding[], { log, catalogue, signal, progress, maxRows = maxRowsInMemory }: Rebuild, until: Position, pass: number): Promise<readonly Folding[]> {
  let foldings = all;
  const handled = new Set(all.flatMap(({ target }) => Object.keys(target.view.on)));
  let position = 0;
  for (let done = 0; position < until; ) {
    const folding = foldings;
    const { read, last } = await readToFold({ log, catalogue }, { after: position, types: handled }, (event, at) => {
      if (event.position > until) return;
      for (const { fold } of folding) fold.fold(event, fold.keysOf(event), at);
    });
    if (last === undefined) break;
    position = last;
    foldings = withinMemory(foldings, maxRows);
    progress?.({ pass, done: (done += read), position: Math.min(position, until), end: until });
    await breathe(signal);
  }
  return foldings;
}

/** Lets go of the largest fold while there are too many rows: its keys come in quarters in later passes. */
function withinMemory(foldings: readonly Folding[], maxRows: number): readonly Folding[] {
  const rows = foldings.reduce((sum, { fold }) => sum + fold.size, 0);
  if (rows <= maxRows) return foldings;
  const largest = foldings.reduce((one, other) => (other.fold.size > one.fold.size ? other : one));
  const { by, rest } = largest.slice;
  largest.target.slices.push(...[0, 1, 2, 3].map((quarter) => ({ by: by * 4, rest: rest + quarter * by })));
  return withinMemory(foldings.filter((one) => one !== largest), maxRows);
}

async function write({ target, fold }: Folding, signal: AbortSignal | undefined): Promise<void> {
  const { rows, totals } = fold.changes();
  for (const change of totals) target.totals.add(change);
  let part: [string, unknown][] = [];
  const flush = async () => {
    await target.replacement.add(part);
    part = [];
    await breathe(signal);
  };
  for (const [key, { after }] of rows) {
    if (after !== undefined) part.push([key, after]);
    if (part.length === rowsPerWrite) await flush();
  }
  await flush();
}

/** Lets whatever else this thread serves have its turn. @throws the signal's reason */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
  signal?.throwIfAborted();
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
