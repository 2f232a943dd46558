import { until } from '#kernel/testing';
import { PortNews } from './log-news.js';
import { newsPorts, tellEnd, waitsCell, type NewsPort } from './log-news-port.js';

describe('news of the end of the log in another thread', () => {
  let writer: NewsPort;
  let news: PortNews;
  beforeEach(() => {
    const [mine, theirs] = newsPorts();
    writer = mine;
    news = new PortNews(theirs);
  });
  afterEach(() => {
    news.close();
    writer.port.close();
  });
  const never = new AbortController().signal;

  it('says where the log ends as soon as it is told, and sends no message to whoever does not wait', async () => {
    const sent: unknown[] = [];
    writer.port.postMessage = (message: unknown) => void sent.push(message);
    for (const end of [1, 2, 7]) {
      tellEnd(writer, end);
      expect(news.end).toBe(end);
    }
    expect(sent).toEqual([]);
    await news.after(6, never);
  });

  it('wakes whoever waits, once, by a message', async () => {
    let messages = 0;
    const { port } = writer;
    const post = port.postMessage.bind(port);
    port.postMessage = (message: unknown) => (messages++, post(message));
    tellEnd(writer, 3);
    const waiting = news.after(3, never);
    tellEnd(writer, 4);
    tellEnd(writer, 5);
    await waiting;
    expect([news.end, messages]).toEqual([5, 1]);
  });

  it('misses nothing that was told before somebody began to wait', async () => {
    tellEnd(writer, 9);
    await news.after(8, never);
    expect(news.end).toBe(9);
  });

  it('loses nothing that comes when the bell was rung for what is known already', async () => {
    tellEnd(writer, 3);
    let woken = 0;
    const follower = (async () => {
      for (; news.end < 4; woken++) await news.after(3, never);
    })();
    // The writer's first step was seen by whoever now waits; its second comes late.
    Atomics.exchange(writer.cells, waitsCell, 0n);
    writer.port.postMessage('grown');
    await until(() => woken === 1);
    tellEnd(writer, 4);
    await follower;
    expect(woken).toBe(2);
  });

  it('rings for no checkpoint of a policy: the log has not grown', async () => {
    tellEnd(writer, 3);
    const waiting = news.after(3, never);
    tellEnd(writer, 3);
    expect(Atomics.load(writer.cells, waitsCell)).toBe(1n);
    tellEnd(writer, 4);
    await waiting;
  });

  it('lets go of whoever waits when it closes', async () => {
    const waiting = news.after(0, never);
    news.close();
    await waiting;
    expect(news.end).toBe(0);
  });
});
