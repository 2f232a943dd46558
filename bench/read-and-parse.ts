import Database from 'better-sqlite3';

const rowsPerPage = 1_000;

/** Events a second when every row of a log is read and parsed, and nothing else. */
export function readAndParseRate(file: string): number {
  const db = new Database(file, { readonly: true });
  const select = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
  const began = performance.now();
  let [after, count] = [0, 0];
  for (;;) {
    const rows = select.all(after, rowsPerPage) as { position: number; data: string; metadata: string }[];
    for (const { data, metadata } of rows) {
      JSON.parse(data);
      JSON.parse(metadata);
    }
    count += rows.length;
    after = rows.at(-1)?.position ?? after;
    if (rows.length < rowsPerPage) break;
  }
  db.close();
  return count / ((performance.now() - began) / 1_000);
}
