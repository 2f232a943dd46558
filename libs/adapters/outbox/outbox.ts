import { createHash } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyFor, delivered, refused, type Channel, type OutgoingNotice, type SendResult } from '#reminders';

/** A message as it was put into the outbox. */
export type OutboxMessage = OutgoingNotice & { readonly storedAt: string };
/** A page of messages, the latest day first; `next` continues where it ends. */
export type OutboxPage = { readonly messages: readonly OutboxMessage[]; readonly next?: string };

/** Days that messages are kept, by the clock of this machine: last year's can still be looked up at the end of this one. The log keeps that they were sent, and to whom. */
export const keptDays = 800;

/** Most messages of one page. */
export const maxOutboxPage = 200;

/**
 * The channel that needs nobody: one file a message, `YYYYMMDD/<notice>.<digest of the key>.json`, on disk before it counts as
 * delivered. A repetition of a key finds the file there. Several processes may share the folder; deleting files harms nothing but
 * what is shown. Messages may name contacts: the folder is as private as the vault. Days older
 * than {@link keptDays} are removed when the first message of a day is stored.
 */
export class Outbox implements Channel {
  readonly name = 'outbox';
  readonly byteLimit = 200_000;
  readonly form = 'markdown';
  readonly beside = ['text', 'html'] as const;
  readonly idempotent = true;
  readonly quota = null;
  /** Days whose folder is known to be on disk. */
  readonly #known = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly now: () => number = Date.now,
  ) {}

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    if (signal.aborted) return refused('later', 'not-reached', 'stopped before it was stored');
    const body = bodyFor(this, notice);
    if (typeof body !== 'string') return body;
    const [day, name] = placeOf(notice);
    try {
      await this.#keep(day, name, JSON.stringify({ ...notice, storedAt: new Date(this.now()).toISOString() } satisfies OutboxMessage, null, 1));
      return delivered(`${day}/${name}`);
    } catch (error) {
      return refused('later', 'not-stored', `the outbox cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`);
    }
  }

  /** Messages by day, the latest first, within a day by recipient. `after` is the `next` of the page before; limit ≤ {@link maxOutboxPage}. */
  async page({ after, limit, day }: { readonly after?: string; readonly limit: number; readonly day?: string }): Promise<OutboxPage> {
    const most = Math.min(limit, maxOutboxPage);
    const [afterDay, afterName = ''] = after?.split('/') ?? [];
    const days = (await names(this.folder)).filter((name) => /^\d{8}$/.test(name) && (day === undefined || name === day) && (afterDay === undefined || name <= afterDay));
    const places: string[] = [];
    for (const one of days.toReversed()) {
      const there = (await names(join(this.folder, one))).filter((name) => name.endsWith('.json') && (one !== afterDay || name > afterName));
      places.push(...there.map((name) => `${one}/${name}`));
      if (places.length > most) break;
    }
    const shown = places.slice(0, most);
    const messages = (await Promise.all(shown.map((place) => messageAt(join(this.folder, place))))).flat();
    const next = places.length > most ? shown.at(-1) : undefined;
    return { messages, ...(next === undefined ? {} : { next }) };
  }

  /** Once a day: what is older than it is kept goes, whole days at a time. What cannot be removed is no reason not to send. */
  async #forget(today: string): Promise<void> {
    const first = new Date(this.now() - keptDays * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    const old = (await names(this.folder)).filter((name) => /^\d{8}$/.test(name) && name < first && name !== today);
    await Promise.allSettled(old.map((name) => rm(join(this.folder, name), { recursive: true, force: true })));
  }

  /** Written beside, synced, then linked to its name: either whole or not there, and the first of a key stays. */
  async #keep(day: string, name: string, text: string): Promise<void> {
    const folder = join(this.folder, day);
    if (!this.#known.has(day)) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await sync(this.folder);
      this.#known.add(day);
      await this.#forget(day);
    }
    const draft = join(folder, `.${name}.${process.pid}.${Math.random().toString(36).slice(2)}`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await link(draft, join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await sync(folder);
    } finally {
      await rm(draft, { force: true });
    }
  }
}

/** The day is the last part of a notice's id; ids are made of letters, digits, `.` and `_`, so they are names of files. */
function placeOf({ noticeId, idempotencyKey }: OutgoingNotice): readonly [string, string] {
  const day = /\.(\d{8})$/.exec(noticeId)?.[1] ?? '00000000';
  const key = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 16);
  return [day, `${noticeId.replaceAll(/[^a-z0-9._]/g, '').slice(0, 150)}.${key}.json`];
}

/** None where somebody deleted it in the meantime. */
const messageAt = async (path: string): Promise<readonly OutboxMessage[]> =>
  readFile(path, 'utf8').then((text) => [JSON.parse(text) as OutboxMessage], (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error)));

const names = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error)))).filter((name) => !name.startsWith('.')).toSorted();

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
