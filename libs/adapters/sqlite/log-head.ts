import type { Position } from '#kernel';
import { hash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { headFile } from './log-database.js';

/** How far the log was acknowledged, the chain there, and how often checkpoints of policies were saved. */
export type Head = { readonly position: Position; readonly chain: string; readonly saves: number };

const slotBytes = 512;
const digits = (number: number): string => String(number).padStart(16, '0');
const lineOf = ({ position, chain, saves }: Head): string => `pingjia head ${digits(position)} ${chain} ${digits(saves)}`;
const checked = (line: string): string => `${line} ${hash('sha256', line, 'hex')}\n`;
const form = /^pingjia head (\d{16}) ([0-9a-f]{64}) (\d{16})$/;

/**
 * The head file: beside the log, the count of its events and the head of the chain, written after each commit and before
 * the acknowledgement. Not synced, so it may lag after a power cut; it never leads, so a head ahead of the log means that
 * the log was shortened. Two slots are written in turn: a torn write leaves the other.
 */
export class HeadFile {
  readonly #fd: number;
  #turn = 0;

  /** Opens the file, writing both slots and syncing them, so that it is there and readable from now on. */
  constructor(folder: string, head: Head) {
    const fresh = !existsSync(headFile(folder));
    this.#fd = openSync(headFile(folder), fresh ? 'w+' : 'r+');
    this.write(head);
    this.write(head);
    fsyncSync(this.#fd);
    if (fresh) syncFolder(folder);
  }

  write(head: Head): void {
    writeSync(this.#fd, checked(lineOf(head)), this.#turn * slotBytes, 'latin1');
    this.#turn = 1 - this.#turn;
  }

  close(): void {
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }
}

/** The head as it was last written: `missing` without the file, `unreadable` when neither slot fits its checksum. */
export function readHead(folder: string): Head | 'missing' | 'unreadable' {
  if (!existsSync(headFile(folder))) return 'missing';
  const bytes = readFileSync(headFile(folder), 'latin1');
  const slots = [0, 1].map((slot) => readSlot(bytes.slice(slot * slotBytes, (slot + 1) * slotBytes))).filter((head) => head !== undefined);
  return slots.reduce<Head | 'unreadable'>((last, head) => (last === 'unreadable' || ahead(head, last) ? head : last), 'unreadable');
}

const ahead = (one: Head, other: Head): boolean => one.position > other.position || (one.position === other.position && one.saves > other.saves);

function readSlot(text: string): Head | undefined {
  const line = text.slice(0, text.indexOf('\n') - 65);
  const [, position, chain, saves] = form.exec(line) ?? [];
  if (position === undefined || chain === undefined || !text.startsWith(checked(line))) return undefined;
  return { position: Number(position), chain, saves: Number(saves) };
}

/** Makes a new file's name durable. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
