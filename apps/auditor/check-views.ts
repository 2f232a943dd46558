import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { compareView } from '#adapters/sqlite';
import { foundedLogId, identityOf } from '#kernel';
import { ConfigProblem, domainCatalogue, openLogReader, readConfig, run } from '#platform';
import { views } from '#views';

/** Exit codes: every number is as the log says; some are not, or a view is not there; called wrongly. */
const codes = { true: 0, faulty: 1, usage: 2 };

/** `npm run check:views`: recomputes rows from the log and totals from rows, and compares them with what is served; also while a server runs. */
await run(async () => {
  if (process.argv.length > 2) {
    console.error('usage: npm run check:views   (DATA_DIR names the folder)');
    process.exit(codes.usage);
  }
  const config = readConfig(process.env);
  const folder = join(config.dataDir, 'views');
  if (!existsSync(folder)) throw new ConfigProblem(`DATA_DIR="${config.dataDir}": there are no views`);
  const log = await openLogReader(config);
  let faulty = 0;
  try {
    const logId = (await foundedLogId(log)) ?? '';
    for (const view of views) {
      const progress = ({ position, end }: { readonly position: number; readonly end: number }) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${view.name}: ${Math.floor((position / Math.max(end, 1)) * 100)} %\u001B[K`);
      };
      const { position, rows, totals, faults } = await compareView({ folder, view, identity: identityOf(view, logId, domainCatalogue, nodeHashing) }, { log, catalogue: domainCatalogue, progress });
      if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
      for (const fault of faults) console.log(`${view.name}\t${fault}`);
      if (position === undefined || faults.length > 0) faulty++;
      console.log(position === undefined ? `${view.name}: not there at this version, or being built` : `${view.name}: ${rows} rows and ${totals} totals compared up to position ${position}, ${faults.length} faults`);
    }
  } finally {
    await log.close();
  }
  process.exit(faulty === 0 ? codes.true : codes.faulty);
});
