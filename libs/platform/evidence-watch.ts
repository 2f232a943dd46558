import { setTimeout as pause } from 'node:timers/promises';
import { evidenceIn, sheetOf } from '#evaluation';
import { parsed, type EventReader, type EvidenceStore, type FileCondition, type Position, type StoredEvent } from '#kernel';

/** A file that an event names and that is not there as it was put. */
export type EvidenceFault = { readonly sha256: string; readonly condition: Exclude<FileCondition, 'whole'>; readonly title?: string; readonly stream?: string; readonly revision?: string };

/** What `/health` tells of the evidence: how far the present pass over the log has come, and what is wrong. */
export type EvidenceHealth = {
  readonly state: 'waiting' | 'checking' | 'checked' | 'unavailable';
  readonly position: string;
  /** Files that this pass has looked at. */
  readonly files: number;
  readonly missing: number;
  readonly altered: number;
  /** The first of them. */
  readonly faults: readonly EvidenceFault[];
};

/** A page of the log takes about a millisecond of the main thread; then commands have their turn. At the most a thirtieth of the time goes to this. */
const pageEvents = 100;
const restPerWork = 30;
const leastRestMs = 10;
const betweenPassesMs = 24 * 3_600_000;
const afterFailureMs = 60_000;
const mostFaultsShown = 20;
/** Beyond, one that is gone is answered as one that never was. */
const mostKnown = 200_000;

/** Who is told: of each fault once, of a pass that could not be made, and of the end of each. */
type Told = { readonly fault: (fault: EvidenceFault) => void; readonly failed: (error: unknown) => void; readonly passed?: () => void };

/**
 * Looks at every file that events name, once after the start and then daily: one that is gone or altered is said once in the
 * log of the process, stands in `/health`, and stops nothing else. A file that is put again is whole again.
 */
export class EvidenceWatch {
  readonly #stop = new AbortController();
  readonly #faults = new Map<string, EvidenceFault>();
  readonly #known = new Set<string>();
  #pass = { state: 'waiting' as EvidenceHealth['state'], position: 0, files: 0 };
  #run: Promise<void> | undefined;

  constructor(
    private readonly store: EvidenceStore,
    private readonly log: EventReader,
    private readonly tell: Told,
  ) {}

  get health(): EvidenceHealth {
    const faults = [...this.#faults.values()];
    const count = (condition: FileCondition) => faults.filter((fault) => fault.condition === condition).length;
    return { ...this.#pass, position: String(this.#pass.position), missing: count('missing'), altered: count('altered'), faults: faults.slice(0, mostFaultsShown) };
  }

  /** True for a file that an event names, or that was there while this process ran. */
  knows(sha256: string): boolean {
    return this.#known.has(sha256);
  }

  remember(sha256: string): void {
    if (this.#known.size < mostKnown) this.#known.add(sha256);
  }

  /** What somebody found a file to be. */
  note({ sha256, condition, ...place }: Omit<EvidenceFault, 'condition'> & { readonly condition: FileCondition }): void {
    const before = this.#faults.get(sha256);
    if (condition === 'whole') this.#faults.delete(sha256);
    else if (before?.condition !== condition) {
      const fault = { sha256, condition, ...before, ...place };
      this.#faults.set(sha256, { ...fault, condition });
      this.tell.fault({ ...fault, condition });
    }
  }

  start(): void {
    this.#run ??= this.#watch();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#run;
  }

  async #watch(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const done = await this.#check().then(() => true, (error: unknown) => (this.tell.failed(error), false));
      this.#pass = { ...this.#pass, state: done ? 'checked' : 'unavailable' };
      this.tell.passed?.();
      await this.#rest(done ? betweenPassesMs : afterFailureMs);
    }
  }

  async #check(): Promise<void> {
    this.#pass = { state: 'checking', position: 0, files: 0 };
    const seen = new Set<string>();
    let began = performance.now();
    for await (const { named, position } of namedFiles(this.log)) {
      for (const file of named.filter(({ sha256 }) => !seen.has(sha256))) {
        if (this.#stop.signal.aborted) return;
        seen.add(file.sha256);
        this.remember(file.sha256);
        this.note({ ...file, condition: await this.store.verify(file.sha256) });
      }
      this.#pass = { state: 'checking', position, files: seen.size };
      await this.#rest(Math.max(leastRestMs, (performance.now() - began) * restPerWork));
      if (this.#stop.signal.aborted) return;
      began = performance.now();
    }
  }

  /** Rests, without keeping the process; an end of it cuts the rest short. */
  async #rest(ms: number): Promise<void> {
    await pause(ms, undefined, { ref: false, signal: this.#stop.signal }).catch(() => undefined);
  }
}

export type NamedFile = { readonly sha256: string; readonly title: string; readonly stream: string; readonly revision: string };

/** Every file that events name, page by page of the log, with where it is named. */
export async function* namedFiles(log: EventReader): AsyncGenerator<{ readonly named: readonly NamedFile[]; readonly position: Position }> {
  for (let position = 0; ; ) {
    const { events, read, last = position } = await readNaming(log, position);
    position = last;
    yield { named: events.flatMap(namedBy), position };
    if (read < pageEvents) return;
  }
}

/** A page of the log. Where the store hands out events as written, only those are parsed whose text can name a file. */
async function readNaming(log: EventReader, after: Position): Promise<{ readonly events: readonly StoredEvent[]; readonly read: number; readonly last: Position | undefined }> {
  if (log.readAllWritten === undefined) {
    const events = await log.readAll(after, pageEvents);
    return { events, read: events.length, last: events.at(-1)?.position };
  }
  const page = await log.readAllWritten(after, pageEvents);
  const naming = page.filter(({ data, metadata }) => data.includes('"sha256"') || metadata.includes('"basis"'));
  return { events: naming.map((written) => parsed(written.position, written)), read: page.length, last: page.at(-1)?.position };
}

function namedBy({ data, metadata, stream, revision }: StoredEvent): readonly NamedFile[] {
  const sheet = sheetOf(metadata.by);
  const named = [...evidenceIn(data), ...(sheet === undefined ? [] : [{ sha256: sheet, title: 'basis' }])];
  return named.map(({ sha256, title }) => ({ sha256, title, stream, revision: String(revision) }));
}
