import { views } from '#views';
import { domainCatalogue } from './domain.js';
import { runInWorker } from './projector-run.js';

await runInWorker(views, domainCatalogue);
