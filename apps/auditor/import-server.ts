import { request as overPlain, type RequestOptions } from 'node:http';
import { request as overTls } from 'node:https';
import type { Language } from '#platform';

/** A server that vanished without a word is noticed by this, in milliseconds. */
const keptAliveMs = 30_000;

type Told = { readonly column?: string; readonly message: string };

/** What a dry run answers, as far as a command line tells it. */
export type DryRun = {
  readonly import: string;
  /** Digest of what each row would do. */
  readonly plan: string;
  readonly counts: { readonly rows: number; readonly added: number; readonly changed: number; readonly unchanged: number; readonly refused: number; readonly federationsAdded: number };
  /** That there is nothing but a header, where that is so. */
  readonly note?: string;
  readonly sheets: readonly { readonly sheet: string; readonly found: string; readonly headerRow?: number; readonly columns?: readonly { readonly column: string; readonly heading: string; readonly fieldText: string }[]; /** Columns like counts that were not recognised. */ readonly leftOut?: readonly { readonly message: string }[] }[];
  readonly rows: readonly { readonly sheet?: string; readonly row: number; readonly outcome: string; readonly outcomeText: string; readonly read: { readonly name?: string }; readonly faults: readonly Told[]; readonly notes: readonly Told[] }[];
  readonly next?: string;
};
export type Progress = { readonly state: 'reading' | 'planning' | 'applying' | 'finished' | 'failed'; readonly stateText: string; readonly rows: number; readonly done: number; readonly recorded?: number; readonly refusedRows?: number; readonly refused: readonly (Told & { readonly sheet?: string; readonly row: number })[] };

/** The server cannot be reached. */
export class ServerAway extends Error {
  override readonly name = 'ServerAway';
}

/** The server said no. */
export class ServerRefused extends Error {
  override readonly name = 'ServerRefused';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

type Import = { readonly kind: string; readonly query: Readonly<Record<string, string>>; readonly title: string; readonly actor: string; readonly language: Language };

/** A server's imports over HTTP. */
export class ImportServer {
  constructor(
    readonly url: string,
    private readonly asked: Import,
  ) {}

  /** Sends the file: the plan with its counts and the first of the rows. @throws ServerAway, ServerRefused */
  dryRun(bytes: Buffer, outcomes: string): Promise<DryRun> {
    return this.#ask<DryRun>('', { title: this.asked.title, outcome: outcomes }, { method: 'POST', body: bytes });
  }

  /** All rows of a plan with these outcomes, page by page. @throws ServerAway, ServerRefused */
  async *rows(first: DryRun, outcomes: string): AsyncGenerator<DryRun['rows'][number]> {
    yield* first.rows;
    for (let { next } = first; next !== undefined; ) {
      const page = await this.#ask<DryRun>(`/${first.import}`, { from: next, outcome: outcomes });
      yield* page.rows;
      ({ next } = page);
    }
  }

  /** What that dry run said and nothing else: refused (`import-plan-changed`) where another plan comes of the file by now. @throws ServerAway, ServerRefused */
  apply = ({ import: sha256, plan }: Pick<DryRun, 'import' | 'plan'>, good: boolean): Promise<Progress> => this.#ask(`/${sha256}/apply`, { rows: good ? 'good' : 'all', plan }, { method: 'POST' });
  progress = (sha256: string): Promise<Progress> => this.#ask(`/${sha256}/progress`, {});

  async #ask<A>(path: string, more: Readonly<Record<string, string>>, { method = 'GET', body }: Question = {}): Promise<A> {
    const { kind, query, actor, language } = this.asked;
    const address = new URL(`/v1/imports/${kind}${path}?${new URLSearchParams({ ...query, ...more }).toString()}`, this.url);
    const headers = { 'pingjia-actor': actor, 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/octet-stream', 'content-length': body.length }) };
    const { status, text } = await answered(address, { method, headers }, body);
    const told = parsed(text) as A & { readonly code?: string; readonly title?: string; readonly detail?: string; readonly errors?: readonly { readonly field: string; readonly message: string }[] };
    if (status >= 200 && status < 300) return told;
    throw new ServerRefused(status, told.code ?? '', told.title ?? '', [told.detail ?? '', ...(told.errors ?? []).map(({ field, message }) => `${field}: ${message}`)].join(' '));
  }
}

type Question = { readonly method?: 'GET' | 'POST'; readonly body?: Buffer };

/** `fetch` gives up after five minutes without an answer; a province is planned for longer on a slow machine, and a connection that is lost ends by itself. */
function answered(address: URL, asked: RequestOptions, body: Buffer | undefined): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const away = (error: NodeJS.ErrnoException) => reject(new ServerAway(error.code ?? error.message));
    const request = (address.protocol === 'https:' ? overTls : overPlain)(address, asked, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', away);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
    });
    request.once('error', away);
    request.setSocketKeepAlive(true, keptAliveMs);
    request.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
