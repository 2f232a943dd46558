import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { allotmentDecider, type Allotment } from '#evaluation';
import { languageOf, NODE, problem, textFor, type Node } from '#platform';
import { ApiOperation, ApiParam, ApiTags } from '../api-description.js';
import { pathId } from '../commands/request.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';

/** Reads of the places of a recommendation quota, from the stream that decides about them. */
@ApiTags('evaluation')
@Controller('v1/allotments')
export class AllotmentsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'district.2025.districtmodel' })
  @ApiOperation({ summary: 'The places of a quota, by FEDERATION.YEAR.TITLE (in small letters): who holds each, whether it is recommended with, and which up to the last are free.' })
  @Answers(200, 'Allotment', 'The places in ascending order; ETag: the revision. Nobody ever took one: not found.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') given: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = pathId(given);
    this.node.refuseDamaged();
    const { state, revision } = await this.node.commands.state(allotmentDecider, id);
    if (revision === 'none') throw problem('not-found', { thing: 'allotment', id });
    const { places, used } = state as Allotment;
    const held = Object.entries(places).map(([place, evaluation]) => ({ place: Number(place), evaluation, used: used.includes(Number(place)) })).toSorted((one, other) => one.place - other.place);
    const free = freeAmong(held.map(({ place }) => place));
    void reply.header('etag', `"${revision}"`);
    const [federation = '', year = '', title = ''] = id.split('.');
    return { id, federation, evaluatedYear: Number(year), title, held, free, text: textFor(languageOf(request.headers['accept-language']), 'allotment.stands', { held: held.length, used: held.filter((one) => one.used).length, free: free.length }), revision: String(revision) };
  }
}

/** The most free places that are listed. */
const mostFree = 200;

/** Free below the last that is held, the first 200; how many there are above depends on the quota, which may count from who held. */
function freeAmong(held: readonly number[]): readonly number[] {
  const free: number[] = [];
  const taken = new Set(held);
  for (let place = 1; place < (held.at(-1) ?? 1) && free.length < mostFree; place++) if (!taken.has(place)) free.push(place);
  return free;
}
