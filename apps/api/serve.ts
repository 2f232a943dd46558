import 'reflect-metadata';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { host, NODE, ProblemFilter, sendProblem, type Node } from '#platform';
import { takeJsonOnly } from './json-bodies.js';
import { serveOpenApi } from './openapi.js';

/** The most bytes of a request's body. */
export const maxBodyBytes = 512 * 1024;

/** Longer than any address Node lets in, so that an id too long is named as such and not as a page that is not there. */
const longestParameter = 16_384;

export type Served = { readonly address: string; readonly app: NestFastifyApplication; readonly close: () => Promise<void> };

/** Serves the given modules over HTTP on this machine's own address. The node is closed by whoever opened it. */
export async function serve(node: Node, ...modules: readonly Type<object>[]): Promise<Served> {
  @Global()
  @Module({ providers: [{ provide: NODE, useValue: node }], exports: [NODE] })
  class NodeModule {}

  @Module({ imports: [NodeModule, ...modules] })
  class Root {}

  const adapter = new FastifyAdapter({ bodyLimit: maxBodyBytes, trustProxy: false, frameworkErrors: sendProblem, forceCloseConnections: true, routerOptions: { maxParamLength: longestParameter } });
  takeJsonOnly(adapter);
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, { logger: ['error', 'warn'], abortOnError: false, bodyParser: false });
  app.useGlobalFilters(new ProblemFilter());
  serveOpenApi(app);
  await app.listen(node.config.port, host);
  const { port } = app.getHttpServer().address() as { port: number };
  return { address: `http://${host}:${port}`, app, close: () => app.close() };
}
