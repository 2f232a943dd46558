import type { AnyDecider } from '../vocabulary/decider.js';
import { isRefusal, type Actor, type Command, type DomainEvent } from '../vocabulary/message.js';
import { evolve } from '../running/load.js';

/** What a specification may assume about the sender unless it says otherwise. */
export const someone: Actor = { kind: 'person', office: 'chair', bodyId: 'union-centre', assurance: 'unverified' };

type When = { readonly type: string; readonly data: unknown; readonly by?: Actor; readonly at?: string };

/**
 * Given events, when a command, then events, nothing, or a refusal.
 * `id` is that of the thing itself. Inputs are frozen, the clock and chance throw, and a fact that `needs` did not ask for cannot be read.
 */
export function specify(decider: AnyDecider, allFacts: { readonly [name: string]: unknown } = {}, id = 'centre') {
  return {
    given: (...past: readonly DomainEvent[]) => ({
      when: (wish: When) => {
        const run = () => withoutClockOrChance(() => judge({ decider, id }, past, wish, allFacts));
        return {
          then: (...expected: readonly DomainEvent[]) => expect(run()).toEqual(expected),
          thenNothing: () => expect(run()).toEqual([]),
          /** `details`, when given, must all be there; others may be. */
          thenRefused: (code: string, details?: object) =>
            expect(run()).toMatchObject({ refused: code, ...(details === undefined ? {} : { details }) }),
          /** The decision itself, for what the others cannot say. */
          decision: run,
        };
      },
      /** The state after the events. */
      state: () => withoutClockOrChance(() => stateAfter(decider, past)),
    }),
  };
}

function judge({ decider, id }: { readonly decider: AnyDecider; readonly id: string }, past: readonly DomainEvent[], wish: When, allFacts: { readonly [name: string]: unknown }): unknown {
  const command: Command = deepFreeze({ by: someone, at: '2026-01-15T02:00:00.000Z', commandId: 'command-1', ...wish });
  const state = stateAfter(decider, past);
  const asked = decider.needs(command, state, id);
  const facts = new Proxy(deepFreeze({ ...allFacts }), {
    get: (target, name: string) => {
      if (!(name in asked)) throw new Error(`"${command.type}" reads the fact "${name}" without having asked for it`);
      return target[name];
    },
  });
  const rule = decider.decide[command.type] as ((command: Command, state: unknown, facts: unknown, id: string) => unknown) | undefined;
  if (rule === undefined) throw new Error(`nothing decides "${command.type}"`);
  const decision = deepFreeze(rule(command, state, facts, id)) as readonly DomainEvent[];
  // Whatever is decided can be lived with: the events evolve.
  if (!isRefusal(decision)) decision.reduce((state, event) => deepFreeze(evolve(decider, state, event)), state);
  return decision;
}

const stateAfter = (decider: AnyDecider, past: readonly DomainEvent[]): unknown =>
  past.reduce((state: unknown, event) => deepFreeze(evolve(decider, state, deepFreeze(event))), deepFreeze(decider.initial));

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

function withoutClockOrChance<T>(run: () => T): T {
  const { now } = Date;
  const { random } = Math;
  const forbidden = (name: string) => () => {
    throw new Error(`a rule called ${name}: time and chance arrive as data`);
  };
  Date.now = forbidden('Date.now');
  Math.random = forbidden('Math.random');
  try {
    return run();
  } finally {
    Date.now = now;
    Math.random = random;
  }
}
