import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from '#platform';
import { describedQuery } from './api-description.js';

const judged = 'judgesItsQuery';

/** For a handler that judges all of its query itself, and names what is unknown together with what is wrong. */
export const JudgesItsQuery = (): MethodDecorator => SetMetadata(judged, true);

/** A query parameter that the API's description does not name is refused: a mistyped one would be passed over in silence. */
export class KnownQueries implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.url.includes('?') || Reflect.getMetadata(judged, context.getHandler()) === true) return true;
    const allowed = describedQuery(context.getHandler());
    const unknown = Object.keys(request.query as object).filter((name) => !allowed.includes(name));
    if (unknown.length > 0) throw problem('query-invalid', {}, unknown.slice(0, most).map((field) => ({ field, rule: 'unknown', details: { allowed } })));
    return true;
  }
}

/** The most parameters an answer names. */
const most = 50;
