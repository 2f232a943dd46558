import { canonicalJson, type Json } from '../vocabulary/canonical-json.js';
import type { Catalogue, Misfit } from '../vocabulary/catalogue.js';
import type { AnyDecider, Claim, Need } from '../vocabulary/decider.js';
import { AppendUnknown, isWrongRevision, type Appended, type EventLog, type WrongRevision } from '../vocabulary/event-log.port.js';
import type { Hashing } from '../vocabulary/hashing.port.js';
import { isRefusal, type BasedOn, type Command, type DomainEvent, type NewEvent, type Position, type Refusal, type Revision } from '../vocabulary/message.js';
import { idOf, streamOf, type StreamName } from '../vocabulary/naming.js';
import { decide } from './decide.js';
import { eventsOfCommand } from './first-answer.js';
import { gatherFacts, type FactSources } from './gather-facts.js';
import { commandKey, foldRecorded, load, nothingFolded, type Answered, type Folded } from './load.js';
import { QueueByKey } from './queue-by-key.js';
import { StateCache } from './state-cache.js';

/** What became of a command. */
export type Outcome =
  | { readonly kind: 'recorded'; readonly stream: StreamName; readonly revision: Revision; readonly position: Position; readonly events: readonly DomainEvent[]; readonly repeated: boolean }
  /** There was nothing to do. */
  | { readonly kind: 'unchanged'; readonly stream: StreamName; readonly revision: Revision | 'none' }
  | { readonly kind: 'refused'; readonly stream: StreamName; readonly revision: Revision | 'none'; readonly refusal: Refusal }
  /** The caller's expected revision (`If-Match`) is not the stream's. */
  | { readonly kind: 'moved-on'; readonly stream: StreamName; readonly revision: Revision | 'none' }
  /** The command id was used before, by the same actor on the same stream, for something else. */
  | { readonly kind: 'id-reused'; readonly stream: StreamName }
  /** Others kept writing to the stream: nothing was recorded, try again. */
  | { readonly kind: 'contended'; readonly stream: StreamName };

/** Events a decider made that do not fit their schemas: a bug of ours, never the caller's. */
export class EventMisfit extends Error {
  constructor(readonly event: DomainEvent, readonly misfits: readonly Misfit[]) {
    super(`${event.type} does not fit its schema: ${misfits.map(({ path, message }) => `${path || '/'} ${message}`).join('; ')}`);
    this.name = 'EventMisfit';
  }
}

export type Engine = {
  readonly log: EventLog;
  readonly catalogue: Catalogue;
  readonly hashing: Hashing;
  readonly facts: FactSources;
};

export type HandleOptions = {
  /** Decide only at this revision; nothing is then retried. */
  readonly ifMatch?: Revision | 'none';
  /** Taken for not there yet: neither read first nor remembered; the append finds out, or where it claims something a look at its head, and one that is there after all is read and judged. */
  readonly presumedNew?: boolean;
};

/** How often a command is decided anew when others wrote first, and an append of unknown end repeated. */
export const maxAttempts = 3;

/**
 * The only way into the log: load → gather facts → decide → check against the schemas → append.
 * One command, one stream, one append at the revision that was read.
 */
export class CommandHandling {
  readonly #cache: StateCache;
  readonly #queue = new QueueByKey();
  /** Streams that are being appended to: whoever follows the log may know the new events before their writer is answered. */
  readonly #appending = new Set<StreamName>();
  /** Reads begun in this very turn: two facts gathered side by side may rest on one stream, and it is read once. */
  readonly #justBegun = new Map<StreamName, Promise<Folded>>();

  constructor(private readonly engine: Engine, cache = new StateCache()) {
    this.#cache = cache;
  }

