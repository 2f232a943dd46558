import { applyDecorators, Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addDays } from '#kernel';
import { NODE, type Node } from '#platform';
import { federationKinds, lines } from '#register';
import { adoptionDue, ruleSetKey } from '#rules';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { AskedParameters, campaignAsked, todayOf } from './campaign-asked.js';
import { describeAdoptionRow, describeDutyRow } from './describe-duties.js';
import { listQueryOf, type Listing } from './list-query.js';
import { pageOf } from './page-of.js';
import { positionHeader } from './view-position.js';

const dutyListing: Listing = {
  filters: { line: { allowed: lines, words: 'word' }, kind: { allowed: federationKinds, words: 'federationKind' } },
  sorts: ['name', 'lateFrom'],
  searched: 'name',
  beside: ['federation', 'on', 'late'],
};
const adoptionListing: Listing = { filters: { adopted: 'flag', late: 'flag' }, sorts: ['name'], searched: 'name', beside: ['federation', 'on'] };

const Pages = (...own: readonly (readonly [name: string, description: string])[]): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' }),
    ...[
      ['federation', 'Only federations below this one; default: whose campaign it is.'] as const,
      ['on', 'The day on which what is owed is judged late; default: today.'] as const,
      ...own,
      ['search', 'Characters in a row in the name.'] as const,
      ['limit', 'Rows of a page, 1 to 200; default 50.'] as const,
      ['cursor', '`next` of the page before.'] as const,
    ].map(([name, description]) => ApiQuery({ name, required: false, description })),
    ApiHeader(positionHeader),
    JudgesItsQuery(),
  );

type Asking = { readonly request: FastifyRequest; readonly listing: Listing };

/** What federations below owe in a campaign, and whether they have adopted its rule set. */
@ApiTags('boards')
@Controller('v1/campaigns')
export class DutiesController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get(':id/duties')
  @ApiOperation({ summary: 'What each federation called up owes: leading group, plan, check, recommendation, summary; how each stands and how late.' })
  @Pages(['late', 'true: something came late or is missing; false: neither that nor anything missing.'], ['line', ''], ['kind', ''], ['sort', 'name or lateFrom; with - descending.'])
  @Answers(200, 'DutyPage', 'A page.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async duties(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { campaign, list, on, late } = await this.#asked(id, query, { request, listing: dutyListing });
    const between = late === undefined ? {} : { lateFrom: late ? { until: addDays(on, -1) } : { from: on } };
    const where = { ...list.where, campaign: campaign.id };
    const { rows, next } = await pageOf(this.node, this.node.views.duties, () => ({ ...list, where, between }), { request, reply });
    const reading = { on, calendar: this.node.calendar(), wording: campaign.wording };
    return { campaign: campaign.id, on, federations: rows.map(([key, row]) => describeDutyRow(key, row, reading)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id/adoptions')
  @ApiOperation({ summary: 'Which of the federations called up have adopted the campaign’s rule set, which late, which not.' })
  @Pages(['adopted', 'true or false.'], ['late', 'true: adopted after its day; false: adopted in time.'], ['sort', 'name; with - descending.'])
  @Answers(200, 'AdoptionPage', 'A page; it may hold fewer rows than asked for and still have a next one.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async adoptions(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { campaign, list, on } = await this.#asked(id, query, { request, listing: adoptionListing });
    const { ruleSet } = campaign.opened;
    const where = { ...list.where, ruleSet: ruleSetKey(ruleSet), called: 1 };
    const { rows, next } = await pageOf(this.node, this.node.views.adoptions, () => ({ ...list, where }), { request, reply });
    const reading = { on, dueOn: adoptionDue(campaign.rules), wording: campaign.wording };
    // Two campaigns may be held by one version: of the other's federations nothing is told here.
    const ours = rows.filter(([, row]) => row.calledUp.some((one) => one.campaign === campaign.id));
    return { campaign: campaign.id, ruleSet: { id: ruleSet.id, version: ruleSet.version }, dueOn: reading.dueOn, on, federations: ours.map(([, row]) => describeAdoptionRow(row, reading)), ...(next === undefined ? {} : { next }) };
  }

  async #asked(id: string, query: Record<string, unknown>, { request, listing }: Asking) {
    const list = listQueryOf(query, listing);
    const asked = new AskedParameters(query);
    const [federation, on, late] = [asked.id('federation'), asked.anyDay('on') ?? todayOf(this.node, request), asked.flag('late')];
    asked.judge();
    const campaign = await campaignAsked(this.node, id, request);
    return { campaign, on, late, list: { ...list, scope: [federation ?? list.scope?.[0] ?? campaign.opened.federation] } };
  }
}
