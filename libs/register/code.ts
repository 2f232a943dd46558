import { Type } from 'typebox';
import { addDays, dayOf, eventType, idPart, refuse, type Command, type Decider, type DeepReadonly, type EventOf, type PartialDate, type PlainDate } from '#kernel';
import { startOf } from './dated.js';

type Body = { readonly union: string; readonly federation?: undefined } | { readonly federation: string; readonly union?: undefined };
/** A union or a federation takes a code; nobody else may have it. Recording a code does this by itself. */
export type ClaimCode = Command<'ClaimCode', Body & { /** Since when it bears it; null: from the beginning; absent: from the day of the command. */ readonly from?: PartialDate | null }>;

const closed = { additionalProperties: false };
const body = { union: Type.Optional(Type.String({ pattern: idPart.source })), federation: Type.Optional(Type.String({ pattern: idPart.source })) };
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** `union` or `federation`: whose it is. `before`: who bore it last, and the day from which that body did so no more; absent: nobody, or recorded before this was kept. */
export const CodeClaimed = eventType('CodeClaimed', Type.Object({ ...body, claimedOn: day, before: Type.Optional(Type.Object({ ...body, until: day }, closed)) }, closed));
export type CodeClaimed = EventOf<typeof CodeClaimed>;

export type CodeRefusal = 'code-taken' | 'code-borne-until';
export const codeRefusals = ['code-taken', 'code-borne-until'] as const satisfies readonly CodeRefusal[];
type Holding = { readonly union?: string | undefined; readonly federation?: string | undefined };
type Held = DeepReadonly<CodeClaimed['data']> | null;
/** Of each code by its key, the day from which its holder bears it no more; null: it does still. */
export type BorneCodes = { readonly [key: string]: PlainDate | null };
type Facts = { borne?: BorneCodes };

/** What an organisation code may look like: letters and digits, parts joined by hyphens. */
export const codePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
/** The stream's id of a code: codes that differ by case or hyphen are one. */
export const codeKey = (code: string): string => code.toLowerCase().replaceAll('-', '_');

/**
 * Category `code`: who holds a code. That two bodies bear one code on one day may never come about, so the claim stands in a stream of
 * the code's own. A code may be claimed again from the day on which its holder ended or came to bear another; one that was claimed and never
 * recorded, from the second day after.
 */
export const codeDecider: Decider<ClaimCode, CodeClaimed, Held, Facts, CodeRefusal> = {
  category: 'code',
  initial: null,
  needs: ({ data }, held) => (held === null || isSame(held, data) ? {} : { borne: held.federation === undefined ? { fact: 'unionCodes', of: held.union ?? '' } : { fact: 'federationCodes', of: held.federation } }),
  decide: {
    ClaimCode: ({ data, at }, held, facts, id = '') => {
      const today = dayOf(at);
      const from = data.from === undefined ? today : startOf(data.from);
      if (held !== null && isSame(held, data)) return held.before === undefined || held.before.until <= from ? [] : refuse('code-borne-until', { code: id, ...held.before, from });
      const until = held === null ? undefined : facts.borne?.[id];
      if (held !== null && (until === null || (until === undefined && addDays(held.claimedOn, 1) >= today))) return refuse('code-taken', { code: id, ...whose(held) });
      // Who claimed it and never bore it leaves behind whoever bore it before.
      const before = held === null || typeof until !== 'string' ? held?.before : { ...whose(held), until };
      if (before !== undefined && before.until > from) return refuse('code-borne-until', { code: id, ...before, from });
      return [CodeClaimed.of({ ...whose(data), claimedOn: today, ...(before === undefined ? {} : { before }) })];
    },
  },
  evolve: { CodeClaimed: (_, { data }) => data },
};

const isSame = (one: Holding, other: Holding): boolean => one.union === other.union && one.federation === other.federation;
const whose = ({ union, federation }: Holding) => (federation === undefined ? { union: union ?? '' } : { federation });
