import { bodyFor, refused, type Channel, type OutgoingNotice, type SendResult } from '#reminders';

/** One text message of an approved wording. */
export type TextMessage = { readonly number: string; readonly parameters: string; readonly language: OutgoingNotice['language']; readonly reference: string };

/** A vendor of text messages. It judges its own answers: what was certainly not taken, and what nobody can say. */
export interface SmsProvider {
  readonly name: string;
  /** `parameters` is a JSON object of the wording's placeholders; `reference` comes back in the vendor's records. */
  send(message: TextMessage, signal: AbortSignal): Promise<SendResult>;
}

const chineseMobile = /^(?:\+?86)?(1[3-9]\d{9})$/;

/**
 * Text messages to mobile telephones, by a wording that was approved beforehand: its placeholders are filled with the notice's
 * parameters. Vendors let one number have ten a day. A repetition shows twice.
 */
export class SmsChannel implements Channel {
  readonly name = 'sms';
  readonly byteLimit = 1500;
  readonly form = 'parameters';
  readonly idempotent = false;
  readonly quota = { per: 'day', count: 10 } as const;

  constructor(private readonly provider: SmsProvider) {}

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    const number = chineseMobile.exec(notice.recipient.address.replaceAll(/[ -]/g, ''))?.[1];
    if (number === undefined) return refused('never', 'address-unknown', 'no mobile telephone number');
    const parameters = bodyFor(this, notice);
    if (typeof parameters !== 'string') return parameters;
    return this.provider.send({ number, parameters, language: notice.language, reference: notice.noticeId }, signal);
  }
}
