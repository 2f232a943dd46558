import type { Command, DomainEvent, Refusal } from './message.js';

/** Read-only all the way down: a state or fact that a rule was given must not be changed by it. */
export type DeepReadonly<T> = T extends (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** What a rule answers: events, `[]` for "nothing to do", or a refusal. */
export type Decision<E, Code extends string> = readonly E[] | Refusal<Code>;

/** One fact of elsewhere that a rule asks for: `{ fact: 'union', of: 'centre' }`. */
export type Need = { readonly fact: string; readonly of: string };
export type Needs<Facts> = { readonly [K in keyof Facts]?: Need };

type AnyCommand = Command;
type AnyEvent = DomainEvent;

/** Table of rules, a row a command. */
export type Decide<C extends AnyCommand, E extends AnyEvent, S, Facts, Code extends string> = {
  /** `id`: of the thing itself, the stream's without its category. */
  readonly [T in C['type']]: (command: Extract<C, { type: T }>, state: DeepReadonly<S>, facts: DeepReadonly<Facts>, id?: string) => Decision<E, Code>;
};

/** Table of consequences, a row an event. */
export type Evolve<E extends AnyEvent, S> = {
  readonly [T in E['type']]: (state: DeepReadonly<S>, event: Extract<E, { type: T }>) => DeepReadonly<S>;
};

/** A rule of the domain: `decide(command, state, facts) → events | refusal`, `evolve(state, event) → state`. Both pure. */
export type Decider<C extends AnyCommand, E extends AnyEvent, S, Facts, Code extends string> = {
  /** The stream is `${category}-${id}`. */
  readonly category: string;
  readonly initial: DeepReadonly<S>;
  /** Facts of other streams that this command's rule reads; `{}` for most. `id`: of the thing itself. */
  readonly needs: (command: C, state: DeepReadonly<S>, id?: string) => Needs<Facts>;
  readonly decide: Decide<C, E, S, Facts, Code>;
  readonly evolve: Evolve<E, S>;
  /**
   * What must be taken in other streams before these events may be appended, each by a command of its own: names that are
   * unique beyond one stream, and what two streams may not decide apart. A claim that is refused refuses the command; one that
   * stays without its events does no harm. `given`: what the events were decided from.
   */
  readonly claims?: (events: readonly E[], id: string, given?: Given<S, Facts>) => readonly Claim[];
};

/** What a rule was given. */
export type Given<S, Facts> = { readonly state: DeepReadonly<S>; readonly facts: DeepReadonly<Facts> };

/** A command that goes to another stream first. It runs under the id, time and actor of the command that asks for it. */
// eslint-disable-next-line typescript/no-explicit-any -- a claim is decided by whichever decider owns the name
export type Claim = { readonly decider: Decider<any, any, any, any, any>; readonly id: string; readonly type: string; readonly data: unknown };

/** A part of a decider that stands in a file of its own. Its keys are its own: {@link join} refuses a second owner. */
export type Step<C extends AnyCommand, E extends AnyEvent, S, Facts, Code extends string> = {
  readonly needs?: { readonly [T in C['type']]?: (command: Extract<C, { type: T }>, state: DeepReadonly<S>, id?: string) => Needs<Facts> };
  readonly decide: Decide<C, E, S, Facts, Code>;
  readonly evolve: Evolve<E, S>;
};

/** A decider whose commands and events are known only at run time: what the loops work with. */
// eslint-disable-next-line typescript/no-explicit-any -- the loops are generic over every decider
export type AnyDecider = Decider<any, any, any, any, any>;
// eslint-disable-next-line typescript/no-explicit-any -- see above
export type AnyStep = Step<any, any, any, any, any>;

/**
 * Spreads steps into one decider.
 * @throws Error when two steps decide the same command or evolve the same event.
 */
export function join<C extends AnyCommand, E extends AnyEvent, S, Facts, Code extends string>(
  trunk: Pick<Decider<C, E, S, Facts, Code>, 'category' | 'initial' | 'claims'>,
  ...steps: readonly AnyStep[]
): Decider<C, E, S, Facts, Code> {
  const needs = spread('needs', steps);
  return {
    ...trunk,
    needs: (command, state, id) => needs[command.type]?.(command, state, id) ?? {},
    decide: spread('decide', steps) as Decide<C, E, S, Facts, Code>,
    evolve: spread('evolve', steps) as Evolve<E, S>,
  };
}

// eslint-disable-next-line typescript/no-explicit-any -- tables of functions of every step
function spread(table: 'needs' | 'decide' | 'evolve', steps: readonly AnyStep[]): Record<string, any> {
  const all: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const step of steps) {
    for (const [key, rule] of Object.entries(step[table] ?? {})) {
      if (key in all) throw new Error(`two steps ${table} "${key}"`);
      all[key] = rule;
    }
  }
  return all;
}
