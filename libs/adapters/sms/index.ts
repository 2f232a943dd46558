export { AliyunSms, signed, type AliyunCall, type AliyunSmsSettings } from './aliyun-sms.js';
export { SmsChannel, type SmsProvider, type TextMessage } from './sms-channel.js';
