import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '#kernel';
import { aFile, evidenceStoreContract, littleRecogniser } from '#kernel/testing';
import { openEvidenceFolder } from './index.js';

const usual = { recognise: littleRecogniser, keepFreeBytes: 0 };
const folders: string[] = [];
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pingjia-evidence-'));
  folders.push(folder);
  return join(folder, 'not', 'yet', 'there');
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** Every file in the folder, by its path within. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
}

const place = (sha256: string, ending = 'pdf') => join(sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.${ending}`);

evidenceStoreContract('folder', async () => {
  const folder = await aFolder();
  return {
    store: await openEvidenceFolder({ ...usual, folder }),
    alter: async (sha256) => {
      const content = await readFile(join(folder, place(sha256)));
      content.writeUInt8(content.readUInt8(40_000) ^ 1, 40_000);
      await writeFile(join(folder, place(sha256)), content);
    },
    lose: (sha256) => rm(join(folder, place(sha256))),
    left: async () => (await filesIn(folder)).length,
    close: async () => {},
  };
});

describe('a folder of evidence', () => {
  it('names a file so that sha256sum checks it and its ending opens it', async () => {
    const folder = await aFolder();
    const { pieces, sha256 } = aFile();
    await (await openEvidenceFolder({ ...usual, folder })).put(pieces(), { maxBytes: 1_000_000 });
    expect(await filesIn(folder)).toEqual([place(sha256)]);
  });

  it('knows its files again when it is opened anew', async () => {
    const folder = await aFolder();
    const { pieces, sha256 } = aFile();
    const kept = await (await openEvidenceFolder({ ...usual, folder })).put(pieces(), { maxBytes: 1_000_000 });
    expect(await (await openEvidenceFolder({ ...usual, folder })).find(sha256)).toEqual(kept);
  });

  it('keeps calling a file what it was called first', async () => {
    const folder = await aFolder();
    const { pieces, sha256 } = aFile();
    await (await openEvidenceFolder({ ...usual, folder })).put(pieces(), { maxBytes: 1_000_000 });
    const cleverer = await openEvidenceFolder({ ...usual, folder, recognise: async () => 'application/ofd' });
    expect(await cleverer.put(pieces(), { maxBytes: 1_000_000 })).toMatchObject({ mediaType: 'application/pdf' });
    expect(await filesIn(folder)).toEqual([place(sha256)]);
  });

  it('keeps a file also where its folder was made a moment ago', async () => {
    const folder = await aFolder();
    const { pieces, sha256 } = aFile();
    const stores = await Promise.all([1, 2].map(() => openEvidenceFolder({ ...usual, folder })));
    await Promise.all(stores.map((store) => store.put(pieces(), { maxBytes: 1_000_000 })));
    expect(await filesIn(folder)).toEqual([place(sha256)]);
  });

  it('leaves room for the log', async () => {
    const folder = await aFolder();
    const store = await openEvidenceFolder({ ...usual, folder, keepFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await store.put(aFile().pieces(), { maxBytes: 1_000_000 })).toMatchObject({ refused: 'evidence-storage-full' });
    expect(await filesIn(folder)).toEqual([]);
  });

  it('sweeps what dead uploads left when it is opened, and nothing of those that live', async () => {
    const folder = await aFolder();
    await openEvidenceFolder({ ...usual, folder });
    const here = hostname().replaceAll(/[^a-zA-Z0-9]/g, '_').slice(0, 60);
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    const names = { dead: `${here}.${dead}.a`, alive: `${here}.${process.ppid}.b`, elsewhere: 'elsewhere.1.c', old: 'elsewhere.1.d' };
    for (const name of Object.values(names)) await writeFile(join(folder, 'uploads', name), 'half');
    const twoDaysAgo = (await stat(folder)).mtimeMs / 1_000 - 2 * 86_400;
    await utimes(join(folder, 'uploads', names.old), twoDaysAgo, twoDaysAgo);
    await openEvidenceFolder({ ...usual, folder });
    expect(await filesIn(folder)).toEqual([`uploads/${names.elsewhere}`, `uploads/${names.alive}`].toSorted());
  });

  it('that cannot be made is unavailable', async () => {
    const file = join(await aFolder(), '..');
    await openEvidenceFolder({ ...usual, folder: file });
    await writeFile(join(file, 'a-file'), '');
    await expect(openEvidenceFolder({ ...usual, folder: join(file, 'a-file', 'below') })).rejects.toThrow(StoreUnavailable);
  });
});
