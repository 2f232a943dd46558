import { applyDecorators } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { dayOf, isPlainDate, type Instant, type PlainDate } from '#kernel';
import { endOfDay, instantIn, momentAt, PastViews, problem, type Moment, type Node } from '#platform';
import { ApiQuery } from '../api-description.js';
import { asOfPositionIn } from './as-of.js';
import type { CampaignAsked } from './campaign-asked.js';

/** Names of the parameters that say as of when a board or a list is asked for. */
export const momentNames = ['asOf', 'asOfPosition'] as const;

/** As of when: the end of a recording day (totals are kept by day), or any moment of the log. */
export type Then = { readonly day: PlainDate } | { readonly moment: Moment };

/** Documents the parameters that {@link thenAsked} reads. */
export const AsOfAnyMoment = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'asOf', required: false, description: 'As it stood at the end of this recording day, or at this instant: what was recorded by then. Default: now.' }),
    ApiQuery({ name: 'asOfPosition', required: false, description: 'As it stood when the log had come to this position, the event there included; instead of `asOf`.' }),
  );

/**
 * The moment that `asOf` (a day, or an instant) or `asOfPosition` names; nothing where neither is given.
 * @throws Problem `query-invalid` for what is none, has not come, or both
 */
export async function thenAsked(node: Node, query: Readonly<Record<string, unknown>>, request: FastifyRequest): Promise<Then | undefined> {
  const { asOf } = query;
  const position = asOfPositionIn(query);
  if (position !== undefined) return { moment: await momentAt(node, position) };
  if (asOf === undefined) return undefined;
  const now = node.clock(request.headers['pingjia-clock']);
  if (typeof asOf === 'string' && isPlainDate(asOf)) return asOf > dayOf(now) ? notYet(dayOf(now)) : { day: asOf };
  // A plus sign that nobody escaped arrives as a blank.
  const at = typeof asOf === 'string' ? instantIn(asOf.replace(' ', '+')) : undefined;
  if (at === undefined) throw problem('query-invalid', {}, [{ field: 'asOf', rule: 'dayOrInstant' }]);
  if (at > now) return notYet(now);
  // The instant at which a day ended names that day as well.
  return at.endsWith('T16:00:00.000Z') ? { day: at.slice(0, 10) } : { moment: { at } };
}

const notYet = (now: string): never => {
  throw problem('query-invalid', {}, [{ field: 'asOf', rule: 'past', details: { now } }]);
};

export const momentOf = (then: Then): Moment => ('day' in then ? endOfDay(then.day) : then.moment);
export const dayOfThen = (then: Then | undefined): PlainDate | undefined => (then === undefined ? undefined : 'day' in then ? then.day : dayOf(then.moment.at));

/** How an answer names as of when it is. */
export const describeThen = (then: Then | undefined): { readonly asOf: PlainDate | Instant | null; readonly asOfPosition: string | null } => {
  if (then === undefined) return { asOf: null, asOfPosition: null };
  if ('day' in then) return { asOf: then.day, asOfPosition: null };
  const { at, position } = then.moment;
  return position === undefined ? { asOf: at, asOfPosition: null } : { asOf: null, asOfPosition: String(position) };
};

/** @throws Problem `campaign-not-opened-by-then` */
export function assertOpenedBy({ openedBy }: Pick<CampaignAsked, 'openedBy'>, { at, position }: Moment): void {
  const isBefore = position === undefined ? Date.parse(at) < Date.parse(openedBy.at) : position < openedBy.position;
  if (isBefore) throw problem('campaign-not-opened-by-then', { asOf: at, opened: openedBy.at });
}

const pasts = new WeakMap<Node, PastViews>();

/** The past of a node's views: what was read back once is remembered for all who ask. */
export function pastOf(node: Node): PastViews {
  let past = pasts.get(node);
  if (past === undefined) pasts.set(node, (past = new PastViews(node)));
  return past;
}
