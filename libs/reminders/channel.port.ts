/** How a message can be written. */
export type MessageForm = 'text' | 'markdown' | 'html';

/** What one attempt hands to a channel: the message in every form, so that a channel takes the one it can carry. */
export type OutgoingNotice = {
  /** The notice's id, `recipient.campaign.YYYYMMDD`: the same for every attempt. */
  readonly noticeId: string;
  /** 1, 2, 3 …, counted over all channels. */
  readonly attempt: number;
  /** The same for every attempt of one notice on one channel: whoever understands it keeps the first and drops the rest. At most 128 printable ASCII characters. */
  readonly idempotencyKey: string;
  readonly recipient: {
    /** Id of the recipient as the register knows it. */
    readonly id: string;
    /** Where this channel reaches it: a mailbox, a telephone number, the configured name of a robot or webhook. Never a key or password. */
    readonly address: string;
  };
  /** At most 200 characters, one line. */
  readonly subject: string;
  /** Each within {@link Channel.byteLimit} bytes of UTF-8 of the channel that takes it; a form that it does not read is empty. */
  readonly text: string;
  readonly markdown: string;
  readonly html: string;
  /** Values for a wording that was approved beforehand (text messages): short, by the placeholder's name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly language: 'zh-CN' | 'en';
};

/**
 * What became of an attempt; an answer, never an exception. `code` is kebab-case and stable; `detail` is for the operator, at most
 * 500 characters, and free of secrets.
 */
export type SendResult =
  /** The channel took it. `receipt` is the channel's own number for it, at most 200 characters. */
  | { readonly kind: 'delivered'; readonly receipt?: string }
  /**
   * It was certainly not accepted. `never`: it will not be, whoever asks again (address unknown, body refused). `later`: it may be,
   * not before `afterMs` milliseconds where the channel said so.
   */
  | { readonly kind: 'refused'; readonly retry: 'never' | 'later'; readonly afterMs?: number; readonly code: string; readonly detail: string }
  /** Nobody can say whether it was accepted: silence after the request was sent, a connection that closed in mid-answer. */
  | { readonly kind: 'unknown'; readonly detail: string };

/** How much a channel takes of one address: `count` messages a minute or a day; whoever goes beyond is shut out for `penaltyMs`. */
export type ChannelQuota = { readonly per: 'minute' | 'day'; readonly count: number; readonly penaltyMs?: number };

/** One way of reaching people. One vendor, one folder below `libs/adapters`; every adapter passes `testing/channel.contract.ts`. */
export interface Channel {
  /** `^[a-z][a-z0-9]{1,15}$`; stands in events, so it never changes. */
  readonly name: string;
  /** Most bytes of UTF-8 of the form it carries. */
  readonly byteLimit: number;
  /** Which form of the message it carries. A channel of approved wordings carries `parameters`, counted as JSON. */
  readonly form: MessageForm | 'parameters';
  /** Forms that it reads beside that one; the others are not made for it. */
  readonly beside?: readonly MessageForm[];
  /** Whether a repetition of an idempotency key shows once. Only then may an unknown attempt be repeated. */
  readonly idempotent: boolean;
  /** The quota of one address (a robot, a number); null where there is none. Planned for, never run into. */
  readonly quota: ChannelQuota | null;
  /** Under which of its addresses the quota of this one is counted, where several lead to one robot; absent: each has its own. Never a key. */
  quotaAddressOf?(address: string): string;
  /**
   * One attempt. Ends within the channel's time limit, or when the signal aborts; both give `unknown` once anything was sent.
   * Throws for bugs only.
   */
  send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult>;
}
