import { beginning, type DamagedEvent, type Position } from '#kernel';
import { Worker } from 'node:worker_threads';
import { DamagedLog, type Damage } from './log-damage.js';
import { threadEntry } from './log-threads.js';

/** How far the log is known to be what was acknowledged; for `/health`. */
export type Verification = {
  /** `stopped`: it could not go on (see the notes), so the log behind `verified` is not known to be whole. */
  readonly state: 'running' | 'done' | 'damaged' | 'stopped';
  /** All events up to here are verified, from the first on. (The last ones were verified before the log opened.) */
  readonly verified: Position;
  readonly damage?: DamageReport;
  readonly notes: readonly string[];
};
export type DamageReport = { readonly position?: Position; readonly stream?: string; readonly reason: string };

/** What the thread reports. */
export type FromVerifier = { readonly verified: Position } | { readonly done: true } | { readonly damaged: DamageReport };
export type VerifierSettings = { readonly folder: string; readonly to: Position };

const maxNotes = 100;

/** A process that starts needs its cores for itself: the thread waits as long as starting takes. */
export const verifyAfterMs = 2_000;

/** Verifies in a thread of its own, in slices with pauses, what opening the log left out; and keeps the account. */
export class LogVerification {
  readonly #notes: string[] = [];
  #state: 'running' | 'done' | 'stopped' = 'running';
  #verified: Position = beginning;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly damage: Damage, private readonly end: () => Position) {}

  get status(): Verification {
    const { known } = this.damage;
    if (known !== undefined) return { state: 'damaged', verified: this.#verified, damage: describeDamage(known), notes: this.#notes };
    // What was written since the log opened was chained by ourselves.
    return { state: this.#state, verified: this.#state === 'done' ? this.end() : this.#verified, notes: this.#notes };
  }

  note(text: string): void {
    if (this.#notes.length < maxNotes) this.#notes.push(text);
  }

  /** Verifies the events up to `to`, after a while; those after it are verified already. */
  run(settings: VerifierSettings, afterMs = verifyAfterMs): void {
    if (settings.to === beginning) this.#state = 'done';
    else this.#timer = setTimeout(() => this.#start(settings), afterMs).unref();
  }

  #start(settings: VerifierSettings): void {
    this.#thread = new Worker(threadEntry(import.meta.url, 'log-verifier-thread'), { workerData: settings, name: 'log-verifier' });
    this.#thread.unref();
    this.#thread.on('message', (message: FromVerifier) => this.#hear(message));
    this.#thread.on('error', (error) => {
      this.#state = 'stopped';
      this.note(`verification stopped: ${(error as Error).message}`);
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#thread?.terminate();
  }

  #hear(message: FromVerifier): void {
    if ('verified' in message) this.#verified = message.verified;
    else if ('done' in message) this.#state = 'done';
    else {
      const { reason, ...where } = message.damaged;
      this.damage.learn(new DamagedLog(where, reason));
    }
  }
}

/** Damage as `/health` shows it. */
export function describeDamage(damage: DamagedEvent | DamagedLog): DamageReport {
  return damage instanceof DamagedLog ? { ...damage.where, reason: damage.reason } : { position: damage.where.position, stream: damage.where.stream, reason: damage.message };
}
