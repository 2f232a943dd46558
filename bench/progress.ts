/** Draws again no sooner than this. */
const drawnEveryMs = 200;
const width = 30;

/** A bar: what, how far, how fast, how long still. On something that is no terminal a line every tenth, without a stream nothing. */
export class Progress {
  readonly #began = performance.now();
  #drawnAt = 0;
  #tenths = 0;
  #done = 0;

  constructor(private readonly what: string, private readonly total: number, private readonly out: NodeJS.WriteStream | undefined) {}

  /** So much more is done. */
  advance(by = 1): void {
    this.#done += by;
    const now = performance.now();
    if (this.#done < this.total && now - this.#drawnAt < drawnEveryMs) return;
    this.#drawnAt = now;
    if (this.out !== undefined) this.#draw(now, this.out);
  }

  get perSecond(): number {
    return this.#done / Math.max(0.001, (performance.now() - this.#began) / 1_000);
  }

  #draw(now: number, out: NodeJS.WriteStream): void {
    const share = this.total === 0 ? 1 : Math.min(1, this.#done / this.total);
    const seconds = (now - this.#began) / 1_000;
    const left = share === 0 ? '' : `, ${Math.ceil(seconds / share - seconds)} s left`;
    const line = `${this.what} ${this.#done.toLocaleString('en')}/${this.total.toLocaleString('en')}, ${Math.round(this.perSecond).toLocaleString('en')}/s${share < 1 ? left : `, ${seconds.toFixed(1)} s`}`;
    if (out.isTTY) {
      const full = Math.round(share * width);
      out.write(`\r[${'█'.repeat(full)}${'░'.repeat(width - full)}] ${line}   ${share < 1 ? '' : '\n'}`);
    } else if (Math.floor(share * 10) > this.#tenths) {
      this.#tenths = Math.floor(share * 10);
      out.write(`${line}\n`);
    }
  }
}
