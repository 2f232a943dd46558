import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
const opened: { close(): unknown }[] = [];

/** A fresh folder, removed by {@link tidy}. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pingjia-log-'));
  made.push(folder);
  return folder;
}

/** Has {@link tidy} close it: a log left open by a failed test would keep the process alive. Closing twice is no error. */
export async function closedLater<T extends { close(): unknown }>(opening: Promise<T>): Promise<T> {
  const it = await opening;
  opened.push(it);
  return it;
}

export async function tidy(): Promise<void> {
  for (const it of opened.splice(0)) await it.close();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
