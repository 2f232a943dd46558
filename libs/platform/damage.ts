/** By name, because what a thread of ours throws arrives here as a plain error that bears it. */
const damages = new Set(['DamagedEvent', 'DamagedLog', 'LogCutShort', 'LogShortened']);

/** The damage of the log that an error tells of, itself or as its cause: an append is refused because of it. */
export function damageIn(error: unknown): Error | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause) if (damages.has(inner.name)) return inner;
  return undefined;
}

/** A newer version of the program has written to the log. */
export const isUnknownEvent = (error: unknown): boolean => error instanceof Error && error.name === 'UnknownEvent';

/** No repetition heals it: the log is not what it was, or not what this program can read. */
export const isPermanent = (error: unknown): boolean => damageIn(error) !== undefined || isUnknownEvent(error);
