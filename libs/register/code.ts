import { Type } from 'typebox';
import { addDays, dayOf, eventType, idPart, refuse, type Command, type Decider, type EventOf, type PartialDate, type PlainDate } from '#kernel';

/** A union or a federation takes a code; nobody else may have it. Recording a code does this by itself. */
export type ClaimCode = Command<'ClaimCode', { readonly union: string; readonly federation?: undefined } | { readonly federation: string; readonly union?: undefined }>;

/** `union` or `federation`: whose it is. */
export const CodeClaimed = eventType('CodeClaimed', Type.Object({ union: Type.Optional(Type.String({ pattern: idPart.source })), federation: Type.Optional(Type.String({ pattern: idPart.source })), claimedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }) }, { additionalProperties: false }));
export type CodeClaimed = EventOf<typeof CodeClaimed>;

export type CodeRefusal = 'code-taken';
type Holding = { readonly union?: string | undefined; readonly federation?: string | undefined };
type Held = (Holding & { readonly claimedOn: PlainDate }) | null;
/** What must be known of who claimed it: a union that ended, or bears another code, holds it no more. */
type Holder = { readonly code?: string; readonly closedOn?: PartialDate };
type Facts = { holder?: Holder };

/** What an organisation code may look like: letters and digits, parts joined by hyphens. */
export const codePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
/** The stream's id of a code: codes that differ by case or hyphen are one. */
export const codeKey = (code: string): string => code.toLowerCase().replaceAll('-', '_');

/**
 * Category `code`: who holds a code. That two bodies bear one code may never come about, so the claim stands in a stream of
 * the code's own. A code is free again when its holder has ended or bears another; one that was claimed and never recorded, from the second day after.
 */
export const codeDecider: Decider<ClaimCode, CodeClaimed, Held, Facts, CodeRefusal> = {
  category: 'code',
  initial: null,
  needs: ({ data }, held) => (held === null || isSame(held, data) ? {} : { holder: held.federation === undefined ? { fact: 'union', of: held.union ?? '' } : { fact: 'federation', of: held.federation } }),
  decide: {
    ClaimCode: ({ data, at }, held, facts, id = '') => {
      if (held !== null && isSame(held, data)) return [];
      if (held !== null && isHolding(held, { holder: facts.holder, id, today: dayOf(at) })) return refuse('code-taken', { code: id, ...whose(held) });
      return [CodeClaimed.of({ ...whose(data), claimedOn: dayOf(at) })];
    },
  },
  evolve: { CodeClaimed: (_, { data }) => data },
};

const isSame = (one: Holding, other: Holding): boolean => one.union === other.union && one.federation === other.federation;
const whose = ({ union, federation }: Holding) => (federation === undefined ? { union: union ?? '' } : { federation });

function isHolding({ claimedOn }: NonNullable<Held>, { holder, id, today }: { readonly holder: Holder | undefined; readonly id: string; readonly today: PlainDate }): boolean {
  if (holder?.closedOn !== undefined) return false;
  return addDays(claimedOn, 1) >= today || (holder?.code !== undefined && codeKey(holder.code) === id);
}
