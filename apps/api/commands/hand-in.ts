import type { AnyDecider, Command, HandleOptions, Outcome } from '#kernel';

/** A command on its way to the handler of its decider, over Nest's CommandBus. */
export class HandIn {
  constructor(
    readonly decider: AnyDecider,
    readonly id: string,
    readonly command: Command,
    readonly options: HandleOptions = {},
  ) {}
}

/** What the handler answers. */
export type HandedIn = Outcome;
