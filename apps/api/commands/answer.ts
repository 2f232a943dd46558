import type { FastifyReply } from 'fastify';
import type { Outcome } from '#kernel';
import { problem, Problem, type Language } from '#platform';
import type { RuleSetNow } from '../queries/as-of.js';
import { statusOfRefusal } from '../refusal-codes.js';
import { warningsOf, type Warning } from './warnings.js';

/** What a recorded command answers; `position` is the token that a later read sends back to see its own write. */
export type Recorded = { readonly stream: string; readonly revision: string; readonly position: string; readonly events: readonly string[]; readonly warnings: readonly Warning[] };

/**
 * Turns an outcome into an answer: 201 with ETag and position where something was recorded (again 201 for a repetition,
 * which gets the first answer), 200 where there was nothing to do. `ruleSet`: whose words a refusal uses.
 * @throws Problem for every kind of no
 */
export function answerOf(outcome: Outcome, reply: FastifyReply, { language, ruleSet }: { readonly language: Language; readonly ruleSet: RuleSetNow | undefined }): Recorded | { readonly stream: string; readonly unchanged: true } {
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
    case 'refused':
      throw new Problem(statusOfRefusal(outcome.refusal.refused), outcome.refusal.refused, outcome.refusal.details, [], ruleSet);
    case 'moved-on':
      throw problem('revision-moved-on', { revision: outcome.revision === 'none' ? 'none' : String(outcome.revision) });
    case 'id-reused':
      throw problem('idempotency-key-reused');
    case 'contended':
      throw problem('contended');
  }
}
