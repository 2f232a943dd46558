import type { Column } from '#kernel';
import type { Statement } from 'better-sqlite3';
import type { ViewConnection } from './view-open.js';

/** A view's file that is being read; the prepared form of its statements is kept: there are five of them. */
export type Serving = { readonly path: string; readonly db: ViewConnection; readonly frozen: boolean; readonly layout: string; readonly statements: Map<string, Statement> };

/** Every row that a statement finds. */
export function read<T>({ db, statements }: Serving, text: string, values: readonly Column[]): readonly T[] {
  let statement = statements.get(text);
  if (statement === undefined) statements.set(text, (statement = db.prepare(text)));
  return statement.all(...values) as T[];
}

/** Begins a snapshot of the file, where there is one, and gives what ends it. */
export function snapshot(serving: Serving | undefined): (() => void) | undefined {
  if (serving === undefined) return undefined;
  const { db } = serving;
  db.exec('BEGIN');
  // A damaged file was let go of meanwhile, and after some errors SQLite has ended the transaction itself.
  return () => {
    if (db.open && db.inTransaction) db.exec('COMMIT');
  };
}

/**
 * Questions to one view in one turn of the event loop, answered together: the same question once, all of them from one snapshot,
 * because after each commit of the projector a new one costs SQLite its page cache. Messages whose time has come are looked at again
 * many at once, and all ask for their campaign.
 */
export class AskedTogether {
  /** A snapshot is open: the file is there. */
  isTogether = false;
  #waiting: (() => void)[] = [];
  readonly #answers = new Map<string, Promise<unknown>>();

  /** @param begin begins what several answers share, and gives what ends it */
  constructor(private readonly begin: () => (() => void) | undefined) {}

  /** Whoever asks the same in the same turn gets the same answer. */
  ask<T>(question: string, answer: () => T): Promise<T> {
    const same = this.#answers.get(question);
    if (same !== undefined) return same as Promise<T>;
    const mine = new Promise<T>((resolve, reject) => {
      const waiting = this.#waiting.push(() => {
        try {
          resolve(answer());
        } catch (error) {
          reject(error as Error);
        }
      });
      if (waiting === 1) process.nextTick(() => this.answerAll());
    });
    this.#answers.set(question, mine);
    return mine;
  }

  /** Answers at once what was asked so far. */
  answerAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#answers.clear();
    const end = waiting.length > 1 ? this.#begun() : undefined;
    this.isTogether = end !== undefined;
    for (const answer of waiting) answer();
    this.isTogether = false;
    end?.();
  }

  /** What is wrong with the file, each answer finds by itself. */
  #begun(): (() => void) | undefined {
    try {
      return this.begin();
    } catch {
      return undefined;
    }
  }
}
