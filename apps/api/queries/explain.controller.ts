import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { nextStepNames, recordedBy } from '#evaluation';
import { dayOf, isPlainDate, streamOf, type Instant, type PlainDate } from '#kernel';
import { NODE, problem, textFor, type FieldFault, type Node } from '#platform';
import { instantOf, sendingWindows } from '#reminders';
import { owedOver, type OwedThing } from '#views';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { wholeStream } from './as-of.js';
import { campaignAsked } from './campaign-asked.js';
import { describeExplanation, explained } from './explaining.js';
import { atPosition, positionHeader } from './view-position.js';

const unitIn = /^union-([a-z0-9][a-z0-9_]{0,31})$/;
const names = ['unit', 'step', 'on', 'campaign'];

type Asked = { readonly union: string; readonly step: string; readonly on: PlainDate | undefined; readonly campaign: string | undefined };

/** Was somebody told, who, when, by which notice, and why or why not. */
@ApiTags('reminders')
@Controller('v1/notices')
export class ExplainController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('explain')
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Whether somebody was told on a day of what a unit owed: level by level who, by which notice, or why not.' })
  @ApiQuery({ name: 'unit', required: true, description: '`union-` and its id.', example: 'union-centre' })
  @ApiQuery({ name: 'step', required: true, description: 'What was owed, as a list names it.', example: 'submitPlan' })
  @ApiQuery({ name: 'on', required: false, description: 'The day; default: today.' })
  @ApiQuery({ name: 'campaign', required: false, description: 'Default: the latest that the unit takes part in.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'NoticeExplanation', 'Everything of that step that was owed until that day; none where nothing was.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async explain(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const now = this.node.clock(request.headers['pingjia-clock']);
    const { union, step, on = dayOf(now), campaign: named } = askedIn(query, now);
    this.node.refuseDamaged();
    await atPosition(this.node.views.notices, request, reply);
    const { rows } = await this.node.views.evaluations.list({ where: { union, ...(named === undefined ? {} : { campaign: named }) }, limit: 200 });
    const [latest] = rows.map(([, row]) => row).toSorted((one, other) => other.evaluatedYear - one.evaluatedYear || other.run - one.run);
    if (latest === undefined) throw problem('not-found', { thing: 'union', id: union });
    const campaign = await campaignAsked(this.node, latest.campaign, request);
    const asOf = [instantOf(on, sendingWindows[1].until), now].toSorted()[0] as Instant;
    const things = owedOver(recordedBy(await wholeStream(this.node, streamOf('evaluation', latest.evaluation)), asOf), step);
    const answered = await Promise.all(things.map(async (thing) => this.#thing(thing, (await explained({ node: this.node, campaign, day: on, asOf }, thing)).map((one) => describeExplanation(one, campaign.language)))));
    return { unit: `union-${union}`, unitName: latest.unionName, campaign: campaign.id, step, stepText: textFor(campaign.wording, `owed.${step}`), on, things: answered };
  }

  #thing({ row, owed, extended }: OwedThing, levels: readonly ReturnType<typeof describeExplanation>[]) {
    return { key: row.key, dueOn: row.dueOn, owed, extended, levels };
  }
}

/** @throws Problem `query-invalid` naming all that is wrong */
function askedIn(query: Readonly<Record<string, unknown>>, now: Instant): Asked {
  const { unit, step, on, campaign } = query;
  const faults: FieldFault[] = Object.keys(query).filter((name) => !names.includes(name)).map((field) => ({ field, rule: 'unknown', details: { allowed: names } }));
  const [, union] = typeof unit === 'string' ? (unitIn.exec(unit) ?? []) : [];
  if (union === undefined) faults.push({ field: 'unit', rule: unit === undefined ? 'required' : 'bodyId' });
  if (!(nextStepNames as readonly unknown[]).includes(step)) faults.push(step === undefined ? { field: 'step', rule: 'required' } : { field: 'step', rule: 'oneOf', details: { allowed: nextStepNames }, words: 'owed' });
  if (on !== undefined && !(typeof on === 'string' && isPlainDate(on))) faults.push({ field: 'on', rule: 'date' });
  else if (typeof on === 'string' && on > dayOf(now)) faults.push({ field: 'on', rule: 'past', details: { now: dayOf(now) } });
  if (campaign !== undefined && !(typeof campaign === 'string' && /^[a-z0-9][a-z0-9_]{0,31}$/.test(campaign))) faults.push({ field: 'campaign', rule: 'idPart' });
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  return { union: union as string, step: step as string, on: on as PlainDate | undefined, campaign: campaign as string | undefined };
}
