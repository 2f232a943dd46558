import { MemoryEventLog, MemoryEvidenceStore } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import type { EventLog, EvidenceStore } from '#kernel';
import { aFile, aLittleEvent, littleRecogniser } from '#kernel/testing';
import { EvidenceWatch, type EvidenceFault, type EvidenceHealth } from './evidence-watch.js';

/** Files that events name, watched: what is wrong is said once, and nothing is acted upon. */
let log: EventLog;
let store: MemoryEvidenceStore;
let said: EvidenceFault[];
let failures: unknown[];
let watches: EvidenceWatch[];
beforeEach(() => {
  [log, store, said, failures, watches] = [new MemoryEventLog(nodeHashing), new MemoryEvidenceStore(littleRecogniser), [], [], []];
});
afterEach(() => Promise.all(watches.map((watch) => watch.close())));

/** A watch over the log at the end of its first pass. */
async function watched(over: EvidenceStore = store): Promise<EvidenceWatch> {
  return new Promise((resolve) => {
    const watch = new EvidenceWatch(over, log, { fault: (fault) => said.push(fault), failed: (error) => failures.push(error), passed: () => resolve(watch) });
    watches.push(watch);
    watch.start();
  });
}

/** Puts files and records an event that names them all. */
async function recorded(stream: string, ...files: readonly ReturnType<typeof aFile>[]): Promise<void> {
  const named = [];
  for (const { pieces, sha256, content } of files) {
    await store.put(pieces(), { maxBytes: 1_000_000 });
    named.push({ id: 'photo', title: `photo of ${stream}`, mediaType: 'application/pdf', bytes: content.length, sha256 });
  }
  await log.append(stream, 'none', [aLittleEvent({ data: { files: named } })]);
}

const [one, two, three] = [aFile(100, 'one'), aFile(100, 'two'), aFile(100, 'three')];

it('finds nothing wrong where every file is as it was put, and looks at each once', async () => {
  await recorded('little-a', one, two);
  await recorded('little-b', two, three);
  expect((await watched()).health).toEqual({ state: 'checked', position: String(await log.end()), files: 3, missing: 0, altered: 0, faults: [] } satisfies EvidenceHealth);
  expect(said).toEqual([]);
});

it('goes through a log of many pages', async () => {
  for (let n = 0; n < 250; n++) await recorded(`little-n${n}`, aFile(50 + n));
  store.alter(aFile(50 + 249).sha256);
  expect((await watched()).health).toMatchObject({ files: 250, altered: 1, faults: [{ stream: 'little-n249' }] });
});

it('says of each file once what it is, and where it is named', async () => {
  await recorded('little-a', one, two, three);
  store.alter(one.sha256);
  store.lose(three.sha256);
  const watch = await watched();
  const faults = [
    { sha256: one.sha256, condition: 'altered', title: 'photo of little-a', stream: 'little-a', revision: '0' },
    { sha256: three.sha256, condition: 'missing', title: 'photo of little-a', stream: 'little-a', revision: '0' },
  ];
  expect(watch.health).toMatchObject({ missing: 1, altered: 1, faults });
  expect(said).toEqual(faults);
  watch.note({ sha256: one.sha256, condition: 'altered' });
  expect(said).toHaveLength(2);
  watch.note({ sha256: one.sha256, condition: 'missing' });
  expect(said.at(-1)).toEqual({ ...faults[0], condition: 'missing' });
  for (const { sha256 } of [one, three]) watch.note({ sha256, condition: 'whole' });
  expect(watch.health).toMatchObject({ missing: 0, altered: 0, faults: [] });
});

it('knows what events name, also when it is gone, and nothing else', async () => {
  await recorded('little-a', one);
  store.lose(one.sha256);
  const watch = await watched();
  expect([watch.knows(one.sha256), watch.knows(two.sha256)]).toEqual([true, false]);
  watch.remember(two.sha256);
  expect(watch.knows(two.sha256)).toBe(true);
});

it('says that it cannot look, where the store cannot', async () => {
  await recorded('little-a', one);
  const broken: EvidenceStore = { put: store.put.bind(store), find: store.find.bind(store), read: store.read.bind(store), verify: () => Promise.reject(new Error('no such disk')) };
  expect((await watched(broken)).health).toMatchObject({ state: 'unavailable', faults: [] });
  expect(failures).toEqual([expect.objectContaining({ message: 'no such disk' })]);
});
