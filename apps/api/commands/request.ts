import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isId, type HandleOptions, type Revision } from '#kernel';
import { problem, wrongHeader } from '#platform';

const keyPattern = /^[\x21-\x7e]{1,64}$/;
const etagPattern = /^"(0|[1-9]\d{0,14})"$/;

/** The client's `Idempotency-Key`, or a fresh id where it sends none. @throws Problem */
export function commandIdOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return randomUUID();
  if (typeof key !== 'string' || !keyPattern.test(key)) throw wrongHeader('Idempotency-Key', key, 'key');
  return key;
}

/** The revision that `If-Match` (or `If-None-Match: *`: nothing there yet) demands. @throws Problem */
export function demandOf(request: FastifyRequest): HandleOptions {
  const [ifMatch, ifNone] = [request.headers['if-match'], request.headers['if-none-match']];
  if (ifNone !== undefined && ifNone !== '*') throw wrongHeader('If-None-Match', ifNone, 'star');
  if (ifNone !== undefined && ifMatch !== undefined) throw wrongHeader('If-Match', ifMatch, 'alone');
  if (ifNone === '*') return { ifMatch: 'none' };
  if (ifMatch === undefined) return {};
  const revision = etagPattern.exec(ifMatch)?.[1];
  if (revision === undefined) throw wrongHeader('If-Match', ifMatch, 'revision');
  return { ifMatch: Number(revision) satisfies Revision };
}

/** An id from the path. @throws Problem */
export function pathId(text: string): string {
  if (!isId(text)) throw problem('id-invalid', { id: text.slice(0, 100) });
  return text;
}
