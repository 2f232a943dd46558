import { StoreUnavailable } from '#kernel';
import type { ViewReaders } from '#platform';
import { viewsBuilt } from './views-built.js';

type State = { readonly position: number; readonly frozen: boolean };
const building = new StoreUnavailable('the view "notices" is being built', { trouble: 'building' });
/** Two views; the second answers these in turn. */
const viewsThat = (...answers: readonly (State | Error)[]): ViewReaders => {
  const left = [...answers];
  const last = async () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { nudges: { state: async () => ({ position: 1, frozen: false }) }, notices: { state: last } } as unknown as ViewReaders;
};
const there = { position: 1, frozen: false };

describe('reminders that start', () => {
  let waited = 0;
  const started = (views: ViewReaders, signal = new AbortController().signal) => viewsBuilt(views, { signal, waits: () => waited++, everyMs: 1 });
  beforeEach(() => void (waited = 0));

  it('go on at once where every view serves', async () => {
    await started(viewsThat(there));
    expect(waited).toBe(0);
  });

  it('wait for a view that is being built, also behind an old version of it, and say so once', async () => {
    await started(viewsThat(building, building, { position: 1, frozen: true }, there));
    expect(waited).toBe(1);
  });

  it('stop waiting when the process stops, and say what else is wrong', async () => {
    const stop = new AbortController();
    const waiting = started(viewsThat(building), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await expect(started(viewsThat(new StoreUnavailable('the disk is gone')))).rejects.toThrow('the disk is gone');
  });
});
