import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigProblem, NODE, openNode, readConfig, run } from '#platform';
import { rebuildQueue } from './rebuild-queue.js';
import { RemindersModule } from './reminders.module.js';

const [asked, ...more] = process.argv.slice(2);
if (more.length > 0 || (asked !== undefined && asked !== 'rebuild')) {
  console.error('usage: npm run reminders             reminds, beside one or more api\n       npm run reminders -- rebuild  fills the queue on Redis from the log');
  process.exit(2);
}

/** Policies and reminders alone, beside one or more `api`. The embedded log has one writer, so this needs a log that is a server. */
await run(async () => {
  if (asked === 'rebuild') {
    await rebuildQueue(process.env);
    process.exit(0);
  }
  const config = readConfig(process.env);
  if (config.eventstoreUrl === undefined) throw new ConfigProblem('EVENTSTORE_URL: reminders beside api need a log that both can reach; without one, start standalone');
  const node = await openNode(config);

  @Global()
  @Module({ providers: [{ provide: NODE, useValue: node }], exports: [NODE] })
  class NodeModule {}

  @Module({ imports: [NodeModule, RemindersModule] })
  class Root {}

  const app = await NestFactory.createApplicationContext(Root, { logger: ['error', 'warn'], abortOnError: false });
  console.log(JSON.stringify({ running: 'reminders' }));
  return async () => {
    await app.close();
    await node.close();
  };
});
