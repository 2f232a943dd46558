import { recogniseFile } from '#adapters/file-types';
import { nodeHashing } from '#adapters/node-crypto';
import { openEvidenceFolder } from '#adapters/evidence-folder';
import { digestsOf } from '#evaluation';
import { canonicalJson, type EventReader, type EvidenceStore, type FactSource } from '#kernel';
import type { Config } from './config.js';
import { EvidenceWatch } from './evidence-watch.js';
import { log as journal } from './logging.js';

/** The files beside the log, and who watches them. */
export type Evidences = { readonly store: EvidenceStore; readonly watch: EvidenceWatch };

/** Opens the folder of evidence. @throws StoreUnavailable */
export async function openEvidence({ evidenceDir, keepFreeBytes }: Config, log: EventReader): Promise<Evidences> {
  const store = await openEvidenceFolder({ folder: evidenceDir, recognise: recogniseFile, keepFreeBytes });
  const watch = new EvidenceWatch(store, log, {
    fault: (fault) => journal.error({ ...fault }, 'a file of evidence is not what was put'),
    failed: (error) => journal.error({ error }, 'the evidence cannot be checked'),
  });
  return { store, watch };
}

/** The fact `evidence`: what the store knows of the files a command names; its source is the digest of that. */
export const storedEvidence =
  ({ store, watch }: Evidences): FactSource =>
  async (need) => {
    const found = [];
    // One after another: a glance each, and never a thousand open at once.
    for (const sha256 of digestsOf(need)) {
      const file = await store.find(sha256);
      if (file === undefined) continue;
      watch.remember(sha256);
      found.push(file);
    }
    return { value: found, source: `sha256:${nodeHashing.sha256(canonicalJson(found))}` };
  };
