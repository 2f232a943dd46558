import { BullmqNoticeQueue, openRedis } from '#adapters/bullmq';
import { dayOf } from '#kernel';
import { maxJobsPerEnqueue, noticeDecider, noticeId, type NoticeJob, type Recipient } from '#reminders';
import { remindersActor } from '../../apps/reminders/campaign-rules.js';
import { ViewDueRows } from '../../apps/reminders/view-due-rows.js';
import type { Workplace } from '../engine/workplace.js';
import { quantile, within, type Figure } from '../figure.js';
import { ratePerSecond } from '../in-flight.js';
import { campaign, caughtUp, streetOf } from './late-tree.js';
import { oneUnionAStreet, whileSending, working, type Sending } from './sending.js';

const perSecond = 200;
/** From when everything is enqueued until the first is due, in milliseconds. */
const leadMs = 2_000;

/** 200 notices a second, each due at its own moment: milliseconds from that moment until the receiver has taken it. */
export async function benchLateness(place: Workplace, notices: number): Promise<Figure> {
  const sentAt = new Map<string, number>();
  const tree = oneUnionAStreet(notices);
  return whileSending(place, tree, {
    name: 'lateness',
    sent: (id) => void sentAt.set(id, Date.now()),
    run: async (sending) => {
      const due = await issuedOneByOne(sending, tree.unions);
      const left = new Set(due.keys());
      const late: number[] = [];
      let [done, failed] = [() => {}, (_error: unknown) => {}];
      const all = new Promise<void>((resolve, reject) => ([done, failed] = [resolve, reject]));
      const fire = async (job: NoticeJob) => {
        try {
          await sending.fire(job);
          const at = sentAt.get(job.noticeId);
          if (at === undefined) throw new Error(`${job.noticeId} was not sent`);
          if (left.delete(job.noticeId)) late.push(at - Date.parse(due.get(job.noticeId) ?? ''));
          if (left.size === 0) done();
        } catch (error) {
          failed(error);
        }
      };
      await enqueued(sending, due);
      await working(sending.redis, { sweep: async () => {}, fire }, () => all);
      return within('lateness', 'ms', quantile(late, 0.99), 1_000, { 'p50 (ms)': quantile(late, 0.5), 'longest (ms)': Math.max(...late), notices: late.length, 'a second': perSecond });
    },
  });
}

/** Issues a notice a street, each due so many milliseconds after the one before; the moments, of this machine's clock. */
async function issuedOneByOne({ node, now, realTimeOf }: Sending, count: number): Promise<ReadonlyMap<string, string>> {
  const rows = new ViewDueRows(node.views);
  const began = Date.parse(now());
  const day = dayOf(now());
  // Issuing takes a while, and goes on until the first is due.
  const first = began + leadMs + count * 2;
  const due = new Map<string, string>();
  await ratePerSecond(count, 64, async (index) => {
    const recipient: Recipient = { kind: 'federation', id: streetOf(index) };
    const [row] = (await rows.now([`u${index}.2025.1`])).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
    if (row === undefined) throw new Error(`u${index} owes nothing`);
    const notBefore = new Date(first + (index * 1_000) / perSecond).toISOString();
    const id = noticeId(recipient, campaign, day);
    const items = [{ key: row.key, evaluation: `u${index}.2025.1`, step: row.step, dueOn: row.dueOn }];
    const data = { recipient, campaign, federation: 'city', day, notBefore, grade: 'press', nth: 1, counted: [recipient.id], items, due: 1 };
    const outcome = await node.commands.handle(noticeDecider, id, { type: 'IssueNotice', data, commandId: 'issue', by: remindersActor, at: now() });
    if (outcome.kind !== 'recorded') throw new Error(`${id}: ${JSON.stringify(outcome)}`);
    due.set(id, realTimeOf(notBefore));
  });
  await caughtUp(node);
  return due;
}

async function enqueued({ redis }: Sending, due: ReadonlyMap<string, string>): Promise<void> {
  const backend = await openRedis(redis.url);
  const queue = await BullmqNoticeQueue.open(backend);
  const jobs = [...due].map(([noticeId, runAt]) => ({ noticeId, attempt: 1, runAt }));
  for (let from = 0; from < jobs.length; from += maxJobsPerEnqueue) await queue.enqueue(jobs.slice(from, from + maxJobsPerEnqueue));
  if (Date.parse(jobs[0]?.runAt ?? '') < Date.now()) throw new Error('enqueuing took longer than the first notice waits');
  await queue.close();
  await backend.close();
}
