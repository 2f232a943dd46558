import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { problem } from '#platform';

/** The only route that takes a form: who posts there proves itself by the signature in the address, so no page of another site can. */
const route = '/answer/:notice/:signature';

/** Most bytes of the form. */
const maxFormBytes = 2_000;

/** Lets the page of a link be answered by a plain form, as browsers without scripts send it. */
export function takeAnswerForms(adapter: FastifyAdapter): void {
  adapter.getInstance().addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: maxFormBytes }, async (request: FastifyRequest, text: string) => {
    if (request.routeOptions.url !== route) throw problem('media-type-unsupported');
    return new URLSearchParams(text);
  });
}
