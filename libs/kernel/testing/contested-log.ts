import type { Appended, EventLog, WrongRevision } from '../vocabulary/event-log.port.js';
import type { NewEvent, Position, Revision, StoredEvent } from '../vocabulary/message.js';
import type { StreamName } from '../vocabulary/naming.js';

/** A log that others write to as well: a test says what happens right before or after each append and read of ours. */
export class ContestedLog implements EventLog {
  beforeAppend: (append: number) => Promise<void> = async () => {};
  afterAppend: (append: number) => Promise<void> = async () => {};
  /** After the page was read, before it is given out. */
  afterRead: (read: number) => Promise<void> = async () => {};
  appends = 0;
  reads = 0;

  constructor(
    private readonly log: EventLog,
    readonly soleWriter = false,
  ) {}

  async append(stream: StreamName, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended | WrongRevision> {
    const number = ++this.appends;
    await this.beforeAppend(number);
    const answer = await this.log.append(stream, expected, events);
    await this.afterAppend(number);
    return answer;
  }

  async read(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredEvent[]> {
    const number = ++this.reads;
    const page = await this.log.read(stream, from, limit);
    await this.afterRead(number);
    return page;
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.log.readAll(after, limit);
  }

  head(stream: StreamName): Promise<Revision | 'none'> {
    return this.log.head(stream);
  }

  end(): Promise<Position> {
    return this.log.end();
  }

  follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    return this.log.follow(after, signal);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
