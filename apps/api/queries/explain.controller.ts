import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { nextStepNames, recordedBy } from '#evaluation';
import { dutyDecider, dutyNames } from '#campaign';
import { dayOf, isPlainDate, maxListLimit, streamOf, type Instant, type PlainDate, type StreamName } from '#kernel';
import { NODE, problem, textFor, type FieldFault, type Node } from '#platform';
import { instantOf, sendingWindows } from '#reminders';
import { dutyOwedOver, owedOver, type OwedThing } from '#views';
import { ApiHeader, ApiOperation, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { wholeStream } from './as-of.js';
import { campaignAsked } from './campaign-asked.js';
import { describeExplanation, explained, type Explaining } from './explaining.js';
import { atPositions, positionHeader } from './view-position.js';

const unitIn = /^(union|federation)-([a-z0-9][a-z0-9_]{0,31})$/;
const names = ['unit', 'step', 'on', 'campaign'];

type Asked = { readonly kind: 'union' | 'federation'; readonly id: string; readonly step: string; readonly on: PlainDate | undefined; readonly campaign: string | undefined };

/** Where what a unit owes stands on record. */
type Owing = { readonly campaign: string; readonly unitName: string; readonly stream: StreamName; readonly owedOver: typeof owedOver };

/** Was somebody told, who, when, by which notice, and why or why not. */
@ApiTags('reminders')
@Controller('v1/notices')
export class ExplainController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('explain')
  @JudgesItsQuery()
  @ApiOperation({ summary: 'Whether somebody was told on a day of what a unit owed: level by level who, by which notice, or why not.' })
  @ApiQuery({ name: 'unit', required: true, description: '`union-` or `federation-` and its id.', example: 'union-centre' })
  @ApiQuery({ name: 'step', required: true, description: 'What was owed, as a list names it.', example: 'submitPlan' })
  @ApiQuery({ name: 'on', required: false, description: 'The day; default: today.' })
  @ApiQuery({ name: 'campaign', required: false, description: 'Default: the latest that the unit takes part in.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'NoticeExplanation', 'Everything of that step that was owed until that day; none where nothing was.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async explain(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const now = this.node.clock(request.headers['pingjia-clock']);
    const asked = askedIn(query, now);
    const { step, on = dayOf(now) } = asked;
    this.node.refuseDamaged();
    const { notices, evaluations, duties } = this.node.views;
    await atPositions([asked.kind === 'union' ? evaluations : duties, notices], request, reply);
    const owing = await (asked.kind === 'union' ? this.#evaluation(asked) : this.#duties(asked));
    const campaign = await campaignAsked(this.node, owing.campaign, request);
    const asOf = [instantOf(on, sendingWindows[1].until), now].toSorted()[0] as Instant;
    const things = owing.owedOver(recordedBy(await wholeStream(this.node, owing.stream), asOf), step);
    const answered = await Promise.all(things.map(async (thing) => this.#thing(thing, { node: this.node, campaign, day: on, asOf })));
    return { unit: `${asked.kind}-${asked.id}`, unitName: owing.unitName, campaign: campaign.id, step, stepText: textFor(campaign.wording, `owed.${step}`), on, things: answered };
  }

  /** The latest run of the latest year. @throws Problem `not-found` */
  async #evaluation({ id, campaign }: Asked): Promise<Owing> {
    const { rows } = await this.node.views.evaluations.list({ where: { union: id, ...(campaign === undefined ? {} : { campaign }) }, limit: maxListLimit });
    const [latest] = rows.map(([, row]) => row).toSorted((one, other) => other.evaluatedYear - one.evaluatedYear || other.run - one.run);
    if (latest === undefined) throw problem('not-found', { thing: 'union', id });
    return { campaign: latest.campaign, unitName: latest.unionName, stream: streamOf('evaluation', latest.evaluation), owedOver };
  }

  /** What the federation owes itself. @throws Problem `not-found` */
  async #duties({ id, campaign }: Asked): Promise<Owing> {
    const { rows } = await this.node.views.duties.list({ where: { federation: id, ...(campaign === undefined ? {} : { campaign }) }, limit: maxListLimit });
    const [latest] = rows.map(([, row]) => row).toSorted((one, other) => other.evaluatedYear - one.evaluatedYear);
    if (latest === undefined) throw problem('not-found', { thing: 'federation', id });
    return { campaign: latest.campaign, unitName: latest.name, stream: streamOf(dutyDecider.category, `${id}.${latest.campaign}`), owedOver: dutyOwedOver };
  }

  async #thing(thing: OwedThing, explaining: Explaining) {
    const { row, owed, extended } = thing;
    const { toldAs, levels } = await explained(explaining, thing);
    return { key: row.key, dueOn: row.dueOn, owed, extended, toldAs: toldAs.key === row.key ? null : toldAs.key, levels: levels.map((one) => describeExplanation(one, explaining.campaign.language)) };
  }
}

/** @throws Problem `query-invalid` naming all that is wrong */
function askedIn(query: Readonly<Record<string, unknown>>, now: Instant): Asked {
  const { unit, step, on, campaign } = query;
  const faults: FieldFault[] = Object.keys(query).filter((name) => !names.includes(name)).map((field) => ({ field, rule: 'unknown', details: { allowed: names } }));
  const [, kind, id] = typeof unit === 'string' ? (unitIn.exec(unit) ?? []) : [];
  const steps: readonly unknown[] = kind === 'federation' ? dutyNames : nextStepNames;
  if (id === undefined) faults.push({ field: 'unit', rule: unit === undefined ? 'required' : 'bodyId' });
  if (!steps.includes(step)) faults.push(step === undefined ? { field: 'step', rule: 'required' } : { field: 'step', rule: 'oneOf', details: { allowed: steps as readonly string[] }, words: 'owed' });
  if (on !== undefined && !(typeof on === 'string' && isPlainDate(on))) faults.push({ field: 'on', rule: 'date' });
  else if (typeof on === 'string' && on > dayOf(now)) faults.push({ field: 'on', rule: 'past', details: { now: dayOf(now) } });
  if (campaign !== undefined && !(typeof campaign === 'string' && /^[a-z0-9][a-z0-9_]{0,31}$/.test(campaign))) faults.push({ field: 'campaign', rule: 'idPart' });
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  return { kind: kind as Asked['kind'], id: id as string, step: step as string, on: on as PlainDate | undefined, campaign: campaign as string | undefined };
}
