import { ViewNews } from '#kernel';
import { Projector, type ProjectorReport } from './projector.js';

describe('a start', () => {
  /** What whoever waits for the start knows after each report: is it over? */
  async function waits(...reports: readonly ProjectorReport[]): Promise<readonly boolean[]> {
    let told: (report: ProjectorReport) => void = () => {};
    const projector = new Projector((report) => ((told = report), { ended: new Promise<void>(() => {}), stop: async () => {} }), new ViewNews());
    let isOver = false;
    void projector.opened.then(() => (isOver = true));
    const over: boolean[] = [];
    for (const report of reports) {
      told(report);
      await new Promise((resolve) => setImmediate(resolve));
      over.push(isOver);
    }
    await projector.close();
    return over;
  }
  const building: ProjectorReport = { kind: 'opened', building: ['homes', 'others'] };
  const read = (position: number): ProjectorReport => ({ kind: 'progress', progress: { done: 1, position, end: 7 } });
  const built = (...views: readonly string[]): ProjectorReport => ({ kind: 'advanced', views, position: 7 });

  it('waits for views that a page of the log is enough to build: they can be read by whoever comes first', async () => {
    expect(await waits(building, read(7), built('homes'), built('others'))).toEqual([false, false, false, true]);
  });

  it('does not wait for views of a longer log', async () => {
    expect(await waits(building, read(6))).toEqual([false, true]);
  });

  it('does not wait for a view that cannot be built', async () => {
    expect(await waits(building, read(7), { kind: 'failed', view: 'homes', error: 'a mistake' })).toEqual([false, false, true]);
  });

  it('waits for nothing where all views are there', async () => {
    expect(await waits({ kind: 'opened', building: [] })).toEqual([true]);
  });
});
