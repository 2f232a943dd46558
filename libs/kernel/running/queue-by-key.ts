/** Runs tasks of one key one after another, tasks of different keys side by side. */
export class QueueByKey {
  readonly #tails = new Map<string, Promise<unknown>>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const mine = before === undefined ? task() : before.then(task, task);
    this.#tails.set(key, mine);
    const tidy = () => {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    };
    mine.then(tidy, tidy);
    return mine;
  }
}
