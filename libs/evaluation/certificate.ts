import { Type } from 'typebox';
import { addDays, dayOf, eventType, refuse, type Command, type Decider, type DeepReadonly, type EventOf, type PlainDate } from '#kernel';
import { day, line } from './fields.js';

/** An issuer's certificate number is taken for a title; no other title of the issuer may have it. Granting a title does this by itself. */
export type ClaimCertificate = Command<'ClaimCertificate', { readonly evaluation: string; readonly number: string }>;

/** `number`: as it is compared. */
export const CertificateClaimed = eventType(
  'CertificateClaimed',
  Type.Object({ evaluation: Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}(\\.[a-z0-9][a-z0-9_]{0,31}){0,5}$' }), number: line, claimedOn: day }, { additionalProperties: false }),
);
export type CertificateClaimed = EventOf<typeof CertificateClaimed>;

export const certificateRefusals = ['certificate-taken'] as const;
type Code = (typeof certificateRefusals)[number];
type Holder = { readonly evaluation: string; readonly claimedOn: PlainDate };
type Numbers = { readonly [number: string]: Holder };
/** What the evaluation that claimed a number granted with it, if anything. */
type Facts = { granted?: { readonly number: string } };

/** Numbers as they are compared: full-width and half-width forms and cases are one, blanks do not count. */
export const numberKey = (number: string): string => number.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

/** The stream of an issuer's number: numbers are free text, so some share one (32 bits of FNV-1a); who holds which stands inside. */
export function certificateId(issuer: string, number: string): string {
  let hash = 0x811c9dc5;
  for (const letter of numberKey(number)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return `${issuer.slice(issuer.indexOf('-') + 1)}.${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

const isGranted = ({ granted }: Facts, key: string): boolean => granted !== undefined && numberKey(granted.number) === key;

const held = (numbers: DeepReadonly<Numbers>, number: string): Holder | undefined => (Object.hasOwn(numbers, number) ? numbers[number] : undefined);

/**
 * Category `certificate`, id ISSUER.HASH: who holds a certificate's number. A number once granted is never given again, also where the
 * title was withdrawn; one that was claimed and never granted is free from the second day after.
 */
export const certificateDecider: Decider<ClaimCertificate, CertificateClaimed, Numbers, Facts, Code> = {
  category: 'certificate',
  initial: {},
  needs: ({ data }, numbers) => {
    const holder = held(numbers, numberKey(data.number));
    return holder === undefined || holder.evaluation === data.evaluation ? {} : { granted: { fact: 'grantedTitle', of: holder.evaluation } };
  },
  decide: {
    ClaimCertificate: ({ data: { evaluation, number }, at }, numbers, facts) => {
      const key = numberKey(number);
      const holder = held(numbers, key);
      if (holder?.evaluation === evaluation) return [];
      const today = dayOf(at);
      if (holder !== undefined && (addDays(holder.claimedOn, 1) >= today || isGranted(facts, key))) return refuse('certificate-taken', { certificate: number, evaluation: holder.evaluation });
      return [CertificateClaimed.of({ evaluation, number: key, claimedOn: today })];
    },
  },
  evolve: { CertificateClaimed: (numbers, { data: { number, ...holder } }) => ({ ...numbers, [number]: holder }) },
};

/** Commands that nobody sends: granting a title does. */
export const claimedByGrants: readonly ClaimCertificate['type'][] = ['ClaimCertificate'];
