import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { problem } from '#platform';
import { repeatedNameIn } from './repeated-names.js';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies are JSON in UTF-8 and nothing else: no forms, no text that a page of another site could post, no bytes guessed at. */
export function takeJsonOnly(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: unknown, bytes: Buffer) => read(bytes));
}

function read(bytes: Buffer): unknown {
  if (bytes.length === 0) throw problem('malformed-json', { reason: 'bodyEmpty' });
  const text = decoded(bytes);
  const body = parsed(text);
  const repeated = repeatedNameIn(text);
  if (repeated !== undefined) throw problem('body-invalid', {}, [{ field: repeated, rule: 'repeated' }]);
  return body;
}

function decoded(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw problem('malformed-json', { reason: 'notUtf8' });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem('malformed-json', { reason: 'notJson', ...placeOf(error, text) });
  }
}

/** The engine's words are English and its own; where it stopped is what helps, when it says so. */
function placeOf(error: unknown, text: string): { readonly position?: number } {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('end of JSON input')) return { position: text.length };
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? {} : { position: Number(position) };
}
