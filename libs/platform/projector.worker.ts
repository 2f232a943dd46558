import { giveWay } from '#adapters/sqlite';
import { views } from '#views';
import { domainCatalogue } from './domain.js';
import { runInWorker } from './projector-run.js';

// Views give way to commands.
giveWay('behind');
await runInWorker(views, domainCatalogue);
