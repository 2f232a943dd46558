import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { streamOf } from '#kernel';
import { languageOf, NODE, problem, type Node } from '#platform';
import { adoptionDecider, type RuleSetAdopted } from '#rules';
import { ApiOperation, ApiParam, ApiTags } from '../api-description.js';
import { pathId } from '../commands/request.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { wholeStream } from './as-of.js';
import { describeByline, describeEvent } from './describe.js';
import { spokenNames } from './spoken-names.js';

/** What one federation ever said of adopting one version of a rule set. */
@ApiTags('rules')
@Controller('v1/adoptions')
export class AdoptionsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'haifu.default.2' })
  @ApiOperation({ summary: 'An adoption by FEDERATION.RULESET.VERSION: what stands, and all that was recorded of it, void or not; ETag is its revision, as `If-Match` of a command takes it.' })
  @Answers(200, 'Adoption', 'The adoption; ETag: its revision.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') given: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = pathId(given);
    this.node.refuseDamaged();
    const events = await wholeStream(this.node, streamOf(adoptionDecider.category, id));
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) throw problem('not-found', { thing: 'adoption', id });
    void reply.header('etag', `"${last.revision}"`);
    const language = languageOf(request.headers['accept-language']);
    const names = await spokenNames(this.node.log, events);
    const { federation, ruleSet } = first.data as RuleSetAdopted['data'];
    const told = events.map((event) => ({ revision: String(event.revision), position: String(event.position), event: event.type, text: `${describeEvent(event, language, names)}${describeByline(event, language, names)}`, recordedAt: event.metadata.at, by: event.metadata.by, data: event.data }));
    return { id, federation, ruleSet, adopted: last.type === 'RuleSetAdopted' ? standing(last.data as RuleSetAdopted['data']) : null, events: told, revision: String(last.revision) };
  }
}

/** As `VoidAdoption` is to name it. */
const standing = ({ adoptedOn, own, documentNumber }: RuleSetAdopted['data']) => ({ adoptedOn, own: own ?? null, documentNumber: documentNumber ?? null });
