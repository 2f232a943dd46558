import { maxPage, type Hashing, type Position } from '#kernel';
import type { Pages } from './pages.js';
import { fromStore, positionOf } from './stored-form.js';

/** The fewest events asked for at once. */
const smallestPage = 64;

/** A subscription has handed out nothing for long, and the log holds more. */
export class SubscriptionSilent extends Error {
  override readonly name = 'SubscriptionSilent';

  constructor(position: Position, owed: Position) {
    super(`the subscription fell silent at position ${position}, and the log goes on to ${owed}`);
  }
}

/**
 * Watches over one subscription: it may end without a word (a lost peer, a stuck server), and silence alone does not
 * tell that from a log in which nothing happens. So whoever heard nothing for a while has the log's end looked up.
 */
export class SilenceWatch {
  /** How far the log was looked through; what is owed up to there is known. */
  #looked: Position = 0;
  #owed: Position | undefined;

  constructor(private readonly pages: Pages, private readonly hashing: Hashing) {}

  /**
   * To be asked each time when nothing has come for as long as an event may take to be delivered.
   * @throws SubscriptionSilent when what stood in the log the last time has still not come; what reading throws
   */
  async check(position: Position): Promise<void> {
    if (this.#owed !== undefined && position < this.#owed) throw new SubscriptionSilent(position, this.#owed);
    this.#owed = await this.#lastOfOurs(Math.max(position, this.#looked));
  }

  /** Position of our last event behind a position, from the log's end backwards: other programs' events are passed over once. */
  async #lastOfOurs(after: Position): Promise<Position | undefined> {
    let end: Position | undefined;
    let from: Position | 'end' = 'end';
    for (let count = smallestPage; ; count = maxPage) {
      const page = await this.pages.before(from, count);
      const behind = page.filter((read) => positionOf(read) > after);
      end ??= behind[0] === undefined ? after : positionOf(behind[0]);
      const ours = behind.find((read) => fromStore(read, this.hashing) !== undefined);
      const first = behind.at(-1);
      if (ours === undefined && first !== undefined && behind.length === count) {
        from = positionOf(first);
        continue;
      }
      this.#looked = end;
      return ours === undefined ? undefined : positionOf(ours);
    }
  }
}
