import { ViewNews } from '#kernel';
import { asNew, littleView } from '#kernel/testing';
import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, tidy } from './testing/folders.js';
import { SqliteViewStore } from './view-store.js';

const identity = { logId: 'log-1', fingerprint: 'first' };
const row = (name: string) => ({ name, above: ['city'], points: 1, times: 0 });
afterAll(tidy);

/** A stored view of many rows whose names are made of the same characters; what is done to its file; whether its inspection told of damage. */
async function inspected(tamper: (db: Database.Database) => void, meanwhile: (store: SqliteViewStore, writer: Awaited<ReturnType<SqliteViewStore['writer']>>) => Promise<void> = async () => {}): Promise<readonly string[]> {
  const folder = freshFolder();
  const store = new SqliteViewStore(folder, new ViewNews());
  const writer = await store.writer(littleView, identity);
  const replacement = await writer.replace();
  await replacement.put(asNew(Array.from({ length: 300 }, (_, home) => [`home-${home}`, row(`第${home}工会委员会`)] as const)));
  await replacement.finish([], 10);
  await writer.close();
  await store.close();
  const db = new Database(join(folder, readdirSync(folder).find((name) => name.endsWith('.view.db')) ?? ''));
  tamper(db);
  db.close();
  const told: string[] = [];
  const again = new SqliteViewStore(folder, new ViewNews(), { damaged: (_, damage) => told.push(damage.message) });
  const second = await again.writer(littleView, identity);
  await meanwhile(again, second as never);
  await (second as unknown as { readonly inspected: Promise<void> }).inspected;
  await second.close();
  await again.close();
  return told;
}

describe('the inspection of a search index', () => {
  it('finds nothing amiss where every token of every row stands there', async () => expect(await inspected(() => {})).toEqual([]));

  it('names a row whose entries are gone', async () => {
    expect(await inspected((db) => db.exec('DELETE FROM search WHERE rowid = 7'))).toEqual([expect.stringContaining('row 7')]);
  });

  it('names a row that can be found by a character that is none of its name', async () => {
    const tamper = (db: Database.Database) => db.exec("DELETE FROM search WHERE rowid = 8; INSERT INTO search (rowid, name) VALUES (8, '第 7 工 会 委 员 社')");
    expect(await inspected(tamper)).toEqual([expect.stringContaining('row 8')]);
  });

  it('passes over what is renamed while it goes on', async () => {
    const rename = async (_: SqliteViewStore, writer: { apply: (change: never) => Promise<void> }) => {
      const rows = new Map([['home-3', { before: row('第3工会委员会'), after: row('第3联合工会') }]]);
      await writer.apply({ rows, totals: [], position: 11 } as never);
    };
    expect(await inspected(() => {}, rename as never)).toEqual([]);
  });
});
