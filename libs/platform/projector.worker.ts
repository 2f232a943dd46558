import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { views } from '#views';
import { domainCatalogue } from './domain.js';
import { runInWorker } from './projector-run.js';

giveWay();
await runInWorker(views, domainCatalogue);

/** Views give way to commands: where the system lets a thread of its own be asked for less (Linux), this one is. */
function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Elsewhere all threads are alike.
  }
}
