import { Outbox } from '#adapters/outbox';
import type { Instant } from '#kernel';
import { problem, RegisterContacts, type Node, type Reminded } from '#platform';
import type { Channel } from '#reminders';
import { deliver } from './deliver.js';
import { sideBySide } from './pages.js';
import { sweep } from './sweep.js';
import { ViewDueRows } from './view-due-rows.js';
import { waiting } from './waiting.js';

/** Notices that one look at what waits brings. */
const looked = 200;
/** How long the views may take to come as far as the log, in milliseconds. */
const viewWaitMs = 30_000;

/**
 * Reminders by a scenario's clock: one minute of them, at the instant that a request names. They go to the outbox and to nobody else,
 * whatever channels are configured: what is played is of another day.
 */
export class ScenarioReminders {
  readonly #rows: ViewDueRows;
  readonly #contacts: RegisterContacts;
  readonly #channels: ReadonlyMap<string, Channel>;
  #last: Promise<unknown> = Promise.resolve();
  /** What time it is: messages bear it too. */
  #at: Instant = new Date(0).toISOString();

  constructor(private readonly node: Node, private readonly signal: AbortSignal) {
    this.#rows = new ViewDueRows(node.views);
    const outbox = new Outbox(node.config.outboxDir, () => Date.parse(this.#at));
    this.#channels = new Map([[outbox.name, outbox]]);
    this.#contacts = new RegisterContacts(async (decider, id) => (await node.commands.state(decider, id)).state, new Set(this.#channels.keys()));
  }

  /** One look at a time, at all that is in the log. @throws Problem `view-behind` */
  look(at: Instant): Promise<Reminded> {
    const mine = this.#last.then(() => this.#look(at));
    this.#last = mine.catch(() => {});
    return mine;
  }

  async #look(at: Instant): Promise<Reminded> {
    this.#at = at;
    await this.#caughtUp();
    const { issued } = await sweep({ node: this.node, rows: this.#rows, contacts: this.#contacts }, at);
    let delivered = 0;
    const sending = { node: this.node, rows: this.#rows, contacts: this.#contacts, channels: this.#channels, now: () => at, signal: this.signal };
    for (let after: string | undefined; ; ) {
      const { jobs, next } = await waiting(this.node, { at, room: looked, ...(after === undefined ? {} : { after }) });
      await sideBySide(jobs.filter(({ runAt }) => runAt <= at), async ({ noticeId }) => {
        if ((await deliver(sending, noticeId)) === 'delivered') delivered++;
      });
      if (next === undefined) break;
      after = next;
    }
    return { at, issued, delivered, position: await this.#caughtUp() };
  }

  async #caughtUp(): Promise<string> {
    const end = await this.node.log.end();
    const came = await Promise.all(Object.values(this.node.views).map((view) => view.reached(end, viewWaitMs)));
    if (came.includes(false)) throw problem('view-behind', { position: String(end) });
    return String(end);
  }
}
