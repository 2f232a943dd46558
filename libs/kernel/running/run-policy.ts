import type { Catalogue } from '../vocabulary/catalogue.js';
import type { PolicyCheckpoints } from '../vocabulary/checkpoints.port.js';
import type { EventFeed, EventReader } from '../vocabulary/event-log.port.js';
import type { Actor, Command, Position, StoredEvent } from '../vocabulary/message.js';
import { maxEffectsPerEvent, type Effect, type Policy } from '../vocabulary/policy.js';
import { followTypes } from './follow-types.js';

/** The most commands of one policy under way at once. */
export const maxInFlight = 64;
/** They go in groups, so many at once: while the writer puts one on disk, the next is decided. */
const groupsAtOnce = 2;

/** How full the writer's queue may be for a policy to send more: the other half is for people. */
export const fullestQueue = 0.5;

/** The most events a policy passes over before it remembers how far it came. */
export const maxPassedOver = 10_000;

export type PolicyRun = {
  readonly log: EventReader & EventFeed;
  readonly catalogue: Catalogue;
  readonly checkpoints: PolicyCheckpoints;
  /** Hands a command in. A refusal is an answer; an outage throws, and the policy tries again. */
  readonly send: (effect: Effect, command: Command) => Promise<void>;
  /** When the commands an event causes are recorded: now, in all but scenarios, which go by the time of the cause. */
  readonly now: (cause: StoredEvent) => string;
  readonly signal: AbortSignal;
  /** 0 to 1: how full the writer's queue is, where the log has one. From {@link fullestQueue} on the policy pauses. */
  readonly load?: () => number;
  /** Told of each failure before the next try. */
  readonly failed?: (error: unknown, retryInMs: number) => void;
  readonly advanced?: (position: Position) => void;
};

const firstRetryMs = 100;
const longestRetryMs = 30_000;
/** A full queue of the embedded log is written in about a second. */
const queueAskedAgainMs = 10;

/** Runs a policy until the signal aborts. The checkpoint advances only past events whose effects were all acknowledged. */
export async function runPolicy(policy: Policy, run: PolicyRun): Promise<void> {
  let position: Position | undefined;
  let retryMs = firstRetryMs;
  while (!run.signal.aborted) {
    try {
      position ??= await start(policy, run);
      let passed = 0;
      // Events of other types are none of its business, also where this program does not know them.
      for await (const batch of followTypes(run.log, new Set(Object.keys(policy.on)), position, run.signal)) {
        for (const stored of batch.events) {
          await carryOut(policy, run.catalogue.upcast(stored), run);
          ({ position } = stored);
        }
        ({ position } = batch);
        passed += batch.passedOver;
        // A checkpoint is a write of its own to the log's disk: what was merely passed over can be passed over again.
        if (batch.events.length > 0 || passed >= maxPassedOver) {
          await run.checkpoints.save(policy.name, position);
          passed = 0;
        }
        run.advanced?.(position);
        retryMs = firstRetryMs;
      }
      if (!run.signal.aborted) throw new Error(`${policy.name}: the feed ended`);
    } catch (error) {
      if (run.signal.aborted) return;
      run.failed?.(error, retryMs);
      await pause(retryMs, run.signal);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
  }
}

async function start(policy: Policy, { log, checkpoints }: PolicyRun): Promise<Position> {
  const kept = await checkpoints.load(policy.name);
  if (kept !== undefined) return kept;
  const from = policy.from === 'now' ? await log.end() : 0;
  await checkpoints.save(policy.name, from);
  return from;
}

/** Commands that an event causes: their ids derive from the event's, so that doing it twice does it once. */
export function commandsOf(policy: Policy, event: StoredEvent, at: string): readonly (readonly [Effect, Command])[] {
  const effects = policy.on[event.type]?.(event) ?? [];
  if (effects.length > maxEffectsPerEvent) throw new RangeError(`${policy.name}: ${effects.length} effects of one event, ${maxEffectsPerEvent} allowed`);
  const by: Actor = { kind: 'process', office: 'policy', bodyId: policy.name, assurance: 'unverified' };
  return effects.map((effect, index) => [
    effect,
    { ...effect.command, commandId: `${event.id}.${index}`, by, at, causation: event.id, correlation: event.metadata.correlation },
  ]);
}

async function carryOut(policy: Policy, event: StoredEvent, run: PolicyRun): Promise<void> {
  const commands = commandsOf(policy, event, run.now(event));
  let [next, failed] = [0, false];
  const groups = async () => {
    // One event may cause 500 commands, and a batch hold 250 such events: whoever stops the policy does not wait for that.
    while (next < commands.length && !failed) {
      run.signal.throwIfAborted();
      await room(run);
      const group = commands.slice(next, next + maxInFlight / groupsAtOnce);
      next += group.length;
      // All are waited for, also when one fails: the next try must not find the rest still under way.
      const answers = await Promise.allSettled(group.map(([effect, command]) => run.send(effect, command)));
      const no = answers.find((answer) => answer.status === 'rejected');
      failed ||= no !== undefined;
      if (no !== undefined) throw no.reason;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: groupsAtOnce }, groups));
  const no = ended.find((one) => one.status === 'rejected');
  if (no !== undefined) throw no.reason;
}

/** Resolves once the writer's queue is less than half full. @throws the signal's reason */
async function room({ load = () => 0, signal }: PolicyRun): Promise<void> {
  while (load() >= fullestQueue) {
    await pause(queueAskedAgainMs, signal);
    signal.throwIfAborted();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
