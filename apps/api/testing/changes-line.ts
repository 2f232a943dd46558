import type { ServedApi } from './served.js';

export type Change = { readonly id: string; readonly event: string; readonly data: { readonly stream: string; readonly revision: string; readonly event: string } };

/** A client on the line of changes: reads one message after another, as a browser's EventSource would. */
export class ChangesLine {
  #text = '';

  private constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly stop: AbortController,
    readonly type: string | null,
  ) {}

  static async open(api: ServedApi, lastEventId?: string): Promise<ChangesLine> {
    const stop = new AbortController();
    const response = await fetch(`${api.url}/v1/changes`, { signal: stop.signal, headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } });
    if (!response.ok || response.body === null) throw new Error(`the line did not open: ${response.status}`);
    return new ChangesLine(response.body.getReader(), stop, response.headers.get('content-type'));
  }

  /** The next message as it came, comments included. */
  async nextBlock(): Promise<string> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end).trim();
        this.#text = this.#text.slice(end + 2);
        if (block !== '') return block;
        continue;
      }
      const { value, done } = await this.reader.read();
      if (done) throw new Error('the line ended');
      this.#text += new TextDecoder().decode(value);
    }
  }

  /** The next change; comments are passed over. */
  async next(): Promise<Change> {
    for (;;) {
      const fields = new Map((await this.nextBlock()).split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      if (fields.has('data')) return { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: JSON.parse(fields.get('data') ?? '') as Change['data'] };
    }
  }

  async take(count: number): Promise<readonly Change[]> {
    const changes: Change[] = [];
    while (changes.length < count) changes.push(await this.next());
    return changes;
  }

  close(): void {
    this.stop.abort();
  }
}
