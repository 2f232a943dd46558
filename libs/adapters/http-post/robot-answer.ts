import { delivered, refused, unknown, type SendResult } from '#reminders';
import type { Posted } from './post.js';
import { objectIn, resultByStatus } from './result.js';

/** Error codes of a robot's vendor that mean: not taken, try again after so many milliseconds. */
export type BusyCodes = Readonly<Record<number, number>>;

/**
 * Group robots answer 200 and say in `errcode` what became of the message: 0 it was taken, a busy code come back later, any other
 * no for good (key unknown, words missing, body malformed). An answer without `errcode` is not the vendor's.
 */
export function robotAnswer(posted: Posted, busy: BusyCodes): SendResult {
  const byStatus = resultByStatus(posted);
  if (byStatus.kind !== 'delivered' || posted.kind !== 'answered') return byStatus;
  const answer = objectIn(posted.body);
  const code = answer?.['errcode'];
  if (typeof code !== 'number') return unknown('the answer tells no errcode');
  if (code === 0) return delivered();
  const words = `errcode ${code}: ${String(answer?.['errmsg'] ?? '').slice(0, 200)}`;
  const afterMs = busy[code];
  return afterMs === undefined ? refused('never', 'not-taken', words) : refused('later', 'busy', words, afterMs);
}

/** A detail without the keys that a vendor may have repeated in its words. */
export function withoutSecrets(result: SendResult, secrets: readonly string[]): SendResult {
  if (result.kind === 'delivered') return result;
  return { ...result, detail: secrets.filter((secret) => secret !== '').reduce((text, secret) => text.replaceAll(secret, '…'), result.detail) };
}
