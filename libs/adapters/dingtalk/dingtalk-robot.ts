import { createHmac } from 'node:crypto';
import { postJson, robotAnswer, withoutSecrets } from '#adapters/http-post';
import { bodyFor, refused, type Channel, type OutgoingNotice, type SendResult } from '#reminders';

/** The `access_token` of a robot's webhook address, and the secret (`SEC…`) that signs. */
export type DingtalkRobotKeys = { readonly accessToken: string; readonly secret: string };
export type DingtalkSettings = { readonly robots: ReadonlyMap<string, DingtalkRobotKeys>; readonly origin?: string; readonly timeoutMs?: number };

/** 130101, 410100 and 90030: too many, shut out for ten minutes; -1: busy. After so many milliseconds. */
const shutOutMs = 600_000;
const busy = { 130101: shutOutMs, 410100: shutOutMs, 90030: shutOutMs, [-1]: 10_000 };

/**
 * A group robot of DingTalk (钉钉自定义机器人): `POST /robot/send`, signed with timestamp and secret, markdown of at most 20,000 bytes,
 * 20 messages a minute a robot; whoever sends more is shut out for ten minutes. A repetition shows twice.
 */
export class DingtalkRobot implements Channel {
  readonly name = 'dingtalk';
  readonly byteLimit = 20_000;
  readonly form = 'markdown';
  readonly idempotent = false;
  readonly quota = { per: 'minute', count: 20, penaltyMs: shutOutMs } as const;

  constructor(private readonly settings: DingtalkSettings) {}

  async send(notice: OutgoingNotice, signal: AbortSignal): Promise<SendResult> {
    const { robots, origin = 'https://oapi.dingtalk.com', timeoutMs } = this.settings;
    const keys = robots.get(notice.recipient.address);
    if (keys === undefined) return refused('never', 'address-unknown', `no DingTalk robot "${notice.recipient.address}" is configured`);
    const text = bodyFor(this, notice);
    if (typeof text !== 'string') return text;
    const url = signed(new URL('/robot/send', origin), keys, Date.now());
    const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: notice.subject, text } });
    const posted = await postJson({ url, body }, { signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    return withoutSecrets(robotAnswer(posted, busy), [keys.accessToken, keys.secret]);
  }
}

/** `sign` = Base64(HMAC-SHA256(secret, timestamp + newline + secret)); the timestamp in milliseconds is good for an hour. */
function signed(url: URL, { accessToken, secret }: DingtalkRobotKeys, nowMs: number): URL {
  url.searchParams.set('access_token', accessToken);
  url.searchParams.set('timestamp', String(nowMs));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64'));
  return url;
}
