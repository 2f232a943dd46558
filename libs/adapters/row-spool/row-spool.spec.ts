import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '#kernel';
import { RowSpool } from './index.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'pingjia-spool-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

type Row = { readonly no: number; readonly name: string };
const rowOf = (no: number): Row => ({ no, name: '第一\n工会'.repeat(no % 50) });
const all = async (rows: AsyncIterable<Row>) => {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
};

describe('rows on disk', () => {
  it('come back as they were put, in order, from any row on, and by number', async () => {
    const spool = RowSpool.in<Row>(folder);
    const rows = Array.from({ length: 5_000 }, (_, no) => rowOf(no));
    for (const row of rows) await spool.add(row);
    expect(spool.length).toBe(5_000);
    expect(await all(spool.rows())).toEqual(rows);
    expect(await all(spool.rows(4_990))).toEqual(rows.slice(4_990));
    expect(await spool.at([4_999, 0, 77])).toEqual([rows[4_999], rows[0], rows[77]]);
  });

  it('may be as long as they are, and none at all', async () => {
    const spool = RowSpool.in<Row>(folder);
    expect(await all(spool.rows())).toEqual([]);
    const long = { no: 1, name: '会'.repeat(300_000) };
    await spool.add(long);
    await spool.add(rowOf(2));
    expect(await all(spool.rows())).toEqual([long, rowOf(2)]);
  });

  it('leave nothing in the folder', async () => {
    const spool = RowSpool.in<Row>(join(folder, 'made', 'at once'));
    await spool.add(rowOf(1));
    expect(await all(spool.rows())).toEqual([rowOf(1)]);
    expect(await readdir(join(folder, 'made', 'at once'))).toEqual([]);
  });

  it('say so where they cannot be kept', async () => {
    await writeFile(join(folder, 'a-file'), '');
    expect(() => RowSpool.in(join(folder, 'a-file'))).toThrow(StoreUnavailable);
  });
});
