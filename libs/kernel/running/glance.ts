import type { Actor, BasedOn, Instant, Metadata } from '../vocabulary/message.js';

// Metadata is canonical JSON: its keys are sorted, `at` comes first and `schema` last.
const beforeMoment = '{"at":"';
const beforeSchema = ',"schema":';
const beforeActor = '"by":{';

/**
 * Metadata as folds over the whole log see it: moment, schema and actor are read from the text at a glance, the rest
 * is parsed when somebody asks for it. Parsing all of it at every event would be a fifth of a rebuild.
 */
export function glance(text: string): Metadata {
  const schema = Number(text.slice(text.lastIndexOf(beforeSchema) + beforeSchema.length, -1));
  if (!text.startsWith(beforeMoment) || !Number.isInteger(schema)) return JSON.parse(text) as Metadata;
  return new Glanced(text, text.slice(beforeMoment.length, text.indexOf('"', beforeMoment.length)), schema) as Metadata;
}

class Glanced {
  readonly #text: string;
  #actor: Actor | undefined;
  #whole: Metadata | undefined;

  constructor(text: string, readonly at: Instant, readonly schema: number) {
    this.#text = text;
  }

  get by(): Actor {
    return (this.#actor ??= actorIn(this.#text) ?? this.#parsed.by);
  }

  get commandId(): string {
    return this.#parsed.commandId;
  }

  get commandHash(): string {
    return this.#parsed.commandHash;
  }

  get correlation(): string {
    return this.#parsed.correlation;
  }

  get causation(): string | undefined {
    return this.#parsed.causation;
  }

  get basedOn(): BasedOn | undefined {
    return this.#parsed.basedOn;
  }

  toJSON(): Metadata {
    return this.#parsed;
  }

  get #parsed(): Metadata {
    return (this.#whole ??= JSON.parse(this.#text) as Metadata);
  }
}

/** An actor is flat: the first brace closes it, unless it stands in a text, and then what lies before it is no JSON. */
function actorIn(text: string): Actor | undefined {
  const from = text.indexOf(beforeActor) + beforeActor.length - 1;
  if (from < beforeActor.length) return undefined;
  try {
    return JSON.parse(text.slice(from, text.indexOf('}', from) + 1)) as Actor;
  } catch {
    return undefined;
  }
}
