import { firstNameOf, tellRobot, type RobotCall } from '#adapters/http-post';
import type { Channel, OutgoingNotice, SendResult } from '#reminders';

/** Robots by the name the register uses, each with the `key` of its webhook address. */
export type WecomSettings = { readonly keys: ReadonlyMap<string, string>; readonly origin?: string; readonly timeoutMs?: number };

/** 45009: more than 20 a minute; -1: busy, as the vendor itself asks to be asked again. After so many milliseconds. */
const busy = { 45009: 60_000, [-1]: 10_000 };

/**
 * A group robot of WeCom (企业微信群机器人): `POST /cgi-bin/webhook/send?key=…`, markdown of at most 4096 bytes, 20 messages a minute
 * a robot. It knows no key of ours, so a repetition shows twice.
 */
export class WecomRobot implements Channel {
  readonly name = 'wecom';
  readonly byteLimit = 4096;
  readonly form = 'markdown';
  readonly idempotent = false;
  readonly quota = { per: 'minute', count: 20, penaltyMs: 60_000 } as const;

  constructor(private readonly settings: WecomSettings) {}

  quotaAddressOf(address: string): string {
    return firstNameOf(address, this.settings.keys);
  }

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    const { keys, origin = 'https://qyapi.weixin.qq.com', timeoutMs } = this.settings;
    const key = keys.get(notice.recipient.address);
    const call = (content: string): RobotCall | undefined => {
      if (key === undefined) return undefined;
      const url = new URL('/cgi-bin/webhook/send', origin);
      url.searchParams.set('key', key);
      return { url, body: { msgtype: 'markdown', markdown: { content } }, secrets: [key], busy };
    };
    return tellRobot(this, notice, { call, signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  }
}
