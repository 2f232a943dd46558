import 'reflect-metadata';
import { Body, Controller, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { commandGroups, kebab, readBody } from '../../apps/api/index.js';

const bodies = new Map(commandGroups.flatMap(({ routes }) => routes).map(({ command, body }) => [kebab(command), body]));

/** The baseline of `http.64`: the same route and body check, answering a constant. */
@Controller('v1/evaluations')
class ConstantController {
  @Post(':id/:command')
  async record(@Param() { id = '', command = '' }: { id?: string; command?: string }, @Body() raw: unknown) {
    const body = bodies.get(command);
    if (body === undefined) throw new Error(`no command "${command}"`);
    await readBody(body, raw);
    return { stream: `evaluation-${id}`, revision: '1', position: '1', events: ['AssemblyHeld'], warnings: [] };
  }
}

@Module({ controllers: [ConstantController] })
class ConstantModule {}

const app = await NestFactory.create<NestFastifyApplication>(ConstantModule, new FastifyAdapter({ forceCloseConnections: true }), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
console.log(JSON.stringify({ listening: `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}` }));
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
