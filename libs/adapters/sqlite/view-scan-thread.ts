// The reader thread: scans of views that may take longer than the main thread can wait. Started by view-scans.ts, compiled
// before it is loaded. It knows nothing of what it reads: checking and parsing a page are the caller's.
// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import type { Statement } from 'better-sqlite3';
import { parentPort } from 'node:worker_threads';
import { openView, type ViewConnection } from './view-open.js';
import type { Scan, ScanAnswer } from './view-scans.js';
import { holds, holdsInSql } from './view-search.js';

/** The most kinds of questions whose prepared form is kept for a file. */
const maxStatements = 32;
/** As many files as a node has views, with some to spare; the one longest open goes first. */
const maxFiles = 8;

type Opened = { readonly db: ViewConnection; readonly statements: Map<string, Statement> };
const opened = new Map<string, Opened>();

if (parentPort === null) throw new Error('scans run in a thread');
const parent = parentPort;
parent.on('message', (message: Scan | 'close') => {
  if (message === 'close') close();
  else parent.postMessage(answer(message));
});

function answer([number, path, text, values]: Scan): ScanAnswer {
  try {
    return [number, 'found', statement(open(path), text).all(...values)];
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    return [number, 'failed', code, message];
  }
}

function open(path: string): Opened {
  const there = opened.get(path);
  if (there !== undefined) return there;
  const [longest] = opened.keys();
  if (opened.size >= maxFiles && longest !== undefined) forget(longest);
  const view = openView(path, { readonly: true });
  if (view === undefined) throw Object.assign(new Error('the file is gone or damaged'), { code: 'SQLITE_CANTOPEN' });
  view.db.function(holdsInSql, { deterministic: true, directOnly: true }, holds);
  const file: Opened = { db: view.db, statements: new Map() };
  opened.set(path, file);
  return file;
}

function statement({ db, statements }: Opened, text: string): Statement {
  let prepared = statements.get(text);
  if (prepared === undefined) {
    if (statements.size >= maxStatements) statements.clear();
    statements.set(text, (prepared = db.prepare(text)));
  }
  return prepared;
}

function forget(path: string): void {
  opened.get(path)?.db.close();
  opened.delete(path);
}

function close(): void {
  for (const path of opened.keys()) forget(path);
  parent.close();
}
