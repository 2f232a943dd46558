/** Whoever keeps the process log: told once when writing begins to fail, and once when it goes well again. */
export type WritingTold = { readonly failing?: (error: Error) => void; readonly again?: () => void };

/** Whether the log can be written, as the last write showed. What nobody tries, nobody knows: only a write that goes well ends it. */
export class Writing {
  #failing: Error | undefined;

  constructor(private readonly told: WritingTold = {}) {}

  /** Why the last write failed; absent: it did not. */
  get failing(): Error | undefined {
    return this.#failing;
  }

  failed(error: Error): void {
    const before = this.#failing;
    this.#failing = error;
    if (before?.message !== error.message) this.told.failing?.(error);
  }

  wentWell(): void {
    if (this.#failing === undefined) return;
    this.#failing = undefined;
    this.told.again?.();
  }
}
