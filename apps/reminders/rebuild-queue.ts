import { existsSync } from 'node:fs';
import { StoreUnavailable, type Instant } from '#kernel';
import { ConfigProblem, domainCatalogue, knownCalendar, openLogReader, readConfig } from '#platform';
import { QueueUnavailable, QueueUnfit, type NoticeJob } from '#reminders';
import { horizon } from './reminding.js';
import { waitingInLog } from './waiting-in-log.js';

/** When it is done, and who is told, line by line. */
export type Rebuilding = { readonly at?: Instant; readonly say?: (line: string) => void };

/**
 * `npm run reminders -- rebuild`: fills the queue on Redis from the log, also while servers run, and says what it put there. What is
 * there already stays, so doing it twice, or again after it was cut short, does it once. At night it is named to run in the
 * morning. @throws ConfigProblem, StoreUnavailable
 */
export async function rebuildQueue(env: NodeJS.ProcessEnv, { at = new Date().toISOString(), say = console.log }: Rebuilding = {}): Promise<void> {
  const config = readConfig(env);
  if (config.eventstoreUrl === undefined && !existsSync(config.dataDir)) throw new ConfigProblem(`DATA_DIR="${config.dataDir}": there is no such folder`);
  const log = await openLogReader(config);
  try {
    const { notices, jobs } = await waitingInLog({ log, catalogue: domainCatalogue, at, calendar: knownCalendar(config).calendar, progress: bar });
    if (process.stderr.isTTY) process.stderr.write('\n');
    say(`${notices} notices in the log, ${jobs.length} of them wait to be sent`);
    if (config.redisUrl === undefined) say('REDIS_URL is not set: the queue is in the memory of the server, which fills it from the log by itself when it starts, and each minute');
    else await filled(config.redisUrl, jobs, say);
  } catch (error) {
    if (error instanceof QueueUnfit) throw new ConfigProblem(error.message);
    throw error instanceof QueueUnavailable ? new StoreUnavailable(error.message) : error;
  } finally {
    await log.close();
  }
}

/** As many as the queue holds at once; the rest the workers add as room comes. */
async function filled(redisUrl: string, jobs: readonly NoticeJob[], say: (line: string) => void): Promise<void> {
  const { BullmqNoticeQueue, openRedis } = await import('#adapters/bullmq');
  const backend = await openRedis(redisUrl);
  const queue = await BullmqNoticeQueue.open(backend);
  try {
    const before = await queue.size();
    const first = jobs.slice(0, horizon);
    await queue.enqueue(first);
    await queue.sweepEachMinute();
    const put = Math.max(0, (await queue.size()) - before);
    for (const { noticeId, runAt } of first) say(`${noticeId}\t${runAt}`);
    say(`${put} put into the queue, ${first.length - put} were there; ${jobs.length - first.length} follow as room comes. The sweep of each minute is there`);
  } finally {
    await queue.close();
    await backend.close();
  }
}

const barWidth = 30;
function bar(position: number, end: number): void {
  if (!process.stderr.isTTY) return;
  const share = position / Math.max(end, 1);
  process.stderr.write(`\r[${'█'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '·')}] ${Math.floor(share * 100)} %`);
}
