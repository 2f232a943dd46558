import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { YearBackFilled } from '#campaign';
import type { PlainDate, StoredEvent } from '#kernel';
import { NODE, problem, textFor, type Node } from '#platform';
import { adoptionDue } from '#rules';
import { adoptionOf, backFilledSums, childFigures, dutiesOf, isFigureKnown, remindersOf, type BoardReading, type Figure, type Sums } from '#views';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { BoardReader } from './board-reader.js';
import type { RuledWording } from './as-of.js';
import { AdoptionReader } from './adoption-reader.js';
import { AskedParameters, campaignAsked, deadlineOf, todayOf, votePutOff, type CampaignAsked } from './campaign-asked.js';
import { changesBetween, describeFigure } from './describe-board.js';
import { DescribedBoards } from './described-boards.js';
import { describeAdoption, describeDuties, describeReminders } from './describe-duties.js';
import { AsOfAnyMoment, assertOpenedBy, dayOfThen, describeThen, momentOf, thenAsked, type Then } from './moment-asked.js';
import { atPositions, positionHeader } from './view-position.js';

/** A federation's view of a campaign: every number live from totals, with its formula and denominator. */
@ApiTags('boards')
@Controller('v1/campaigns')
export class BoardsController {
  readonly #reader: BoardReader;
  readonly #described = new DescribedBoards();

  constructor(@Inject(NODE) private readonly node: Node) {
    this.#reader = new BoardReader(node);
  }

  @Get(':id/board')
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiOperation({ summary: 'The board of a federation in a campaign: now, frozen at the deadline, beside last year, and of each federation below.' })
  @ApiQuery({ name: 'federation', required: false, description: 'Whose board; default: whose campaign it is.' })
  @ApiQuery({ name: 'on', required: false, description: 'The day on which what is owed is judged late; default: today, or the day as of which it is.' })
  @AsOfAnyMoment()
  @ApiQuery({ name: 'comparedWith', required: false, description: 'Another campaign to compare with; default: the same federation’s of the year before.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'Board', 'The board.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async board(@Param('id') id: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const today = todayOf(this.node, request);
    const asked = new AskedParameters(query);
    const [on, given, other] = [asked.anyDay('on'), asked.id('federation'), asked.id('comparedWith')];
    asked.judge();
    const then = await thenAsked(this.node, query, request);
    const campaign = await campaignAsked(this.node, id, request);
    if (then !== undefined && 'moment' in then) assertOpenedBy(campaign, then.moment);
    const federation = given ?? campaign.opened.federation;
    const { duties, adoptions, notices, campaigns, federations, evaluations } = this.node.views;
    await atPositions([duties, adoptions, notices, campaigns, federations, evaluations], request, reply);
    const name = await this.#reader.nameOf(federation, then);
    const of = { campaign: campaign.id, federation };
    const totals = await this.#reader.totals(of, then, { today });
    if (name === undefined && Object.keys(totals).length === 0) throw problem('not-found');
    const { rules, wording } = campaign;
    const day = dayOfThen(then) ?? today;
    const reading = { rules, on: on ?? day, calendar: this.node.calendar() };
    const deadline = await deadlineOf(campaign.opened, rules, () => votePutOff(this.node, campaign.id, then === undefined ? undefined : momentOf(then)));
    const last = other ?? (await this.#reader.yearBefore(campaign, federation));
    const frozen = deadline > day ? null : await this.#reader.totals(of, then, { today, frozen: deadline });
    const lastYear = await this.#yearBefore({ campaign, federation, then, today }, { last, totals, reading });
    const owed = await this.#reader.owedBelow(campaign, federation, then);
    const children = await this.#reader.children({ campaign: campaign.id, openedOn: campaign.opened.openedOn, federation, totals, then, today });
    return {
      campaign: campaign.id,
      federation,
      name: name ?? null,
      evaluatedYear: campaign.opened.evaluatedYear,
      ruleSet: { id: campaign.opened.ruleSet.id, version: campaign.opened.ruleSet.version },
      ...describeThen(then),
      on: reading.on,
      ...this.#described.board(totals, reading, wording),
      atDeadline: { deadline, board: frozen === null ? null : this.#described.board(frozen, { ...reading, on: deadline }, wording) },
      lastYear,
      duties: describeDuties(dutiesOf(owed.duties, reading.on), wording),
      adoption: { ...describeAdoption(adoptionOf(owed.adoptions, { dueOn: adoptionDue(rules, campaign.opened.openedOn), on: reading.on }), wording), own: await new AdoptionReader(this.node, { campaign, on: reading.on, moment: then === undefined ? undefined : momentOf(then) }).own(federation) },
      reminders: describeReminders(remindersOf(await this.#reader.toldBelow(of, then)), wording),
      direct: totals['direct'] ?? 0,
      children: children.map((child) => ({ federation: child.federation, name: child.name, figures: this.#described.child(child.totals, reading, wording) })),
    };
  }
  /** The year before beside this one: a campaign's, else what was back-filled, of which only what is known is compared. */
  async #yearBefore({ campaign, federation, then, today }: Asked, { last, totals, reading }: { readonly last: string | undefined; readonly totals: Sums; readonly reading: BoardReading }) {
    const backFilled = last === undefined ? await this.#reader.backFilledBefore(campaign.opened, federation, then) : undefined;
    const sums = last !== undefined ? await this.#reader.totals({ campaign: last, federation }, then, { today }) : backFilled === undefined ? {} : backFilledSums(backFilled.data);
    if (Object.keys(sums).length === 0) return null;
    const isKnown = ({ figure }: Figure): boolean => backFilled === undefined || isFigureKnown(figure, sums);
    const [before, now] = [childFigures(sums).filter(isKnown), childFigures(totals).filter(isKnown)];
    const subjects = this.#described.board(sums, reading, campaign.wording).subjects.filter(({ grades }) => grades.some(({ n }) => n > 0));
    // Of what was back-filled not every denominator is known.
    const shown = subjects.map(({ rates, ...subject }) => ({ ...subject, rates: rates.map(({ over, ...rate }) => ({ ...rate, over: over.filter(({ m }) => m > 0) })) }));
    return { campaign: last ?? null, backFilled: backFilled === undefined ? null : describeBackFilled(backFilled, campaign.wording), figures: before.map((figure) => describeFigure(figure, campaign.wording)), changes: changesBetween(before, now), subjects: shown };
  }
}

type Asked = { readonly campaign: CampaignAsked; readonly federation: string; readonly then: Then | undefined; readonly today: PlainDate };

/** Where back-filled totals come from; nobody could check them. */
const describeBackFilled = ({ data: { source, note, evaluatedYear }, metadata, position }: StoredEvent<string, YearBackFilled['data']>, wording: RuledWording) => ({ source, note: note ?? null, verified: false, recordedAt: metadata.at, position: String(position), text: textFor(wording, 'board.backFilledYear', { evaluatedYear, source }) });
