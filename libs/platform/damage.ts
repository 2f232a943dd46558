/** By name, because what a thread of ours throws arrives here as a plain error that bears it. */
const damages = new Set(['DamagedEvent', 'DamagedLog', 'LogCutShort', 'LogShortened']);

/** The damage of the log that an error tells of, itself or as its cause: an append is refused because of it. */
export function damageIn(error: unknown): Error | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause) if (damages.has(inner.name)) return inner;
  return undefined;
}

/** What a problem tells of damage: a code for its words, and where it is, as far as that is known. */
export type DamageTold = { readonly damage: 'event' | 'place' | 'stream' | 'log' | 'shortened'; readonly position?: string; readonly stream?: string };

/** Where the log is damaged. What exactly is wrong with it is the operator's, and stands in the journal and in `/health/ready`. */
export function placeOfDamage(damage: Error): DamageTold {
  if (damage.name === 'LogShortened' || damage.name === 'LogCutShort') return { damage: 'shortened' };
  const { position, stream } = (damage as { where?: { readonly position?: number; readonly stream?: string } }).where ?? {};
  const kind = stream === undefined ? (position === undefined ? 'log' : 'place') : position === undefined ? 'stream' : 'event';
  return { damage: kind, ...(position === undefined ? {} : { position: String(position) }), ...(stream === undefined ? {} : { stream }) };
}

/** A newer version of the program has written to the log. */
export const isUnknownEvent = (error: unknown): boolean => error instanceof Error && error.name === 'UnknownEvent';

/** No repetition heals it: the log is not what it was, or not what this program can read. */
export const isPermanent = (error: unknown): boolean => damageIn(error) !== undefined || isUnknownEvent(error);
