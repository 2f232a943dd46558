import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NODE, problem, type Moment, type Node, type PastViews } from '#platform';
import type { CampaignRow } from '#views';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { pathId } from '../commands/request.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { campaignAsked } from './campaign-asked.js';
import { listQueryOf, type Listing } from './list-query.js';
import { JudgesItsQuery } from '../known-queries.js';
import { AsOfAnyMoment, assertOpenedBy, momentNames, momentOf, pastOf, thenAsked } from './moment-asked.js';
import { pageOf } from './page-of.js';
import { atPosition, positionHeader } from './view-position.js';

const listing: Listing = { filters: { federation: 'id' }, sorts: ['evaluatedYear', 'openedOn'], searched: 'title', beside: momentNames };

/** Reads of campaigns: what each was opened with, and how far its opening has come. */
@ApiTags('campaign')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Campaigns, filtered and sorted, in pages.' })
  @ApiQuery({ name: 'limit', required: false, description: 'Rows of a page, 1 to 200; default 50.' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiQuery({ name: 'sort', required: false, description: 'evaluatedYear or openedOn; with - descending.' })
  @ApiQuery({ name: 'search', required: false, description: 'Characters in a row in the title of the notice.' })
  @ApiQuery({ name: 'under', required: false, description: 'Only those that this federation opened.' })
  @ApiQuery({ name: 'federation', required: false, description: 'Only those that this federation, or one of several, opened.' })
  @AsOfAnyMoment()
  @ApiHeader(positionHeader)
  @Answers(200, 'CampaignPage', 'A page.')
  @Refuses(wrongQuery, cannotServe)
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const asked = listQueryOf(query, listing);
    const then = await thenAsked(this.node, query, request);
    const past = then === undefined ? undefined : await pastOf(this.node).campaigns(momentOf(then));
    const { rows, next } = await pageOf(this.node, this.node.views.campaigns, () => asked, { request, reply, ...(past === undefined ? {} : { list: (of) => past.reader.list(of) }) });
    return { campaigns: rows.map(([, row]) => shown(row, past?.uncounted)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiOperation({ summary: 'One campaign; `calledUp` and `opened` tell how far its opening has come.' })
  @AsOfAnyMoment()
  @ApiHeader(positionHeader)
  @Answers(200, 'Campaign', 'The campaign; ETag: its revision.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.node.refuseDamaged();
    const then = await thenAsked(this.node, query, request);
    await atPosition(this.node.views.campaigns, request, reply);
    const past = then === undefined ? undefined : await this.#asOf(pathId(id), momentOf(then), request);
    const row = await (past?.reader ?? this.node.views.campaigns).get(pathId(id));
    if (row === undefined) throw problem('not-found');
    void reply.header('etag', `"${row.revision}"`);
    return shown(row, past?.uncounted);
  }

  async #asOf(id: string, moment: Moment, request: FastifyRequest): ReturnType<PastViews['campaigns']> {
    assertOpenedBy(await campaignAsked(this.node, id, request), moment);
    return pastOf(this.node).campaigns(moment, id);
  }
}

const shown = ({ campaign, revision, opened, extended: _extended, ...row }: CampaignRow, uncounted?: ReadonlySet<string>) => ({ id: campaign, ...row, opened: uncounted?.has(campaign) === true ? null : opened, revision: String(revision) });
