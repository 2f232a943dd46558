import { aNotice, channelContract, SmtpSink } from '#reminders/testing';
import { SmtpMail, type MailSettings } from './index.js';

const login = { user: 'pingjia', password: 'correct horse battery' };
const settings = (port: number, change: Partial<MailSettings> = {}): MailSettings => ({ host: '127.0.0.1', port, secure: false, requireTls: false, ...login, from: 'pingjia@union.example', timeoutMs: 60_000, ...change });
const going = new AbortController().signal;
channelContract(
  'mail over SMTP',
  async (timeoutMs) => {
    const sink = await new SmtpSink(login).open();
    const decoded = () => sink.messages.map((message) => readable(message));
    const farSide = { next: sink.next.bind(sink), arrived: decoded, shown: decoded, close: () => sink.close() };
    return { channel: new SmtpMail(settings(sink.port, { timeoutMs })), farSide, address: 'chair@street.example', secrets: [login.password, Buffer.from(login.password).toString('base64')], close: () => sink.close() };
  },
  { busy: 'later', failing: 'later', refusing: 'never', hanging: 'unknown', closing: 'unknown', answeringTwice: 'delivered', down: 'later' },
);

/** The text parts, base64 or quoted-printable undone. */
const readable = (message: string): string =>
  message
    .replaceAll(/(?<=encoding: base64\r\n\r\n)[A-Za-z0-9+/=\r\n]+/gi, (lines) => Buffer.from(lines, 'base64').toString('utf8'))
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));

describe('mail', () => {
  let sink: SmtpSink;
  beforeEach(async () => (sink = await new SmtpSink(login).open()));
  afterEach(() => sink.close());

  it('comes as text and HTML, from a robot, with a Message-ID made from the notice', async () => {
    await new SmtpMail(settings(sink.port)).send(aNotice('chair@street.example'), going);
    await new SmtpMail(settings(sink.port)).send(aNotice('chair@street.example', { attempt: 2 }), going);
    const [first = '', second = ''] = sink.messages;
    expect(first).toMatch(/^Message-ID: <street\.c2025\.20251222\.[0-9a-f]{12}@union\.example>/im);
    expect(/^Message-ID: .*/im.exec(second)?.[0]).toBe(/^Message-ID: .*/im.exec(first)?.[0]);
    expect(first).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(first).toContain('text/plain');
    expect(first).toContain('text/html');
    expect(readable(first)).toContain('逾期未上报9家');
  });

  it('whose login is refused waits for the operator, and tells no password', async () => {
    const result = await new SmtpMail(settings(sink.port, { password: 'wrong-password' })).send(aNotice('chair@street.example'), going);
    expect(result).toMatchObject({ kind: 'refused', retry: 'later', code: 'login-refused' });
    expect(JSON.stringify(result)).not.toContain('wrong-password');
  });

  it('that shall be encrypted goes to no server that cannot', async () => {
    expect(await new SmtpMail(settings(sink.port, { requireTls: true })).send(aNotice('chair@street.example'), going)).toMatchObject({ kind: 'refused', retry: 'later' });
    expect(sink.messages).toEqual([]);
  });

  it.each(['', 'nobody', 'a@b@c', 'a@b.example\r\nBcc: all@b.example', 'a <a@b.example>'])('goes to no mailbox like %j', async (address) => {
    expect(await new SmtpMail(settings(sink.port)).send(aNotice(address), going)).toMatchObject({ retry: 'never', code: 'address-unknown' });
    expect(sink.messages).toEqual([]);
  });
});
