import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aNotice, channelContract } from '#reminders/testing';
import { keptDays, Outbox } from './index.js';

let folder: string;
const going = new AbortController().signal;
const of = (recipient: string, day: string) => aNotice('outbox', { noticeId: `${recipient}.c2025.${day}`, idempotencyKey: `${recipient}.c2025.${day}/outbox` });

channelContract(
  'outbox',
  async () => {
    const parent = await mkdtemp(join(tmpdir(), 'pingjia-outbox-'));
    const channel = new Outbox(join(parent, 'outbox'));
    const arrived = async () => (await channel.page({ limit: 200 })).messages.map(({ markdown }) => markdown);
    const farSide = { next: () => {}, arrived, shown: arrived, close: () => writeFile(join(parent, 'outbox'), 'a file where the folder should be') };
    return { channel, farSide, address: 'outbox', secrets: [], close: () => rm(parent, { recursive: true, force: true }) };
  },
  { down: 'later' },
);

describe('the outbox', () => {
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'pingjia-outbox-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('shows messages by day, the latest first, page by page, each once', async () => {
    const outbox = new Outbox(folder, () => Date.parse('2025-12-23'));
    for (const notice of [of('b', '20251222'), of('a', '20251222'), of('a', '20251223'), of('c', '20251221')]) await outbox.send(notice, going);
    const first = await outbox.page({ limit: 2 });
    const second = await outbox.page({ limit: 2, ...(first.next === undefined ? {} : { after: first.next }) });
    expect([...first.messages, ...second.messages].map(({ noticeId }) => noticeId)).toEqual(['a.c2025.20251223', 'a.c2025.20251222', 'b.c2025.20251222', 'c.c2025.20251221']);
    expect(second.next).toBeUndefined();
    expect((await outbox.page({ limit: 9, day: '20251222' })).messages).toHaveLength(2);
  });

  it('keeps the first of a key, also when two processes store it at once', async () => {
    const [one, other] = [new Outbox(folder), new Outbox(folder)];
    await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? one : other).send({ ...of('a', '20251222'), attempt: n + 1 }, going)));
    expect((await one.page({ limit: 9 })).messages).toHaveLength(1);
    expect(await readdir(join(folder, '20251222'))).toHaveLength(1);
  });

  it('keeps messages for so many days, and is never in its own way', async () => {
    const [last, dayMs] = [Date.parse('2025-12-22'), 86_400_000];
    const dayBefore = (days: number) => new Date(last - days * dayMs).toISOString().slice(0, 10).replaceAll('-', '');
    const days = [dayBefore(keptDays + 1), dayBefore(keptDays), dayBefore(1)];
    await new Outbox(folder, () => last - (keptDays + 1) * dayMs).send(of('a', days[0] ?? ''), going);
    for (const day of days.slice(1)) await new Outbox(folder, () => last - dayMs).send(of('a', day), going);
    expect(await readdir(folder)).toEqual(days);
    await new Outbox(folder, () => last).send(of('a', '20251222'), going);
    expect(await readdir(folder)).toEqual([...days.slice(1), '20251222']);
    expect(await new Outbox(folder, () => last + 9_999 * dayMs).send(of('b', '20251222'), going)).toMatchObject({ kind: 'delivered' });
    expect(await readdir(folder)).toEqual(['20251222']);
  });

  it('is for its owner only', async () => {
    await new Outbox(folder).send(of('a', '20251222'), going);
    expect((await stat(join(folder, '20251222'))).mode & 0o777).toBe(0o700);
  });

  it('that cannot be written says so and is tried again', async () => {
    const file = join(folder, 'no-folder');
    await writeFile(file, '');
    expect(await new Outbox(file).send(of('a', '20251222'), going)).toMatchObject({ kind: 'refused', retry: 'later', code: 'not-stored' });
  });

  it('that is not there yet is empty', async () => {
    expect(await new Outbox(join(folder, 'none')).page({ limit: 5 })).toEqual({ messages: [] });
  });
});
