import {
  assertAppendable,
  decode,
  encode,
  type Appended,
  type EventLog,
  type Hashing,
  type NewEvent,
  type PlacedEvent,
  type Position,
  type Revision,
  type StoredEvent,
  type StreamName,
  type WrittenEvent,
  type WrongRevision,
} from '#kernel';

/** A log in memory, with the stored form of a real one: for tests of everything above the store. */
export class MemoryEventLog implements EventLog {
  readonly soleWriter = true;
  readonly #all: WrittenEvent[] = [];
  readonly #streams = new Map<StreamName, Position[]>();
  readonly #waiting = new Set<() => void>();

  constructor(private readonly hashing: Hashing) {}

  async append(stream: StreamName, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended | WrongRevision> {
    const first = expected === 'none' ? 0 : expected + 1;
    const written = events.map((event, index) => encode(stream, first + index, event, this.hashing));
    assertAppendable(stream, expected, written);
    const positions = this.#streams.get(stream) ?? [];
    if (positions.length !== first) return this.#repeated(positions, first, written) ?? { wrongRevision: true, actual: positions.length === 0 ? 'none' : positions.length - 1 };
    for (const event of written) positions.push(this.#all.push(event));
    this.#streams.set(stream, positions);
    for (const wake of this.#waiting) wake();
    return { revision: first + written.length - 1, position: this.#all.length };
  }

  async read(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredEvent[]> {
    return (this.#streams.get(stream) ?? []).slice(from, from + limit).map((position) => this.#at(position));
  }

  async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.#all.slice(after, after + limit).map((_, index) => this.#at(after + index + 1));
  }

  async readAllWritten(after: Position, limit: number): Promise<readonly PlacedEvent[]> {
    return this.#all.slice(after, after + limit).map((event, index) => ({ position: after + index + 1, ...event }));
  }

  async head(stream: StreamName): Promise<Revision | 'none'> {
    const length = this.#streams.get(stream)?.length ?? 0;
    return length === 0 ? 'none' : length - 1;
  }

  async end(): Promise<Position> {
    return this.#all.length;
  }

  async *follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    let position = after;
    while (!signal.aborted) {
      const page = await this.readAll(position, 500);
      if (page.length > 0) {
        position = page.at(-1)?.position ?? position;
        yield page;
      } else await this.#news(position, signal);
    }
  }

  async close(): Promise<void> {
    for (const wake of this.#waiting) wake();
  }

  #at(position: Position): StoredEvent {
    const written = this.#all[position - 1];
    if (written === undefined) throw new RangeError(`no event at position ${position}`);
    return decode(position, written, this.hashing);
  }

  /** The first answer, where these very events stand at that revision already. */
  #repeated(positions: readonly Position[], first: Revision, written: readonly WrittenEvent[]): Appended | undefined {
    const there = positions.slice(first, first + written.length);
    const same = there.length === written.length && there.every((position, index) => this.#all[position - 1]?.id === written[index]?.id);
    return same ? { revision: first + written.length - 1, position: there.at(-1) ?? 0 } : undefined;
  }

  #news(after: Position, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#all.length > after) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
