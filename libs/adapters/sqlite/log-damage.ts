import { DamagedEvent, StoreUnavailable, type Position, type StoreTrouble, type StreamName } from '#kernel';

/** What of the log is damaged, as far as it can be said. */
export type DamagedPlace = { readonly position?: Position; readonly stream?: StreamName };

/** The log's files do not hold what was acknowledged. Nothing is served from it; a copy must be put in its place. */
export class DamagedLog extends StoreUnavailable {
  override readonly name = 'DamagedLog';

  constructor(readonly where: DamagedPlace, readonly reason: string) {
    const place = [where.position === undefined ? '' : `at position ${where.position}`, where.stream === undefined ? '' : `in ${where.stream}`];
    super(['damaged log', ...place.filter((text) => text !== '')].join(' ') + `: ${reason}`);
  }
}

export const isDamage = (error: unknown): error is DamagedEvent | DamagedLog => error instanceof DamagedEvent || error instanceof DamagedLog;

const damagedFile = /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|FORMAT)/;

/** What SQLite and the file system throw, in the words of the port. Errors that are ours already pass unchanged. */
export function asStoreError(error: unknown, where: DamagedPlace = {}): Error {
  if (isDamage(error) || error instanceof StoreUnavailable || error instanceof RangeError) return error;
  const { code = '', message } = error as Error & { code?: string };
  if (damagedFile.test(code)) return new DamagedLog(where, `SQLite says "${message}"`);
  return new StoreUnavailable(code === '' ? message : `${message} (${code})`, { cause: error, trouble: troubleOf(code) });
}

const noRoom = /^(SQLITE_FULL|ENOSPC|EDQUOT)/;
const notWritable = /^(SQLITE_(READONLY|CANTOPEN|PERM)|EROFS|EACCES|EPERM)/;

const troubleOf = (code: string): StoreTrouble => (noRoom.test(code) ? 'diskFull' : notWritable.test(code) ? 'readOnly' : 'away');

/** Remembers the first damage found by whoever found it: from then on the log refuses to serve. */
export class Damage {
  #known: DamagedEvent | DamagedLog | undefined;
  constructor(private readonly found: (damage: DamagedEvent | DamagedLog) => void = () => {}) {}

  get known(): DamagedEvent | DamagedLog | undefined {
    return this.#known;
  }

  /** Remembers damage; other errors pass by. Gives back the error in the words of the port. */
  learn(error: unknown, where: DamagedPlace = {}): Error {
    const translated = asStoreError(error, where);
    if (this.#known === undefined && isDamage(translated)) {
      this.#known = translated;
      this.found(translated);
    }
    return translated;
  }
}
