import { QueueByKey } from './queue-by-key.js';

const deferred = () => {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
};

describe('a queue by key', () => {
  it('runs tasks of one key one after another, in order', async () => {
    const queue = new QueueByKey();
    const seen: string[] = [];
    const gate = deferred();
    const first = queue.run('a', async () => {
      seen.push('first begins');
      await gate.promise;
      seen.push('first ends');
    });
    const second = queue.run('a', async () => void seen.push('second'));
    const third = queue.run('a', async () => void seen.push('third'));
    gate.resolve();
    await Promise.all([first, second, third]);
    expect(seen).toEqual(['first begins', 'first ends', 'second', 'third']);
  });

  it('runs tasks of other keys meanwhile', async () => {
    const queue = new QueueByKey();
    const gate = deferred();
    const waiting = queue.run('a', () => gate.promise);
    expect(await queue.run('b', async () => 'done')).toBe('done');
    gate.resolve();
    await waiting;
  });

  it('goes on after a task that failed, and tells only its own caller', async () => {
    const queue = new QueueByKey();
    const failing = queue.run('a', async () => {
      throw new Error('no');
    });
    const next = queue.run('a', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await queue.run('a', async () => 'later')).toBe('later');
  });
});
