import type { AnyDecider, Decision } from '../vocabulary/decider.js';
import type { Command, DomainEvent } from '../vocabulary/message.js';

/** What a decider's rule for this command says. @throws Error where it has none: a slip of the program */
export function decide(decider: AnyDecider, command: Command, state: unknown, { facts, id }: { readonly facts: unknown; readonly id: string }): Decision<DomainEvent, string> {
  const rule = decider.decide[command.type] as ((command: Command, state: unknown, facts: unknown, id: string) => Decision<DomainEvent, string>) | undefined;
  if (rule === undefined) throw new Error(`${decider.category}: nothing decides "${command.type}"`);
  return rule(command, state, facts, id);
}
