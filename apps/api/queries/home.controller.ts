import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { languageOf, textFor, type Language } from '#platform';
import { ApiExcludeController } from '../api-description.js';

/** What a person may look at, by the address it has. */
const places = { docs: '/docs', list: '/v1/evaluations', outbox: '/outbox', problems: '/problems', ready: '/health/ready' } as const;

/** For whoever opens the printed address in a browser: what this is, and where to go on. */
@ApiExcludeController()
@Controller()
export class HomeController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  @Header('vary', 'accept-language')
  home(@Req() request: FastifyRequest): string {
    return page(languageOf(request.headers['accept-language']));
  }
}

function page(language: Language): string {
  const say = (key: string) => textFor(language, `home.${key}`);
  const links = Object.entries(places).map(([key, path]) => `<li><a href="${path}">${path}</a> ${say(key)}</li>`);
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say('title')}</title>`,
    '<style>body{font:16px/1.6 sans-serif;max-width:40em;margin:3em auto;padding:0 1em}</style></head>',
    `<body><h1>${say('title')}</h1><p>${say('about')}</p><ul>${links.join('')}</ul></body></html>`,
  ].join('\n');
}
