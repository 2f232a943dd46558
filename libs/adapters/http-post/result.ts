import { delivered, refused, unknown, type SendResult } from '#reminders';
import type { Posted } from './post.js';

/** What a status alone says, of a 2xx nothing more than that. 5xx may come after the message was taken, so nobody can say. */
export function resultByStatus(posted: Posted): SendResult {
  if (posted.kind === 'unknown') return unknown(posted.detail);
  if (posted.kind === 'not-sent') return refused(posted.code === 'address-refused' ? 'never' : 'later', posted.code, posted.detail);
  const { status, retryAfterMs } = posted;
  if (status >= 200 && status < 300) return delivered();
  if (status === 429 || status === 425 || (status === 503 && retryAfterMs !== undefined)) return refused('later', 'busy', `answered ${status}`, retryAfterMs);
  if (status >= 300 && status < 400) return refused('never', 'redirected', `answered ${status}; redirects are not followed`);
  if (status >= 500 || status === 408) return unknown(`answered ${status}`);
  return refused('never', status === 410 ? 'gone' : 'not-taken', `answered ${status}`);
}

/** The JSON object of an answer; undefined where it is none. */
export function objectIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
