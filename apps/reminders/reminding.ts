import type { Instant } from '#kernel';
import { log, type Node } from '#platform';
import { maxJobsPerEnqueue, type Channel, type ContactBook, type DueRows, type NoticeJob, type NoticeQueue, type NoticeWork } from '#reminders';
import { deliver } from './deliver.js';
import { RegisterContacts } from './register-contacts.js';
import { sweep } from './sweep.js';
import { ViewDueRows } from './view-due-rows.js';

export type RemindingSettings = {
  readonly node: Node;
  readonly channels: ReadonlyMap<string, Channel>;
  /** The queue, once it is open. */
  readonly queue: () => NoticeQueue | undefined;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
};

/** What this process does with what the queue brings: asks each minute what is due, and sends what was issued. */
export class Reminding implements NoticeWork {
  readonly #rows: DueRows;
  readonly #contacts: ContactBook;

  constructor(private readonly settings: RemindingSettings) {
    this.#rows = new ViewDueRows(settings.node.views);
    this.#contacts = new RegisterContacts(settings.node.commands, new Set(settings.channels.keys()));
  }

  async sweep(): Promise<void> {
    const { node, queue, now } = this.settings;
    const { issued, jobs } = await sweep({ node, rows: this.#rows, contacts: this.#contacts }, now());
    if (issued > 0) log.info({ issued }, 'notices were issued');
    await this.#enqueue(queue(), jobs);
  }

  async fire({ noticeId }: Pick<NoticeJob, 'noticeId'>): Promise<void> {
    const { node, channels, now, signal } = this.settings;
    const became = await deliver({ node, rows: this.#rows, contacts: this.#contacts, channels, now, signal }, noticeId);
    if (became === 'inDoubt' || became === 'abandoned') log.warn({ notice: noticeId, became }, 'a notice waits for a person');
  }

  /** Whether there is anything to remind of: a campaign that is open. */
  async needed(): Promise<boolean> {
    return (await this.settings.node.views.campaigns.list({ where: { closedOn: null }, limit: 1 })).rows.length > 0;
  }

  async #enqueue(queue: NoticeQueue | undefined, jobs: readonly NoticeJob[]): Promise<void> {
    if (queue === undefined) return;
    for (let from = 0; from < jobs.length; from += maxJobsPerEnqueue) await queue.enqueue(jobs.slice(from, from + maxJobsPerEnqueue));
  }
}
