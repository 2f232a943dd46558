import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NODE, problem, type Node } from '#platform';
import { noticeStatuses } from '#reminders';
import type { NoticeRow } from '#views';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { pathId } from '../commands/request.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { listQueryOf, type Listing } from './list-query.js';
import { pageOf } from './page-of.js';
import { atPosition, positionHeader } from './view-position.js';

const listing: Listing = { filters: { campaign: 'id', federation: 'id', status: { allowed: noticeStatuses, words: 'noticeStatus' }, acknowledged: 'flag' }, sorts: ['day'], searched: 'recipient' };

/** Reads of notices and telephone calls: who was told, how it went, what was answered. Those in doubt wait for a person. */
@ApiTags('reminders')
@Controller('v1/notices')
export class NoticesController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Notices and calls, filtered and sorted, in pages; `status=inDoubt,abandoned` are those that wait for a person.' })
  @ApiQuery({ name: 'limit', required: false, description: 'Rows of a page, 1 to 200; default 50.' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiQuery({ name: 'sort', required: false, description: 'day; with - descending.' })
  @ApiQuery({ name: 'search', required: false, description: 'Characters in a row in the recipient.' })
  @ApiQuery({ name: 'under', required: false, description: 'Only those that count for this federation.' })
  @ApiQuery({ name: 'campaign', required: false, description: 'Only those of this campaign, or of one of several.' })
  @ApiQuery({ name: 'federation', required: false, description: 'Only those of campaigns of this federation.' })
  @ApiQuery({ name: 'status', required: false, description: 'Only those that stand so.' })
  @ApiQuery({ name: 'acknowledged', required: false, description: 'true or false.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'NoticePage', 'A page.')
  @Refuses(wrongQuery, cannotServe)
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const asked = listQueryOf(query, listing);
    const { rows, next } = await pageOf(this.node, this.node.views.notices, () => asked, { request, reply });
    return { notices: rows.map(([, row]) => shown(row)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'federation.bureau.bureau_2009.20100301' })
  @ApiOperation({ summary: 'One notice or call.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'Notice', 'The notice; ETag: its revision.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.node.refuseDamaged();
    await atPosition(this.node.views.notices, request, reply);
    const row = await this.node.views.notices.get(pathId(id));
    if (row === undefined) throw problem('not-found');
    void reply.header('etag', `"${row.revision}"`);
    return shown(row);
  }
}

const shown = ({ notice, kind, recipient, campaign, federation, day, status, grade, channel, attempts, acknowledgedOn, willSubmitBy, due, revision }: NoticeRow) => ({
  id: notice, kind, recipient, campaign, federation, day, status, grade, channel, attempts, acknowledgedOn, willSubmitBy, due, revision: String(revision),
});
