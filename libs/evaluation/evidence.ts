import { isRefusal, refuse, type AnyDecider, type Command, type Decider, type DeepReadonly, type DomainEvent, type Refusal, type StoredFile } from '#kernel';
import type { Facts } from './facts.js';
import type { Evidence } from './fields.js';

export const evidenceRefusals = ['evidence-unknown', 'evidence-differs'] as const;
type Code = (typeof evidenceRefusals)[number];

/** Every descriptor in a command's or event's data, wherever it stands: nothing else there bears a `sha256`. */
export function evidenceIn(data: unknown): readonly DeepReadonly<Evidence>[] {
  const found: DeepReadonly<Evidence>[] = [];
  collect(data, found);
  return found;
}

function collect(data: unknown, into: DeepReadonly<Evidence>[]): void {
  if (typeof data !== 'object' || data === null) return;
  if ('sha256' in data) into.push(data as Evidence);
  else for (const name in data) collect((data as Record<string, unknown>)[name], into);
}

/** The fact `evidence`: what the store knows of these files. Absent from it: there is no such file. */
const storedFiles = (named: readonly DeepReadonly<Evidence>[]) => ({ fact: 'evidence', of: [...new Set(named.map(({ sha256 }) => sha256))].toSorted().join(' ') }) as const;

/** Digests as the need for the fact `evidence` names them. */
export const digestsOf = (need: string): readonly string[] => need.split(' ');

/** What an event names must be there as it is named: a file is put first, and is on disk by then. */
function notAsStored(named: readonly DeepReadonly<Evidence>[], stored: DeepReadonly<StoredFile[]>): Refusal<Code> | undefined {
  const bySha256 = new Map(stored.map((file) => [file.sha256, file]));
  for (const { id, title, sha256, bytes, mediaType } of named) {
    const file = bySha256.get(sha256);
    if (file === undefined) return refuse('evidence-unknown', { id, title, sha256 });
    if (file.bytes !== bytes || file.mediaType !== mediaType) return refuse('evidence-differs', { id, title, sha256, bytes, mediaType, stored: { bytes: file.bytes, mediaType: file.mediaType } });
  }
  return undefined;
}

/**
 * A decider that records nothing which names evidence that is not stored so: one rule for every step with files, so that no
 * step can forget it. What the step itself refuses, it refuses first.
 */
export function withStoredEvidence<C extends Command, E extends DomainEvent, S, Own extends string>(decider: Decider<C, E, S, Facts, Own>): Decider<C, E, S, Facts, Own | Code> {
  const decide = Object.entries(decider.decide as AnyDecider['decide']).map(([type, rule]) => [type, guarded(rule as Rule)]);
  return {
    ...decider,
    needs: (command, state) => {
      const named = evidenceIn(command.data);
      const needs = decider.needs(command, state);
      return named.length === 0 ? needs : { ...needs, evidence: storedFiles(named) };
    },
    decide: Object.fromEntries(decide) as Decider<C, E, S, Facts, Own | Code>['decide'],
  };
}

type Rule = (command: Command, state: unknown, facts: DeepReadonly<Facts>) => readonly DomainEvent[] | Refusal;

const guarded =
  (rule: Rule): Rule =>
  (command, state, facts) => {
    const decision = rule(command, state, facts);
    const named = evidenceIn(command.data);
    return isRefusal(decision) || named.length === 0 ? decision : (notAsStored(named, facts.evidence ?? []) ?? decision);
  };
