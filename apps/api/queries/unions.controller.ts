import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { maxPage, type ListQuery, type PlainDate } from '#kernel';
import { federationsBelow, languageOf, listOnADay, NODE, problem, textFor, type Language, type Node } from '#platform';
import { unionClasses, unionDetails, unionNow, unionOn, voidMarksIn, type UnionWas } from '#register';
import { percent } from '#rules';
import { unions as unionsView, type UnionRow } from '#views';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { todayOf } from './campaign-asked.js';
import { describeRegisterEvent } from './describe-union-history.js';
import type { Listing } from './list-query.js';
import { pageOf } from './page-of.js';
import { OfRecording, OfTheRegister, unionAsked, unionHistoryAsked } from './register-asked.js';
import { ListOfTheRegister, registerListOf } from './register-lists.js';
import { spokenNames } from './spoken-names.js';
import { atPosition, positionHeader } from './view-position.js';

const listing: Listing = {
  filters: { class: { allowed: unionClasses, words: 'word' }, superior: 'id', code: 'code', industry: 'word' },
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
  @ListOfTheRegister()
  @ApiQuery({ name: 'sort', required: false, description: 'name, members or units; with - descending. Of a day (`on`) only by name.' })
  @ApiQuery({ name: 'under', required: false, description: 'Only unions below this federation, at whatever level.' })
  @ApiQuery({ name: 'class', required: false, description: 'Of this and the other columns several may be named: a,b' })
  @ApiQuery({ name: 'code', required: false, description: 'Its organisation code; capital letters or not, hyphens or underscores, it is one.' })
  @ApiQuery({ name: 'industry', required: false, description: 'Its industry, a word of the place.' })
  @ApiQuery({ name: 'members', required: false, description: 'How many members it has: 25..99, 100.. or ..24; not together with `on`.' })
  @ApiQuery({ name: 'termOver', required: false, description: 'true: only unions whose term is over and that have elected nobody since (as of today); not together with `on`.' })
  @ApiQuery({ name: 'superior', required: false, description: 'Only unions that report to this federation.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'UnionPage', 'A page.')
  @Refuses(wrongQuery, cannotServe)
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { query: asked, on, under } = registerListOf(query, listing, todayOf(this.node, request));
    const { unions } = this.node.views;
    const scoped = async () => {
      if (under === undefined) return asked;
      await atPosition(this.node.views.federations, request, reply);
      return { ...asked, scope: await federationsBelow(this.node.views, under, { on }) };
    };
    const ofTheDay = on === undefined ? {} : { list: (wanted: ListQuery) => listOnADay<UnionThen>(wanted, { view: unionsView, reader: unions, on, was: (row) => unionWas(row, on), above: ({ superior }) => (superior === null ? [] : [superior]) }) };
    const { rows, next } = await pageOf(this.node, unions, scoped, { request, reply, ...ofTheDay });
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

  @Get(':id/history')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'centre' })
  @ApiQuery({ name: 'from', required: false, description: 'Revision to begin with; a page holds up to 500.' })
  @OfRecording()
  @ApiOperation({ summary: 'Every event of a union in the register: what, since when, when it was recorded, by whom; entries that are void are struck out, with which entry says so.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'UnionHistory', 'A page of the history, the oldest first.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async history(@Param('id') id: string, @Query('from') from: string | undefined, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const begin = from ?? '0';
    if (!/^\d{1,9}$/.test(begin)) throw problem('query-invalid', {}, [{ field: 'from', rule: 'whole', details: { least: 0, most: 999_999_999 } }]);
    await atPosition(this.node.views.unions, request, reply);
    const events = await unionHistoryAsked(this.node, id, request);
    const page = events.slice(Number(begin), Number(begin) + maxPage);
    const marks = voidMarksIn(events);
    const telling = { language: languageOf(request.headers['accept-language']), names: { ...(await spokenNames(this.node.log, page)), own: `union-${id}` } };
    const last = page.at(-1)?.revision;
    return { id, events: page.map((event) => describeRegisterEvent(event, marks.get(event.revision), telling)), ...(last === undefined || last === events.at(-1)?.revision ? {} : { next: String(last + 1) }) };
  }
}

/** A row of today, or as it was on a day. */
type UnionThen = Omit<UnionRow, 'superior'> & UnionWas;

/** The union as it was on a day; nothing where it was certainly not founded yet. */
const unionWas = (row: UnionThen, on: PlainDate): UnionThen | undefined => (unionOn(row.state, on) === undefined ? undefined : { ...row, ...unionNow(row.state, on) });

/** Members over staff (入会率); null where either is not known, or nobody is on the staff. */
function membershipOf({ members: n, staff: m }: Pick<UnionWas, 'members' | 'staff'>) {
  if (n === null || m === null) return null;
  const shown = percent({ n, m });
  return shown === undefined ? null : { n, m, percent: shown };
}

/** The row without the folded state that only the fold needs. */
const shownUnion = (id: string, { state: _state, union: _union, revision, ...now }: UnionThen, language: Language) => ({ id, ...now, membership: membershipOf(now), classText: textFor(language, `word.${now.class}`), revision: String(revision) });
