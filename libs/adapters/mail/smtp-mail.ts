import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { bodyFor, byteLength, delivered, refused, unknown, type Channel, type OutgoingNotice, type SendResult } from '#reminders';

export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (465). */
  readonly secure: boolean;
  /** Whether STARTTLS is insisted on where TLS is not there from the start; false for a relay on this machine only. */
  readonly requireTls: boolean;
  readonly user?: string;
  readonly password?: string;
  /** The mailbox it comes from; its domain makes the Message-IDs. */
  readonly from: string;
  readonly timeoutMs?: number;
};

/** A mail server may look at a message for long before it takes it (RFC 5321 allows ten minutes; a worker's lease does not). */
const defaultTimeoutMs = 60_000;
const mailbox = /^[^\s<>"(),:;\\@[\]]+@[^\s<>"(),:;\\@[\]]+$/;

/**
 * E-mail over SMTP, one connection a message, as text and HTML. The Message-ID is made from the notice's id, so that a message that
 * came twice can be seen to be one; servers show both all the same, so the channel is not idempotent. Whether a message was taken
 * turns on one moment: once its text has begun to go out only the server's answer tells.
 */
export class SmtpMail implements Channel {
  readonly name = 'mail';
  readonly byteLimit = 200_000;
  readonly form = 'html';
  readonly beside = ['text'] as const;
  readonly idempotent = false;
  readonly quota = null;

  constructor(private readonly settings: MailSettings) {}

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    if (!mailbox.test(notice.recipient.address)) return refused('never', 'address-unknown', 'no mailbox');
    const html = bodyFor(this, notice);
    if (typeof html !== 'string') return html;
    if (byteLength(notice.text) > this.byteLimit) return refused('never', 'too-long', `the text is longer than ${this.byteLimit} bytes`);
    if (signal.aborted) return refused('later', 'not-reached', 'stopped before it was sent');
    const message = await composed(notice, this.settings.from);
    return this.#withoutPassword(await exchange(this.settings, { from: this.settings.from, to: notice.recipient.address }, message, signal));
  }

  #withoutPassword(result: SendResult): SendResult {
    const { password } = this.settings;
    if (result.kind === 'delivered' || password === undefined) return result;
    return { ...result, detail: result.detail.replaceAll(password, '…').replaceAll(Buffer.from(password).toString('base64'), '…') };
  }
}

function composed(notice: OutgoingNotice, from: string): Promise<Buffer> {
  const key = createHash('sha256').update(notice.idempotencyKey).digest('hex').slice(0, 12);
  return new MailComposer({
    from,
    to: notice.recipient.address,
    subject: notice.subject,
    text: notice.text,
    html: notice.html,
    messageId: `<${notice.noticeId.replaceAll(/[^A-Za-z0-9._]/g, '')}.${key}@${from.split('@').at(-1)}>`,
    // Robots do not answer to it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': notice.language },
  })
    .compile()
    .build();
}

type Envelope = { readonly from: string; readonly to: string };
type SmtpError = Error & { readonly code?: string; readonly originalCode?: string; readonly responseCode?: number; readonly command?: string };

/** One whole exchange with the server, in a time limit. */
function exchange(settings: MailSettings, envelope: Envelope, message: Buffer, signal: AbortSignal): Promise<SendResult> {
  const { host, port, secure, requireTls, user, password, timeoutMs = defaultTimeoutMs } = settings;
  const connection = new SMTPConnection({ host, port, secure, requireTLS: requireTls, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, logger: false, ...(requireTls ? {} : { ignoreTLS: true }) });
  let begun = false;
  const text = Readable.from(
    (function* () {
      begun = true;
      yield message;
    })(),
    { objectMode: false },
  );
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  return new Promise<SendResult>((resolve) => {
    const failed = (error: unknown): void => resolve(resultOf(error as SmtpError, begun));
    limit.addEventListener('abort', () => failed(new Error(signal.aborted ? 'stopped while waiting for the mail server' : `the mail server took longer than ${timeoutMs} ms`)), { once: true });
    connection.on('error', failed);
    const send = (): void => connection.send(envelope, text, (error, info) => (error === null || error === undefined ? resolve(delivered(info?.response)) : failed(error)));
    connection.connect((error) => {
      if (error !== null && error !== undefined) return failed(error);
      if (user === undefined) return send();
      connection.login({ user, pass: password ?? '' }, (refusal) => (refusal === null || refusal === undefined ? send() : failed(refusal)));
    });
  }).finally(() => connection.close());
}

const ofTheMessage = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** A server's 4xx and 5xx are certain, whenever they come; anything else is certain only before the text went out. */
function resultOf({ code = '', originalCode, responseCode, command = '', message }: SmtpError, begun: boolean): SendResult {
  if (code === 'EAUTH') return refused('later', 'login-refused', `the mail server refused the login (${responseCode ?? 'no code'})`);
  if (code === 'ETLS') return refused('later', 'not-encrypted', 'the mail server gives no encryption');
  // Before the envelope a no is about the server or us, not about this message.
  if (responseCode !== undefined && responseCode >= 500 && ofTheMessage.has(command)) return refused('never', 'not-taken', `${responseCode} at ${command}`);
  if (responseCode !== undefined && responseCode >= 400) return refused('later', 'busy', `${responseCode} at ${command}`);
  if (begun) return unknown(message);
  return refused('later', [code, originalCode].includes('ECONNREFUSED') ? 'connection-refused' : 'not-reached', `${code} ${message}`.trim());
}
