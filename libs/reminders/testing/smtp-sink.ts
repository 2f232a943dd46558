import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { FarSide, Fault } from './channel.contract.js';

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** A real mail server that counts what it took, and goes wrong as asked. With a login it lets nobody in without. */
export class SmtpSink implements FarSide {
  readonly messages: string[] = [];
  readonly #faults: Fault[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: SMTPServer;

  constructor(login?: { readonly user: string; readonly password: string }) {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      authOptional: login === undefined,
      onAuth: ({ username, password }, _session, done) => (username === login?.user && password === login?.password ? done(null, { user: username }) : done(smtpError(535, `no such login ${username}:${password}`))),
      onRcptTo: (_address, _session, done) => {
        const fault = this.#faults[0];
        if (fault !== 'busy' && fault !== 'refusing') return done();
        this.#faults.shift();
        return done(fault === 'busy' ? smtpError(450, 'mailbox is busy') : smtpError(550, 'no such mailbox'));
      },
      onData: (stream, session, done) => void this.#take(stream, session, done),
    });
    this.#server.on('error', () => {});
    this.#server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  next(...faults: readonly Fault[]): void {
    this.#faults.push(...faults);
  }

  arrived(): readonly string[] {
    return this.messages;
  }

  /** People see both of two. */
  shown(): readonly string[] {
    return this.messages;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.server.listening) await new Promise<void>((resolve) => this.#server.close(resolve));
  }

  async #take(stream: SMTPServerDataStream, _session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const fault = this.#faults.shift();
    // A server that says 4xx after the text has not taken it (RFC 5321, 4.2.5).
    if (fault === 'failing') return done(smtpError(451, 'local error in processing'));
    this.messages.push(Buffer.concat(parts).toString('utf8'));
    if (fault === 'hanging') return;
    if (fault === 'closing') return this.#sockets.forEach((socket) => socket.destroy());
    done();
    if (fault === 'answeringTwice') this.#sockets.forEach((socket) => socket.write('250 OK: queued again\r\n'));
  }
}
