import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListQuery } from '#kernel';
import { federationsBelow, federationWas, listOnADay, NODE, problem, type Node } from '#platform';
import { contactsOn, federationKinds, federationNow, federationWasThere, levels, lines } from '#register';
import { federations as federationsView, type FederationRow } from '#views';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { todayOf } from './campaign-asked.js';
import type { Listing } from './list-query.js';
import { pageOf } from './page-of.js';
import { federationAsked, OfTheRegister } from './register-asked.js';
import { ListOfTheRegister, registerListOf } from './register-lists.js';
import { atPosition, positionHeader } from './view-position.js';

const listing: Listing = { filters: { line: { allowed: lines, words: 'word' }, kind: { allowed: federationKinds, words: 'federationKind' }, level: { allowed: levels, words: 'level' } }, sorts: ['name'], searched: 'name' };

/** Reads of the register: federations. */
@ApiTags('register')
@Controller('v1/federations')
export class FederationsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Federations, filtered, sorted, searched by name, in pages.' })
  @ListOfTheRegister()
  @ApiQuery({ name: 'sort', required: false, description: 'name; with - descending.' })
  @ApiQuery({ name: 'under', required: false, description: 'Only federations below this one, at whatever level.' })
  @ApiQuery({ name: 'line', required: false })
  @ApiQuery({ name: 'kind', required: false })
  @ApiQuery({ name: 'level', required: false, description: 'Of this and the other columns several may be named: a,b' })
  @ApiHeader(positionHeader)
  @Answers(200, 'FederationPage', 'A page.')
  @Refuses(wrongQuery, cannotServe)
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { query: asked, on, under } = registerListOf(query, listing, todayOf(this.node, request));
    const { federations } = this.node.views;
    const scoped = async () => (under === undefined ? asked : { ...asked, scope: await federationsBelow(this.node.views, under, { on }) });
    const ofTheDay = on === undefined ? {} : { list: (wanted: ListQuery) => listOnADay<FederationRow>(wanted, { view: federationsView, reader: federations, on, was: (row) => federationWas(row, on), above: ({ superiors }) => superiors }) };
    const { rows, next } = await pageOf(this.node, federations, scoped, { request, reply, ...ofTheDay });
    return { federations: rows.map(([id, row]) => shownFederation(id, row)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau' })
  @OfTheRegister()
  @ApiOperation({ summary: 'One federation, as it stands or was on a day, with what reports to it directly now; ETag is its revision.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'Federation', 'The federation; ETag: its revision.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { federations, unions } = this.node.views;
    await atPosition(unions, request, reply);
    await atPosition(federations, request, reply);
    const { row, on } = await federationAsked(this.node, id, request);
    if (on !== undefined && !federationWasThere(row.history, on)) throw problem('not-there-then', { on });
    const [ofFederations, ofUnions] = await Promise.all([federations.totals(id), unions.totals(id)]);
    void reply.header('etag', `"${row.revision}"`);
    return { ...shownFederation(id, { ...row, ...federationNow(row.history, on) }), contacts: contactsOn(row.history.state, on), direct: { federations: ofFederations['federations'] ?? 0, unions: ofUnions['unions'] ?? 0, units: ofUnions['units'] ?? 0, members: ofUnions['members'] ?? 0 } };
  }
}

const shownFederation = (id: string, { history: _history, federation: _federation, revision, ...now }: FederationRow) => ({ id, ...now, revision: String(revision) });
