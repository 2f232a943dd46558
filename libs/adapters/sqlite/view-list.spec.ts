import { checkedQuery, type ListQuery } from '#kernel';
import { littleView } from '#kernel/testing';
import { join } from 'node:path';
import { freshFolder, tidy } from './testing/folders.js';
import { createView, indexView, shapeOf } from './view-database.js';
import { listSql } from './view-list.js';
import type { ViewConnection } from './view-open.js';

afterAll(tidy);

/** How SQLite would find the rows of a list of the little view, in which `scored` is a column of which most rows hold nothing. */
describe('a list finds its rows', () => {
  let db: ViewConnection;
  beforeAll(() => {
    db = createView(join(freshFolder(), 'homes.db'), shapeOf(littleView));
    indexView(db, shapeOf(littleView));
  });
  afterAll(() => db.close());

  const planOf = (query: Omit<ListQuery, 'limit'>): string => {
    const { text, values } = listSql(checkedQuery(littleView, { ...query, limit: 50 }));
    return (db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[]).map(({ detail }) => detail).join('; ');
  };

  it('by a value in its index, also where only rows that hold one are in it', () => {
    for (const column of ['name', 'points', 'scored']) {
      expect(planOf({ where: { [column]: 7 } })).toContain(`INDEX list_by_${column} (${column}=?`);
      expect(planOf({ where: { [column]: [7, 8] } })).toContain(`INDEX list_by_${column} (${column}=?`);
    }
  });

  it('by the absence of one in the order of the list', () => {
    for (const column of ['points', 'scored']) expect(planOf({ where: { [column]: null } })).toContain('SCAN list USING INDEX list_by_key');
  });

  it('in order from an index that has them in that order', () => {
    expect(planOf({ sort: { column: 'points' } })).toContain('list_by_points');
    for (const column of ['points', 'scored']) expect(planOf({ sort: { column }, between: { [column]: { from: 1, until: 9 } } })).toContain(`INDEX list_by_${column} (${column}>? AND ${column}<?)`);
  });
});
