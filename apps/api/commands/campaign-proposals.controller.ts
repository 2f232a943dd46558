import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { campaignDecider, isCalledUp, maxUnitsCalledUp } from '#campaign';
import { dayOf, type Outcome } from '#kernel';
import { actorOf, languageOf, NODE, problem, textFor, type Language, type Node } from '#platform';
import type { UnionRow } from '#views';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { ReleaseProposedBody } from './bodies/campaign.body.js';
import { refused } from './called-bodies.js';
import { campaignNow, caughtUp, scopeOf, searchedUnions, type CampaignNow } from './campaign-scope.js';
import { HandIn } from './hand-in.js';
import { readBody } from './read-body.js';
import { pathId } from './request.js';

/** The most characters of a recorded reason. */
const longestReason = 200;

type Proposed = { readonly union: string; readonly unionName: string; readonly superior: string; readonly closedOn: string; readonly mergedInto: string | null; readonly status: string; readonly reason: string };

/** What a campaign and the register no longer agree on: who ended and is still called up, who is there and was never called up. */
@ApiTags('campaign')
@Controller('v1/campaigns')
export class CampaignProposalsController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(NODE) private readonly node: Node,
  ) {}

  @Get(':id/to-call-up')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiOperation({ summary: 'Unions that the campaign is for and that are not called up, such as those registered later.' })
  @Answers(200, 'ToCallUp', 'Up to 500, found among the next 2,000 of the register; `next` is there while more are to be looked at.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async toCallUp(@Param('id') id: string, @Query() { cursor }: { readonly cursor?: string }) {
    this.node.refuseDamaged();
    const campaign = await campaignNow(this.node, pathId(id));
    await caughtUp(this.node, ['unions', 'federations']);
    const { below, passedOver, eligible } = await scopeOf(this.node, campaign);
    const { rows, next } = await searchedUnions(this.node, { scope: below, ...(cursor === undefined ? {} : { cursor: String(cursor) }) }, { most: maxUnitsCalledUp, wanted: eligible });
    return { unions: rows.map(({ union, name, superior, members, class: unionClass }) => ({ union, unionName: name, unionClass, superior, members })), passedOver, ...(next === undefined ? {} : { next }) };
  }

  @Get(':id/to-release')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiOperation({ summary: 'Unions that were called up, have ended in the register and did not hold their evaluation, each with the reason that would be recorded.' })
  @Answers(200, 'ToRelease', 'Up to 500, found among the next 2,000 that ended; `next` is there while more are to be looked at.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async toRelease(@Param('id') id: string, @Query() { cursor }: { readonly cursor?: string }, @Req() request: FastifyRequest) {
    this.node.refuseDamaged();
    const campaign = await campaignNow(this.node, pathId(id));
    return this.#proposed(campaign, cursor === undefined ? undefined : String(cursor), languageOf(request.headers['accept-language']));
  }

  @Post(':id/release-proposed')
  @HttpCode(200)
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiHeader({ name: 'Pingjia-Actor', required: true, example: 'office=officer;body=federation-bureau' })
  @ApiOperation({ summary: 'Release what `to-release` proposes, with those reasons; send `next` as cursor until there is none. Begun again, it goes on where it was broken off.' })
  @ApiBody({ type: ReleaseProposedBody })
  @Answers(200, 'ProposedReleased', 'Who left.')
  @Refuses(wrongRead, nothingThere, [422, 'idempotency-key-reused', 'A rule refuses: `code` says which.'], cannotServe)
  async release(@Param('id') given: string, @Body() raw: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { cursor } = (await readBody(ReleaseProposedBody, raw)) as ReleaseProposedBody;
    const id = pathId(given);
    const by = actorOf(request.headers['pingjia-actor']);
    const at = this.node.clock(request.headers['pingjia-clock']);
    this.node.refuseDamaged();
    const language = languageOf(request.headers['accept-language']);
    const { unions, next } = await this.#proposed(await campaignNow(this.node, id), cursor, language);
    if (unions.length > 0) {
      const data = { releasedOn: dayOf(at), units: unions.map(({ union, reason }) => ({ union, reason })) };
      const outcome: Outcome = await this.bus.execute(new HandIn(campaignDecider, id, { type: 'ReleaseUnits', data, commandId: randomUUID(), by, at }, {}));
      if (outcome.kind === 'refused') throw await refused(this.node, outcome.refusal, { language });
      if (outcome.kind !== 'recorded') throw problem('contended');
      void reply.header('pingjia-position', String(outcome.position));
    }
    return { released: unions, ...(next === undefined ? {} : { next }) };
  }

  /** Who ended after holding its evaluation stays: what it did counts. */
  async #proposed({ state, opened }: CampaignNow, cursor: string | undefined, language: Language): Promise<{ readonly unions: readonly Proposed[]; readonly next?: string }> {
    await caughtUp(this.node, ['unions', 'evaluations']);
    const statuses = new Map<string, string>();
    const wanted = async ({ union }: UnionRow): Promise<boolean> => {
      if (!isCalledUp(state, union) || Object.hasOwn(state.released, union)) return false;
      const row = await this.node.views.evaluations.get(`${union}.${opened.evaluatedYear}.1`);
      if (row === undefined || row.held !== null || row.state.ended !== null) return false;
      statuses.set(union, row.status);
      return true;
    };
    const { rows, next } = await searchedUnions(this.node, { between: { closedOn: { from: '0' } }, ...(cursor === undefined ? {} : { cursor }) }, { most: maxUnitsCalledUp, wanted });
    const unions = await Promise.all(rows.map(async (row) => ({ union: row.union, unionName: row.name, superior: row.superior, closedOn: row.closedOn ?? '', mergedInto: row.mergedInto, status: statuses.get(row.union) ?? '', reason: await this.#reason(row, language) })));
    return { unions, ...(next === undefined ? {} : { next }) };
  }

  async #reason({ closedOn, state: { ending } }: UnionRow, language: Language): Promise<string> {
    const { how = 'closed', into = [], reason = '' } = ending ?? {};
    const names = await Promise.all(into.map(async (union) => (await this.node.views.unions.get(union))?.name ?? union));
    return [...textFor(language, `release.${how}`, { on: closedOn ?? '', into: names, reason })].slice(0, longestReason).join('');
  }
}
