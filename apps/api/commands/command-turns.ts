/** For how long commands may keep one turn of the event loop, in milliseconds: a question that comes meanwhile waits for that. */
export const turnMs = 4;

/**
 * Commands that come in at once, as many do after a pause, take turns: one turn of the event loop takes as many as fit into {@link turnMs}, and what was
 * asked meanwhile is heard before the next. Without it sixty connections that each hand something in keep whoever reads a board waiting for all of them.
 */
export class CommandTurns {
  readonly #waiting: (() => void)[] = [];
  /** When the time of this turn is up; nothing before its first command. */
  #until: number | undefined;

  /** @param now milliseconds of a clock that is never put back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Calls `go` at once while there is time and nobody waits, otherwise in a later turn, in the order of coming. */
  enter(go: () => void): void {
    if (this.#waiting.length === 0 && this.#hasTime()) return go();
    this.#waiting.push(go);
    if (this.#waiting.length === 1) setImmediate(() => this.#turn());
  }

  #hasTime(): boolean {
    if (this.#until !== undefined) return this.now() < this.#until;
    this.#until = this.now() + turnMs;
    setImmediate(() => (this.#until = undefined));
    return true;
  }

  /** One an immediate: what a command does until it waits for the disk is done when the next one begins, and counted. */
  #turn(): void {
    let until: number | undefined;
    for (let left = this.#waiting.length; left > 0; left--) {
      setImmediate(() => {
        until ??= this.now() + turnMs;
        if (this.now() < until) this.#waiting.shift()?.();
      });
    }
    setImmediate(() => {
      if (this.#waiting.length > 0) this.#turn();
    });
  }
}
