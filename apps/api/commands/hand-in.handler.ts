import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome } from '#kernel';
import { NODE, type Node } from '#platform';
import { HandIn } from './hand-in.js';

/** The one door into the log: `handle-command` behind the bus. */
@CommandHandler(HandIn)
export class HandInHandler implements ICommandHandler<HandIn> {
  constructor(@Inject(NODE) private readonly node: Node) {}

  execute({ decider, id, command, options }: HandIn): Promise<Outcome> {
    return this.node.commands.handle(decider, id, command, options);
  }
}
