// Loaded by the writer's thread, which starts at once because it loads nothing of the domain.
import type { Position } from '#kernel';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** How another thread of the process hears of the log's end: from `log.subscribe()`. Two cells stand in memory that both threads see. */
export type NewsPort = { readonly port: MessagePort; readonly cells: BigInt64Array<SharedArrayBuffer> };
/** The log's end, and whether somebody waits for a later one. */
export const [endCell, waitsCell] = [0, 1] as const;

/** A port to hand to the writer, and the one to hand to whoever wants to know. */
export function newsPorts(): readonly [writer: NewsPort, reader: NewsPort] {
  const { port1, port2 } = new MessageChannel();
  const cells = new BigInt64Array(new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT));
  return [{ port: port1, cells }, { port: port2, cells }];
}

/** The writer's side: a message goes only to whoever waits. To wake a thread at each commit would take the disk's and the committer's turn on a core. */
export function tellEnd({ port, cells }: NewsPort, end: Position): void {
  // Checkpoints of policies are committed as well, and are no news.
  if (Atomics.exchange(cells, endCell, BigInt(end)) === BigInt(end)) return;
  if (Atomics.exchange(cells, waitsCell, 0n) === 1n) port.postMessage('grown');
}
