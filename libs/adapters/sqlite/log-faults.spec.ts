import { nodeHashing } from '#adapters/node-crypto';
import { isWrongRevision, StoreUnavailable } from '#kernel';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteLog } from './index.js';
import { program, run } from './testing/children.js';
import { closedLater, freshFolder, tidy } from './testing/folders.js';
import { laneEvent, lanes, laneStream } from './testing/lanes.js';

afterAll(tidy);
const available = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const when = (there: boolean) => (there ? it : it.skip);

describe('a full disk', () => {
  it('refuses what does not fit, keeps what was acknowledged, and takes up again when there is room', async () => {
    const folder = freshFolder();
    const told: string[] = [];
    const full = await closedLater(openSqliteLog({ folder, hashing: nodeHashing, maxPages: 60, told: { failing: ({ message }) => told.push(message), again: () => told.push('again') } }));
    let acknowledged = 0;
    const append = async (log: typeof full) => {
      const answer = await log.append(laneStream(0), acknowledged === 0 ? 'none' : acknowledged - 1, [laneEvent(0, acknowledged)]);
      expect(isWrongRevision(answer)).toBe(false);
      acknowledged++;
    };
    const filling = async () => {
      for (let tries = 0; tries < 10_000; tries++) await append(full);
    };
    await expect(filling()).rejects.toThrow(StoreUnavailable);
    expect(acknowledged).toBeGreaterThan(50);
    expect(full.failing).toBeInstanceOf(StoreUnavailable);
    await expect(append(full)).rejects.toThrow(StoreUnavailable);
    expect(told).toEqual([full.failing?.message]);
    // What needs no new page still goes in.
    await full.checkpoints.save('callUp', 1);
    expect([full.failing, told.at(-1)]).toEqual([undefined, 'again']);
    expect(await full.end()).toBe(acknowledged);
    // Reading goes on, and one append that does not fit takes no other with it that was acknowledged.
    expect(await full.read(laneStream(0), 0, 1)).toHaveLength(1);
    await full.close();

    const roomy = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    expect(await roomy.end()).toBe(acknowledged);
    await append(roomy);
    expect(await roomy.head(laneStream(0))).toBe(acknowledged - 1);
    await roomy.close();
  });

  // A limit on the size of a file is a real refusal by the kernel: write() fails in the middle of the log.
  when(available('bash', '-c', 'ulimit -f 1000'))('met by the kernel refusing to write is told, and nothing acknowledged is lost (ulimit -f)', async () => {
    const folder = freshFolder();
    const { code, out } = await run('bash', ['-c', `ulimit -f 400; exec "$0" "$@"`, process.execPath, program('append-one-by-one'), folder, '5000']);
    const acknowledged = out.match(/^acknowledged \d+$/gm)?.length ?? 0;
    expect({ code, said: out.split('\n').at(-2) }).toEqual({ code: 1, said: expect.stringMatching(/^StoreUnavailable: .*(SQLITE_IOERR_WRITE|SQLITE_FULL)/) });
    expect(acknowledged).toBeGreaterThan(10);
    const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    expect(await log.head(laneStream(0))).toBe(acknowledged - 1);
    expect(log.verification).toMatchObject({ state: 'done' });
    await log.append(laneStream(0), acknowledged - 1, [laneEvent(0, acknowledged)]);
    await log.close();
  });
});

describe('a folder that cannot be written', () => {
  it('because a file stands in its place, is refused', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    await expect(openSqliteLog({ folder: join(file, 'log'), hashing: nodeHashing })).rejects.toThrow(StoreUnavailable);
  });

  when(process.platform === 'linux')('because its file system takes no folders, is refused at once', async () => {
    await expect(openSqliteLog({ folder: '/proc/none/log', hashing: nodeHashing })).rejects.toThrow(StoreUnavailable);
  });

  when(process.getuid?.() !== 0)('because it is read-only, is refused (not as root)', async () => {
    const folder = freshFolder();
    chmodSync(folder, 0o500);
    await expect(openSqliteLog({ folder, hashing: nodeHashing })).rejects.toThrow(StoreUnavailable);
    chmodSync(folder, 0o700);
  });

  const probe = freshFolder();
  const immutable = process.getuid?.() === 0 && available('chattr', '+i', probe);
  if (immutable) available('chattr', '-i', probe);
  when(immutable)('because it is read-only even for root, is refused (chattr +i)', async () => {
    const folder = join(freshFolder(), 'log');
    mkdirSync(folder);
    available('chattr', '+i', folder);
    try {
      await expect(openSqliteLog({ folder, hashing: nodeHashing })).rejects.toThrow(StoreUnavailable);
    } finally {
      available('chattr', '-i', folder);
    }
  });
});

describe('the writer', () => {
  it('refuses appends once the log is closed, and carries out those before', async () => {
    const log = await closedLater(openSqliteLog({ folder: freshFolder(), hashing: nodeHashing }));
    const before = log.append(laneStream(0), 'none', [laneEvent(0, 0)]);
    const closing = log.close();
    await expect(log.append(laneStream(1), 'none', [laneEvent(1, 0)])).rejects.toThrow(StoreUnavailable);
    expect(await before).toMatchObject({ revision: 0 });
    await closing;
    await expect(log.read(laneStream(0), 0, 1)).rejects.toThrow(StoreUnavailable);
  });

  it('refuses more than its queue may hold', async () => {
    const log = await closedLater(openSqliteLog({ folder: freshFolder(), hashing: nodeHashing }));
    const appends = Array.from({ length: 10_050 }, (_, lane) => log.append(laneStream(lane), 'none', [laneEvent(0, 0)]));
    expect(log.load).toBe(1);
    const answers = await Promise.allSettled(appends);
    expect(log.load).toBe(0);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10_000);
    expect(answers.find((answer) => answer.status === 'rejected')?.reason).toMatchObject({ message: expect.stringContaining('queue is full') });
    expect(await log.end()).toBe(10_000);
    await log.close();
  });

  when(available('strace', '-o', '/dev/null', 'true'))('syncs the disk for each acknowledgement, once for a group (strace)', async () => {
    const syncs = async (name: string, ...args: string[]) => {
      const folder = freshFolder();
      const trace = join(folder, 'trace');
      const { out } = await run('strace', ['-f', '-y', '-e', 'trace=fdatasync,fsync', '-o', trace, process.execPath, program(name), join(folder, 'log'), ...args]);
      const lines = readFileSync(trace, 'utf8').split('\n');
      return { out, ofWal: lines.filter((line) => /f(data)?sync\(\d+<[^>]*log\.db-wal>/.test(line)).length };
    };
    const single = await syncs('append-one-by-one', '40');
    expect(single.out.match(/acknowledged/g)).toHaveLength(40);
    expect(single.ofWal).toBeGreaterThanOrEqual(40);
    const grouped = await syncs('append-at-once', String(lanes));
    expect(grouped.out).toContain(`acknowledged ${lanes}`);
    expect(grouped.ofWal).toBeGreaterThanOrEqual(1);
    expect(grouped.ofWal).toBeLessThan(lanes / 4);
  });
});
