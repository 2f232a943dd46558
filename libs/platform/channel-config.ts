import { isIP } from 'node:net';
import type { DingtalkRobotKeys } from '#adapters/dingtalk';
import { isPublic } from '#adapters/http-post';
import type { MailSettings } from '#adapters/mail';
import type { AliyunSmsSettings } from '#adapters/sms';
import type { WebhookTarget } from '#adapters/webhook';
import { ConfigProblem } from './config-problem.js';

/** The channels beside the outbox, each where its variables are set. Holds keys and passwords: never logged, never shown. */
export type ChannelConfig = {
  readonly mail?: MailSettings;
  readonly wecom?: ReadonlyMap<string, string>;
  readonly dingtalk?: ReadonlyMap<string, DingtalkRobotKeys>;
  readonly webhook?: ReadonlyMap<string, WebhookTarget>;
  readonly sms?: AliyunSmsSettings;
};

/** @throws ConfigProblem, which names the variable and what is expected, and never the value: it may be a secret */
export function readChannels(env: NodeJS.ProcessEnv): ChannelConfig {
  const [mail, wecom, dingtalk, webhook, sms] = [mailOf(env), wecomOf(env), dingtalkOf(env), webhooksOf(env), smsOf(env)];
  return {
    ...(mail === undefined ? {} : { mail }),
    ...(wecom.size === 0 ? {} : { wecom }),
    ...(dingtalk.size === 0 ? {} : { dingtalk }),
    ...(webhook.size === 0 ? {} : { webhook }),
    ...(sms === undefined ? {} : { sms }),
  };
}

/** The most robots or webhooks of one kind. */
const mostPairs = 1000;

/** `name=value name=value`, separated by white space; names as the register's contacts say them. */
function pairs(env: NodeJS.ProcessEnv, variable: string): ReadonlyMap<string, string> {
  const words = (env[variable] ?? '').split(/\s+/).filter((word) => word !== '');
  const found = words.map((word): readonly [string, string] => {
    const [, name = '', value = ''] = /^([a-z0-9][a-z0-9_.-]{0,63})=(.+)$/.exec(word) ?? [];
    if (name === '') throw new ConfigProblem(`${variable}: name=value, separated by blanks, is expected; names are of a-z, 0-9, "_", "." and "-"`);
    return [name, value];
  });
  const map = new Map(found);
  if (map.size !== found.length || map.size > mostPairs) throw new ConfigProblem(`${variable}: each name once, at most ${mostPairs}`);
  return map;
}

function mailOf(env: NodeJS.ProcessEnv): MailSettings | undefined {
  const url = addressIn('SMTP_URL', env['SMTP_URL'], ['smtp:', 'smtps:']);
  if (url === undefined) {
    if (env['MAIL_FROM']) throw new ConfigProblem('SMTP_URL: is missing, and without it MAIL_FROM means nothing');
    return undefined;
  }
  const from = env['MAIL_FROM'] ?? '';
  // A server takes other letters only where it and every one on the way can SMTPUTF8.
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(from)) throw new ConfigProblem('MAIL_FROM: the mailbox that notices come from is expected, as pingjia@union.example, of Latin letters, digits and signs');
  const [secure, local] = [url.protocol === 'smtps:', ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)];
  const login = url.username === '' ? {} : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  return { host: url.hostname.replaceAll(/^\[|\]$/g, ''), port: Number(url.port || (secure ? 465 : 587)), secure, requireTls: !local, ...login, from };
}

/** The key alone, or the whole address that 企业微信 gives for copying. */
function wecomOf(env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  return new Map(
    [...pairs(env, 'WECOM_ROBOTS')].map(([name, value]) => {
      const [, key] = /^(?:https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=)?([A-Za-z0-9_-]{1,128})$/.exec(value) ?? [];
      if (key === undefined) throw new ConfigProblem('WECOM_ROBOTS: name=key is expected, or name= and the address of the robot, which ends with key=…');
      return [name, key];
    }),
  );
}

/** The token alone or the whole address that 钉钉 gives for copying, then the secret. */
function dingtalkOf(env: NodeJS.ProcessEnv): ReadonlyMap<string, DingtalkRobotKeys> {
  return new Map(
    [...pairs(env, 'DINGTALK_ROBOTS')].map(([name, value]) => {
      const [, accessToken, secret] = /^(?:https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=)?([A-Za-z0-9_-]{1,128}):([A-Za-z0-9_-]{1,128})$/.exec(value) ?? [];
      if (accessToken === undefined || secret === undefined) throw new ConfigProblem('DINGTALK_ROBOTS: name=access_token:secret is expected; for access_token the address of the robot may stand, which ends with it');
      return [name, { accessToken, secret }];
    }),
  );
}

