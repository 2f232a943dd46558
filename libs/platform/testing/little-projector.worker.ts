import { littleCatalogue, littleView } from '#kernel/testing';
import { runInWorker } from '../projector-run.js';

await runInWorker([littleView], littleCatalogue);
