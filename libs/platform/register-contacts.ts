import type { AnyDecider } from '#kernel';
import { contactsOn, federationDecider, personDecider, unionDecider, type FederationState, type Person, type PersonChannel } from '#register';
import { recipientId, type Contact, type ContactBook, type Recipient } from '#reminders';
import type { ChannelConfig } from './channel-config.js';

/** Offices of the register by the kind of recipient. */
const offices = { chair: 'chair', party: 'party' } as const;
/** Offices of a federation in which somebody is reached, the first that has one: who handles the round, else who heads it. */
const officesOfFederation = ['officer', 'chair'] as const;
type Contacts = { readonly contacts: readonly { readonly office: string; readonly person: string | null }[] };

/** Ids of the federations that have a robot or webhook, by channel, in the order in which they are tried. */
export type Robots = ReadonlyMap<string, { has(federation: string): boolean }>;

/** What a stream of the register is folded into: as it stands, or as it stood at an instant. */
export type StateOf = (decider: AnyDecider, id: string) => Promise<unknown>;

/**
 * Where the register says that people can be reached: the person in the office of a union, by mail, then by text message. A
 * federation is reached by the robot or webhook that is configured under its id, then by the person that the register names for it, then through the outbox, where its officers look.
 * Names and telephones are read when they are needed.
 */
export class RegisterContacts implements ContactBook {
  constructor(
    private readonly stateOf: StateOf,
    private readonly channels: ReadonlySet<string>,
    private readonly robots: Robots = new Map(),
  ) {}

  async contactsOf(recipient: Recipient): Promise<readonly Contact[]> {
    if (recipient.kind === 'federation') return this.#ofFederation(recipient);
    if (!this.channels.has('mail') && !this.channels.has('sms')) return [];
    const union = (await this.stateOf(unionDecider, recipient.id)) as Contacts | undefined;
    const last = union?.contacts.findLast(({ office }) => office === offices[recipient.kind as keyof typeof offices]);
    if (last === undefined || last.person === null) return [];
    const person = (await this.stateOf(personDecider, last.person)) as Person | undefined;
    return person === undefined ? [] : waysOf(person).filter(({ channel }) => this.channels.has(channel));
  }

  /** Of its officer, else of its chair: the number, never the name. */
  async telephoneOf(federation: string): Promise<string | undefined> {
    const state = (await this.stateOf(federationDecider, federation)) as FederationState | undefined;
    const now = state === undefined ? [] : contactsOn({ contacts: state.contacts });
    for (const office of officesOfFederation) {
      const named = now.find((one) => one.office === office);
      const person = named === undefined ? undefined : ((await this.stateOf(personDecider, named.person)) as Person | undefined);
      if (person?.telephone !== undefined) return person.telephone;
    }
    return undefined;
  }

  async #ofFederation(recipient: Recipient): Promise<readonly Contact[]> {
    const federation = (await this.stateOf(federationDecider, recipient.id)) as FederationState | undefined;
    const language = federation?.language === undefined ? {} : { language: federation.language };
    const people = federation === undefined ? [] : await this.#peopleOf(federation);
    return [...this.#robotsOf(recipient.id), ...people, { channel: 'outbox', address: recipientId(recipient) }].map((contact) => ({ ...language, ...contact }));
  }

  async #peopleOf({ contacts }: Pick<FederationState, 'contacts'>): Promise<readonly Contact[]> {
    if (!this.channels.has('mail') && !this.channels.has('sms')) return [];
    const now = contactsOn({ contacts });
    const named = officesOfFederation.map((office) => now.find((one) => one.office === office)).find((one) => one !== undefined);
    const person = named === undefined ? undefined : ((await this.stateOf(personDecider, named.person)) as Person | undefined);
    return person === undefined ? [] : waysOf(person).filter(({ channel }) => this.channels.has(channel));
  }

  #robotsOf(federation: string): readonly Contact[] {
    return [...this.robots].flatMap(([channel, named]) => (this.channels.has(channel) && named.has(federation) ? [{ channel, address: federation }] : []));
  }
}

/** The addresses of a person, in the order in which they are tried, with what the person wants. */
function waysOf({ email, telephone, declined = [], language }: Person): readonly Contact[] {
  const ways: readonly (readonly [PersonChannel, string | undefined])[] = [['mail', email], ['sms', telephone]];
  return ways.flatMap(([channel, address]) => (address === undefined ? [] : [{ channel, address, ...(declined.includes(channel) ? { optedOut: true } : {}), ...(language === undefined ? {} : { language }) }]));
}

/** The robots and webhooks of a configuration. */
export const robotsOf = ({ wecom, dingtalk, webhook }: ChannelConfig): Robots => new Map(Object.entries({ wecom, dingtalk, webhook }).flatMap(([channel, named]) => (named === undefined ? [] : [[channel, named] as const])));

/** The contact book of a process that has the channels of this configuration. */
export const contactBook = (channels: ChannelConfig, stateOf: StateOf): ContactBook => new RegisterContacts(stateOf, new Set(['outbox', ...Object.keys(channels)]), robotsOf(channels));
