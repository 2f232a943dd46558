import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { campaignDecider, maxUnitsCalledUp } from '#campaign';
import type { Outcome, Position } from '#kernel';
import { actorOf, languageOf, NODE, problem, type Language, type Node } from '#platform';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { CallUpScopeBody } from './bodies/campaign.body.js';
import { refused } from './called-bodies.js';
import { campaignNow, caughtUp, scopeOf, searchedUnions } from './campaign-scope.js';
import { HandIn } from './hand-in.js';
import { readBody } from './read-body.js';
import { pathId } from './request.js';

type Asked = { readonly cursor?: string; readonly makeUp?: boolean; readonly forTitle?: boolean };

/**
 * Calls up all that a campaign is for, 500 at a time, from the register's view. Whoever is called up already is passed over,
 * so that it may be broken off anywhere and begun again; what the view says the command judges once more.
 */
@ApiTags('campaign')
@Controller('v1/campaigns')
export class CallUpScopeController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(NODE) private readonly node: Node,
  ) {}

  @Post(':id/call-up-scope')
  @HttpCode(200)
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiHeader({ name: 'Pingjia-Actor', required: true, example: 'office=officer;body=federation-bureau' })
  @ApiOperation({ summary: 'Call up the next 500 of all unions that the campaign is for; send `next` as cursor until there is none. Begun again, it goes on where it was broken off.' })
  @ApiBody({ type: CallUpScopeBody })
  @Answers(200, 'ScopeCalledUp', 'How many were called up and passed over; Pingjia-Position: what a read of the campaign has to show.')
  @Refuses(wrongRead, nothingThere, [422, 'idempotency-key-reused', 'A rule refuses: `code` says which.'], cannotServe)
  async callUp(@Param('id') id: string, @Body() raw: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const asked = (await readBody(CallUpScopeBody, raw)) as Asked;
    const campaign = pathId(id);
    const by = actorOf(request.headers['pingjia-actor']);
    this.node.refuseDamaged();
    const now = await campaignNow(this.node, campaign);
    const end = await caughtUp(this.node, ['unions', 'federations']);
    const { below, passedOver, eligible } = await scopeOf(this.node, now);
    const { rows, next } = await searchedUnions(this.node, { scope: below, ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }) }, { most: maxUnitsCalledUp, wanted: eligible });
    const units = rows.map(({ union }) => union);
    // Whoever was called up before stands before that end: a read that names it shows all of them.
    const position = units.length === 0 ? end : await this.#handIn(campaign, units, { asked, by, at: this.node.clock(request.headers['pingjia-clock']), language: languageOf(request.headers['accept-language']) });
    void reply.header('pingjia-position', String(position));
    const unions = asked.cursor === undefined ? await this.#count(below) : undefined;
    return { calledUp: units.length, passedOver, ...(unions === undefined ? {} : { unions }), ...(next === undefined ? {} : { next }) };
  }

  async #handIn(campaign: string, units: readonly string[], { asked: { makeUp, forTitle }, by, at, language }: { readonly asked: Asked; readonly by: ReturnType<typeof actorOf>; readonly at: string; readonly language: Language }): Promise<Position> {
    const data = { units, ...(makeUp === undefined ? {} : { makeUp }), ...(forTitle === undefined ? {} : { forTitle }) };
    const outcome: Outcome = await this.bus.execute(new HandIn(campaignDecider, campaign, { type: 'CallUpUnits', data, commandId: randomUUID(), by, at }, {}));
    if (outcome.kind === 'refused') throw await refused(this.node, outcome.refusal, { language });
    if (outcome.kind !== 'recorded') throw problem('contended');
    return outcome.position;
  }

  async #count(federations: readonly string[]): Promise<number> {
    let unions = 0;
    for (const federation of federations) unions += (await this.node.views.unions.totals(federation))['unions'] ?? 0;
    return unions;
  }
}
