import { openNode, readConfig, run } from '#platform';
import { ApiModule } from '../api/api.module.js';
import { serve } from '../api/serve.js';
import { RemindersModule } from '../reminders/reminders.module.js';

/** Everything in one process, with no server beside it. */
await run(async () => {
  const node = await openNode(readConfig(process.env));
  const { address, close } = await serve(node, ApiModule, RemindersModule);
  console.log(JSON.stringify({ listening: address }));
  return async () => {
    await close();
    await node.close();
  };
});
