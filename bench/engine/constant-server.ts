import 'reflect-metadata';
import { Body, Controller, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HoldAssemblyBody, readBody } from '../../apps/api/index.js';

/** The baseline of `http.64`: the same route and body check, answering a constant. */
@Controller('v1/evaluations')
class ConstantController {
  @Post(':id/hold-assembly')
  async hold(@Param('id') id: string, @Body() raw: unknown) {
    await readBody(HoldAssemblyBody, raw);
    return { stream: `evaluation-${id}`, revision: '1', position: '1', events: ['AssemblyHeld'], warnings: [] };
  }
}

@Module({ controllers: [ConstantController] })
class ConstantModule {}

const app = await NestFactory.create<NestFastifyApplication>(ConstantModule, new FastifyAdapter({ forceCloseConnections: true }), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
console.log(JSON.stringify({ listening: `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}` }));
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
