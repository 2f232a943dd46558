import type { NewEvent } from '../vocabulary/message.js';
import { someone } from './specify.js';

let made = 0;

/** A small event with a fresh id (or the one given), for tests of stores. */
export function aLittleEvent(overrides: Partial<NewEvent> = {}): NewEvent {
  const number = ++made;
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    type: 'LittleThingHappened',
    data: { number, text: '职工之家' },
    metadata: { schema: 1, at: '2026-01-15T02:00:00.000Z', by: someone, commandId: `command-${number}`, commandHash: 'none', correlation: `command-${number}` },
    ...overrides,
  };
}
