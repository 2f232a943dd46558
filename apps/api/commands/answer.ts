import type { FastifyReply } from 'fastify';
import type { Outcome } from '#kernel';
import { problem, type Language } from '#platform';
import { warningsOf, type Warning } from './warnings.js';

/** What a recorded command answers; `position` is the token that a later read sends back to see its own write. */
export type Recorded = { readonly stream: string; readonly revision: string; readonly position: string; readonly events: readonly string[]; readonly warnings: readonly Warning[] };

/**
 * Turns an outcome into an answer: 201 with ETag and position where something was recorded (again 201 for a repetition,
 * which gets the first answer), 200 where there was nothing to do.
 * @throws Problem for every kind of no that is not a rule's
 */
export function answerOf(outcome: Exclude<Outcome, { kind: 'refused' }>, reply: FastifyReply, language: Language): Recorded | { readonly stream: string; readonly unchanged: true } {
  switch (outcome.kind) {
    case 'recorded':
      void reply.status(201).header('etag', `"${outcome.revision}"`).header('pingjia-position', String(outcome.position));
      if (outcome.repeated) void reply.header('idempotency-replayed', 'true');
      return {
        stream: outcome.stream,
        revision: String(outcome.revision),
        position: String(outcome.position),
        events: outcome.events.map(({ type }) => type),
        warnings: warningsOf(outcome.events, language),
      };
    case 'unchanged':
      void reply.status(200);
      if (outcome.revision !== 'none') void reply.header('etag', `"${outcome.revision}"`);
      return { stream: outcome.stream, unchanged: true };
    case 'moved-on':
      throw problem('revision-moved-on', { revision: outcome.revision === 'none' ? 'none' : String(outcome.revision) });
    case 'id-reused':
      throw problem('idempotency-key-reused');
    case 'contended':
      throw problem('contended');
  }
}