  /**
   * Calls for one stream queue behind each other. Where a command wrote events, its repetition (same actor, id and
   * content) gets the first answer, before `ifMatch` is looked at; refusals and "nothing to do" are decided again.
   * @throws RangeError for an id that is none; AppendUnknown and StoreUnavailable from the store; EventMisfit.
   */
  async handle(decider: AnyDecider, id: string, command: Command, options: HandleOptions = {}): Promise<Outcome> {
    const stream = streamOf(decider.category, id);
    return this.#queue.run(stream, () => this.#attempt(decider, stream, command, options));
  }

  /** The folded state of a stream, read up to its head. @throws RangeError for an id that is none */
  async state(decider: AnyDecider, id: string): Promise<Folded> {
    const stream = streamOf(decider.category, id);
    const cached = this.#cache.get(stream);
    if (cached !== undefined && this.#isCertain(stream)) return cached;
    const reading = this.#justBegun.get(stream) ?? this.#read(decider, stream, cached);
    if (this.#justBegun.size === 0) queueMicrotask(() => this.#justBegun.clear());
    this.#justBegun.set(stream, reading);
    return reading;
  }

  /** The facts that a rule would be given for these needs: for questions that tell what a command would be refused for. */
  async facts(needs: { readonly [name: string]: Need | undefined }): Promise<Readonly<Record<string, unknown>>> {
    return (await gatherFacts(needs, this.engine.facts)).facts;
  }

  /** The folded state, where it is remembered and known to be the stream's; nothing is read. */
  remembered(decider: AnyDecider, id: string): Folded | undefined {
    const stream: StreamName = `${decider.category}-${id}`;
    return this.#isCertain(stream) ? this.#cache.get(stream) : undefined;
  }

  /** Nobody else writes, and what we write is answered. */
  #isCertain(stream: StreamName): boolean {
    return this.engine.log.soleWriter && !this.#appending.has(stream);
  }

  async #attempt(decider: AnyDecider, stream: StreamName, command: Command, options: HandleOptions): Promise<Outcome> {
    const commandHash = this.engine.hashing.sha256(canonicalJson([command.type, command.data]));
    const key = commandKey(command.by, command.commandId);
    for (let attempt = 1; ; attempt++) {
      const cached = this.#cache.get(stream);
      const presumed = cached === undefined && attempt === 1 && options.presumedNew === true;
      const folded = cached ?? (presumed ? nothingFolded(decider) : await this.#read(decider, stream));
      const certain = !presumed && (cached === undefined || this.engine.log.soleWriter);
      const before = folded.answered.get(key);
      if (before !== undefined) return this.#repeat(stream, key, before, commandHash);
      if (options.ifMatch !== undefined && options.ifMatch !== folded.revision) {
        if (await this.#current(stream, folded, certain)) return { kind: 'moved-on', stream, revision: folded.revision };
        continue;
      }
      const gathering = gatherFacts(decider.needs(command, folded.state, idOf(stream)), this.engine.facts);
      const { facts, basedOn } = gathering instanceof Promise ? await gathering : gathering;
      const decision = decide(decider, command, folded.state, { facts, id: idOf(stream) });
      if (isRefusal(decision) || decision.length === 0) {
        // Decided from a cached state: only answered when nobody has written since.
        if (!(await this.#current(stream, folded, certain))) continue;
        return isRefusal(decision)
          ? { kind: 'refused', stream, revision: folded.revision, refusal: decision }
          : { kind: 'unchanged', stream, revision: folded.revision };
      }
      this.#check(decision);
      const claims = decider.claims?.(decision, idOf(stream), { state: folded.state, facts }) ?? [];
      // What is claimed in other streams stays claimed when the append is refused: nothing is claimed for one that was there all along.
      if (presumed && claims.length > 0 && (await this.engine.log.head(stream)) !== 'none') continue;
      const unclaimed = await this.#claim(claims, command, presumed);
      if (unclaimed !== undefined) return unclaimed.kind === 'refused' ? { ...unclaimed, stream, revision: folded.revision } : { ...unclaimed, stream };
      const events = this.#dress(stream, command, commandHash, basedOn, decision);
      this.#appending.add(stream);
      try {
        const answer = await this.#append(stream, folded.revision, events);
        if (!isWrongRevision(answer)) {
          // The answer to a repeated append is its first: more may stand behind it, unless the stream was read.
          if (!presumed) this.#cache.set(stream, foldRecorded(decider, folded, decision, { key, commandHash, ...answer }));
          return { kind: 'recorded', stream, ...answer, events: decision, repeated: false };
        }
        this.#cache.forget(stream);
      } finally {
        this.#appending.delete(stream);
      }
      // With `ifMatch` the next round decides nothing: it looks whether this very command was recorded by another process.
      if (attempt === maxAttempts) return { kind: 'contended', stream };
    }
  }

  /** Takes in other streams what the events need to be unique by; gives the first outcome that is a no. */
  async #claim(claims: readonly Claim[], command: Command, presumedNew: boolean): Promise<Exclude<Outcome, { kind: 'recorded' | 'unchanged' }> | undefined> {
    for (const { decider: owner, id, type, data } of claims) {
      const outcome = await this.handle(owner, id, { ...command, type, data, correlation: command.correlation ?? command.commandId }, { presumedNew });
      if (outcome.kind !== 'recorded' && outcome.kind !== 'unchanged') return outcome;
    }
    return undefined;
  }

  async #repeat(stream: StreamName, key: string, { commandHash, revision, position }: Answered, asked: string): Promise<Outcome> {
    if (commandHash !== asked) return { kind: 'id-reused', stream };
    const events = await eventsOfCommand(this.engine.log, this.engine.catalogue, stream, { key, revision });
    return { kind: 'recorded', stream, revision, position, events, repeated: true };
  }

  /** Reads what the log holds beyond `before` and remembers it, unless the stream came into doubt meanwhile. */
  async #read(decider: AnyDecider, stream: StreamName, before?: Folded): Promise<Folded> {
    const { doubts } = this.#cache;
    const folded = await load(decider, stream, this.engine.log, this.engine.catalogue, before);
    if (folded.revision !== 'none' && doubts === this.#cache.doubts) this.#cache.set(stream, folded);
    return folded;
  }

  /** True when the state is still the stream's; otherwise it is forgotten, and the next load reads afresh. */
  async #current(stream: StreamName, folded: Folded, certain: boolean): Promise<boolean> {
    if (certain || (await this.engine.log.head(stream)) === folded.revision) return true;
    this.#cache.forget(stream);
    return false;
  }

  #check(events: readonly DomainEvent[]): void {
    for (const event of events) {
      const misfits = this.engine.catalogue.misfits(event);
      if (misfits.length > 0) throw new EventMisfit(event, misfits);
    }
  }

