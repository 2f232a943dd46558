import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a server that tests can spoil: a relay on loopback. */
export type Line = {
  /** The connection string with the relay's address in it. */
  readonly url: string;
  /** Nothing gets through in either direction; connections stay. */
  readonly freeze: () => void;
  /** What is sent arrives, answers do not. */
  readonly deafen: () => void;
  /** Everything gets through again, also what was held back. */
  readonly thaw: () => void;
  /** Ends all connections and refuses new ones. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
};

type Held = 'nothing' | 'answers' | 'everything';

/** Lays a line to the server of a connection string with a single host. */
export async function layLine(serverUrl: string): Promise<Line> {
  const [, scheme, host, port, rest] = /^(esdb:\/\/(?:[^@/]*@)?)([^:/?,]+):(\d+)(.*)$/.exec(serverUrl) ?? [];
  if (scheme === undefined || host === undefined) throw new Error('a line goes to one host and port');
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  let held: Held = 'nothing';
  const relay = createServer((near) => {
    const far = connect(Number(port), host);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const end of pair) end.on('error', () => {}).on('close', () => pairs.delete(pair) && pair.forEach((socket) => socket.destroy()));
    hold(pair, held);
  });
  const listen = (wanted: number) => new Promise<void>((resolve, reject) => relay.once('error', reject).listen(wanted, '127.0.0.1', resolve));
  const holdAll = (what: Held) => () => {
    held = what;
    for (const pair of pairs) hold(pair, what);
  };
  await listen(0);
  const own = (relay.address() as AddressInfo).port;
  const cut = () =>
    new Promise<void>((resolve) => {
      relay.close(() => resolve());
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    });
  return { url: `${scheme}127.0.0.1:${own}${rest}`, freeze: holdAll('everything'), deafen: holdAll('answers'), thaw: holdAll('nothing'), cut, mend: () => listen(own) };
}

function hold([near, far]: readonly [Socket, Socket], what: Held): void {
  // Both ways are stopped first: a second pipe beside the first would send everything twice.
  near.unpipe(far).pause();
  far.unpipe(near).pause();
  if (what !== 'everything') near.pipe(far);
  if (what === 'nothing') far.pipe(near);
}
