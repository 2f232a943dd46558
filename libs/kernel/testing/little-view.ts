import { Type, type Static } from 'typebox';
import { catalogue, eventType } from '../vocabulary/catalogue.js';
import type { Json } from '../vocabulary/canonical-json.js';
import type { NewEvent, StoredEvent } from '../vocabulary/message.js';
import type { View } from '../vocabulary/view.js';
import { LogFounded } from '../running/found-log.js';
import { aLittleEvent } from './little-events.js';

const closed = { additionalProperties: false };
const Opened = Type.Object({ name: Type.String(), above: Type.Array(Type.String()) }, closed);
const Scored = Type.Object({ points: Type.Integer() }, closed);

/** Events of a little view: a home is opened below federations, scored as often as one likes, moved, and shut. */
export const littleCatalogue = catalogue(
  LogFounded,
  eventType('HomeOpened', Opened),
  eventType('HomeScored', Scored),
  eventType('HomeMoved', Type.Object({ above: Type.Array(Type.String()) }, closed)),
  eventType('HomeShut', Type.Object({}, closed)),
  eventType('LittleThingHappened', Type.Object({ number: Type.Integer(), text: Type.String() }, closed)),
);

export type LittleRow = { readonly name: string; readonly above: readonly string[]; readonly points: number | null; readonly times: number; /** Worked out from the rest. */ readonly label?: string };

const scored = (row: LittleRow | undefined, { data }: StoredEvent<string, Static<typeof Scored>>) => row && { ...row, points: data.points, times: row.times + 1 };

/** A small view for tests of view stores: a row a home, its points summed for the federations above. */
export const littleView: View<LittleRow> = {
  name: 'homes',
  version: 1,
  keysOf: ({ stream }) => [stream],
  on: {
    HomeOpened: (_, { data }: StoredEvent<string, Static<typeof Opened>>) => ({ name: data.name, above: data.above, points: null, times: 0 }),
    HomeScored: scored,
    HomeMoved: (row, { data }) => row && { ...row, above: data.above },
    HomeShut: () => undefined,
  },
  complete: (row) => ({ ...row, label: `${row.name} ${row.times}` }),
  columns: { name: (row) => row.name, points: (row) => row.points, scored: (row) => row.points },
  sparse: ['scored'],
  searched: ['name'],
  totals: { groups: (row) => row.above, of: (row) => ({ homes: 1, points: row.points ?? 0 }), places: (row) => row.above.map((_, index) => `below.${row.above[index - 1] ?? 'itself'}`) },
};

/** An event of the little view, recorded at that moment. */
export function aHomeEvent(type: string, data: Json, at = '2026-01-15T02:00:00.000Z'): NewEvent {
  const event = aLittleEvent({ type, data });
  return { ...event, metadata: { ...event.metadata, at } };
}
