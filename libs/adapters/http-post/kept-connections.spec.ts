import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { until } from '#kernel/testing';
import { postJson } from './post.js';

/** Answers every request over one connection after another, in its own words, and counts connections. */
class Receiver {
  connections = 0;
  requests = 0;
  readonly sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(answer: (socket: Socket, request: number) => void) {
    this.#server = createServer((socket) => {
      this.connections++;
      this.sockets.add(socket);
      socket.on('error', () => {}).once('close', () => this.sockets.delete(socket));
      socket.on('data', () => answer(socket, ++this.requests));
    });
  }
  static async open(answer: (socket: Socket, request: number) => void): Promise<Receiver> {
    const receiver = new Receiver(answer);
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }
  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
  }
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const no = 'HTTP/1.1 500 No\r\ncontent-length: 2\r\n\r\nno';
const limits = (keep: boolean) => ({ signal: new AbortController().signal, timeoutMs: 60_000, keep });
const post = (receiver: Receiver, keep = true) => postJson({ url: receiver.url, body: '{}' }, limits(keep));

describe('a connection', () => {
  let receiver: Receiver;
  afterEach(() => receiver.close());

  it('that is kept serves one message after another, and is let go when nothing comes', async () => {
    receiver = await Receiver.open((socket) => socket.write(ok));
    for (let n = 0; n < 3; n++) expect(await post(receiver)).toMatchObject({ kind: 'answered', status: 200 });
    expect([receiver.connections, receiver.requests]).toEqual([1, 3]);
    await until(() => receiver.sockets.size === 0);
  });

  it('is not kept unless told so', async () => {
    receiver = await Receiver.open((socket) => socket.write(ok));
    for (let n = 0; n < 2; n++) expect(await post(receiver, false)).toMatchObject({ kind: 'answered' });
    expect(receiver.connections).toBe(2);
  });

  it('that brings a second answer is closed, so that it is no answer to the next message', async () => {
    receiver = await Receiver.open((socket, request) => {
      if (request > 1) return void socket.write(no);
      socket.write(ok);
      // By itself, after the first was read.
      setImmediate(() => socket.write(ok));
    });
    expect(await post(receiver)).toMatchObject({ status: 200 });
    await until(() => receiver.sockets.size === 0);
    expect(await post(receiver)).toMatchObject({ status: 500 });
    expect(receiver.connections).toBe(2);
  });

  it('that brings both answers at once is closed as well', async () => {
    receiver = await Receiver.open((socket, request) => void socket.write(request === 1 ? ok + ok : no));
    expect(await post(receiver)).toMatchObject({ status: 200 });
    expect(await post(receiver)).toMatchObject({ status: 500 });
    expect(receiver.connections).toBe(2);
  });

  it('that the receiver closed at rest is not posted into', async () => {
    receiver = await Receiver.open((socket) => socket.write(ok));
    await post(receiver);
    for (const socket of receiver.sockets) socket.end();
    await until(() => receiver.sockets.size === 0);
    expect(await post(receiver)).toMatchObject({ status: 200 });
    expect(receiver.requests).toBe(2);
  });

  it('that was kept and ends in mid-answer leaves it open whether the message arrived', async () => {
    receiver = await Receiver.open((socket, request) => void (request === 1 ? socket.write(ok) : socket.destroy()));
    await post(receiver);
    expect(await post(receiver)).toMatchObject({ kind: 'unknown' });
    expect([receiver.connections, receiver.requests]).toEqual([1, 2]);
  });
});
