/** By name, because what a thread of ours throws arrives here as a plain error that bears it. */
const damages = new Set(['DamagedEvent', 'DamagedLog', 'LogShortened']);

/** The damage of the log that an error tells of, itself or as its cause: an append is refused because of it. */
export function damageIn(error: unknown): Error | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause) if (damages.has(inner.name)) return inner;
  return undefined;
}

/** A newer version of the program has written to the log. */
export const isUnknownEvent = (error: unknown): boolean => error instanceof Error && error.name === 'UnknownEvent';
