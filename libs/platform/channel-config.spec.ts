import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Outbox } from '#adapters/outbox';
import { readChannels, redisUrlOf } from './channel-config.js';
import { ConfigProblem } from './config-problem.js';
import { openChannels } from './open-channels.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const all = {
  SMTP_URL: 'smtps://pingjia:p%40ss@mail.union.example',
  MAIL_FROM: 'pingjia@union.example',
  WECOM_ROBOTS: 'street=693a91f6-7 town=693a91f6-8',
  DINGTALK_ROBOTS: 'street=ff6cd723:SECaf0e',
  WEBHOOKS: 'oa=https://oa.union.example/hook',
  WEBHOOK_SECRETS: `oa=${secret}`,
  ALIYUN_ACCESS_KEY_ID: 'LTAI5t',
  ALIYUN_ACCESS_KEY_SECRET: 'Gy3xx',
  SMS_SIGN_NAME: '某区总工会',
  SMS_TEMPLATE: 'SMS_1',
};

describe('channels', () => {
  it('without any variable are the outbox alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pingjia-channels-'));
    expect([...(await openChannels(readChannels({}), new Outbox(folder))).keys()]).toEqual(['outbox']);
    rmSync(folder, { recursive: true });
  });

  it('are opened by the name that stands in events', async () => {
    const channels = await openChannels(readChannels(all), new Outbox('unused'));
    expect([...channels].map(([name, channel]) => [name, channel.name, channel.idempotent])).toEqual([
      ['outbox', 'outbox', true],
      ['mail', 'mail', false],
      ['wecom', 'wecom', false],
      ['dingtalk', 'dingtalk', false],
      ['webhook', 'webhook', true],
      ['sms', 'sms', false],
    ]);
  });

  it('are read with their parts', () => {
    expect(readChannels(all)).toMatchObject({
      mail: { host: 'mail.union.example', port: 465, secure: true, requireTls: true, user: 'pingjia', password: 'p@ss' },
      wecom: new Map([['street', '693a91f6-7'], ['town', '693a91f6-8']]),
      dingtalk: new Map([['street', { accessToken: 'ff6cd723', secret: 'SECaf0e' }]]),
      sms: { templates: { 'zh-CN': 'SMS_1' } },
    });
  });

  it('insist on encrypted mail, except to a relay on this machine', () => {
    expect(readChannels({ SMTP_URL: 'smtp://mail.union.example', MAIL_FROM: 'a@b.example' }).mail).toMatchObject({ port: 587, secure: false, requireTls: true });
    expect(readChannels({ SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'a@b.example' }).mail).toMatchObject({ port: 2525, requireTls: false });
  });

  it('speak to private webhooks only where that is said', () => {
    const allowed = (names: string) => readChannels({ ...all, WEBHOOK_PRIVATE: names }).webhook?.get('oa')?.allowPrivate;
    expect([allowed(''), allowed('oa')]).toEqual([false, true]);
  });

  it.each(['http://10.0.0.1/hidden', 'http://hook.example/hidden', 'https://10.0.0.1/hidden', 'https://[::1]/hidden', 'https://[fd00::5]/hidden', 'https://localhost/hidden', 'https://localhost./hidden'])('whose webhook could never be told start only where it is private: %s', (url) => {
    const reading = (names: string) => readChannels({ ...all, WEBHOOKS: `oa=${url}`, WEBHOOK_PRIVATE: names });
    expect(() => reading('')).toThrow(ConfigProblem);
    expect(() => reading('')).toThrow(/^WEBHOOKS: oa.*WEBHOOK_PRIVATE/);
    expect(() => reading('')).not.toThrow('hidden');
    expect(reading('oa').webhook?.get('oa')?.url.href).toContain('/hidden');
  });

  it('take the robot by its key, or by the address that its vendor gives for copying', () => {
    const WECOM_ROBOTS = 'street=693a91f6-7 town=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-8';
    const DINGTALK_ROBOTS = 'street=https://oapi.dingtalk.com/robot/send?access_token=ff6cd723:SECaf0e';
    expect(readChannels({ ...all, WECOM_ROBOTS, DINGTALK_ROBOTS })).toMatchObject({ wecom: readChannels(all).wecom, dingtalk: readChannels(all).dingtalk });
  });

  it.each([
    ['SMTP_URL', { SMTP_URL: 'http://user:hidden@mail' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://user:hidden@mail' }],
    ['WECOM_ROBOTS', { WECOM_ROBOTS: 'hidden' }],
    ['WECOM_ROBOTS', { WECOM_ROBOTS: 'a=hidden a=hidden' }],
    ['DINGTALK_ROBOTS', { DINGTALK_ROBOTS: 'street=hidden' }],
    ['WEBHOOKS', { WEBHOOKS: 'oa=ftp://hidden', WEBHOOK_SECRETS: `oa=${secret}` }],
    ['WEBHOOK_SECRETS', { WEBHOOKS: 'oa=https://x.example/hidden' }],
    ['ALIYUN_ACCESS_KEY_ID', { ALIYUN_ACCESS_KEY_ID: 'hidden' }],
    ['ALIYUN_ACCESS_KEY_ID', { ALIYUN_ACCESS_KEY_SECRET: 'hidden' }],
    ['ALIYUN_ACCESS_KEY_ID', { SMS_SIGN_NAME: 'hidden' }],
    ['SMTP_URL', { MAIL_FROM: 'hidden@union.example' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://a:hidden%25%@mail', MAIL_FROM: 'a@b.example' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://hidden%ZZ:a@mail', MAIL_FROM: 'a@b.example' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail', MAIL_FROM: '张三hidden@b.example' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail', MAIL_FROM: 'hidden@工会.example' }],
    ['WECOM_ROBOTS', { WECOM_ROBOTS: 'a=https://elsewhere.example/cgi-bin/webhook/send?key=hidden' }],
    ['WECOM_ROBOTS', { WECOM_ROBOTS: 'a=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hidden&more=1' }],
    ['DINGTALK_ROBOTS', { DINGTALK_ROBOTS: 'a=https://oapi.dingtalk.com/robot/send?access_token=hidden' }],
    ['DINGTALK_ROBOTS', { DINGTALK_ROBOTS: 'a=https://elsewhere.example/robot/send?access_token=hidden:SEC1' }],
    ['WEBHOOK_PRIVATE', { ...all, WEBHOOK_PRIVATE: 'oa hidden' }],
    ['WEBHOOK_SECRETS', { ...all, WEBHOOK_SECRETS: `oa=${secret} hidden=${secret}` }],
  ])('that cannot be used name %s and no value', (variable, env) => {
    const reading = () => readChannels(env);
    expect(reading).toThrow(ConfigProblem);
    expect(reading).toThrow(variable);
    expect(reading).not.toThrow('hidden');
  });
});

describe('REDIS_URL', () => {
  it('is an address of Redis, or absent', () => {
    expect([redisUrlOf({}), redisUrlOf({ REDIS_URL: '' }), redisUrlOf({ REDIS_URL: 'rediss://:x@redis.example:6380/2' })]).toEqual([undefined, undefined, 'rediss://:x@redis.example:6380/2']);
  });

  it('that is none is named without its value', () => {
    expect(() => redisUrlOf({ REDIS_URL: 'http://:hidden@redis' })).toThrow(ConfigProblem);
    expect(() => redisUrlOf({ REDIS_URL: 'http://:hidden@redis' })).not.toThrow('hidden');
  });

  it.each(['redis://:p%ZZhidden@127.0.0.1:6390', 'redis://127.0.0.1/hidden', 'redis://127.0.0.1/1/hidden', 'redis://127.0.0.1?db=hidden'])('that cannot be used names the variable and no value: %s', (url) => {
    expect(() => redisUrlOf({ REDIS_URL: url })).toThrow(ConfigProblem);
    expect(() => redisUrlOf({ REDIS_URL: url })).toThrow('REDIS_URL');
    expect(() => redisUrlOf({ REDIS_URL: url })).not.toThrow('hidden');
  });
});
