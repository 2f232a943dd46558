import { isPlainDate, type Instant } from '#kernel';
import { wrongHeader } from './problem.js';

/** Reads the time once a request: the machine's, or in a scenario the one the request names. */
export type Clock = (header: string | readonly string[] | undefined) => Instant;

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment with its offset, as an instant in UTC; nothing for a text that is none. */
export function instantIn(text: string): Instant | undefined {
  const moment = new Date(text);
  // `Date` takes 30 February for 2 March.
  return instant.test(text) && isPlainDate(text.slice(0, 10)) && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined;
}

/** A clock by the configuration. @throws Problem for a header that is no instant, or one sent to a real server. */
export const clockOf = (kind: 'system' | 'scenario'): Clock => (header) => {
  if (header === undefined) return new Date().toISOString();
  if (kind === 'system') throw wrongHeader('Pingjia-Clock', header, 'realClock');
  const moment = instantIn(String(header));
  if (moment === undefined) throw wrongHeader('Pingjia-Clock', header, 'clock');
  return moment;
};
