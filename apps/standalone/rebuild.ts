import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { SqliteViewStore } from '#adapters/sqlite';
import { foundedLogId, identityOf, rebuildViews, ViewNews } from '#kernel';
import { ConfigProblem, domainCatalogue, openLog, readConfig, run } from '#platform';
import { views } from '#views';

const barWidth = 30;

/** `npm run rebuild`: builds every view anew from the log, in one pass, with a bar. The server must be stopped (one process a folder). */
await run(async () => {
  const config = readConfig(process.env);
  // A mistyped folder is not to be founded in passing.
  if (config.eventstoreUrl === undefined && !existsSync(config.dataDir)) throw new ConfigProblem(`DATA_DIR="${config.dataDir}": there is no such folder`);
  const { log, close } = await openLog(config);
  const began = performance.now();
  try {
    const logId = await foundedLogId(log);
    if (logId === undefined) {
      console.log('the log is empty: there is nothing to build');
      return async () => {};
    }
    const store = new SqliteViewStore(join(config.dataDir, 'views'), new ViewNews());
    const missing = await Promise.all(views.map(async (view) => ({ view, writer: await store.writer(view, identityOf(view, logId, domainCatalogue, nodeHashing)) })));
    const position = await rebuildViews(missing, {
      log,
      catalogue: domainCatalogue,
      signal: new AbortController().signal,
      progress: ({ done, position, end }) => process.stderr.write(`\r${bar(position / Math.max(end, 1))} ${done} events`),
    });
    await Promise.all(missing.map(({ writer }) => writer.close()));
    await store.close();
    const seconds = (performance.now() - began) / 1_000;
    console.log(`\n${views.length} views up to position ${position} in ${seconds.toFixed(1)} s`);
  } finally {
    await close();
  }
  return async () => {};
});

function bar(share: number): string {
  return `[${'█'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '·')}] ${Math.floor(share * 100)} %`;
}
