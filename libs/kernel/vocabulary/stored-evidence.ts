import { Type, type Static } from 'typebox';
import type { AnyDecider, Decider, DeepReadonly } from './decider.js';
import type { StoredFile } from './evidence.port.js';
import { isRefusal, refuse, type Actor, type Command, type DomainEvent, type Refusal } from './message.js';

/** A file kept beside the log; the event holds its descriptor. */
export const evidence = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}$' }),
    title: Type.String({ minLength: 1, maxLength: 200 }),
    mediaType: Type.String({ pattern: '^[a-z]{1,20}/[a-zA-Z0-9.+-]{1,100}$' }),
    bytes: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);
export type Evidence = Static<typeof evidence>;
/** Up to 20 files. */
export const evidenceFiles = Type.Array(evidence, { maxItems: 20 });

export const evidenceRefusals = ['evidence-unknown', 'evidence-differs'] as const;
export type EvidenceRefusal = (typeof evidenceRefusals)[number];
type Code = EvidenceRefusal;
/** What the store knows of the files that a command names. */
export type EvidenceFact = { evidence?: StoredFile[] };

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
const storedFiles = (digests: readonly string[]) => ({ fact: 'evidence', of: [...new Set(digests)].toSorted().join(' ') }) as const;

/** Digests of all files that a command rests on: those it names, and the scanned sheet of an entry on behalf. */
const digestsIn = ({ data, by }: Sent): readonly string[] => [...evidenceIn(data).map(({ sha256 }) => sha256), ...[sheetOf(by)].filter((digest) => digest !== undefined)];

/** Digests as the need for the fact `evidence` names them. */
export const digestsOf = (need: string): readonly string[] => need.split(' ');

type Sent = Pick<Command, 'data' | 'by'>;
const sheet = 'sheet:';
/** Digest of the scanned sheet that an entry on behalf rests on. */
export const sheetOf = ({ basis }: Pick<Actor, 'basis'>): string | undefined => (basis?.startsWith(sheet) === true ? basis.slice(sheet.length) : undefined);

/** What an event names must be there as it is named: a file is put first, and is on disk by then. */
function notAsStored({ data, by }: Sent, stored: DeepReadonly<StoredFile[]>): Refusal<Code> | undefined {
  const named = evidenceIn(data);
  const scanned = sheetOf(by);
  const bySha256 = new Map(stored.map((file) => [file.sha256, file]));
  if (scanned !== undefined && !bySha256.has(scanned)) return refuse('evidence-unknown', { id: 'basis', title: 'basis', sha256: scanned });
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
export function withStoredEvidence<C extends Command, E extends DomainEvent, S, Facts extends EvidenceFact, Own extends string>(decider: Decider<C, E, S, Facts, Own>): Decider<C, E, S, Facts, Own | Code> {
  const decide = Object.entries(decider.decide as AnyDecider['decide']).map(([type, rule]) => [type, guarded(rule as Rule)]);
  return {
    ...decider,
    needs: (command, state, id) => {
      const digests = digestsIn(command);
      const needs = decider.needs(command, state, id);
      return digests.length === 0 ? needs : { ...needs, evidence: storedFiles(digests) };
    },
    decide: Object.fromEntries(decide) as Decider<C, E, S, Facts, Own | Code>['decide'],
  };
}

type Rule = (command: Command, state: unknown, facts: DeepReadonly<EvidenceFact>, id: string) => readonly DomainEvent[] | Refusal;

const guarded =
  (rule: Rule): Rule =>
  (command, state, facts, id) => {
    const decision = rule(command, state, facts, id);
    return isRefusal(decision) || digestsIn(command).length === 0 ? decision : (notAsStored(command, facts.evidence ?? []) ?? decision);
  };
