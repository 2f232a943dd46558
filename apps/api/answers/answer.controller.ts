import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addDays, dayOf, isId, type Actor, type Outcome } from '#kernel';
import { languageOf, log, NODE, problem, textFor, type Language, type Node } from '#platform';
import { dayOfNotice, linkEndsOn, maxQuietDays, noticeDecider, typedDay, type NoticeState } from '#reminders';
import { ApiExcludeController } from '../api-description.js';
import { HandIn } from '../commands/hand-in.js';
import { JudgesItsQuery } from '../known-queries.js';
import { answerPage, type AnswerPage } from './answer-page.js';
import { listOf } from './notice-list.js';

type Path = { readonly notice: string; readonly signature: string };
type Asking = { readonly path: Path; readonly request: FastifyRequest; readonly reply: FastifyReply };
type Issued = NonNullable<NoticeState['issued']>;
/** How a link stands: `strange` is altered or none of ours. */
type Standing =
  | { readonly kind: 'strange' }
  | { readonly kind: 'ended'; readonly endsOn: string }
  | { readonly kind: 'withdrawn' | 'open'; readonly issued: Issued }
  | { readonly kind: 'answered'; readonly issued: Issued; readonly answer: NonNullable<NoticeState['acknowledged']> };

const statusOf = { strange: 404, ended: 410, withdrawn: 410, answered: 200, open: 200 } as const;
/** One link, one command: whoever sends it twice gets the first answer, whoever sends another is refused. */
const commandId = 'answer-link';
const office = { chair: 'chair', party: 'party', federation: 'officer' } as const;

/**
 * The page behind the link of a message: what it is about, and 已知悉 with the day by which it will be submitted. Looking records
 * nothing, for mail servers open links; only the form does, once. The signature in the address stands for the recipient.
 */
