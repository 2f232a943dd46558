import { existsSync } from 'node:fs';
import { readEvidenceFolder } from '#adapters/evidence-folder';
import { ConfigProblem, namedFiles, openLogReader, readConfig, run } from '#platform';

/** Exit codes: every file is as it was put; some are missing or altered; called wrongly. */
const codes = { whole: 0, faulty: 1, usage: 2 };

/** `npm run evidence -- check`: reads every file that an event names and compares it with its digest, also while a server runs. */
await run(async () => {
  if (process.argv.slice(2).join(' ') !== 'check') {
    console.error('usage: npm run evidence -- check');
    process.exit(codes.usage);
  }
  const config = readConfig(process.env);
  if (config.eventstoreUrl === undefined && !existsSync(config.dataDir)) throw new ConfigProblem(`DATA_DIR="${config.dataDir}": there is no such folder`);
  const [log, store] = [await openLogReader(config), readEvidenceFolder(config.evidenceDir)];
  const seen = new Set<string>();
  let faults = 0;
  try {
    const end = await log.end();
    for await (const { named, position } of namedFiles(log)) {
      for (const { sha256, title, stream, revision } of named.filter((file) => !seen.has(file.sha256))) {
        seen.add(sha256);
        const condition = await store.verify(sha256);
        if (condition === 'whole') continue;
        faults++;
        console.log(`${condition}\t${sha256}\t${stream}@${revision}\t${title}`);
      }
      if (process.stderr.isTTY) process.stderr.write(`\r${Math.floor((position / Math.max(end, 1)) * 100)} %, ${seen.size} files`);
    }
  } finally {
    await log.close();
  }
  console.error(`${process.stderr.isTTY ? '\n' : ''}${seen.size} files named by events: ${seen.size - faults} as they were put, ${faults} missing or altered`);
  process.exit(faults === 0 ? codes.whole : codes.faulty);
});
