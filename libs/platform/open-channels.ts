import type { Outbox } from '#adapters/outbox';
import type { Channel } from '#reminders';
import type { ChannelConfig } from './channel-config.js';

/** The channels of this process by their names: the outbox always, the others where they are configured. Each is loaded only then. */
export async function openChannels(config: ChannelConfig, outbox: Outbox): Promise<ReadonlyMap<string, Channel>> {
  const { mail, wecom, dingtalk, webhook, sms } = config;
  const channels: Channel[] = [outbox];
  if (mail !== undefined) channels.push(new (await import('#adapters/mail')).SmtpMail(mail));
  if (wecom !== undefined) channels.push(new (await import('#adapters/wecom')).WecomRobot({ keys: wecom }));
  if (dingtalk !== undefined) channels.push(new (await import('#adapters/dingtalk')).DingtalkRobot({ robots: dingtalk }));
  if (webhook !== undefined) channels.push(new (await import('#adapters/webhook')).WebhookChannel({ targets: webhook }));
  if (sms !== undefined) {
    const { AliyunSms, SmsChannel } = await import('#adapters/sms');
    channels.push(new SmsChannel(new AliyunSms(sms)));
  }
  return new Map(channels.map((channel) => [channel.name, channel]));
}