  #dress(stream: StreamName, command: Command, commandHash: string, basedOn: BasedOn | undefined, events: readonly DomainEvent[]): readonly NewEvent[] {
    const { at, by, commandId, correlation = commandId, causation } = command;
    // With all that a decision depends on in its name, an id says: same id at the same revision, same bytes. Another process
    // that decides this command at another moment writes other ids, so that no store takes one for a repetition of the other.
    const name = `${stream}\n${commandKey(by, commandId)}\n${commandHash}\n${at}\n${basedOn === undefined ? '' : canonicalJson(basedOn)}`;
    const common = { at, by, commandId, commandHash, correlation, ...(causation === undefined ? {} : { causation }), ...(basedOn === undefined ? {} : { basedOn }) };
    return events.map(({ type, data }, index) => ({
      id: this.engine.hashing.uuid5(`${name}\n${index}`),
      type,
      data: data as Json,
      metadata: { schema: this.engine.catalogue.schemaNumber(type), ...common },
    }));
  }

  async #append(stream: StreamName, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended | WrongRevision> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.engine.log.append(stream, expected, events);
      } catch (error) {
        // Same ids at the same revision: the store gives the first answer again if the first try got through.
        if (!(error instanceof AppendUnknown) || attempt === maxAttempts) {
          this.#cache.forget(stream);
          throw error;
        }
      }
    }
  }
}
