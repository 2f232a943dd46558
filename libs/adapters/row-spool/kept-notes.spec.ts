import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '#kernel';
import { KeptNotes } from './index.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'pingjia-notes-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('notes on disk', () => {
  it('are there for whoever opens the folder later, the last of each key, until they are taken', async () => {
    const path = join(folder, 'made', 'at once');
    const notes = new KeptNotes<{ no: number }>(path);
    expect(await notes.all()).toEqual([]);
    expect(await notes.get('a')).toBeUndefined();
    await notes.put('a', { no: 1 });
    await notes.put('b / 乙', { no: 2 });
    await notes.put('a', { no: 3 });
    const later = new KeptNotes<{ no: number }>(path);
    expect(await later.get('a')).toEqual({ no: 3 });
    expect((await later.all()).map(({ no }) => no).toSorted()).toEqual([2, 3]);
    await later.take('a');
    await later.take('a');
    expect(await notes.all()).toEqual([{ no: 2 }]);
    expect(await readdir(path)).toHaveLength(1);
  });

  it('say so where they cannot be kept', async () => {
    await writeFile(join(folder, 'a-file'), '');
    await expect(new KeptNotes(join(folder, 'a-file')).put('a', {})).rejects.toThrow(StoreUnavailable);
  });
});
