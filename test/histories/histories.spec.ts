import { readdirSync, readFileSync } from 'node:fs';
import { recompute, rowFromJson, rowToJson } from '#kernel';
import { domainCatalogue } from '#platform';
import { views } from '#views';
import { replayed, viewOf, type History } from './history.js';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as History;

describe('recorded histories', () => {
  describe.each(files)('%s', (name) => {
    const history = read(name);

    it('is written to the same digests as on its day', async () => {
      const log = await replayed(history);
      const today = await log.readAll(0, 1_000);
      expect(today.map(({ stream, revision, digest }) => [stream, revision, digest])).toEqual(history.events.map(({ stream, revision, digest }) => [stream, revision, digest]));
    });

    it('holds only events that the schemas of today take, after their upcasts', async () => {
      const log = await replayed(history);
      for (const event of await log.readAll(0, 1_000)) expect([event.type, domainCatalogue.misfits(domainCatalogue.upcast(event))]).toEqual([event.type, []]);
    });

    // Rows and totals are those of the version that the file names. A later version makes others of the same events: what
    // remains of an older history then is its events, and that each still has its row. A newer history pins the new rows.
    it.each(Object.keys(history.views))('folds into the rows and totals that the view %s had, or into as many of its newer version', async (viewName) => {
      const view = views.find((one) => one.name === viewName);
      const recorded = history.views[viewName];
      if (view === undefined || recorded === undefined) throw new Error(`there is no view "${viewName}" any more: its histories go with it`);
      const today = await viewOf(view, await replayed(history));
      if (view.version === recorded.version) return expect(today).toEqual(recorded);
      expect(view.version).toBeGreaterThan(recorded.version);
      expect(Object.keys(today.rows).toSorted()).toEqual(Object.keys(recorded.rows).toSorted());
      // What totals are kept for may change as well; whoever had some is named in some.
      const named = new Set(Object.keys(today.totals).flatMap((group) => group.split('.')));
      expect(Object.keys(recorded.totals).flatMap((group) => group.split('.')).filter((part) => !named.has(part))).toEqual([]);
    });
  });

  it.each(views.map((view) => [view.name, view] as const))('come back from stores as the rows of the view %s that were kept, to the letter', async (_, view) => {
    for (const name of files) {
      const { rows } = await recompute(view, await replayed(read(name)), domainCatalogue);
      for (const row of rows.values()) {
        const json = rowToJson(view, row);
        const back = rowFromJson(view, json);
        expect(back).toEqual(JSON.parse(JSON.stringify(row)));
        expect(rowToJson(view, back)).toBe(json);
      }
    }
  });

  it.each(views.map(({ name, version }) => [name, version] as const))('pin the view %s at its version %d', (name, version) => {
    expect(files.map(read).some((history) => history.views[name]?.version === version)).toBe(true);
  });
});
