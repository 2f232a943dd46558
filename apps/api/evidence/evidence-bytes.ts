import type { Readable } from 'node:stream';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Bytes } from '#kernel';
import { problem } from '#platform';

/** What takes a file as its body: evidence, and workbooks to be imported. */
const paths: ReadonlySet<string> = new Set(['/v1/evidence', '/v1/imports/:kind']);
const takesBytes = ({ routeOptions }: FastifyRequest): boolean => paths.has(routeOptions.url ?? '');

/** What an upload is taken as inside, whatever its header says: a header is a claim, the content shows. */
const bytesType = 'application/vnd.pingjia.evidence';

/**
 * Lets these routes have their body as a stream of bytes, of any type or none; every other route goes on taking JSON alone. A form
 * is refused: its boundary lines would become part of the file.
 */
export function takeBytesAsEvidence(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', async (request) => {
    if (request.method !== 'POST' || !takesBytes(request)) return;
    if (/^multipart\//i.test(request.headers['content-type'] ?? '')) throw problem('evidence-in-a-form');
    request.raw.headers['content-type'] = bytesType;
  });
  fastify.addContentTypeParser(bytesType, async (request: FastifyRequest, bytes: Readable) => {
    if (!takesBytes(request)) throw problem('media-type-unsupported');
    return bytes;
  });
}

/** The rest of a body that was refused is passed over for so long, so that the client can read why; then the line is cut. */
const passOverMs = 20_000;

/** The bytes of a request. Whoever stops reading leaves the line open for the answer. @throws Problem where they break off */
export async function* bytesOf(request: FastifyRequest): Bytes {
  // Without a body there is nothing to read; Fastify calls no parser then.
  if (request.body === undefined) return;
  try {
    yield* request.raw.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  } catch {
    throw problem('evidence-cut-short');
  } finally {
    if (!request.raw.complete) passOver(request);
  }
}

/** Node passes over a body by itself only when nobody began to read it; then the next request of the line would wait behind it. */
function passOver({ raw }: FastifyRequest): void {
  // In a turn of its own: until then the stream believes that somebody reads.
  setImmediate(() => raw.resume());
  const late = setTimeout(() => raw.destroy(), passOverMs);
  late.unref();
  raw.once('close', () => clearTimeout(late)).once('end', () => clearTimeout(late));
}
