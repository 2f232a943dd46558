import { applyDecorators, Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evaluationStatuses, nextStepNames, stepsOfSuperiors, stepsReached, type NextStepName } from '#evaluation';
import { type Column, type ListPage, type ListQuery, type PlainDate } from '#kernel';
import { NODE, problem, type Node } from '#platform';
import { unionClasses } from '#register';
import { dueBetween, overdueGrades } from '#reminders';
import { reminderRulesOf, sizeBandsOf } from '#rules';
import { groupOf, rulesBeside, whereaboutsBeside, type EvaluationRow } from '#views';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { AskedParameters, campaignAsked, todayOf, type CampaignAsked } from './campaign-asked.js';
import type { RuleSetNow } from './as-of.js';
import { describeHonour } from './describe-honours.js';
import { dayColumn, describeOverdue, lateBetween } from './late-asked.js';
import { listQueryOf, type Listing } from './list-query.js';
import { AsOfAnyMoment, assertOpenedBy, dayOfThen, momentNames, momentOf, pastOf, thenAsked, type Then } from './moment-asked.js';
import { pageOf } from './page-of.js';
import { rulesNamed, rulesOfRows } from './rules-of-rows.js';
import { shownRow } from './shown-row.js';
import { atPosition, positionHeader } from './view-position.js';

const own = ['federation', 'on', 'owes', 'late', 'grade', 'below', 'atLeast', ...momentNames];
const listing: Listing = {
  filters: {
    status: { allowed: evaluationStatuses, words: 'status' },
    step: { allowed: [...stepsReached, ...whereaboutsBeside], words: 'stepReached' },
    unionClass: { allowed: unionClasses, words: 'word' },
    superior: 'id',
    union: 'id',
    sizeBand: 'word',
    industry: 'word',
    ruleSet: 'ruleSetVersion',
    heldLate: 'flag',
    reportedLate: 'flag',
    makeUp: 'flag',
  },
  sorts: ['unionName', 'dueOn', 'status', 'endorsement'],
  searched: 'unionName',
  beside: own,
};

const Filters = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' }),
    ...[
      ['federation', 'Only unions below this federation; default: whose campaign it is.'],
      ['on', 'The day on which what is owed is judged late; default: today, or the day as of which it is.'],
      ['status', ''],
      ['step', 'How far they have come, as the board counts them (`bySteps`); `released`, `exempt` and `backFilled` for those that are not on the way.'],
      ['owes', 'One step that they owe, first or behind others; with `late=true` those that are overdue in it: `submitPlan`.'],
      ['unionClass', ''],
      ['sizeBand', 'As `0-24`: one of the bands that the rule set groups its statistics by (`statistics.sizeBands`).'],
      ['industry', ''],
      ['ruleSet', 'The rule set they are held to, as `default.2`.'],
      ['superior', 'The federation they report to.'],
      ['union', 'Of this and the other columns several may be named: a,b'],
      ['heldLate', 'true or false.'],
      ['reportedLate', 'true or false.'],
      ['makeUp', 'true or false.'],
      ['below', 'Endorsement below so many per cent, a whole number.'],
      ['atLeast', 'Endorsement of so many per cent at least, a whole number.'],
      ['search', 'Characters in a row in the name of the union.'],
      ['limit', 'Rows of a page, 1 to 200; default 50.'],
      ['cursor', '`next` of the page before.'],
    ].map(([name = '', description = '']) => ApiQuery({ name, required: false, description })),
    AsOfAnyMoment(),
    ApiHeader(positionHeader),
    JudgesItsQuery(),
  );

type Asked = { readonly owes: NextStepName | undefined; readonly campaign: CampaignAsked; readonly asked: ListQuery; readonly on: PlainDate; readonly grade: (typeof overdueGrades)[number] | undefined; /** Where it is listed, if not from the view as it stands. */ readonly list: { readonly list?: (query: ListQuery) => Promise<ListPage<EvaluationRow>> } };

