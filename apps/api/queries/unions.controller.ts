import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { federationsBelow, languageOf, NODE, problem, textFor, type Language, type Node } from '#platform';
import { unionClasses, unionDetails, unionNow, unionOn } from '#register';
import type { UnionRow } from '#views';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { listQueryOf, type Listing } from './list-query.js';
import { pageOf } from './page-of.js';
import { OfTheRegister, unionAsked } from './register-asked.js';
import { atPosition, positionHeader } from './view-position.js';

const listing: Listing = {
  filters: { class: { allowed: unionClasses, words: 'word' }, superior: 'id', code: 'id' },
  sorts: ['name', 'members', 'units'],
  searched: 'name',
};

/** Reads of the register: unions. */
@ApiTags('register')
@Controller('v1/unions')
export class UnionsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Unions, filtered, sorted, searched by name, in pages.' })
  @ApiQuery({ name: 'limit', required: false, description: 'Rows of a page, 1 to 200; default 50.' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiQuery({ name: 'sort', required: false, description: 'name, members or units; with - descending.' })
  @ApiQuery({ name: 'search', required: false, description: 'Characters in a row in the name.' })
  @ApiQuery({ name: 'under', required: false, description: 'Only unions below this federation, at whatever level.' })
  @ApiQuery({ name: 'class', required: false, description: 'Of this and the other columns several may be named: a,b' })
  @ApiQuery({ name: 'code', required: false, description: 'Its organisation code, in lower case.' })
  @ApiQuery({ name: 'superior', required: false, description: 'Only unions that report to this federation.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'UnionPage', 'A page.')
  @Refuses(wrongQuery, cannotServe)
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { scope, ...asked } = listQueryOf(query, listing);
    const under = scope?.[0];
    const belowIt = async (federation: string) => {
      await atPosition(this.node.views.federations, request, reply);
      return { ...asked, scope: await federationsBelow(this.node.views, federation) };
    };
    const { rows, next } = await pageOf(this.node, this.node.views.unions, () => (under === undefined ? asked : belowIt(under)), { request, reply });
    const language = languageOf(request.headers['accept-language']);
    return { unions: rows.map(([id, row]) => shownUnion(id, row, language)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'centre' })
  @OfTheRegister()
  @ApiOperation({ summary: 'One union with all that the register keeps of it, as it stands or was on a day; ETag is its revision.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'Union', 'The union; ETag: its revision.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await atPosition(this.node.views.unions, request, reply);
    const { row, on } = await unionAsked(this.node, id, request);
    if (unionOn(row.state, on) === undefined) throw problem('not-there-then', { on: on ?? '' });
    void reply.header('etag', `"${row.revision}"`);
    return { ...shownUnion(id, { ...row, ...unionNow(row.state, on) }, languageOf(request.headers['accept-language'])), ...unionDetails(row.state, on) };
  }
}

/** The row without the folded state that only the fold needs. */
const shownUnion = (id: string, { state: _state, union: _union, revision, ...now }: UnionRow, language: Language) => ({ id, ...now, classText: textFor(language, `word.${now.class}`), revision: String(revision) });
