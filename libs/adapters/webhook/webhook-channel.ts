import { createHmac } from 'node:crypto';
import { postJson, resultByStatus } from '#adapters/http-post';
import { bodyFor, refused, type Channel, type OutgoingNotice, type SendResult } from '#reminders';

/** One receiver: where, and the secret both sides know (`whsec_` and base64, 24 to 64 bytes). */
export type WebhookTarget = {
  readonly url: URL;
  readonly secret: string;
  /** Its host may stand in a private network, and be spoken to without TLS. */
  readonly allowPrivate?: boolean;
};

export type WebhookSettings = { readonly targets: ReadonlyMap<string, WebhookTarget>; readonly timeoutMs?: number };

/** What a receiver gets, as JSON. `type` and `timestamp` as Standard Webhooks 1 asks for. */
export type WebhookBody = {
  readonly type: 'notice.issued';
  readonly timestamp: string;
  readonly data: { readonly noticeId: string; readonly recipient: string; readonly language: string; readonly subject: string; readonly text: string; readonly markdown: string };
};

/**
 * Posts to configured receivers, signed as Standard Webhooks 1 says (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`).
 * `webhook-id` is the idempotency key: the receiver keeps the first of a key. The address of a recipient is the name of its target.
 */
export class WebhookChannel implements Channel {
  readonly name = 'webhook';
  readonly byteLimit = 60_000;
  readonly form = 'markdown';
  readonly beside = ['text'] as const;
  readonly idempotent = true;
  readonly quota = null;

  constructor(private readonly settings: WebhookSettings) {}

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    const target = this.settings.targets.get(notice.recipient.address);
    if (target === undefined) return refused('never', 'address-unknown', `no webhook "${notice.recipient.address}" is configured`);
    if (target.url.protocol !== 'https:' && target.allowPrivate !== true) return refused('never', 'address-refused', 'without TLS only to hosts that are allowed to be private');
    const markdown = bodyFor(this, notice);
    if (typeof markdown !== 'string') return markdown;
    const now = new Date();
    const body = JSON.stringify(bodyOf(notice, markdown, now));
    const posted = await postJson(
      {
        url: target.url,
        headers: {
          'webhook-id': notice.idempotencyKey,
          ...signed({ secret: target.secret, id: notice.idempotencyKey, now, body }),
        },
        body,
      },
      { signal, keep: true, publicOnly: target.allowPrivate !== true, ...(this.settings.timeoutMs === undefined ? {} : { timeoutMs: this.settings.timeoutMs }) },
    );
    // What a receiver writes into its answer is its own business.
    return resultByStatus(posted);
  }
}

type Signing = { readonly secret: string; readonly id: string; readonly now: Date; readonly body: string };

/** `webhook-signature` is of `id.timestamp.body`, by the secret's bytes. */
function signed({ secret, id, now, body }: Signing): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

const bodyOf = ({ noticeId, recipient, language, subject, text }: OutgoingNotice, markdown: string, now: Date): WebhookBody => ({
  type: 'notice.issued',
  timestamp: now.toISOString(),
  data: { noticeId, recipient: recipient.id, language, subject, text, markdown },
});
