import { applyDecorators } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isPlainDate, streamOf, type PlainDate, type StoredEvent } from '#kernel';
import { problem, recordedUntil, type Node } from '#platform';
import { FederationMoved, federationDecider, hierarchyDecider, hierarchyId, unionDecider } from '#register';
import { federationRowOf, unionRowOf, type FederationRow, type UnionRow } from '#views';
import { ApiQuery } from '../api-description.js';
import { pathId } from '../commands/request.js';
import { momentIn, wholeStream } from './as-of.js';

/** Documents the two times that a question to the register may name. */
export const OfTheRegister = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'on', required: false, description: 'As it was on this day, for example 2010-03-01, by all that is recorded. Default: as it stands.' }),
    OfRecording(),
  );

/** Documents until when what was recorded counts. */
export const OfRecording = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'asOf', required: false, description: 'By what was recorded until this instant, for example 2010-03-02T09:00:00+08:00. Default: now.' }),
    ApiQuery({ name: 'asOfPosition', required: false, description: 'By what was recorded up to this position of the log, the event there included; instead of `asOf`.' }),
  );

type Times = { readonly on: PlainDate | undefined; readonly recorded: (events: readonly StoredEvent[]) => readonly StoredEvent[] };

/** @throws Problem `query-invalid` for a day, an instant or a position that is none */
async function timesOf(node: Node, request: FastifyRequest): Promise<Times> {
  const { on } = request.query as { readonly on?: unknown };
  if (on !== undefined && (typeof on !== 'string' || !isPlainDate(on))) throw problem('query-invalid', {}, [{ field: 'on', rule: 'date' }]);
  const moment = await momentIn(node, request.query as { readonly asOf?: unknown }, node.clock(request.headers['pingjia-clock']));
  return { on, recorded: (events) => (moment === undefined ? events : recordedUntil(events, moment)) };
}

/** A union by what was recorded then, and the day that is asked about. @throws Problem `not-found` */
export async function unionAsked(node: Node, id: string, request: FastifyRequest): Promise<{ readonly row: UnionRow; readonly on: PlainDate | undefined }> {
  const { on, recorded } = await timesOf(node, request);
  node.refuseDamaged();
  const row = unionRowOf(recorded(await wholeStream(node, streamOf(unionDecider.category, pathId(id)))));
  if (row === undefined) throw problem('not-found', { thing: 'union', id });
  return { row, on };
}

/** Every event of a union by what was recorded then, the oldest first. @throws Problem `not-found` */
export async function unionHistoryAsked(node: Node, id: string, request: FastifyRequest): Promise<readonly StoredEvent[]> {
  const { recorded } = await timesOf(node, request);
  node.refuseDamaged();
  const events = recorded(await wholeStream(node, streamOf(unionDecider.category, pathId(id))));
  if (events.length === 0) throw problem('not-found', { thing: 'union', id });
  return events;
}

/** A federation likewise: its own stream, and its moves from that of the hierarchy. @throws Problem `not-found` */
export async function federationAsked(node: Node, id: string, request: FastifyRequest): Promise<{ readonly row: FederationRow; readonly on: PlainDate | undefined }> {
  const { on, recorded } = await timesOf(node, request);
  node.refuseDamaged();
  const own = await wholeStream(node, streamOf(federationDecider.category, pathId(id)));
  const moves = (await wholeStream(node, streamOf(hierarchyDecider.category, hierarchyId))).filter(({ data }) => (data as FederationMoved['data']).federation === id);
  const row = federationRowOf(recorded([...own, ...moves].toSorted((one, other) => one.position - other.position)));
  if (row === undefined) throw problem('not-found', { thing: 'federation', id });
  return { row, on };
}
