import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { campaignDecider, CircularSigned } from '#campaign';
import { streamOf, type PlainDate, type StoredEvent } from '#kernel';
import { circularFiguresOf, NODE, problem, type CircularRests, type Node } from '#platform';
import { ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { caughtUp } from '../commands/campaign-scope.js';
import { pathId } from '../commands/request.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { wholeStream } from './as-of.js';
import { AskedParameters, campaignAsked, todayOf } from './campaign-asked.js';
import { draftCircular } from './draft-circular.js';

/** The circular (通报) that names late units: drafted from the figures of a day, signed by a person, read again as it was signed. */
@ApiTags('boards')
@Controller('v1/campaigns')
export class CircularController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get(':id/circular')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiQuery({ name: 'on', required: false, description: 'The day of whose end it speaks; default: today.' })
  @ApiOperation({ summary: 'A draft of the circular naming the federations whose papers are late. `figuresDigest` goes with `sign-circular`.' })
  @Answers(200, 'CircularDraft', 'The draft.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async draft(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const today = todayOf(this.node, request);
    const asked = new AskedParameters(query);
    const on = asked.day('on', today) ?? today;
    asked.judge();
    const campaign = await campaignAsked(this.node, id, request);
    const rests = await circularFiguresOf(this.node, campaign.id, on);
    await caughtUp(this.node, ['federations', 'nudges']);
    const issuer = await this.node.views.federations.get(campaign.opened.federation);
    const reminded = await this.#reminded(campaign.id, rests, on);
    const { figures, figuresDigest, position } = rests;
    return { campaign: campaign.id, on, figures, ...draftCircular(rests, { campaign, on, calendar: this.node.calendar(), issuer, reminded }), figuresDigest, position: String(position) };
  }

  @Get(':id/circulars/:circular')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiParam({ name: 'circular', schema: { type: 'string' }, example: 'winter' })
  @ApiOperation({ summary: 'A circular as it was signed: its text, whom it names, the figures it rests on and their digest, and up to which position of the log they were counted.' })
  @Answers(200, 'SignedCircular', 'The circular.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async signed(@Param('id') id: string, @Param('circular') circular: string) {
    const campaign = pathId(id);
    this.node.refuseDamaged();
    const events = await wholeStream(this.node, streamOf(campaignDecider.category, campaign));
    const event = events.find(({ type, data }) => type === CircularSigned.type && (data as CircularSigned['data']).circular === circular) as StoredEvent<string, CircularSigned['data']> | undefined;
    if (event === undefined) throw problem('not-found', events.length === 0 ? { thing: 'campaign', id: campaign } : { thing: 'circular', id: circular });
    const { position, documentNumber = null, otherFigures = [], ...data } = event.data;
    return { campaign, ...data, documentNumber, otherFigures, position: String(position), recordedAt: event.metadata.at, by: event.metadata.by };
  }

  /** How often each of those that still owe was reminded until that day, at least. */
  async #reminded(campaign: string, { named }: CircularRests, on: PlainDate): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (const { federation } of named.filter(({ missing }) => missing)) {
      const nudge = await this.node.views.nudges.get(`federation.${federation}.${campaign}`);
      if (nudge?.toldOn === undefined || nudge.toldOn > on || nudge.times < 1) return 0;
      least = Math.min(least, nudge.times);
    }
    return Number.isFinite(least) ? least : 0;
  }
}
