import { aNotice, channelContract, HttpSink, type Arrival } from '#reminders/testing';
import { AliyunSms, signed, SmsChannel } from './index.js';

const keys = { accessKeyId: 'LTAI5tXxx', accessKeySecret: 'Gy3xxYYzz' };
const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });
const words = {
  ok: json(200, { Code: 'OK', Message: 'OK', BizId: '9006197469364984400' }),
  busy: json(200, { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发天级流控Permits:10' }),
  failing: json(500, { Code: 'InternalError', Message: 'failed' }),
  refusing: json(400, { Code: 'SignatureDoesNotMatch', Message: `Specified signature is not matched, ${keys.accessKeySecret}` }),
};
const query = ({ path }: Arrival): URLSearchParams => new URL(path, 'http://sink').searchParams;
const messageOf = (arrival: Arrival): string => query(arrival).get('TemplateParam') ?? '';
const going = new AbortController().signal;
const number = '13800138000';

async function open(timeoutMs = 60_000) {
  const farSide = await new HttpSink(words, messageOf).open();
  const provider = new AliyunSms({ ...keys, signName: '某区总工会', templates: { 'zh-CN': 'SMS_1', en: 'SMS_2' }, origin: `http://127.0.0.1:${farSide.port}`, timeoutMs });
  return { channel: new SmsChannel(provider), farSide, address: number, secrets: Object.values(keys), close: () => farSide.close() };
}

channelContract('text messages by Aliyun', open, { busy: 'later', failing: 'unknown', refusing: 'never', hanging: 'unknown', closing: 'unknown', answeringTwice: 'delivered', down: 'later' });

describe('a text message', () => {
  it('names number, signature, wording and its placeholders', async () => {
    const { channel, farSide, close } = await open();
    expect(await channel.send(aNotice('+86 138-0013-8000', { language: 'en' }), going)).toEqual({ kind: 'delivered', receipt: '9006197469364984400' });
    expect(Object.fromEntries(query(farSide.arrivals[0] as Arrival))).toEqual({ PhoneNumbers: number, SignName: '某区总工会', TemplateCode: 'SMS_2', TemplateParam: '{"year":"2025","late":"9"}', OutId: 'street.c2025.20251222' });
    await close();
  });

  it.each(['', '027-88888888', '12345678901', '+1 202 555 0100'])('goes to no number like %j', async (address) => {
    const { channel, farSide, close } = await open();
    expect(await channel.send(aNotice(address), going)).toMatchObject({ retry: 'never', code: 'address-unknown' });
    expect(farSide.arrivals).toEqual([]);
    await close();
  });

  // The example with fixed values of Aliyun's documentation of signature version 3.
  it('is signed as Aliyun’s own example is', () => {
    const headers = signed(
      { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' },
      {
        host: 'ecs.cn-shanghai.aliyuncs.com',
        action: 'RunInstances',
        version: '2014-05-26',
        query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
        date: new Date('2023-10-26T10:22:32Z'),
        nonce: '3156853299f313e23d1673dc12e1703d',
      },
    );
    expect(headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });
});
