import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FarSide, Fault } from './channel.contract.js';

/** A request that came in whole. */
export type Arrival = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
export type SinkAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };
/** What a vendor's server says: all is well; come back later; its own failure; no, for good. */
export type SinkWords = { readonly ok: SinkAnswer; readonly busy: SinkAnswer; readonly failing: SinkAnswer; readonly refusing: SinkAnswer };

/**
 * A real HTTP server that plays a vendor, counts what really arrived, and goes wrong as asked. Where it goes wrong without saying
 * no, it has taken the message: the worst case for whoever would send it again.
 */
export class HttpSink implements FarSide {
  readonly arrivals: Arrival[] = [];
  readonly #faults: Fault[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(
    private readonly words: SinkWords,
    /** What of a request is the message, so that it can be counted. */
    private readonly messageOf: (arrival: Arrival) => string,
    /** What tells the receiver that a request repeats another; a request without it always counts. */
    private readonly keyOf: (arrival: Arrival) => string | undefined = () => undefined,
  ) {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  async open(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => this.#server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next request, and those after it, meet these faults, one each. */
  next(...faults: readonly Fault[]): void {
    this.#faults.push(...faults);
  }

  arrived(): readonly string[] {
    return this.arrivals.map(this.messageOf);
  }

  shown(): readonly string[] {
    const keys = this.arrivals.map(this.keyOf);
    return this.arrived().filter((_, index) => keys[index] === undefined || keys.indexOf(keys[index]) === index);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const arrival = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
    const fault = this.#faults.shift();
    if (fault === 'busy' || fault === 'refusing') return answer(response, this.words[fault]);
    this.arrivals.push(arrival);
    const { socket } = request;
    if (fault === 'hanging') return;
    if (fault === 'failing') return answer(response, this.words.failing);
    if (fault === 'closing') return void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n{"err', () => socket.destroy());
    if (fault === 'answeringTwice') return void socket.end(raw(this.words.ok) + raw(this.words.ok));
    return answer(response, this.words.ok);
  }
}

function answer(response: ServerResponse, { status, headers = {}, body = '' }: SinkAnswer): void {
  response.writeHead(status, headers).end(body);
}

const raw = ({ status, headers = {}, body = '' }: SinkAnswer): string =>
  `HTTP/1.1 ${status} OK\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
