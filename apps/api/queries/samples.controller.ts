import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { campaignDecider, drawSample, unitsCalledUp, type CampaignState, type SampleDrawn } from '#campaign';
import { fold, nothingFolded, streamOf, type StoredEvent } from '#kernel';
import { languageOf, NODE, problem, textFor, type Node } from '#platform';
import { ApiOperation, ApiParam, ApiTags } from '../api-description.js';
import { pathId } from '../commands/request.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { wholeStream } from './as-of.js';

/** Samples that a campaign has drawn for spot-checks, drawn again whenever they are read. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
export class SamplesController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get(':id/samples/:sample')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiParam({ name: 'sample', schema: { type: 'string' }, example: 'spring' })
  @ApiOperation({ summary: 'A sample with all that redrawing takes, and whether redrawing gives the same: ids ordered by SHA-256 of the seed, a line feed and the id; the first are drawn.' })
  @Answers(200, 'Sample', 'The sample; `redrawn` says whether drawing it again gave the same.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') id: string, @Param('sample') sample: string, @Req() request: FastifyRequest) {
    const campaign = pathId(id);
    this.node.refuseDamaged();
    const events = await wholeStream(this.node, streamOf(campaignDecider.category, campaign));
    const at = events.findIndex(({ type, data }) => type === 'SampleDrawn' && (data as SampleDrawn['data']).sample === sample);
    const event = events[at] as StoredEvent<'SampleDrawn', SampleDrawn['data']> | undefined;
    if (event === undefined) throw problem('not-found', events.length === 0 ? { thing: 'campaign', id: campaign } : { thing: 'sample', id: sample });
    const redrawn = this.#redrawn(event.data, events.slice(0, at));
    const language = languageOf(request.headers['accept-language']);
    return { campaign, ...event.data, recordedAt: event.metadata.at, by: event.metadata.by, redrawn, text: textFor(language, redrawn ? 'sample.redrawn' : 'sample.differs', { ...event.data }) };
  }

  /** Whoever was called up later was not in the list. */
  #redrawn({ seed, drawn, drawnFrom }: SampleDrawn['data'], before: readonly StoredEvent[]): boolean {
    const from = unitsCalledUp(fold(campaignDecider, nothingFolded(campaignDecider), before).state as CampaignState);
    const again = drawSample({ seed, size: drawn.length, from }, this.node.hashing.sha256);
    return again.drawn.join() === drawn.join() && again.drawnFrom.digest === drawnFrom.digest && again.drawnFrom.count === drawnFrom.count;
  }
}
