import type { Instant } from '#kernel';
import { log, RegisterContacts, type Node, type Robots } from '#platform';
import { isSendingTime, maxJobsPerEnqueue, type Channel, type ContactBook, type DueRows, type NoticeJob, type NoticeQueue, type NoticeWork } from '#reminders';
import { deliver } from './deliver.js';
import { sweep } from './sweep.js';
import { ViewDueRows } from './view-due-rows.js';

export type RemindingSettings = {
  readonly node: Node;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Federations that are reached by a robot or webhook of their own. */
  readonly robots?: Robots;
  /** The queue, once it is open. */
  readonly queue: () => NoticeQueue | undefined;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
};

/** Between two looks at all rows, in milliseconds: a recipient hears once a day, so few would be found by looking each minute. */
const reissueMs = 10 * 60_000;

/** What this process does with what the queue brings: asks each minute what is due, and sends what was issued. */
export class Reminding implements NoticeWork {
  readonly #rows: DueRows;
  readonly #contacts: ContactBook;
  #issuedMs = Number.NEGATIVE_INFINITY;
  #wasOpen = false;

  constructor(private readonly settings: RemindingSettings) {
    this.#rows = new ViewDueRows(settings.node.views);
    this.#contacts = new RegisterContacts(async (decider, id) => (await settings.node.commands.state(decider, id)).state, new Set(settings.channels.keys()), settings.robots);
  }

  async sweep(): Promise<void> {
    await this.#enqueue(this.settings.queue(), await this.#swept());
  }

  async fire({ noticeId }: Pick<NoticeJob, 'noticeId'>): Promise<void> {
    const { node, channels, now, signal } = this.settings;
    const became = await deliver({ node, rows: this.#rows, contacts: this.#contacts, channels, now, signal }, noticeId);
    if (became === 'inDoubt' || became === 'abandoned') log.warn({ notice: noticeId, became }, 'a notice waits for a person');
  }

  /** Whether there is anything to carry: asked each minute until there is, in place of the sweep that the queue will bring. */
  async needed(): Promise<boolean> {
    return (await this.#swept()).length > 0;
  }

  /** What waits to be sent. All rows are looked at in each so many minutes only; what waits is named each time. */
  async #swept(): Promise<readonly NoticeJob[]> {
    const { node, now } = this.settings;
    const at = now();
    const issuing = Math.abs(Date.parse(at) - this.#issuedMs) >= reissueMs || isSendingTime(at, node.calendar()) !== this.#wasOpen;
    if (issuing) [this.#issuedMs, this.#wasOpen] = [Date.parse(at), isSendingTime(at, node.calendar())];
    const { issued, jobs } = await sweep({ node, rows: this.#rows, contacts: this.#contacts, issuing }, at);
    if (issued > 0) log.info({ issued }, 'notices were issued');
    return jobs;
  }

  async #enqueue(queue: NoticeQueue | undefined, jobs: readonly NoticeJob[]): Promise<void> {
    if (queue === undefined) return;
    for (let from = 0; from < jobs.length; from += maxJobsPerEnqueue) await queue.enqueue(jobs.slice(from, from + maxJobsPerEnqueue));
  }
}
