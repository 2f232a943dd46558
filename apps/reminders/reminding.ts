import type { Instant } from '#kernel';
import { log, RegisterContacts, type Node, type Robots } from '#platform';
import { isSendingTime, type Channel, type ContactBook, type DueRows, type NoticeJob, type NoticeQueue, type NoticeWork } from '#reminders';
import { deliver } from './deliver.js';
import { sweep } from './sweep.js';
import { ViewDueRows } from './view-due-rows.js';
import { waiting } from './waiting.js';

export type RemindingSettings = {
  readonly node: Node;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Federations that are reached by a robot or webhook of their own. */
  readonly robots?: Robots;
  /** The queue, once it is open. */
  readonly queue: () => NoticeQueue | undefined;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  /** The most jobs in the queue at once, ≤ 1000. */
  readonly horizon?: number;
};

/** The most jobs in the queue. Sent in a few seconds: what waits behind it stands in the log, so that the queue stays small however much is late. */
export const horizon = 500;
/** Between two looks at all rows, in milliseconds: a recipient hears once a day, so few would be found by looking each minute. */
const reissueMs = 10 * 60_000;

/** What this process does with what the queue brings: asks each minute what is due, and sends what was issued. */
export class Reminding implements NoticeWork {
  readonly #rows: DueRows;
  readonly #contacts: ContactBook;
  #issuedMs = Number.NEGATIVE_INFINITY;
  #wasOpen = false;
  /** Where the last look at what waits left off; undefined: it saw all. */
  #leftOff: string | undefined;
  #fired = 0;
  #filling: Promise<void> | undefined;

  constructor(private readonly settings: RemindingSettings) {
    this.#rows = new ViewDueRows(settings.node.views);
    this.#contacts = new RegisterContacts(async (decider, id) => (await settings.node.commands.state(decider, id)).state, new Set(settings.channels.keys()), settings.robots);
  }

  async sweep(): Promise<void> {
    await this.#issue();
    await this.#fill();
  }

  async fire({ noticeId }: Pick<NoticeJob, 'noticeId'>): Promise<void> {
    const { node, channels, now, signal } = this.settings;
    const became = await deliver({ node, rows: this.#rows, contacts: this.#contacts, channels, now, signal }, noticeId);
    if (became === 'inDoubt' || became === 'abandoned') log.warn({ notice: noticeId, became }, 'a notice waits for a person');
    // What had no room follows as room comes. Where that fails the next minute asks again.
    if (this.#leftOff !== undefined && ++this.#fired % Math.ceil(this.#horizon / 10) === 0) await this.#fill().catch((error: unknown) => log.warn({ error }, 'the queue could not be filled'));
  }

  /** Whether there is anything to carry: asked each minute until there is, in place of the sweep that the queue will bring. */
  async needed(): Promise<boolean> {
    await this.#issue();
    return (await waiting(this.settings.node, { at: this.settings.now(), room: 1 })).jobs.length > 0;
  }

  get #horizon(): number {
    return this.settings.horizon ?? horizon;
  }

  /** Looks at all rows, in each so many minutes only. */
  async #issue(): Promise<void> {
    const { node, now } = this.settings;
    const at = now();
    const isOpen = isSendingTime(at, node.calendar());
    if (Math.abs(Date.parse(at) - this.#issuedMs) < reissueMs && isOpen === this.#wasOpen) return;
    const { issued } = await sweep({ node, rows: this.#rows, contacts: this.#contacts }, at);
    [this.#issuedMs, this.#wasOpen] = [Date.parse(at), isOpen];
    if (issued > 0) log.info({ issued }, 'notices were issued');
  }

  /** Puts as much into the queue as it has room for, from where the last look left off; one look at a time. */
  #fill(): Promise<void> {
    this.#filling ??= this.#filled().finally(() => (this.#filling = undefined));
    return this.#filling;
  }

  async #filled(): Promise<void> {
    const { node, now } = this.settings;
    const queue = this.settings.queue();
    if (queue === undefined) return;
    const room = this.#horizon - (await queue.size());
    if (room <= 0) return;
    const { jobs, next } = await waiting(node, { at: now(), room, ...(this.#leftOff === undefined ? {} : { after: this.#leftOff }) });
    await queue.enqueue(jobs);
    this.#leftOff = next;
  }
}
