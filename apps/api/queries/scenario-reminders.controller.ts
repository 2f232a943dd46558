import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NODE, problem, wrongHeader, type Node } from '#platform';
import { ApiHeader, ApiOperation, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, type Refused } from '../described-answers.js';

const wrongClock: Refused = [400, 'header-invalid', 'No moment in Pingjia-Clock, or a server that runs by real time and reminds by itself.', { header: 'Pingjia-Clock', value: '', rule: 'clock' }];

/** Reminders by the clock of a scenario, which nothing but a request moves. */
@ApiTags('reminders')
@Controller('v1/notices')
export class ScenarioRemindersController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Post('remind')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'RemindByScenario',
    summary: 'One minute of reminders at the moment of Pingjia-Clock: what is due is issued, what waits goes to the outbox and nowhere else. Only with CLOCK=scenario.',
    description: 'Outside the sending windows nothing is issued. Asked again for the same day it issues nothing twice.',
  })
  @ApiHeader({ name: 'Pingjia-Clock', required: true, example: '2026-02-24T09:00:00+08:00', description: 'What time it is.' })
  @Answers(200, 'Reminded', 'How many notices were issued and how many went out; Pingjia-Position: where reads see them.')
  @Refuses(wrongClock, nothingThere, cannotServe)
  async remind(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { config, clock, remindedByScenario } = this.node;
    const header = request.headers['pingjia-clock'];
    if (config.clock !== 'scenario') throw wrongHeader('Pingjia-Clock', header ?? '', 'realClock');
    if (header === undefined) throw wrongHeader('Pingjia-Clock', '', 'clock');
    // Of a process that serves and does not remind.
    if (remindedByScenario.look === undefined) throw problem('not-found');
    this.node.refuseDamaged();
    const { position, ...reminded } = await remindedByScenario.look(clock(header));
    void reply.header('pingjia-position', position);
    return reminded;
  }
}
