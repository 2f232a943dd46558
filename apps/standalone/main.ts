import { openNode, readConfig, run } from '#platform';

/** Everything in one process, with no server beside it. */
await run(async () => {
  // The threads of log and views start while the HTTP side is still being loaded: half a second less until ready.
  const [node, { ApiModule }, { serve }, { RemindersModule }] = await Promise.all([
    openNode(readConfig(process.env)),
    import('../api/api.module.js'),
    import('../api/serve.js'),
    import('../reminders/reminders.module.js'),
  ]);
  const { address, close } = await serve(node, ApiModule, RemindersModule);
  console.log(JSON.stringify({ listening: address }));
  return async () => {
    await close();
    await node.close();
  };
});
