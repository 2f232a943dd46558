import { openNode, readConfig, run } from '#platform';
import { ApiModule } from './api.module.js';
import { serve } from './serve.js';

/** The HTTP side alone; policies run in `reminders`. */
await run(async () => {
  const node = await openNode(readConfig(process.env));
  const { address, close } = await serve(node, ApiModule);
  console.log(JSON.stringify({ listening: address }));
  return async () => {
    await close();
    await node.close();
  };
});