function webhooksOf(env: NodeJS.ProcessEnv): ReadonlyMap<string, WebhookTarget> {
  const secrets = pairs(env, 'WEBHOOK_SECRETS');
  const webhooks = pairs(env, 'WEBHOOKS');
  const allowed = (env['WEBHOOK_PRIVATE'] ?? '').split(/\s+/).filter((name) => name !== '');
  // A name that is misspelt would change nothing, and nobody would hear of it.
  for (const [variable, named] of [['WEBHOOK_PRIVATE', allowed], ['WEBHOOK_SECRETS', [...secrets.keys()]]] as const) {
    if (named.some((name) => !webhooks.has(name))) throw new ConfigProblem(`${variable}: names of WEBHOOKS are expected; one of them is none`);
  }
  return new Map(
    [...webhooks].map(([name, value]) => {
      const secret = secrets.get(name) ?? '';
      if (!/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(secret)) throw new ConfigProblem(`WEBHOOK_SECRETS: ${name}=whsec_… is expected, 24 to 64 bytes in Base64`);
      const url = addressIn('WEBHOOKS', value, ['https:', 'http:']);
      if (url === undefined) throw new ConfigProblem(`WEBHOOKS: ${name}=https://… is expected`);
      const allowPrivate = allowed.includes(name);
      if (!allowPrivate) assertReachable(name, url);
      return [name, { url, secret, allowPrivate }];
    }),
  );
}

/** What each attempt would be refused for is told at the start. Where a name leads is known only when it is resolved. */
function assertReachable(name: string, { protocol, hostname }: URL): void {
  if (protocol !== 'https:') throw new ConfigProblem(`WEBHOOKS: ${name}=https://… is expected; without TLS only to the names in WEBHOOK_PRIVATE`);
  const host = hostname.replaceAll(/^\[|\]$|\.$/g, '');
  if (host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublic(host))) throw new ConfigProblem(`WEBHOOKS: ${name} leads to an address that is not of the public internet, which only the names in WEBHOOK_PRIVATE may`);
}

function smsOf(env: NodeJS.ProcessEnv): AliyunSmsSettings | undefined {
  const [accessKeyId, accessKeySecret, signName, zh, en] = ['ALIYUN_ACCESS_KEY_ID', 'ALIYUN_ACCESS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE', 'SMS_TEMPLATE_EN'].map((name) => env[name] ?? '');
  if (!accessKeyId) {
    if (accessKeySecret || signName || zh || en) throw new ConfigProblem('ALIYUN_ACCESS_KEY_ID: is missing, and without it ALIYUN_ACCESS_KEY_SECRET, SMS_SIGN_NAME, SMS_TEMPLATE and SMS_TEMPLATE_EN mean nothing');
    return undefined;
  }
  if (!accessKeySecret || !signName || !zh) throw new ConfigProblem('ALIYUN_ACCESS_KEY_ID: asks for ALIYUN_ACCESS_KEY_SECRET, SMS_SIGN_NAME and SMS_TEMPLATE beside it');
  return { accessKeyId, accessKeySecret, signName, templates: { 'zh-CN': zh, ...(en ? { en } : {}) } };
}

/** An address of one of the protocols; the message of a bad one repeats nothing of it. */
function addressIn(variable: string, text: string | undefined, protocols: readonly string[]): URL | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') throw new ConfigProblem(`${variable}: an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')} is expected`);
  if (!isDecodable(url.username) || !isDecodable(url.password)) throw new ConfigProblem(`${variable}: in user and password "%" begins an encoded sign, as %40 for "@"; a "%" itself is written %25`);
  return url;
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
}

/** @throws ConfigProblem also where the number of the database is none: the default one may be another program's */
export function redisUrlOf(env: NodeJS.ProcessEnv): string | undefined {
  const url = addressIn('REDIS_URL', env['REDIS_URL'], ['redis:', 'rediss:']);
  if (url === undefined) return undefined;
  if (!/^\/?$|^\/\d{1,4}$/.test(url.pathname) || url.search !== '' || url.hash !== '') throw new ConfigProblem('REDIS_URL: after the host only the number of the database is expected, as redis://host:6379/2');
  return env['REDIS_URL'];
}
