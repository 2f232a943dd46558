import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evaluationStatuses, heldOnOf, marksIn, nextSteps, shownData, statusOf, type Marks, type NextStep, type ShownData } from '#evaluation';
import { maxPage, type PlainDate, type StoredEvent } from '#kernel';
import { languageOf, NODE, problem, type Node } from '#platform';
import { unionClasses } from '#register';
import { evaluationRowOf, type EvaluationRow } from '#views';
import { ApiHeader, ApiOperation, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery, wrongRead } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { pathId } from '../commands/request.js';
import { askedOf, OfOneEvaluation } from './as-of.js';
import { calendarNote, describeByline, describeEvent, describeMarks, describeStatus, describeStep, withNote } from './describe.js';
import { listQueryOf, type Listing } from './list-query.js';
import { momentNames } from './moment-asked.js';
import { pageOf } from './page-of.js';
import { shownRow } from './shown-row.js';
import { spokenNames } from './spoken-names.js';
import { atPosition, positionHeader } from './view-position.js';

const listing: Listing = {
  filters: { status: { allowed: evaluationStatuses, words: 'status' }, unionClass: { allowed: unionClasses, words: 'word' }, superior: 'id', campaign: 'id', union: 'id' },
  sorts: ['unionName', 'dueOn', 'status'],
  searched: 'unionName',
};

/** Reads: one evaluation, its history, what is next; and lists of evaluations. */
@ApiTags('evaluations')
@Controller('v1/evaluations')
export class EvaluationsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Evaluations, filtered, sorted, searched by name, in pages.' })
  @ApiQuery({ name: 'limit', required: false, description: 'Rows of a page, 1 to 200; default 50.' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiQuery({ name: 'sort', required: false, description: 'unionName, dueOn or status; with - descending.' })
  @ApiQuery({ name: 'search', required: false, description: 'Characters in a row in the name of the union.' })
  @ApiQuery({ name: 'under', required: false, description: 'Only unions below this federation.' })
  @ApiQuery({ name: 'status', required: false })
  @ApiQuery({ name: 'unionClass', required: false })
  @ApiQuery({ name: 'superior', required: false })
  @ApiQuery({ name: 'campaign', required: false })
  @ApiQuery({ name: 'union', required: false, description: 'Of this and the other columns several may be named: a,b' })
  @ApiHeader(positionHeader)
  @Answers(200, 'EvaluationPage', 'A page.')
  @Refuses(wrongQuery, cannotServe)
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const asked = listQueryOf(query, listing);
    const page = await pageOf(this.node, this.node.views.evaluations, () => asked, { request, reply });
    const language = languageOf(request.headers['accept-language']);
    return { evaluations: page.rows.map(([id, row]) => shownRow(id, row, language)), ...(page.next === undefined ? {} : { next: page.next }) };
  }

  @Get(':id')
  @OfOneEvaluation()
  @ApiOperation({ summary: 'One evaluation as the status view shows it, or showed it as of an instant; ETag is its revision.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'Evaluation', 'The row; ETag: its revision.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async one(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const isLive = momentNames.every((name) => (request.query as { readonly [name: string]: unknown })[name] === undefined);
    const row = isLive ? await this.#shown(id, request, reply) : evaluationRowOf((await askedOf(this.node, id, { request, reply })).events);
    if (row === undefined) throw problem('not-found', { thing: 'evaluation', id });
    void reply.header('etag', `"${row.revision}"`);
    return shownRow(id, row, languageOf(request.headers['accept-language']));
  }

  async #shown(id: string, request: FastifyRequest, reply: FastifyReply): Promise<EvaluationRow | undefined> {
    const { evaluations } = this.node.views;
    this.node.refuseDamaged();
    await atPosition(evaluations, request, reply);
    return evaluations.get(pathId(id));
  }

  @Get(':id/timeline')
  @OfOneEvaluation()
  @ApiQuery({ name: 'from', required: false, description: 'Revision to begin at; `next` of the page before.' })
  @ApiOperation({ summary: 'Every event of an evaluation: what, when it held, when it was recorded, by whom; whether it was corrected or disputed later.' })
  @Answers(200, 'Timeline', 'A page of the history, the oldest first.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async timeline(@Param('id') id: string, @Query('from') from: string | undefined, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const begin = from ?? '0';
    if (!/^\d{1,9}$/.test(begin)) throw problem('query-invalid', {}, [{ field: 'from', rule: 'whole', details: { least: 0, most: 999_999_999 } }]);
    const { events, state, language, wording, ruleSet } = await askedOf(this.node, id, { request, reply });
    const below = ruleSet.smallGroupBelow;
    const page = events.slice(Number(begin), Number(begin) + maxPage);
    const names = await spokenNames(this.node.log, events);
    const marks = marksIn(events);
    const last = page.at(-1)?.revision;
    const told = (event: StoredEvent) => {
      const shown = shownData(event, { state, below });
      const asTold = { ...event, data: { ...(shown.data as object), withheld: shown.withheld } };
      const marked = marks.get(event.revision);
      return { ...entry(event, `${describeEvent(asTold, wording, names)}${describeByline(event, wording, names)}${describeMarks(marked, language)}`, shown), ...shownMarks(marked) };
    };
    return { events: page.map(told), ...(last === undefined || last === events.at(-1)?.revision ? {} : { next: String(last + 1) }) };
  }

  @Get(':id/next-steps')
  @OfOneEvaluation()
  @ApiOperation({ summary: 'What is to be done now: by whom, until when, what is missing.' })
  @Answers(200, 'NextSteps', 'What is due, the earliest first.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async next(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { state, events, today, language, wording } = await askedOf(this.node, id, { request, reply });
    const status = statusOf(state);
    const names = await spokenNames(this.node.log, events);
    const calendar = this.node.calendar();
    return { id, status, statusText: describeStatus(status, language), today, nextSteps: nextSteps(state, today, calendar).map((step) => noted(describeStep(step, wording, names), calendarNote(counted(step, today), calendar, wording))) };
  }
}

const noted = <S extends { readonly text: string }>(step: S, note: string): S => ({ ...step, text: withNote(step.text, note) });
/** The last day that was counted: what is overdue is counted until today. */
const counted = ({ dueOn }: NextStep, today: PlainDate): PlainDate | null => (dueOn === null || dueOn > today ? dueOn : today);

const entry = (event: StoredEvent, text: string, { data, withheld }: ShownData) => ({
  revision: String(event.revision),
  position: String(event.position),
  event: event.type,
  text,
  heldOn: heldOnOf(event),
  recordedAt: event.metadata.at,
  by: event.metadata.by,
  data,
  ...(withheld === null ? {} : { withheld }),
});

/** Revisions as the API names them; only what there is. */
const shownMarks = ({ corrects, correctedBy, dispute }: Marks = { corrects: [], correctedBy: [], dispute: null }) => ({
  ...(corrects.length === 0 ? {} : { corrects: corrects.map(String) }),
  ...(correctedBy.length === 0 ? {} : { correctedBy: correctedBy.map(String) }),
  ...(dispute === null ? {} : { dispute: { disputedBy: String(dispute.disputedBy), resolvedBy: dispute.resolvedBy === null ? null : String(dispute.resolvedBy), upheld: dispute.upheld, voided: dispute.voided } }),
});
