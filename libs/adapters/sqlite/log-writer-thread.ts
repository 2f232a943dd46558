// The writer thread: the only place that writes to the log. Started by log-writer.ts, compiled before it is loaded.
// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openForWriting, type Connection } from './log-database.js';
import { GroupCommit, type Answer, type Request } from './log-group-commit.js';
import { HeadFile } from './log-head.js';
import { tellEnd, type NewsPort } from './log-news-port.js';
import type { FromWriter, ToWriter, WriterSettings } from './log-writer.js';

/** The most requests one transaction carries, so that the first of many does not wait for the last. */
const maxGroup = 512;

const { folder, maxPages } = workerData as WriterSettings;
if (parentPort === null) throw new Error('the writer runs in a thread');
const parent = parentPort;
const subscribers = new Set<NewsPort>();
const queue: Request[] = [];
let db: Connection | undefined;
let groups: GroupCommit | undefined;
let head: HeadFile | undefined;

const say = (message: FromWriter) => parent.postMessage(message);

parent.on('message', (message: ToWriter) => {
  hear(message);
  // All that queued up meanwhile joins the group: one message a turn would make groups of one.
  do {
    while (hearNext());
  } while (carryOutSome());
});

function hearNext(): boolean {
  const next = receiveMessageOnPort(parent) as { message: ToWriter } | undefined;
  if (next !== undefined) hear(next.message);
  return next !== undefined;
}

function hear(message: ToWriter): void {
  if (Array.isArray(message)) queue.push(...(message as Request[]));
  else if ('open' in message) open();
  else if ('subscriber' in message) subscribe(message.subscriber);
  else close();
}

function open(): void {
  try {
    db = openForWriting(folder, maxPages);
    groups = new GroupCommit(db);
    head = new HeadFile(folder, groups.head);
    say({ opened: groups.head.position });
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    say({ failed: { code, message } });
  }
}

function carryOutSome(): boolean {
  if (queue.length === 0) return false;
  const requests = queue.splice(0, maxGroup);
  const answers = groups === undefined ? requests.map(notOpen) : groups.commit(requests);
  const end = groups?.head.position ?? 0;
  if (groups !== undefined) keepHead(groups);
  say({ answers, end });
  for (const subscriber of subscribers) tellEnd(subscriber, end);
  return queue.length > 0;
}

/** After the commit, before the acknowledgement. A failure only lets the head lag, which it may. */
function keepHead(committed: GroupCommit): void {
  try {
    head?.write(committed.head);
  } catch (error) {
    say({ noted: `the head file could not be written: ${(error as Error).message}` });
  }
}

const notOpen = ([, number]: Request): Answer => ['failed', number, '', 'the log is not open', 'nothing'];

function subscribe(subscriber: NewsPort): void {
  subscribers.add(subscriber);
  subscriber.port.on('close', () => subscribers.delete(subscriber));
  tellEnd(subscriber, groups?.head.position ?? 0);
  subscriber.port.unref();
}

function close(): void {
  while (carryOutSome());
  head?.close();
  db?.close();
  for (const { port } of subscribers) port.close();
  say({ closed: true });
  parent.close();
}
