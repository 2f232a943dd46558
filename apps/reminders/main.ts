import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigProblem, NODE, openNode, readConfig, run } from '#platform';
import { RemindersModule } from './reminders.module.js';

/** Policies alone, beside one or more `api`. The embedded log has one writer, so this needs a log that is a server. */
await run(async () => {
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
