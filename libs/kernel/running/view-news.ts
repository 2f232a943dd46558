import type { Position } from '../vocabulary/message.js';

type Waiting = { readonly position: Position; readonly answer: (reached: boolean) => void };

/** Where each view of this node stands, as its projector tells it. Whoever waits for a position waits here. */
export class ViewNews {
  readonly #positions = new Map<string, Position>();
  readonly #waiting = new Map<string, Set<Waiting>>();

  /** A view has come to a position: its rows are there to be read. */
  told(view: string, position: Position): void {
    this.#positions.set(view, position);
    for (const one of this.#waiting.get(view) ?? []) if (one.position <= position) one.answer(true);
  }

  at(view: string): Position | undefined {
    return this.#positions.get(view);
  }

  /** True once the view is there, false when `timeoutMs` ran out first. */
  reached(view: string, position: Position, timeoutMs: number): Promise<boolean> {
    if ((this.#positions.get(view) ?? -1) >= position) return Promise.resolve(true);
    let waiting = this.#waiting.get(view);
    if (waiting === undefined) this.#waiting.set(view, (waiting = new Set()));
    return new Promise((resolve) => {
      const one: Waiting = {
        position,
        answer: (reached) => {
          clearTimeout(timer);
          waiting.delete(one);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => one.answer(false), timeoutMs);
      waiting.add(one);
    });
  }

  /** Nothing will come any more: all who wait are told so. */
  close(): void {
    for (const waiting of this.#waiting.values()) for (const one of waiting) one.answer(false);
  }
}
