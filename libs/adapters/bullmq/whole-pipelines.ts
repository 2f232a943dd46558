import type { PGlite } from '@electric-sql/pglite';

/** Messages of the extended protocol that belong to a question not yet ended by Sync: Parse, Bind, Describe, Execute, Close, Flush. */
const within = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((letter) => letter.charCodeAt(0)));
const headerBytes = 5;

/**
 * The socket server takes messages of all connections in turn and keeps to one of them only within a transaction. A statement
 * without a name, parsed for one connection, was then bound by another ("bind message supplies 2 parameters, but prepared
 * statement requires 4"). So from Parse to Sync the database says it is in a transaction: the server then stays with whoever asks.
 */
export function wholePipelines(db: PGlite): PGlite {
  let asking = false;
  return new Proxy(db, {
    get(target, name) {
      if (name === 'isInTransaction') return () => asking || target.isInTransaction();
      if (name === 'execProtocolRawStream') {
        return (...given: Parameters<PGlite['execProtocolRawStream']>) => {
          asking = isWithin(given[0], asking);
          return target.execProtocolRawStream(...given);
        };
      }
      // The server's own, when a connection is gone in the middle of a question.
      if (name === 'exec') {
        asking = false;
        return target.exec.bind(target);
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });
}

/** Whether a question is still open after these messages. */
export function isWithin(messages: Uint8Array, before: boolean): boolean {
  const view = new DataView(messages.buffer, messages.byteOffset, messages.byteLength);
  let open = before;
  for (let at = 0; at + headerBytes <= messages.byteLength; at += 1 + view.getUint32(at + 1)) open = within.has(messages[at] ?? 0);
  return open;
}
