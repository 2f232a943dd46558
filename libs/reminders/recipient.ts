import type { DueRow } from './due-row.port.js';

/** Who is told: a union's chair, the Party organisation beside a union, a federation. */
export const recipientKinds = ['chair', 'party', 'federation'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** `kind` and the id of the union or federation. */
export type Recipient = { readonly kind: RecipientKind; readonly id: string };

/** `chair.centre`: two parts of a stream's id. */
export const recipientId = ({ kind, id }: Recipient): string => `${kind}.${id}`;

/** Channels that texts have a name for; an adapter's own name is one of them. */
export const channelNames = ['outbox', 'wecom', 'dingtalk', 'mail', 'sms', 'webhook'] as const;

/** One way to reach somebody, in the order in which they are tried. */
export type Contact = {
  /** Name of the channel. */
  readonly channel: string;
  /** Where the channel reaches it; never a key or password. */
  readonly address: string;
  /** A person can opt out of a channel, not of the duty. */
  readonly optedOut?: boolean;
  /** In which language whoever is reached there reads; absent: they have not said. */
  readonly language?: 'zh-CN' | 'en';
};
/** The most ways one recipient is reached by. */
export const maxContacts = 10;

/** Where a recipient can be reached; what the register says. No contact at all: its superior is told instead. */
export interface ContactBook {
  contactsOf(recipient: Recipient): Promise<readonly Contact[]>;
  /** Where a federation can be called about what it asks for; undefined where the register has no number. */
  telephoneOf(federation: string): Promise<string | undefined>;
}

/** One level of the escalation: who, and from how many working days overdue on. */
export type Level = { readonly recipient: Recipient; readonly level: 'owner' | 'party' | 'superior' | 'issuer'; readonly after: number };

/** Before, on and after the due date: who must act hears of it first. */
export const fromTheStart = Number.NEGATIVE_INFINITY;

/**
 * The levels of one row, the lowest first: who owes it, for a union its Party organisation, the federation next above, those
 * further up to the campaign's own, where it stops: above it only totals go.
 */
export function levelsOf(row: DueRow, issuer: string, after: { readonly party: number; readonly superior: number; readonly issuer: number }): readonly Level[] {
  const { owner, superiors } = row;
  const top = superiors.indexOf(issuer);
  const path = top === -1 ? superiors.slice(0, 1) : superiors.slice(0, top + 1);
  // A federation that owes something is told by those above itself, not by those above the unit.
  const above = owner.kind === 'federation' && path.includes(owner.id) ? path.slice(path.indexOf(owner.id) + 1) : path.filter((id) => id !== owner.id);
  const federations = above.map((id, index): Level => ({ recipient: { kind: 'federation', id }, level: index === 0 ? 'superior' : 'issuer', after: index === 0 ? after.superior : after.issuer }));
  if (owner.kind === 'federation') return [{ recipient: { kind: 'federation', id: owner.id }, level: 'owner', after: fromTheStart }, ...federations];
  return [{ recipient: { kind: 'chair', id: owner.id }, level: 'owner', after: fromTheStart }, { recipient: { kind: 'party', id: owner.id }, level: 'party', after: after.party }, ...federations];
}

/**
 * Those of the levels who hear of a thing so many working days overdue. Where none of them can be reached, the next above who
 * can is told at once: most chairs have neither computer nor robot.
 */
export function toldAt(levels: readonly Level[], daysOverdue: number, canReach: (recipient: Recipient) => boolean): readonly Level[] {
  const told = levels.filter(({ after, recipient }) => daysOverdue >= after && canReach(recipient));
  if (told.some(({ level }) => level !== 'party')) return told;
  const next = levels.find(({ level, recipient }) => level !== 'party' && canReach(recipient));
  return next === undefined ? told : [...told, next];
}
