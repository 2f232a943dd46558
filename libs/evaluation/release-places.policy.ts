import { idOf, type Effect, type EventOf, type Policy, type StoredEvent } from '#kernel';
import type { ApplicationDeclined, ApplicationWithdrawn } from './steps/recommendation.js';

type Ended = StoredEvent<string, EventOf<typeof ApplicationDeclined | typeof ApplicationWithdrawn>['data']>;

/** Each allotment in which a place may be held for it: where none is, nothing is done there. */
const release = ({ stream, data: { allotments = [] } }: Ended): readonly Effect[] =>
  allotments.map((allotment) => ({ category: 'allotment', id: allotment, command: { type: 'ReleasePlace', data: { evaluation: idOf(stream) } } }));

/** An application declined or withdrawn → its places in the quotas above are free again. */
export const releasePlaces: Policy = { name: 'releasePlaces', from: 'start', on: { ApplicationDeclined: release, ApplicationWithdrawn: release } };