@ApiExcludeController()
@Controller('answer')
export class AnswerController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(NODE) private readonly node: Node,
  ) {}

  @Get(':notice/:signature')
  @JudgesItsQuery()
  async look(@Param() path: Path, @Query('page') page: string | undefined, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const standing = await this.#standing(path, request);
    return this.#page({ path, request, reply }, standing, { page: Number(/^[1-9]\d?$/.exec(page ?? '')?.[0] ?? 1) });
  }

  @Post(':notice/:signature')
  @JudgesItsQuery()
  async answer(@Param() path: Path, @Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!(body instanceof URLSearchParams)) throw problem('media-type-unsupported');
    const asking = { path, request, reply };
    const standing = await this.#standing(path, request);
    if (standing.kind !== 'open') return this.#page(asking, standing, { late: true });
    const at = this.node.clock(request.headers['pingjia-clock']);
    const typed = (body.get('willSubmitBy') ?? '').trim().slice(0, 40);
    const willSubmitBy = typedDay(typed);
    const language = languageOf(request.headers['accept-language']);
    // An answer without a day says nothing that could put off a reminder, and programs that try addresses post without one.
    if (willSubmitBy === undefined) return this.#page(asking, standing, { typed, fault: textFor(language, typed === '' ? 'answer.dayMissing' : 'answer.dayUnread', { typed, first: dayOf(at) }) });
    const command = { type: 'AcknowledgeNotice', data: { willSubmitBy }, commandId, by: recipientOf(standing.issued), at };
    const outcome: Outcome = await this.bus.execute(new HandIn(noticeDecider, path.notice, command));
    if (outcome.kind === 'refused') return this.#page(asking, standing, { typed, fault: textFor(language, `problem.${outcome.refusal.refused}`, outcome.refusal.details) });
    if (outcome.kind === 'id-reused') return this.#page(asking, await this.#standing(path, request), { late: true });
    if (outcome.kind !== 'recorded' && outcome.kind !== 'unchanged') throw problem('contended');
    // Looking at it again shows what was recorded; going back and forth in the browser sends nothing twice.
    void reply.status(303).header('location', path.signature);
    return '';
  }

  async #standing({ notice, signature }: Path, request: FastifyRequest): Promise<Standing> {
    this.node.refuseDamaged();
    const day = dayOfNotice(notice);
    if (day === undefined || !isId(notice) || !(await this.node.links.isOurs(notice, signature))) return { kind: 'strange' };
    const { issued, acknowledged, withdrawn } = (await this.node.commands.state(noticeDecider, notice)).state as NoticeState;
    if (issued === null) return { kind: 'strange' };
    if (acknowledged !== null) return { kind: 'answered', issued, answer: acknowledged };
    if (withdrawn) return { kind: 'withdrawn', issued };
    const endsOn = linkEndsOn(day);
    return dayOf(this.node.clock(request.headers['pingjia-clock'])) > endsOn ? { kind: 'ended', endsOn } : { kind: 'open', issued };
  }

  async #page({ request, reply }: Asking, standing: Standing, { page = 1, late = false, typed, fault }: { readonly page?: number; readonly late?: boolean; readonly typed?: string; readonly fault?: string }): Promise<string> {
    const language = languageOf(request.headers['accept-language']);
    const today = dayOf(this.node.clock(request.headers['pingjia-clock']));
    const status = fault !== undefined ? 422 : late && standing.kind === 'answered' ? 409 : statusOf[standing.kind];
    void reply.status(status).headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'vary': 'accept-language',
    });
    if (!('issued' in standing)) return answerPage({ language, said: saidOf(standing, language) });
    const { subject, body, list } = await this.#told(standing.issued, { page, today, language });
    const form = standing.kind === 'open' ? { first: today, last: addDays(today, maxQuietDays), covers: coveredOf(standing.issued), fault, typed } : undefined;
    return answerPage({ language, subject, said: saidOf(standing, language, { body, late }), list, form });
  }

  /** From views, which may be away while they are built anew: then it can still be answered. */
  async #told(issued: Issued, listing: { readonly page: number; readonly today: string; readonly language: Language }): Promise<{ readonly subject?: string; readonly body?: string; readonly list?: AnswerPage['list'] }> {
    const { views } = this.node;
    const { recipient, federation, grade, nth } = issued;
    try {
      const [campaign, issuer, named] = await Promise.all([views.campaigns.get(issued.campaign), views.federations.get(federation), recipient.kind === 'federation' ? views.federations.get(recipient.id) : views.unions.get(recipient.id)]);
      const about = textFor(listing.language, 'digest.about', { evaluatedYear: campaign?.evaluatedYear, name: named?.name ?? recipient.id });
      return { subject: `${textFor(listing.language, `digest.title.${grade}`, { nth })} ${about}`, body: issuer?.name ?? federation, list: await listOf(this.node, issued, listing) };
    } catch (error) {
      log.warn({ error }, 'the page of a link does without its list');
      return {};
    }
  }
}

const recipientOf = ({ recipient: { kind, id } }: Issued): Actor => ({ kind: 'person', office: office[kind], bodyId: `${kind === 'federation' ? 'federation' : 'union'}-${id}`, assurance: 'unverified' });

/** An answer is about the lines a notice refers to; it may have counted more. */
const coveredOf = ({ items, due }: Issued) => (items.length < due ? { shown: items.length, rest: due - items.length } : undefined);

function saidOf(standing: Standing, language: Language, { body, late = false }: { readonly body?: string | undefined; readonly late?: boolean } = {}): AnswerPage['said'] {
  const say = (key: string, details = {}) => textFor(language, `answer.${key}`, details);
  if (standing.kind === 'open') return undefined;
  if (standing.kind === 'answered') return { heading: say('answered'), lines: [...(late ? [say('notAgain')] : []), say('answer', standing.answer), say('usedOnce', body === undefined ? {} : { body })] };
  return { heading: say(standing.kind), lines: [say(`because.${standing.kind}`, standing.kind === 'ended' ? { endsOn: standing.endsOn } : {})] };
}
