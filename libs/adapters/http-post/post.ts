import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import { AddressRefused, isPublic, publicLookup } from './address-guard.js';
import { keptConnections } from './kept-connections.js';

/** What became of a POST: the other side answered, or nothing was sent, or nobody can say. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs?: number; readonly body: string }
  | { readonly kind: 'not-sent'; readonly code: 'connection-refused' | 'not-reached' | 'address-refused'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export type PostRequest = { readonly url: URL; readonly headers?: Readonly<Record<string, string>>; readonly body: string };
/**
 * `timeoutMs` for everything, from resolving the name to the last byte of the answer. `keep`: the connection may serve the next
 * message; only for receivers that know keys, because one that the other side is about to close leaves it open whether a message arrived.
 */
export type PostLimits = { readonly signal: AbortSignal; readonly timeoutMs?: number; readonly publicOnly?: boolean; readonly keep?: boolean };

/** Chat services and webhooks answer within a second or not at all. */
const defaultTimeoutMs = 15_000;
/** More of an answer is not read. */
const maxAnswerBytes = 65_536;

/**
 * Posts JSON, once: follows no redirect, uses no proxy, and no connection twice unless told so. Before the connection stands nothing
 * was sent; after that everything but a whole answer is `unknown`. Details name host and port at most: paths and queries hold keys.
 */
export async function postJson(request: PostRequest, limits: PostLimits): Promise<Posted> {
  const { url } = request;
  const literal = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (limits.publicOnly === true && isIP(literal) !== 0 && !isPublic(literal)) return notSent('address-refused', `${literal} is not on the public internet`);
  if (limits.signal.aborted) return notSent('not-reached', 'stopped before it was sent');
  const outgoing = callOf(request, limits);
  try {
    return await ended(outgoing, url, limits);
  } finally {
    outgoing.on('error', () => {}).destroy();
  }
}

function callOf({ url, headers, body }: PostRequest, { publicOnly = false, keep = false }: PostLimits): ClientRequest {
  const outgoing = (url.protocol === 'https:' ? secure : plain)(url, {
    method: 'POST',
    agent: keep && keptConnections(url.protocol, publicOnly),
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), 'user-agent': 'pingjia', ...headers },
    ...(publicOnly ? { lookup: publicLookup } : {}),
  });
  outgoing.end(body);
  return outgoing;
}

function ended(outgoing: ClientRequest, url: URL, { signal, timeoutMs = defaultTimeoutMs }: PostLimits): Promise<Posted> {
  const connected = connection(outgoing, url.protocol === 'https:' ? 'secureConnect' : 'connect');
  return new Promise((resolve) => {
    const end = (detail: string, error?: unknown): void => settle(connected() ? { kind: 'unknown', detail } : notSent(codeOf(error), detail));
    const stopped = (): void => end('stopped while waiting for the answer');
    const late = setTimeout(() => end(`no answer within ${timeoutMs} ms`), timeoutMs);
    const settle = (posted: Posted): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', stopped);
      resolve(posted);
    };
    signal.addEventListener('abort', stopped, { once: true });
    outgoing.once('error', (error) => end(wordsOf(error, url), error));
    outgoing.once('response', (response) => void answerOf(response).then(settle, () => end('the connection closed in the middle of the answer')));
  });
}

/** Tells whether the connection stood, so that something may have been sent. */
function connection(outgoing: ClientRequest, event: 'connect' | 'secureConnect'): () => boolean {
  let stood = false;
  outgoing.once('socket', (socket) => {
    stood = outgoing.reusedSocket;
    if (!stood) socket.once(event, () => (stood = true));
  });
  return () => stood;
}

/** The whole answer, or as much of it as is read. @throws Error where it was cut off */
function answerOf(response: IncomingMessage): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const told = () => {
      const afterMs = retryAfterMs(response.headers['retry-after']);
      resolve({ kind: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'), ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }) });
    };
    const cutOff = () => reject(new Error('cut off'));
    response.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > maxAnswerBytes) told();
    });
    response.once('end', () => (response.complete ? told() : cutOff()));
    response.once('error', cutOff);
    response.once('close', cutOff);
  });
}

/** Retry-After in its two forms (RFC 9110, 10.2.3), at most a day. */
function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(86_400_000, Math.max(0, ms));
}

const notSent = (code: (Posted & { kind: 'not-sent' })['code'], detail: string): Posted => ({ kind: 'not-sent', code, detail });

function codeOf(error: unknown): (Posted & { kind: 'not-sent' })['code'] {
  if (error instanceof AddressRefused) return 'address-refused';
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED' ? 'connection-refused' : 'not-reached';
}

/** An error of Node names addresses and reasons; the path of the URL it does not know. */
function wordsOf(error: Error, url: URL): string {
  const code = (error as NodeJS.ErrnoException).code;
  return error instanceof AddressRefused ? error.message : `${code ?? error.name} at ${url.host}`;
}
