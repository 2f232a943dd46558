import 'reflect-metadata';
import type { Server } from 'node:http';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { host, NODE, problem, ProblemFilter, sendProblem, type Node } from '#platform';
import { takeAnswerForms } from './answers/answer-form.js';
import { CommandTurns } from './commands/command-turns.js';
import { takeBytesAsEvidence } from './evidence/evidence-bytes.js';
import { takeJsonOnly } from './json-bodies.js';
import { KnownQueries } from './known-queries.js';
import { methodsByPath } from './methods-by-path.js';
import { serveOpenApi } from './openapi.js';

/** The most bytes of a request's body. */
export const maxBodyBytes = 512 * 1024;

/** Longer than any address Node lets in, so that an id too long is named as such and not as a page that is not there. */
const longestParameter = 16_384;

/** How long requests that were let in may take to end, once the server is told to stop. */
const drainWithinMs = 4_000;
/** A connection that is kept alive becomes idle after its last answer, and is then closed. */
const lookEveryMs = 20;

/** Bodies are checked by their classes: without this Fastify loads two compilers of JSON Schema at each start, and no route has one. */
const noSchemas = (): never => {
  throw new Error('a route has a schema of Fastify: nothing compiles it');
};

export type Served = { readonly address: string; readonly app: NestFastifyApplication; readonly close: () => Promise<void> };

/** Serves the given modules over HTTP on this machine's own address. The node is closed by whoever opened it. */
export async function serve(node: Node, ...modules: readonly Type<object>[]): Promise<Served> {
  @Global()
  @Module({ providers: [{ provide: NODE, useValue: node }], exports: [NODE] })
  class NodeModule {}

  @Module({ imports: [NodeModule, ...modules] })
  class Root {}

  const adapter = new FastifyAdapter({ bodyLimit: maxBodyBytes, trustProxy: false, frameworkErrors: sendProblem, forceCloseConnections: 'idle', return503OnClosing: false, schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } }, routerOptions: { maxParamLength: longestParameter } });
  takeJsonOnly(adapter);
  takeBytesAsEvidence(adapter);
  takeAnswerForms(adapter);
  const methodsOf = methodsByPath(adapter.getInstance());
  // No logger: errors of starting are thrown to whoever serves, those of requests end in the filter; Nest would tell them twice.
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, { logger: false, abortOnError: false, bodyParser: false });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new KnownQueries());
  app.getHttpAdapter().getInstance().addHook('onRequest', wrongMethod(methodsOf));
  serveOpenApi(app);
  // The projector's thread started while the modules were wired.
  await node.opened;
  const close = draining(app);
  app.getHttpAdapter().getInstance().addHook('onRequest', inTurns(new CommandTurns()));
  await app.listen(node.config.port, host);
  const { port } = app.getHttpServer().address() as { port: number };
  const address = `http://${host}:${port}`;
  node.links.servedAt(address);
  return { address, app, close };
}

/** Whoever hands something in waits for its turn, whoever asks does not. */
const inTurns = (turns: CommandTurns) => (request: FastifyRequest, _reply: FastifyReply, go: () => void): void => (request.method === 'POST' ? turns.enter(go) : go());

/** Answers 405 where the address is there but not for this method. */
const wrongMethod = (methodsOf: (path: string) => readonly string[]) => (request: FastifyRequest, reply: FastifyReply, go: () => void): void => {
  if (!request.is404) return go();
  const allowed = methodsOf(request.url.split('?')[0] ?? '');
  if (allowed.length === 0) return go();
  void reply.header('allow', allowed.join(', '));
  sendProblem(problem('method-not-allowed', { method: request.method, allowed }), request, reply);
};

/**
 * Lets nobody in any more, gives the answers that are under way, then cuts what does not end by itself: a body half sent.
 * @returns how to stop so
 */
function draining(app: NestFastifyApplication): () => Promise<void> {
  let stopping = false;
  // Fastify would answer so by itself, but not in the form of a problem.
  app.getHttpAdapter().getInstance().addHook('onRequest', async (request, reply) => {
    if (!stopping) return;
    void reply.header('connection', 'close');
    sendProblem(problem('store-unavailable', { reason: 'stopping' }), request, reply);
  });
  return async () => {
    stopping = true;
    const server = app.getHttpServer() as Server;
    const idle = setInterval(() => server.closeIdleConnections(), lookEveryMs);
    const late = setTimeout(() => server.closeAllConnections(), drainWithinMs);
    await app.close();
    clearInterval(idle);
    clearTimeout(late);
  };
}
