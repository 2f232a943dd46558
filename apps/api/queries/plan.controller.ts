import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '#kernel';
import { languageOf, NODE, problem, textFor, type Language, type Node } from '#platform';
import { ApiHeader, ApiOperation, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, Refuses, wrongQuery } from '../described-answers.js';
import { plannedSending, type PlannedAddress } from './sending-plan.js';
import { atPosition, positionHeader } from './view-position.js';

/** The most minutes that are listed of one channel. */
const mostMinutes = 200;
const mostListed = 200;
const listedUsually = 50;

/** When what waits is sent, and when the last one leaves. */
@ApiTags('reminders')
@Controller('v1/notices')
export class PlanController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('plan')
  @ApiOperation({ summary: 'In which minutes the notices that wait leave, channel by channel within its quota, and when the last one does.' })
  @ApiQuery({ name: 'limit', required: false, description: 'Notices that are named, 1 to 200; default 50.' })
  @ApiHeader(positionHeader)
  @Answers(200, 'SendingPlan', 'The plan as of now; what is issued later is not in it.')
  @Refuses(wrongQuery, cannotServe)
  async plan(@Query('limit') limit: string | undefined, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const count = limit === undefined ? listedUsually : Number(limit);
    if (limit !== undefined && !(/^\d{1,3}$/.test(limit) && count >= 1 && count <= mostListed)) throw problem('query-invalid', {}, [{ field: 'limit', rule: 'whole', details: { least: 1, most: mostListed } }]);
    this.node.refuseDamaged();
    await atPosition(this.node.views.notices, request, reply);
    const at = this.node.clock(request.headers['pingjia-clock']);
    const { addresses, ...rest } = await plannedSending(this.node, at);
    const notices = addresses.flatMap((one) => one.notices).toSorted((one, other) => compared(one.leavesAt, other.leavesAt) || compared(one.notice, other.notice));
    return { at, ...rest, lastAt: lastOf(addresses), left: leftOf(addresses), channels: byChannel(addresses, languageOf(request.headers['accept-language'])), notices: notices.slice(0, count) };
  }
}

/** What finds no room comes last. */
const compared = (one: string | null, other: string | null): number => (one === other ? 0 : one === null || (other !== null && one > other) ? 1 : -1);
const leftOf = (addresses: readonly PlannedAddress[]): number => addresses.reduce((sum, { left }) => sum + left, 0);
/** When the last of them leaves. */
export const lastOf = (addresses: readonly PlannedAddress[]): Instant | null => addresses.flatMap(({ lastAt }) => lastAt ?? []).toSorted().at(-1) ?? null;

function byChannel(all: readonly PlannedAddress[], language: Language) {
  const names = [...new Set(all.map(({ channel }) => channel.name))].toSorted();
  return names.map((name) => {
    const addresses = all.filter(({ channel }) => channel.name === name);
    const quota = addresses[0]?.channel.quota ?? null;
    const minutes = new Map<Instant, number>();
    for (const minute of addresses.flatMap((one) => one.minutes)) minutes.set(minute.at, (minutes.get(minute.at) ?? 0) + minute.messages);
    return {
      channel: name,
      channelText: textFor(language, `channel.${name}`),
      quota: quota === null ? null : { per: quota.per, count: quota.count },
      addresses: addresses.length,
      messages: addresses.reduce((sum, { messages }) => sum + messages, 0),
      lastAt: lastOf(addresses),
      left: leftOf(addresses),
      minutes: [...minutes].toSorted(([one], [other]) => compared(one, other)).slice(0, mostMinutes).map(([at, messages]) => ({ at, messages })),
    };
  });
}
