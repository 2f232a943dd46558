import { Controller, Get, Header, Inject, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { dayOf, isPlainDate, type Instant } from '#kernel';
import { languageOf, NODE, problem, textFor, type FieldFault, type Language, type Node } from '#platform';
import { clockText } from '#reminders';
import { ApiExcludeController, ApiOperation, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, Refuses, wrongQuery } from '../described-answers.js';
import { lastOf } from './plan.controller.js';
import { plannedSending } from './sending-plan.js';

const mostPerPage = 200;
/** A page for people: what a screen or two hold. */
const shownPerPage = 20;
const place = /^\d{8}\/(?!\.)[a-z0-9._]{1,200}\.json$/;

type Asked = { readonly limit?: string; readonly cursor?: string; readonly day?: string };

/** Messages of the outbox, the channel that needs nobody. */
@ApiTags('reminders')
@Controller('v1/outbox')
export class OutboxController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @ApiOperation({ summary: 'Messages of the outbox by day, the latest first, in pages: each as it went out, in all its forms.' })
  @ApiQuery({ name: 'limit', required: false, description: 'Messages of a page, 1 to 200; default 50.' })
  @ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' })
  @ApiQuery({ name: 'day', required: false, description: 'Only those of this day, as 2025-12-22.' })
  @Answers(200, 'OutboxPage', 'A page.')
  @Refuses(wrongQuery)
  list(@Query() query: Asked) {
    return this.node.outbox.page(askedOf(query, 50));
  }
}

/** The same, to look at. */
@ApiExcludeController()
@Controller('outbox')
export class OutboxPageController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  @Header('vary', 'accept-language')
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'day', required: false })
  async page(@Query() query: Asked, @Req() request: FastifyRequest): Promise<string> {
    const { messages, next } = await this.node.outbox.page(askedOf(query, shownPerPage));
    const language = languageOf(request.headers['accept-language']);
    const waiting = query.cursor === undefined ? await this.#waiting(this.node.clock(request.headers['pingjia-clock']), language) : '';
    return pageOf(messages, next, { language, waiting, own: await this.#ownPaths(messages) });
  }

  /** By notice, the path of its link: signed, so that nobody else can write it. */
  async #ownPaths(messages: readonly Message[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(messages.map(({ noticeId }) => noticeId))];
    const links = await Promise.all(ids.map(async (id) => [id, await this.node.links.of(id)] as const));
    return new Map(links.flatMap(([id, its]) => (its === undefined ? [] : [[id, new URL(its.list).pathname.replace(/^.*(?=\/answer\/)/, '')] as const])));
  }

  /** What is still to be sent, over every channel; nothing while the view of notices is being built. */
  async #waiting(at: Instant, language: Language): Promise<string> {
    const planned = await plannedSending(this.node, at).catch(() => undefined);
    const last = planned === undefined ? null : lastOf(planned.addresses);
    return planned === undefined || last === null ? '' : textFor(language, 'outbox.waiting', { count: planned.waiting, day: dayOf(last), clock: clockText(last) });
  }
}

type Message = Awaited<ReturnType<Node['outbox']['page']>>['messages'][number];

/** @throws Problem `query-invalid` naming what is wrong */
function askedOf({ limit, cursor, day }: Asked, usual: number) {
  const faults: FieldFault[] = [];
  const count = limit === undefined ? usual : Number(limit);
  if (limit !== undefined && !(/^\d{1,3}$/.test(limit) && count >= 1 && count <= mostPerPage)) faults.push({ field: 'limit', rule: 'whole', details: { least: 1, most: mostPerPage } });
  if (cursor !== undefined && !place.test(cursor)) faults.push({ field: 'cursor', rule: 'cursor' });
  if (day !== undefined && !isPlainDate(day)) faults.push({ field: 'day', rule: 'date' });
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  return { limit: count, ...(cursor === undefined ? {} : { after: cursor }), ...(day === undefined ? {} : { day: day.replaceAll('-', '') }) };
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** The link of the message's own notice can be followed, on this server whatever address it names; no other text becomes a link, for names may look like one. */
const linked = (text: string, own: string | undefined): string =>
  escaped(text).replaceAll(/https?:\/\/[^\s#&]+(\/answer\/[a-z0-9._]{1,200}\/[\w-]{22})(#answer)?(?![\w-])/g, (address: string, path: string, place = '') => (path === own ? `<a href="${path}${place}">${address}</a>` : address));

function pageOf(messages: readonly Message[], next: string | undefined, { language, waiting, own }: { readonly language: Language; readonly waiting: string; readonly own: ReadonlyMap<string, string> }): string {
  const say = (key: string) => textFor(language, `outbox.${key}`);
  const one = ({ subject, text, recipient, noticeId, storedAt, language: written }: Message) =>
    `<article><h2>${escaped(subject)}</h2><p><small>${say('to')} ${escaped(recipient.id)} · <time datetime="${escaped(storedAt)}">${dayOf(storedAt)} ${clockText(storedAt)}</time> · ${escaped(noticeId)}</small></p><pre lang="${escaped(written)}">${linked(text, own.get(noticeId))}</pre></article>`;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say('title')}</title>`,
    '<style>body{font:16px/1.6 sans-serif;max-width:48em;margin:3em auto;padding:0 1em}pre{white-space:pre-wrap;background:#f4f4f4;padding:1em}h2{font-size:1.1em;margin-bottom:0}</style></head>',
    `<body><h1>${say('title')}</h1><p>${say('about')}</p>`,
    waiting === '' ? '' : `<p>${escaped(waiting)}</p>`,
    messages.length === 0 ? `<p>${say('empty')}</p>` : messages.map(one).join('\n'),
    next === undefined ? '' : `<p><a href="/outbox?cursor=${encodeURIComponent(next)}">${say('more')}</a></p>`,
    '</body></html>',
  ].join('\n');
}
