import { EventStoreDBClient } from '@eventstore/db-client';

/** A share in the process's one client. */
export type Connection = {
  readonly client: EventStoreDBClient;
  /** Gives the share back; the last one out ends what is still under way. */
  readonly release: () => Promise<void>;
};

let open: { readonly url: string; readonly client: EventStoreDBClient; shares: number } | undefined;

/** How long ending a client may take, in milliseconds: it waits for every stream, also for one that never ends. */
const disposeLimitMs = 2_000;

/**
 * The process's client for EventStoreDB: one address, one client, shared. Connects when first used.
 * @throws Error for a malformed connection string, or when a client for another address is open.
 */
export function connect(url: string): Connection {
  // The vendor keeps state beside its clients, in the module: an error on one rejects calls of another.
  if (open !== undefined && open.url !== url) throw new Error('a process has one EventStoreDB client, and this one is connected elsewhere');
  const mine = (open ??= { url, client: callByCall(EventStoreDBClient.connectionString(url)), shares: 0 });
  mine.shares++;
  let released = false;
  const release = async () => {
    if (released) return;
    released = true;
    if (--mine.shares > 0) return;
    open = undefined;
    await dispose(mine.client);
  };
  return { client: mine.client, release };
}

/**
 * Makes each append a call of its own, as the client does itself with servers that know no other way. Otherwise all
 * appends share one stream: a server that freezes and then dies leaves rejections there that nobody can catch (Node
 * ends the process), an error of one append is answered to the others too, and deadlines do not count.
 */
function callByCall(client: EventStoreDBClient): EventStoreDBClient {
  return Object.assign(client, { supports: async () => false });
}

async function dispose(client: EventStoreDBClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, disposeLimitMs)));
  await Promise.race([client.dispose(), enough]);
  clearTimeout(timer);
}
