import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOperation, ApiTags } from '../api-description.js';
import { Answers, Refuses, wrongQuery } from '../described-answers.js';
import { NODE, type Node } from '#platform';

/** Is the process alive, and can it serve. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers.' })
  @Answers(200, 'Live', 'It answers.')
  @Refuses(wrongQuery)
  live() {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Log and views can serve; with how far the log is verified and where the views stand.' })
  @Answers(200, 'Health', 'It can serve.')
  @Answers(503, 'Health', 'It cannot: the log is damaged or could not be written, or no view serves.')
  @Refuses(wrongQuery)
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const health = await this.node.health();
    void reply.status(health.ready ? 200 : 503);
    return health;
  }
}
