import { Type } from 'typebox';
import { catalogue, eventType } from '../vocabulary/catalogue.js';
import type { AnyDecider } from '../vocabulary/decider.js';
import { refuse, type Command } from '../vocabulary/message.js';
import { someone } from './specify.js';

/** One more was counted; `by` above 100 misses the schema, as a bug of ours would. */
export const Counted = eventType('Counted', Type.Object({ by: Type.Integer({ minimum: 1, maximum: 100 }) }, { additionalProperties: false }));

export const countingCatalogue = catalogue(Counted);

type Count = Command<'Count' | 'CountToLimit', { readonly by: number; readonly times?: number }>;

/** A small decider for tests of the loops: it counts up to a limit, which another stream may say. */
export const counting: AnyDecider = {
  category: 'count',
  initial: { sum: 0 },
  needs: ({ type }: Count) => (type === 'CountToLimit' ? { limit: { fact: 'limit', of: 'main' } } : {}),
  decide: {
    Count: ({ data }: Count, { sum }: { sum: number }) => {
      if (data.by < 0) return refuse('below-zero', { sum });
      return Array.from({ length: data.by === 0 ? 0 : (data.times ?? 1) }, () => Counted.of({ by: data.by }));
    },
    CountToLimit: ({ data }: Count, { sum }: { sum: number }, { limit }: { limit?: number }) =>
      sum + data.by > (limit ?? 0) ? refuse('over-limit', { sum, limit: limit ?? null }) : [Counted.of({ by: data.by })],
  },
  evolve: { Counted: ({ sum }: { sum: number }, { data }: { data: { by: number } }) => ({ sum: sum + data.by }) },
};

let made = 0;

/** A command of {@link counting} with a fresh id, or the one given. */
export const count = (by: number, overrides: Partial<Command> & { readonly times?: number } = {}): Command => {
  const { times, ...rest } = overrides;
  return { type: 'Count', data: times === undefined ? { by } : { by, times }, commandId: `count-${++made}`, by: someone, at: '2026-01-15T02:00:00.000Z', ...rest };
};
