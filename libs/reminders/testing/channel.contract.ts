import type { Channel, OutgoingNotice, SendResult } from '../channel.port.js';
import { until } from '#kernel/testing';

/** How a far side can go wrong. `answeringTwice` answers one request with two answers; the rest is what it says. */
export type Fault = 'busy' | 'failing' | 'refusing' | 'hanging' | 'closing' | 'answeringTwice';

/** The other end of a channel, real, local, and counting. */
export interface FarSide {
  next(...faults: readonly Fault[]): void;
  /** Every message that was taken, in order, also where the answer went wrong. */
  arrived(): readonly string[] | Promise<readonly string[]>;
  /** What its reader sees: repetitions of a key once, where the far side knows keys. */
  shown(): readonly string[] | Promise<readonly string[]>;
  /** Whoever knocks from now on finds nobody. */
  close(): Promise<void>;
}

export type ChannelUnderTest = {
  readonly channel: Channel;
  readonly farSide: FarSide;
  /** Where {@link OutgoingNotice.recipient} is reached. */
  readonly address: string;
  /** Keys and passwords of this channel: no result may hold one. */
  readonly secrets: readonly string[];
  readonly close: () => Promise<void>;
};

/** What a channel must answer to each fault its far side can have; one that a far side cannot have is left out. */
export type FaultAnswers = { readonly [F in Fault | 'down']?: 'delivered' | 'never' | 'later' | 'unknown' };

const kindOf = (result: SendResult): string => (result.kind === 'refused' ? result.retry : result.kind);
const running = (): AbortSignal => new AbortController().signal;

/** A digest as it goes out. */
export function aNotice(address: string, change: Partial<OutgoingNotice> = {}): OutgoingNotice {
  const text = '会员评家催报通知（第2次）：逾期未上报9家。';
  return {
    noticeId: 'street.c2025.20251222',
    attempt: 1,
    idempotencyKey: 'notice-street.c2025.20251222/outbox',
    recipient: { id: 'street', address },
    subject: '会员评家催报通知（第2次）',
    text,
    markdown: `## 会员评家催报通知（第2次）\n> 逾期未上报 <font color="warning">9</font> 家`,
    html: '<p>会员评家催报通知（第2次）：逾期未上报9家</p>',
    parameters: { year: '2025', late: '9' },
    language: 'zh-CN',
    ...change,
  };
}

/** Short only where the silence itself is the fault: a message has long arrived, also on a slow machine. In milliseconds. */
const silenceMs = 2_500;
/** How long an answer may take where one comes: longer than a slow machine needs. */
const answerMs = 60_000;

/** What every channel promises. `open` gives one with a far side of its own, which waits so long for an answer. */
export function channelContract(name: string, open: (timeoutMs: number) => Promise<ChannelUnderTest>, answers: FaultAnswers): void {
  describe(`channel contract: ${name}`, () => {
    let under: ChannelUnderTest;
    const results: SendResult[] = [];
    const send = async (change: Partial<OutgoingNotice> = {}, signal = running()): Promise<SendResult> => {
      const result = await under.channel.send(aNotice(under.address, change), signal);
      results.push(result);
      return result;
    };
    const waitingOnly = async (timeoutMs: number): Promise<void> => {
      await under.close();
      under = await open(timeoutMs);
    };
    const saying = (text: string): Partial<OutgoingNotice> => (under.channel.form === 'parameters' ? { parameters: { text } } : { [under.channel.form]: text });
    beforeEach(async () => {
      under = await open(answerMs);
      results.length = 0;
    });
    afterEach(async () => {
      const told = JSON.stringify(results);
      expect(under.secrets.filter((secret) => told.includes(secret))).toEqual([]);
      await under.close();
    });

    it('delivers what it was handed, once', async () => {
      expect(kindOf(await send())).toBe('delivered');
      expect(await under.farSide.arrived()).toEqual([expect.stringContaining('9')]);
    });

    it('delivers messages of one moment each once', async () => {
      const sent = await Promise.all(['a', 'b', 'c', 'd'].map((id) => send({ noticeId: `${id}.c2025.20251222`, idempotencyKey: `key-${id}`, ...saying(`给${id}的通知`) })));
      expect(sent.map(kindOf)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
      const arrived = await under.farSide.arrived();
      expect(['a', 'b', 'c', 'd'].map((id) => arrived.filter((text) => text.includes(`给${id}的通知`)).length)).toEqual([1, 1, 1, 1]);
    });

    it('that says it is idempotent shows a repeated key once', async () => {
      await send();
      await send({ attempt: 2 });
      expect(await under.farSide.shown()).toHaveLength(under.channel.idempotent ? 1 : 2);
    });

    it('sends no message that is longer than it carries, counted in bytes', async () => {
      const result = await send(saying('催'.repeat(Math.floor(under.channel.byteLimit / 3) + 1)));
      expect(result).toMatchObject({ kind: 'refused', retry: 'never', code: 'too-long' });
      expect(await under.farSide.arrived()).toEqual([]);
    });

    it('names itself, its limits and its quota', () => {
      const { name: named, byteLimit, quota } = under.channel;
      expect(named).toMatch(/^[a-z][a-z0-9]{1,15}$/);
      expect(byteLimit).toBeGreaterThan(0);
      expect(quota === null || quota.count > 0).toBe(true);
    });

    for (const [fault, expected] of Object.entries(answers).filter(([name]) => name !== 'down')) {
      it(`answers a far side that is ${fault} with ${expected}`, async () => {
        if (fault === 'hanging') await waitingOnly(silenceMs);
        under.farSide.next(fault as Fault);
        expect(kindOf(await send())).toBe(expected);
        // What is certainly not accepted did not arrive; whatever else was said, it was sent once and not tried again by itself.
        expect(await under.farSide.arrived()).toHaveLength(expected === 'never' || expected === 'later' ? 0 : 1);
        expect(kindOf(await send({ attempt: 2 }))).toBe('delivered');
      });
    }

    it('that is stopped beforehand sends nothing', async () => {
      expect(kindOf(await send({}, AbortSignal.abort()))).toBe('later');
      expect(await under.farSide.arrived()).toEqual([]);
    });

    if (answers.down !== undefined) {
      it('that finds nobody at the other end says so', async () => {
        await under.farSide.close();
        expect(await send()).toMatchObject({ kind: 'refused', retry: answers.down });
      });
    }

    if (answers.hanging !== undefined) {
      it('that is stopped while waiting says that nobody knows', async () => {
        const stop = new AbortController();
        under.farSide.next('hanging');
        const sending = send({}, stop.signal);
        await until(async () => (await under.farSide.arrived()).length > 0);
        stop.abort();
        expect(kindOf(await sending)).toBe('unknown');
      });
    }
  });
}
