import { applyDecorators, Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addDays } from '#kernel';
import { NODE, type Node } from '#platform';
import { federationKinds, lines } from '#register';
import { adoptionDue, ruleSetKey } from '#rules';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { AdoptionReader } from './adoption-reader.js';
import { AskedParameters, campaignAsked, todayOf } from './campaign-asked.js';
import { describeDutyRow } from './describe-duties.js';
import { listQueryOf, type Listing } from './list-query.js';
import { AsOfAnyMoment, assertOpenedBy, dayOfThen, momentNames, momentOf, pastOf, thenAsked } from './moment-asked.js';
import { pageOf } from './page-of.js';
import { atPositions, positionHeader } from './view-position.js';

const dutyListing: Listing = {
  filters: { line: { allowed: lines, words: 'word' }, kind: { allowed: federationKinds, words: 'federationKind' } },
  sorts: ['name', 'lateFrom'],
  searched: 'name',
  beside: ['federation', 'on', 'late', ...momentNames],
};
const adoptionListing: Listing = { filters: { adopted: 'flag' }, sorts: ['name'], searched: 'name', beside: ['federation', 'on', 'late', ...momentNames] };

const Pages = (...own: readonly (readonly [name: string, description: string])[]): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' }),
    ...[
      ['federation', 'Only federations below this one; default: whose campaign it is.'] as const,
      ['on', 'The day on which what is owed is judged late; default: today, or the day as of which it is.'] as const,
      ...own,
      ['search', 'Characters in a row in the name.'] as const,
      ['limit', 'Rows of a page, 1 to 200; default 50.'] as const,
      ['cursor', '`next` of the page before.'] as const,
    ].map(([name, description]) => ApiQuery({ name, required: false, description })),
    AsOfAnyMoment(),
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
    const { campaign, list, on, late, then, federation } = await this.#asked(id, query, { request, listing: dutyListing });
    const between = late === undefined ? {} : { lateFrom: late ? { until: addDays(on, -1) } : { from: on } };
    const where = { ...list.where, campaign: campaign.id };
    const { rows, next } = await pageOf(this.node, this.node.views.duties, () => ({ ...list, where, between }), { request, reply, ...(then === undefined ? {} : { list: async (query) => (await pastOf(this.node).duties({ campaign: campaign.id, federation, moment: then })).list(query) }) });
    const reading = { on, calendar: this.node.calendar(), wording: campaign.wording };
    return { campaign: campaign.id, on, federations: rows.map(([key, row]) => describeDutyRow(key, row, reading)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id/adoptions')
  @ApiOperation({ summary: 'Which of the federations called up have adopted the campaign’s rule set, which late, which not.' })
  @Pages(['adopted', 'true or false.'], ['late', 'true: adopted after its day; false: adopted in time.'], ['sort', 'name; with - descending.'])
  @Answers(200, 'AdoptionPage', 'A page; it may hold fewer rows than asked for and still have a next one.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async adoptions(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { campaign, list, on, late, then, federation } = await this.#asked(id, query, { request, listing: adoptionListing });
    // How many unions are held to each stands in the evaluations, what the federations above are called in the register.
    await atPositions([this.node.views.evaluations, this.node.views.federations], request, reply);
    const { ruleSet } = campaign.opened;
    const where = { ...list.where, ruleSet: ruleSetKey(ruleSet), called: 1 };
    const dueOn = adoptionDue(campaign.rules, campaign.opened.openedOn);
    const between = late === undefined ? {} : { adoptedOn: late ? { from: addDays(dueOn, 1) } : { until: dueOn } };
    const { rows, next } = await pageOf(this.node, this.node.views.adoptions, () => ({ ...list, where, between }), { request, reply, ...(then === undefined ? {} : { list: async (query) => (await pastOf(this.node).adoptions({ ruleSet, federation, moment: then })).list(query) }) });
    const reader = new AdoptionReader(this.node, { campaign, on, moment: then });
    // Two campaigns may be held by one version: of the other's federations nothing is told here.
    const ours = rows.filter(([, row]) => row.calledUp.some((one) => one.campaign === campaign.id));
    const federations = await Promise.all(ours.map(([, row]) => reader.described(row)));
    return { campaign: campaign.id, ruleSet: { id: ruleSet.id, version: ruleSet.version }, dueOn, on, own: await reader.own(federation), federations, ...(next === undefined ? {} : { next }) };
  }

  async #asked(id: string, query: Record<string, unknown>, { request, listing }: Asking) {
    const list = listQueryOf(query, listing);
    const asked = new AskedParameters(query);
    const [given, day, late] = [asked.id('federation'), asked.anyDay('on'), asked.flag('late')];
    asked.judge();
    const asOf = await thenAsked(this.node, query, request);
    const campaign = await campaignAsked(this.node, id, request);
    const then = asOf === undefined ? undefined : momentOf(asOf);
    if (then !== undefined) assertOpenedBy(campaign, then);
    const federation = given ?? list.scope?.[0] ?? campaign.opened.federation;
    return { campaign, on: day ?? dayOfThen(asOf) ?? todayOf(this.node, request), late, then, federation, list: { ...list, scope: [federation] } };
  }
}
