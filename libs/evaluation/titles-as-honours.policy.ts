import { idOf, type Effect, type EventOf, type Policy, type StoredEvent } from '#kernel';
import type { TitleRechecked } from './steps/closing.js';
import type { TitleGranted } from './steps/public-notice.js';

type Granted = StoredEvent<string, EventOf<typeof TitleGranted>['data']>;
type Rechecked = StoredEvent<string, EventOf<typeof TitleRechecked>['data']>;

/** A title granted, or withdrawn at a re-check → an honour of the union, so that the next rung of the ladder finds it. */
export const titlesAsHonours: Policy = {
  name: 'titlesAsHonours',
  from: 'start',
  on: {
    TitleGranted: ({ stream, data: { title, grantedOn }, metadata }: Granted): readonly Effect[] => [toUnion(stream, 'RecordHonour', { title, issuer: metadata.by.bodyId, grantedOn })],
    TitleRechecked: ({ stream, data: { kept, recheckedOn, reason } }: Rechecked): readonly Effect[] => (kept ? [] : [toUnion(stream, 'WithdrawHonour', { withdrawnOn: recheckedOn, reason })]),
  },
};

/** `evaluation-centre.2025.1` gives the union `centre` the honour `e2025_1`: one evaluation grants at most one title. */
function toUnion(stream: string, type: string, data: object): Effect {
  const [union = '', year = '', run = ''] = idOf(stream).split('.');
  return { category: 'union', id: union, command: { type, data: { honour: `e${year}_${run}`, ...data } } };
}
