import type { Revision } from './message.js';
import type { WrittenEvent } from './codec.js';
import { maxAppendBytes } from './event-log.port.js';
import { isStreamName } from './naming.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const typeName = /^[A-Z][A-Za-z]{0,63}$/;

/** What every store checks before it writes, so that all refuse alike. @throws RangeError */
export function assertAppendable(stream: string, expected: Revision | 'none', events: readonly WrittenEvent[]): void {
  if (!isStreamName(stream)) throw new RangeError(`"${stream}" is not a stream name`);
  if (events.length === 0) throw new RangeError('an append needs at least one event');
  if (expected !== 'none' && !(Number.isSafeInteger(expected) && expected >= 0)) throw new RangeError(`${expected} is not a revision`);
  let units = 0;
  for (const { id, type, data, metadata } of events) {
    if (!uuid.test(id)) throw new RangeError(`"${id}" is not an event id`);
    if (!typeName.test(type)) throw new RangeError(`"${type}" is not an event type`);
    units += data.length + metadata.length;
  }
  // A UTF-16 unit is at most three bytes: nearly every append is small enough to need no counting.
  if (units * 3 <= maxAppendBytes) return;
  const bytes = events.reduce((sum, { data, metadata }) => sum + utf8Length(data) + utf8Length(metadata), 0);
  if (bytes > maxAppendBytes) throw new RangeError(`an append may carry ${maxAppendBytes} bytes, this one has ${bytes}`);
}

/** Bytes of a well-formed text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes: two more, one for each half.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}
