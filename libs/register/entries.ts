import { Type, type Static } from 'typebox';
import type { PartialDate } from '#kernel';
import { closed, date, id, name } from './fields.js';

/** The most entries of one kind that a union, or a federation, keeps. */
export const maxEntries = 500;

/** Entries of a union's register, as events hold them; an end comes with an event of its own. */
const people = Type.Integer({ minimum: 0, maximum: 10_000_000 });

export const CoveredUnitEntry = Type.Object({ unit: id, name, joinedOn: Type.Optional(date), staff: Type.Optional(people) }, closed);
/** A unit that a joint union covers (涵盖单位), with the time in which it does. */
export type CoveredUnit = Static<typeof CoveredUnitEntry> & { readonly leftOn?: PartialDate };

export const BranchEntry = Type.Object({ branch: id, name, formedOn: Type.Optional(date), members: Type.Optional(people) }, closed);
/** A part of a union (分会), perhaps with a small home of its own (职工小家). */
export type Branch = Static<typeof BranchEntry> & { readonly endedOn?: PartialDate; readonly smallHome?: { readonly since: PartialDate; readonly name?: string | undefined } };

/** The legal-person certificate of a union (法人证书), or another. */
export const certificateKinds = ['legalPerson', 'organisationCode', 'taxExemption', 'other'] as const;
export const CertificateEntry = Type.Object({ certificate: id, kind: Type.Enum([...certificateKinds]), number: name, issuer: Type.Optional(name), issuedOn: Type.Optional(date), validUntil: Type.Optional(date) }, closed);
export type Certificate = Static<typeof CertificateEntry> & { readonly withdrawnOn?: PartialDate };

/** Bodies of a union beside its committee: women's 女职工委员会, audit 经费审查委员会, mediation 劳动争议调解委员会… */
export const committeeKinds = ['women', 'audit', 'mediation', 'safety', 'wageTalks', 'other'] as const;
export const CommitteeEntry = Type.Object({ committee: id, kind: Type.Enum([...committeeKinds]), name: Type.Optional(name), formedOn: Type.Optional(date), members: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }, closed);
export type UnionCommittee = Static<typeof CommitteeEntry> & { readonly dissolvedOn?: PartialDate };

/** Rules of its own by which a union holds its yearly evaluation (评家制度). */
export const StandingRulesEntry = Type.Object({ title: name, adoptedOn: date, body: Type.Optional(Type.Enum(['assembly', 'congress', 'combined', 'committee'])), text: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })) }, closed);
export type StandingRules = Static<typeof StandingRulesEntry>;

/** A seat of the committee: `chair`, `vice_chair`, `women`, `member_3`. Who sits there, only by a person's id. */
export const Seat = Type.Object({ seat: id, person: Type.Optional(id) }, closed);
/** The most seats of a committee. */
export const maxSeats = 100;
export const seats = Type.Array(Seat, { minItems: 1, maxItems: maxSeats });
/** Bodies that elect. */
export const electing = Type.Enum(['assembly', 'congress', 'combined', 'delegations']);
export const TermEntry = Type.Object({ term: Type.Integer({ minimum: 1, maximum: 99 }), electedOn: date, endsOn: Type.Optional(date), body: Type.Optional(electing), seats }, closed);
export type Term = Static<typeof TermEntry>;
/** Who came into which seat on a day; null: it fell vacant. */
export type SeatChange = { readonly on: PartialDate; readonly seat: string; readonly person: string | null };