/** The unions behind a board's numbers. */
@ApiTags('boards')
@Controller('v1/campaigns')
export class CampaignListsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get(':id/evaluations')
  @ApiOperation({ summary: "A campaign's evaluations: by step, late, class, size, industry, threshold; searched, sorted, in pages." })
  @Filters()
  @ApiQuery({ name: 'late', required: false, description: 'true: something they owe themselves is past its day, or the step named in `owes`; false: nothing is.' })
  @ApiQuery({ name: 'sort', required: false, description: 'unionName, dueOn, status or endorsement; with - descending.' })
  @Answers(200, 'EvaluationPage', 'A page.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async evaluations(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { campaign, asked, list } = await this.#asked(id, query, { request, reply });
    const { rows, next } = await pageOf(this.node, this.node.views.evaluations, () => asked, { request, reply, ...list });
    return { evaluations: rows.map(([key, row]) => shownRow(key, row, campaign.language)), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id/overdue')
  @ApiOperation({ summary: 'Who is late, the longest first, each union once: all that is overdue, until when it was due and how many working days ago that was. With `owes` the unions of which that step is overdue; where a superior owes it, that says so and has no grade.' })
  @Filters()
  @ApiQuery({ name: 'grade', required: false, description: 'urge, press or circulate: only those so long overdue; `circulate` is the proposal for the circular, which a person signs.' })
  @Answers(200, 'OverduePage', 'A page; of one grade it may hold fewer rows than asked for and still have a next one.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async overdue(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const unread = ['late', 'sort'].filter((name) => Object.hasOwn(query, name));
    // Whom it lists, and in which order, is what this list is.
    if (unread.length > 0) throw problem('query-invalid', {}, unread.map((field) => ({ field, rule: 'unknown', details: { allowed: ['limit', 'cursor', 'under', 'search', ...Object.keys(listing.filters), ...own.filter((name) => name !== 'late')] } })));
    const { campaign, asked: wanted, on, grade, owes, list } = await this.#asked(id, { ...query, late: 'true' }, { request, reply });
    const asked = { ...wanted, sort: { column: dayColumn(owes) } };
    const { rows, next } = await pageOf(this.node, this.node.views.evaluations, () => asked, { request, reply, ...list });
    const rules = await rulesOfRows(this.node, rows.map(([, row]) => row));
    const reading = { on, owes, calendar: this.node.calendar(), wording: campaign.wording };
    const unions = rows.map(([key, row]) => {
      const one = describeOverdue(key, row, { ...reading, rules: rules(row) });
      if (one === undefined) throw problem('internal');
      return one;
    });
    return { campaign: campaign.id, on, unions: grade === undefined ? unions : unions.filter((one) => one.grade === grade), ...(next === undefined ? {} : { next }) };
  }

  @Get(':id/honours')
  @ApiOperation({ summary: 'Who may be put forward for honours, and why each of the others may not.' })
  @Filters()
  @ApiQuery({ name: 'late', required: false, description: 'true: something they owe themselves is past its day, or the step named in `owes`; false: nothing is.' })
  @ApiQuery({ name: 'sort', required: false, description: 'unionName, dueOn, status or endorsement; with - descending.' })
  @Answers(200, 'HonoursPage', 'A page.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async honours(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { campaign, asked, list } = await this.#asked(id, query, { request, reply });
    const { rows, next } = await pageOf(this.node, this.node.views.evaluations, () => asked, { request, reply, ...list });
    const vetoWhereNotHeld = campaign.rules.honours?.vetoWhereNotHeld === true;
    const rules = await rulesOfRows(this.node, rows.map(([, row]) => row));
    return { campaign: campaign.id, vetoWhereNotHeld, unions: rows.map(([key, row]) => describeHonour(key, row, { ...campaign, rules: rules(row) })), ...(next === undefined ? {} : { next }) };
  }

  async #asked(id: string, query: Record<string, unknown>, { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }): Promise<Asked> {
    const list = listQueryOf(query, listing);
    const asked = new AskedParameters(query);
    const [federation, day, owes, late, grade, below, atLeast] = [asked.id('federation'), asked.anyDay('on'), asked.oneOf('owes', nextStepNames, 'owed'), asked.flag('late'), asked.oneOf('grade', overdueGrades, 'nudge'), asked.whole('below', 100), asked.whole('atLeast', 100)];
    asked.judge();
    if (grade !== undefined && late !== true) throw problem('query-invalid', {}, [{ field: 'grade', rule: 'unknown', details: { allowed: own.filter((name) => name !== 'grade') } }]);
    if (grade !== undefined && owes !== undefined && stepsOfSuperiors.has(owes)) throw problem('query-invalid', {}, [{ field: 'owes', rule: 'oneOf', details: { allowed: nextStepNames.filter((step) => !stepsOfSuperiors.has(step)) }, words: 'owed' }]);
    const then = await thenAsked(this.node, query, request);
    const on = day ?? dayOfThen(then) ?? todayOf(this.node, request);
    const campaign = await campaignAsked(this.node, id, request);
    // Which rules the unions are held to is asked of the view before the list is.
    await atPosition(this.node.views.evaluations, request, reply);
    await this.#judgeBands(list.where?.['sizeBand'], campaign);
    const whose = federation ?? list.scope?.[0] ?? campaign.opened.federation;
    const scope = [whose];
    // Endorsement is kept in basis points, rounded down: 79.999 % lies below 80 %.
    const endorsement = below === undefined && atLeast === undefined ? {} : { endorsement: { ...(atLeast === undefined ? {} : { from: atLeast * 100 }), ...(below === undefined ? {} : { until: below * 100 - 1 }) } };
    const dueBetween = grade === undefined ? {} : { dueBetween: await this.#dueBetween(grade, campaign, on) };
    const dueOn = lateBetween({ owes, late, on, ...dueBetween });
    return { campaign, on, grade, owes, list: this.#listed(campaign, whose, then), asked: { ...list, scope, where: { ...list.where, campaign: campaign.id }, between: { ...endorsement, ...dueOn } } };
  }

  /** Between which dates lies what any of the campaign's rule sets calls of this grade; each row is then judged by its own. */
  async #dueBetween(grade: (typeof overdueGrades)[number], campaign: CampaignAsked, on: PlainDate): Promise<ReturnType<typeof dueBetween>> {
    const ranges = (await this.#rulesHeld(campaign)).map((one) => dueBetween(grade, reminderRulesOf(one), { today: on, calendar: this.node.calendar() }));
    const [from] = ranges.some((one) => one.from === undefined) ? [] : ranges.flatMap((one) => one.from ?? []).toSorted();
    return { ...(from === undefined ? {} : { from }), until: ranges.map(({ until }) => until).toSorted().at(-1) as PlainDate };
  }

  /** The campaign's rules and those beside them that its unions are held to. */
  async #rulesHeld({ id, opened, rules }: CampaignAsked): Promise<readonly RuleSetNow[]> {
    const beside = rulesBeside(await this.node.views.evaluations.totals(groupOf(id, opened.federation)));
    return [rules, ...(await Promise.all(beside.map(({ ruleSet }) => rulesNamed(this.node, ruleSet))))];
  }

  /** @throws Problem `query-invalid` for a band of sizes that none of the rules has, with those there are */
  async #judgeBands(asked: Column | readonly Column[] | undefined, campaign: CampaignAsked): Promise<void> {
    if (asked === undefined) return;
    const bands = [...new Set((await this.#rulesHeld(campaign)).flatMap((rules) => sizeBandsOf(rules)))];
    if (![asked].flat().every((band) => bands.includes(String(band)))) throw problem('query-invalid', {}, [{ field: 'sizeBand', rule: 'sizeBandOfRules', details: { allowed: bands } }]);
  }

  /** As of a moment the list is one of rows as they stood. */
  #listed(campaign: CampaignAsked, federation: string, then: Then | undefined): Asked['list'] {
    if (then === undefined) return {};
    const moment = momentOf(then);
    assertOpenedBy(campaign, moment);
    return { list: async (query) => (await pastOf(this.node).evaluations({ campaign: campaign.id, federation, moment })).list(query) };
  }
}
