import { createHmac } from 'node:crypto';
import { firstNameOf, tellRobot, type RobotCall } from '#adapters/http-post';
import type { Channel, OutgoingNotice, SendResult } from '#reminders';

/** The `access_token` of a robot's webhook address, and the secret (`SEC…`) that signs. */
export type DingtalkRobotKeys = { readonly accessToken: string; readonly secret: string };
export type DingtalkSettings = { readonly robots: ReadonlyMap<string, DingtalkRobotKeys>; readonly origin?: string; readonly timeoutMs?: number };

/** 130101, 410100 and 90030: too many, shut out for ten minutes; -1: busy. After so many milliseconds. */
const shutOutMs = 600_000;
const busy = { 130101: shutOutMs, 410100: shutOutMs, 90030: shutOutMs, [-1]: 10_000 };

/**
 * A group robot of DingTalk (钉钉自定义机器人): `POST /robot/send`, signed with timestamp and secret, markdown of at most 20,000 bytes,
 * 20 messages a minute a robot; whoever sends more is shut out for ten minutes. Its
 * description knows no key of the sender's, so a repetition shows twice.
 */
export class DingtalkRobot implements Channel {
  readonly name = 'dingtalk';
  readonly byteLimit = 20_000;
  readonly form = 'markdown';
  readonly idempotent = false;
  readonly quota = { per: 'minute', count: 20, penaltyMs: shutOutMs } as const;

  constructor(private readonly settings: DingtalkSettings) {}

  quotaAddressOf(address: string): string {
    return firstNameOf(address, new Map([...this.settings.robots].map(([name, { accessToken }]) => [name, accessToken])));
  }

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    const { robots, origin = 'https://oapi.dingtalk.com', timeoutMs } = this.settings;
    const keys = robots.get(notice.recipient.address);
    const call = (text: string): RobotCall | undefined =>
      keys && { url: signed(new URL('/robot/send', origin), keys, Date.now()), body: { msgtype: 'markdown', markdown: { title: notice.subject, text } }, secrets: [keys.accessToken, keys.secret], busy };
    return tellRobot(this, notice, { call, signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  }
}

/** `sign` = Base64(HMAC-SHA256(secret, timestamp + newline + secret)); the timestamp in milliseconds is good for an hour. */
function signed(url: URL, { accessToken, secret }: DingtalkRobotKeys, nowMs: number): URL {
  url.searchParams.set('access_token', accessToken);
  url.searchParams.set('timestamp', String(nowMs));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64'));
  return url;
}
