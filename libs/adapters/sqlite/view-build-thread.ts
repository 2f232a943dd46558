// Builds one view in a thread of its own. Started by view-replacement.ts, compiled before it is loaded. It knows nothing of what it writes.
// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { parentPort, workerData } from 'node:worker_threads';
import { ViewBuild } from './view-build.js';
import type { ViewShape } from './view-database.js';
import type { BuildAnswer, BuildTask } from './view-replacement.js';

if (parentPort === null) throw new Error('views are built in a thread');
const parent = parentPort;
const { path, shape } = workerData as { readonly path: string; readonly shape: ViewShape };
const build = new ViewBuild(path, shape);

// A task is done only where all before it were: what follows a failure would make a view with a hole.
let failed: string | undefined;
parent.on('message', (task: BuildTask) => {
  parent.postMessage(answer(task));
  if (task[0] === 'finish' || task[0] === 'discard') parent.close();
});

function answer(task: BuildTask): BuildAnswer {
  try {
    if (failed !== undefined && task[0] !== 'discard') return ['failed', failed];
    switch (task[0]) {
      case 'put':
        build.put(task[1]);
        return ['done'];
      case 'rows':
        return ['done', build.rows(task[1])];
      case 'index':
        build.index();
        return ['done'];
      case 'finish':
        build.finish(task[1], task[2]);
        return ['done'];
      case 'discard':
        build.discard();
        return ['done'];
    }
  } catch (error) {
    failed = (error as Error).message;
    return ['failed', failed, (error as { code?: string }).code];
  }
}
