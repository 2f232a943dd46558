import { createHash, createHmac, randomUUID } from 'node:crypto';
import { objectIn, postJson, resultByStatus, withoutSecrets, type Posted } from '#adapters/http-post';
import { delivered, refused, unknown, type SendResult } from '#reminders';
import type { SmsProvider, TextMessage } from './sms-channel.js';

export type AliyunSmsSettings = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** 短信签名, as approved. */
  readonly signName: string;
  /** Codes of the approved wordings (模板), by language. */
  readonly templates: { readonly 'zh-CN': string; readonly en?: string };
  readonly origin?: string;
  readonly timeoutMs?: number;
};

/** Not taken now, perhaps later: per number and day, per second, no money left, closed for maintenance. In milliseconds. */
const busy: Readonly<Record<string, number>> = {
  'isv.BUSINESS_LIMIT_CONTROL': 3_600_000,
  'isv.DAY_LIMIT_CONTROL': 86_400_000,
  'isv.AMOUNT_NOT_ENOUGH': 3_600_000,
  'isv.OUT_OF_SERVICE': 3_600_000,
  'Throttling': 60_000,
  'Throttling.User': 60_000,
  'Throttling.Api': 60_000,
  'ServiceUnavailable': 60_000,
};

/** Aliyun's short message service (SendSms, 2017-05-25), signed with ACS3-HMAC-SHA256. */
export class AliyunSms implements SmsProvider {
  readonly name = 'aliyun';

  constructor(private readonly settings: AliyunSmsSettings) {}

  async send({ number, parameters, language, reference }: TextMessage, signal: AbortSignal): Promise<SendResult> {
    const { accessKeyId, accessKeySecret, signName, templates, origin = 'https://dysmsapi.aliyuncs.com', timeoutMs } = this.settings;
    const query = { PhoneNumbers: number, SignName: signName, TemplateCode: templates[language] ?? templates['zh-CN'], TemplateParam: parameters, OutId: reference };
    const url = new URL(`/?${canonicalQuery(query)}`, origin);
    const headers = signed({ accessKeyId, accessKeySecret }, { host: url.host, action: 'SendSms', version: '2017-05-25', query, date: new Date(), nonce: randomUUID() });
    const posted = await postJson({ url, headers, body: '' }, { signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    return withoutSecrets(resultOf(posted), [accessKeySecret, accessKeyId, number]);
  }
}

/** The vendor answers with a code, whatever the status: `OK`, one of the busy ones, or no for good. 5xx beside those tells nothing. */
function resultOf(posted: Posted): SendResult {
  if (posted.kind !== 'answered') return resultByStatus(posted);
  const answer = objectIn(posted.body);
  const code = answer?.['Code'];
  if (typeof code !== 'string') return posted.status < 300 ? unknown('the answer tells no code') : resultByStatus(posted);
  if (code === 'OK' && posted.status === 200) return delivered(String(answer?.['BizId'] ?? ''));
  const words = `${code}: ${String(answer?.['Message'] ?? '').slice(0, 200)}`;
  const afterMs = busy[code];
  if (afterMs !== undefined) return refused('later', 'busy', words, posted.retryAfterMs ?? afterMs);
  return posted.status >= 500 || code.startsWith('isp.') ? unknown(words) : refused('never', 'not-taken', words);
}

export type AliyunCall = { readonly host: string; readonly action: string; readonly version: string; readonly query: Readonly<Record<string, string>>; readonly date: Date; readonly nonce: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** RFC 3986: what `encodeURIComponent` leaves is encoded too. */
const encoded = (text: string): string => encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1);
const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .toSorted(byName)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');

/** Headers of a call with an empty body, signed as Aliyun's signature version 3 asks for. */
export function signed(keys: { readonly accessKeyId: string; readonly accessKeySecret: string }, { host, action, version, query, date, nonce }: AliyunCall): Readonly<Record<string, string>> {
  const headers = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': date.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', canonicalQuery(query), lines.join(''), names, sha256('')].join('\n');
  const signature = createHmac('sha256', keys.accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(request)}`).digest('hex');
  return { ...headers, authorization: `ACS3-HMAC-SHA256 Credential=${keys.accessKeyId},SignedHeaders=${names},Signature=${signature}` };
}
